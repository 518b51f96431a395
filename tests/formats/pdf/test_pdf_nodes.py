"""Where elements of the structure may stand, and what the text of a page gets for its ears."""

from typing import Any
from xml.etree import ElementTree as ET

import pydyf
import pytest

from potluck.formats.pdf.link import trees
from potluck.formats.pdf.press import roles
from potluck.formats.pdf.press.glyphs import Gaps, Inks, settle
from potluck.formats.pdf.press.nodes import Mark, Node, prune, room, walk


def tree(node: Node) -> str:
    kids = " ".join(map(tree, node.below))
    return f"{node.kind}[{kids}]" if kids else node.kind


def filled(parent: str, *kinds: str) -> str:
    """Put elements of these kinds where there is room for them."""
    top = Node(parent)
    for kind in kinds:
        room(top, kind, "block").add(Node(kind))
    return tree(top)


@pytest.mark.parametrize(
    ("parent", "kinds", "made"),
    [
        ("Sect", ("P", "words"), "Sect[P P[words]]"),
        ("Sect", ("words", "Em", "words"), "Sect[P[words Em words]]"),
        ("Sect", ("words", "P", "words"), "Sect[P[words] P P[words]]"),
        ("Sect", ("Link", "Table"), "Sect[P[Link] Table]"),
        ("BlockQuote", ("words",), "BlockQuote[P[words]]"),
        ("LI", ("Lbl", "words", "L", "words"), "LI[Lbl LBody[words L words]]"),
        ("L", ("LI", "L"), "L[LI[LBody[L]]]"),
        ("L", ("Lbl", "LBody", "LBody", "Lbl", "Lbl", "LBody"),
         "L[LI[Lbl LBody LBody] LI[Lbl Lbl LBody]]"),
        ("TOCI", ("words", "Link", "TOC"), "TOCI[Reference[words Link] TOC]"),
        ("TD", ("words", "P"), "TD[words P]"),
    ],
)  # fmt: skip
def test_what_has_to_stand_between_is_made(parent: str, kinds: tuple[str, ...], made: str) -> None:
    assert filled(parent, *kinds) == made


def test_loose_words_of_two_blocks_are_two_paragraphs() -> None:
    top = Node("Sect")
    for block in ("one", "one", "two"):
        room(top, "words", block).add(Node("words"))
    assert tree(top) == "Sect[P[words words] P[words]]"


def test_notes_stand_after_their_block_in_their_order() -> None:
    top = Node("Sect")
    first, _ = (top.add(Node("P")), top.add(Node("P")))
    for name in ("a", "b"):
        top.add_after(first, Node("Note", alt=name))
    assert [(each.kind, each.alt) for each in top.below] == [
        ("P", ""), ("Note", "a"), ("Note", "b"), ("P", "")]  # fmt: skip


def test_what_holds_nothing_is_left_out_but_for_cells() -> None:
    top = Node("Table")
    row, items = top.add(Node("TR")), top.add(Node("L"))
    row.add(Node("TD"))
    row.add(Node("TH"))
    row.add(Node("TD")).kids.append(Mark(0, 0))
    items.add(Node("LI")).add(Node("LBody"))
    prune(top)
    assert tree(top) == "Table[TR[TD TH TD]]"
    assert [each.kind for each in walk(top)] == ["Table", "TR", "TD", "TH", "TD"]


@pytest.mark.parametrize(
    ("html", "kind", "words"),
    [
        ("<em/>", "Em", ""),
        ("<span/>", "", ""),
        ("<a/>", "", ""),
        ('<a href="x"/>', "Link", ""),
        ('<abbr title="teaspoon"/>', "Span", "teaspoon"),
        ('<figure><img alt="Pots"/></figure>', "Figure", "Pots"),
        ('<figure><img alt="a"/><img alt="b"/></figure>', "Div", "a"),
        ('<img alt="Pots" role="math"/>', "Formula", "Pots"),
        ('<ul class="toc"/>', "TOC", ""),
        ('<div class="admonition tip"/>', "Aside", ""),
        ('<section class="footnotes"/>', "Sect", ""),
        ('<section class="box"/>', "Sect", ""),
        ('<span class="footnote next"/>', "Note", ""),
        ('<span class="note-p"/>', "P", ""),
        ('<div class="note"/>', "", ""),
        ("<hr/>", "Artifact", ""),
    ],
)
def test_elements_are_known_by_tag_class_and_role(html: str, kind: str, words: str) -> None:
    element = ET.fromstring(html)  # noqa: S314 - our own
    assert (roles.role(element), roles.words(element)) == (kind, words)


# --- content ------------------------------------------------------------------------------------


class Font:
    def __init__(self, name: str, **glyphs: int) -> None:
        self.hash, self.to_unicode = name, {glyph: text for text, glyph in glyphs.items()}


SERIF, SANS = Font("SERIF", a=1, b=2), Font("SANS", a=5, b=6)
SERIF.to_unicode[3] = " "


def inks(font: str, *shown: bytes) -> Inks:
    """Return a page with a mark for each text."""
    steps: list[Any] = []
    for number, text in enumerate(shown):
        steps += ["/Span", pydyf.Dictionary({"MCID": number}), b"BDC", b"BT",
                  f"/{font} 10 Tf".encode(), text, b"ET", b"EMC"]  # fmt: skip
    return Inks(steps, (SERIF, SANS))


def texts(page: Inks) -> list[bytes]:
    return [step for step in page.stream if isinstance(step, bytes) and step.endswith(b"TJ")]


@pytest.mark.parametrize(
    ("font", "shown", "made"),
    [
        ("SERIF", b"[<00010002>] TJ", b"[<00010002>] TJ\n[<0003>] TJ"),
        ("SERIF", b"[<0001>-3<0003>9] TJ", b"[<0001>-3<0003>9] TJ"),
        ("SANS", b"[<0005>] TJ", b"[<0005>] TJ\n/SERIF 10 Tf\n[<0003>] TJ"),
    ],
)
def test_a_blank_is_shown_after_words(font: str, shown: bytes, made: bytes) -> None:
    page = inks(font, shown)
    page.space(0)
    assert texts(page) == [made]


def test_a_hyphen_at_the_end_of_a_line_is_told() -> None:
    page = inks("SERIF", b"[<0001>-3<00020009>7] TJ")
    page.hyphen(0)
    assert b"\n".join(step for step in page.stream if isinstance(step, bytes)) == (
        b"BDC\nBT\n/SERIF 10 Tf\n[<0001>-3<0002>] TJ\n/Span <</ActualText <feff00ad>>> BDC\n"
        b"[<0009>7] TJ\nEMC\nET\nEMC"
    )


def test_text_beside_glyphs_has_the_blank_itself() -> None:
    page = inks("SANS", b"[<0005>] TJ")
    page.say(0, "שלום")
    page.space(0)
    assert page.stream[1].data == b"<</MCID 0/ActualText <feff05e905dc05d505dd0020>>>"
    assert texts(page) == [b"[<0005>] TJ"]


def test_what_is_set_aside_is_an_artifact() -> None:
    page = inks("SERIF", b"[<0001>] TJ", b"[<0002>] TJ")
    page.set_aside(1, "Header")
    page.set_aside(0)
    told = [(page.stream[at], page.stream[at + 1].data) for at in (0, 8)]
    assert told == [
        ("/Artifact", b"<</Type /Layout>>"),
        ("/Artifact", b"<</Type /Pagination/Subtype /Header>>"),
    ]


def test_blanks_and_hyphens_stand_for_one_text_whichever_came_first() -> None:
    font = Font("X")
    font.to_unicode = {1: "\xa0", 2: "\u2010", 3: "\u00ad", 4: "–", 5: "x"}
    settle([font])
    assert font.to_unicode == {1: " ", 2: "-", 3: "-", 4: "–", 5: "x"}


class Box:
    """As much of a box as is looked at."""

    style = {"hyphenate_character": "‐"}  # noqa: RUF012 - never changed

    def __init__(self, element: Any, text: str, pseudo: str = "") -> None:
        self.element, self.text, self.element_tag = element, text, f"{element.tag}{pseudo}"


class Told(list[tuple[str, int]]):
    """Takes the place of a page, and takes down what is asked for."""

    def space(self, number: int) -> None:
        self.append(("space", number))

    def hyphen(self, number: int) -> None:
        self.append(("hyphen", number))

    def say(self, number: int, text: str) -> None:
        self.append((text, number))


def heard(html: str, *parts: tuple[str, str]) -> list[tuple[str, int]]:
    """Show parts of a text, each as `(tag, words)`, in one block."""
    root, told, gaps = ET.fromstring(html), Told(), Gaps()  # noqa: S314 - our own
    for number, (name, words) in enumerate(parts):
        tag = name.partition("::")[0]
        box = Box(next(root.iter(tag)), words, name.removeprefix(tag))
        gaps.words(box, number, root, told)  # type: ignore[arg-type]
    return told


@pytest.mark.parametrize(
    ("html", "parts", "told"),
    [
        ("<p>one two</p>", [("p", "one"), ("p", "two")], [("space", 0)]),
        ("<p>one two</p>", [("p", "one "), ("p", "two")], []),
        ("<p>hand-made</p>", [("p", "hand-"), ("p", "made")], []),
        ("<p>handmade</p>", [("p", "hand‐"), ("p", "made")], [("hyphen", 0)]),
        ("<p>handmade one</p>", [("p", "hand‐"), ("p", "made"), ("p", "one")],
         [("hyphen", 0), ("space", 1)]),
        ("<p>hand‐made</p>", [("p", "hand‐"), ("p", "made")], []),
        ("<p>one<em>two</em> three</p>", [("p", "one"), ("em", "two"), ("p", "three")],
         [("space", 1)]),
        ("<p>one <em>two</em></p>", [("p", "one"), ("em", "two")], [("space", 0)]),
        ("<p>one<br/>two</p>", [("p", "one"), ("p", "two")], [("space", 0)]),
        ("<p>one</p>", [("p::before", "§"), ("p", "one")], []),
        ("<p>שלום one</p>", [("p", "שלום"), ("p", "one")], [("שלום", 0), ("space", 0)]),
    ],
)  # fmt: skip
def test_blanks_are_where_the_text_has_them(
    html: str, parts: list[tuple[str, str]], told: list[tuple[str, int]]
) -> None:
    assert heard(html, *parts) == told


def test_a_paragraph_goes_on_after_the_notes_of_its_page() -> None:
    text, note = map(ET.fromstring, ("<p>a b</p>", "<p>n</p>"))
    told, gaps = Told(), Gaps()
    for number, (element, words) in enumerate(((text, "a"), (note, "n"), (text, "b"))):
        gaps.words(Box(element, words), number, element, told)  # type: ignore[arg-type]
    assert told == [("space", 0)]


# --- what leads to elements ---------------------------------------------------------------------


def test_a_leaf_of_names_says_which_it_holds() -> None:
    rows = b"(00000007-TH)7 0 R(00000012-Note)12 0 R"
    assert trees.id_leaf(rows) == (
        b"<</Limits[(00000007-TH)(00000012-Note)]/Names[(00000007-TH)7 0 R(00000012-Note)12 0 R]>>"
    )


def test_types_of_our_own_are_mapped_once_for_all() -> None:
    assert trees.roles() == b"/RoleMap<</Aside/Div/Em/Span/Pre/P/Strong/Span>>"
