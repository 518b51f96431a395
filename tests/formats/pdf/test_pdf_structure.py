"""What a reader hears who does not see the page: read back from real files, made in both ways."""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest

from formats.pdf.spoken import Element, Spoken, blocks, spoken
from golden.books import HISTORIES, plant
from potluck import pipeline
from potluck.formats.pdf import Pdf, Way, Workshop
from potluck.model import Chapter, Edition
from potluck.proof.blocks import running
from support import sample
from tools import need
from validators import verapdf

WAYS: tuple[Way, ...] = get_args(Way)
ROOT = Path(__file__).parents[3]
OWN = "this project's own"
WithBody = Callable[[str], Edition]
Print = Callable[[str], Spoken]


@pytest.fixture(params=WAYS)
def printed(request: pytest.FixtureRequest, with_body: WithBody, tmp_path: Path) -> Print:
    """Return what prints a chapter with some text, and reads it back."""

    def make(html: str) -> Spoken:
        Pdf(workshop=Workshop(request.param)).render(with_body(html), tmp_path)
        found = spoken(tmp_path / "a-test-book.pdf")
        assert found.unread == 0
        assert verapdf(tmp_path / "a-test-book.pdf", "ua1") == ()
        return found

    return make


def chapter(found: Spoken) -> Element:
    """Return the part of the one chapter."""
    return next(each for each in found.document.find("Sect") if "The end." in each.words)


END = "<p>The end.</p>"


# --- elements -----------------------------------------------------------------------------------


def test_phrases_are_what_they_are(printed: Print) -> None:
    found = chapter(printed(
        "<p><em>slow</em> <strong>very</strong> <code>pot</code> <kbd>Go</kbd> <q>so</q> "
        '<abbr title="teaspoon">tsp</abbr> <small>a</small><span>b</span></p>' + END
    ))  # fmt: skip
    line = next(each for each in found.find("P") if "slow" in each.words)
    assert [(each.kind, each.words.strip(), each.told) for each in line.kids
            if isinstance(each, Element)] == [
        ("Em", "slow", {}), ("Strong", "very", {}), ("Code", "pot", {}), ("Code", "Go", {}),
        ("Quote", "“so”", {}), ("Span", "tsp", {"/E": "teaspoon"}),
    ]  # fmt: skip
    assert line.words.strip() == "slow very pot Go “so” tsp ab"


def test_blocks_are_what_they_are(printed: Print) -> None:
    found = chapter(printed(
        "<blockquote><p>Waste not.</p></blockquote><pre><code>a = 1\nb = 2</code></pre>"
        '<div class="admonition note"><p class="admonition-title">Hot</p><p>Steam.</p></div>'
        "<div>Loose <em>words</em> in a line.</div><hr>" + END
    ))  # fmt: skip
    assert [each.outline() for each in found.find("BlockQuote", "Pre", "Aside")] == [
        "BlockQuote[P]", "Pre[Code]", "Aside[P P]"]  # fmt: skip
    assert next(found.find("Code")).words == "a = 1 b = 2"
    assert "* * *" not in found.words
    assert [each.outline() for each in found.find("P") if "Loose" in each.words] == ["P[Em]"]


def test_lists_say_how_they_are_numbered(printed: Print) -> None:
    found = chapter(printed(
        "<ol><li>One<ul><li>in it</li></ul></li><li><p>Two.</p><p>More.</p></li></ol>"
        "<dl><dt>Sweat</dt><dt>Stew</dt><dd>Soften.</dd><dd>Or not.</dd><dt>Boil</dt>"
        "<dd>Heat.</dd></dl>" + END
    ))  # fmt: skip
    numbered, within, terms = list(found.find("L"))[:3]
    assert numbered.outline() == "L[LI[Lbl LBody[L[LI[Lbl LBody]]]] LI[Lbl LBody[P P]]]"
    assert (numbered.told, within.told) == ({"/ListNumbering": "/Decimal"},
                                            {"/ListNumbering": "/Disc"})  # fmt: skip
    assert terms.outline() == "L[LI[Lbl Lbl LBody LBody] LI[Lbl LBody]]"


def test_a_figure_has_words_edges_and_its_caption(tmp_path: Path) -> None:
    Pdf().render(sample(), tmp_path)
    found = next(spoken(tmp_path / "a-test-book.pdf").document.find("Figure"))
    assert (found.told, found.outline()) == (
        {"/Alt": "Two round pots"}, "Figure[Caption[Link Link]]")  # fmt: skip
    with pikepdf.open(tmp_path / "a-test-book.pdf") as pdf:
        figure = next(filter(_is_figure, pdf.objects))
        left, low, right, high = map(float, figure.A.BBox)
        page = list(map(float, figure.Pg.MediaBox))
    assert page[0] < left < right < page[2]
    assert page[1] < low < high < page[3]


def _is_figure(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"


def test_a_formula_has_its_words(printed: Print) -> None:
    found = chapter(printed(
        '<p>So <svg role="math" xmlns="http://www.w3.org/2000/svg" width="20" height="10">'
        '<title>a plus b</title><rect width="9" height="9"/></svg>.</p>' + END
    ))  # fmt: skip
    assert [each.told for each in found.find("Formula")] == [{"/Alt": "a plus b"}]
    assert list(found.find("Figure")) == []


def test_foreign_words_and_blocks_have_their_language(printed: Print) -> None:
    found = chapter(printed(
        '<p>Say <span lang="fr">mise en place</span>, <em lang="it">al dente</em>, '
        '<span lang="EN">pot</span>.</p><div lang="de"><p>Gut Ding.</p></div>'
        '<p lang="es">Poco a poco.</p>' + END
    ))  # fmt: skip
    told = [(each.kind, each.words, each.told.get("/Lang")) for each in found.find(
        "Span", "Em", "Div", "P") if "/Lang" in each.told]  # fmt: skip
    assert told == [
        ("Span", "mise en place", "fr"), ("Em", "al dente", "it"), ("Div", "Gut Ding.", "de"),
        ("P", "Poco a poco.", "es"),
    ]  # fmt: skip


# --- footnotes and links ------------------------------------------------------------------------

NOTE = (
    '<section class="footnotes" role="doc-endnotes"><ol><li id="fn-1"><p>Or <em>onions</em>.</p>'
    "<p>Or none.</p></li></ol></section>"
)
CALL = '<sup class="fnref"><a href="#fn-1" role="doc-noteref">1</a></sup>'


def test_a_footnote_stands_after_the_block_that_calls_it(printed: Print) -> None:
    found = chapter(printed(f"<p>Leeks{CALL} and salt{CALL}.</p>{END}{NOTE}"))
    line, note, *_ = [
        each for each in found.kids
        if isinstance(each, Element) and re.search("salt|onions", each.words)
    ]  # fmt: skip
    assert (line.outline(), line.words) == ("P[Reference[Link] Reference[Link]]",
                                            "Leeks1 and salt1.")  # fmt: skip
    assert [each.links for each in line.find("Link")] == [1, 1]
    assert (note.outline(), note.told["/ID"][8:]) == ("Note[Lbl P[Em] P]", "-Note")
    assert list(blocks(Element("Sect", {}, [*note.kids]))) == ["1", "Or onions.", "Or none."]


def test_a_link_is_one_element_however_it_is_set(printed: Print) -> None:
    long = "with words enough for more than one line of the page, " * 3
    found = chapter(
        printed(f'<p><a href="https://example.org/">a <em>link</em> {long}</a></p>{END}')
    )
    links = [each for each in found.find("Link") if "words enough" in each.words]
    assert [(each.outline(), " ".join(each.words.split())) for each in links] == [
        ("Link[Em]", f"a link {long}".strip())]  # fmt: skip
    assert 3 <= links[0].links <= 5  # one to each line


@pytest.mark.parametrize("way", WAYS)
def test_what_is_clicked_is_told_in_words(way: Way, with_body: WithBody, tmp_path: Path) -> None:
    html = '<p>Ask <a href="https://example.org/x">the <em>cooks</em></a>.</p>'
    Pdf(workshop=Workshop(way)).render(with_body(html), tmp_path)
    with pikepdf.open(tmp_path / "a-test-book.pdf") as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", ())]
        away = [link for link in links if "/A" in link]
        told = [str(link.Contents) for link in away if str(link.A.URI).endswith("/x")]
        assert told == ["the cooks"]
        inside = {str(link.Contents) for link in links if "/Dest" in link}
        assert {"Leek & potato soup <hot>", "Colophon"} <= inside


# --- tables -------------------------------------------------------------------------------------

ROWS = "".join(f'<tr><th scope="row">Pot {n}</th><td>{n} l</td></tr>' for n in range(90))
LONG = (
    '<table><caption>All pots.</caption><thead><tr><th scope="col">Name</th>'
    f'<th scope="col">Holds</th></tr></thead><tbody>{ROWS}</tbody></table>'
)


def test_a_table_is_one_on_however_many_pages(printed: Print) -> None:
    found = printed(LONG + END)
    (table,) = chapter(found).find("Table")
    assert table.outline(deep=1) == "Table[Caption THead TBody]"
    assert [each.words for each in table.find("Caption")] == ["All pots."]
    (head,) = table.find("THead")
    assert [(each.words, each.told) for each in head.find("TH")] == [
        ("Name", {"/Scope": "/Column"}), ("Holds", {"/Scope": "/Column"})]  # fmt: skip
    cells = [each.words for each in next(table.find("TBody")).find("TH", "TD")]
    assert cells == [words for n in range(90) for words in (f"Pot {n}", f"{n} l")]
    assert {each.told["/Scope"] for each in next(table.find("TBody")).find("TH")} == {"/Row"}
    again = [page["/Layout"] for page in found.artifacts if "NameHolds" in page.get("/Layout", "")]
    assert len(again) >= 2


def test_a_head_that_spans_is_named_by_its_cells(printed: Print) -> None:
    found = chapter(printed(
        '<table><thead><tr><th scope="col" colspan="2">Heat</th></tr></thead>'
        "<tbody><tr><td>1</td><td></td></tr></tbody></table>" + END
    ))  # fmt: skip
    (head,) = found.find("TH")
    assert (head.told["/ColSpan"], head.told["/ID"][8:]) == ("2", "-TH")
    assert [each.outline() for each in found.find("TR")] == ["TR[TH]", "TR[TD TD]"]


# --- what stands at the edges, and in the contents ----------------------------------------------


@cache
def _golden(case: str, way: Way, folder: Path) -> tuple[Edition, Path]:
    if case == OWN:
        subprocess.run(["git", "clone", "-q", ROOT, folder / "own"], check=True)
        edition = pipeline.edition_for(folder / "own", preview=False)[0]
    else:
        edition = pipeline.edition_for(plant(case, folder / "book").book, preview=False)[0]
    edition = replace(edition, book=replace(edition.book, pdf=()))
    (name,) = Pdf(workshop=Workshop(way)).render(edition, folder).files
    return edition, folder / name


BOOKS = [(case, way) for case in HISTORIES for way in WAYS]


@pytest.fixture(
    scope="module", params=[*BOOKS, pytest.param((OWN, "linked"), marks=pytest.mark.slow)]
)
def book(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Edition, Path]:
    return _golden(*request.param, tmp_path_factory.mktemp("structure"))


def test_every_word_is_in_the_structure_or_an_artifact(book: tuple[Edition, Path]) -> None:
    found = spoken(book[1])
    assert found.unread == 0
    assert {kind for page in found.artifacts for kind in page} <= {"/Header", "/Footer", "/Layout"}


def test_page_numbers_are_artifacts(book: tuple[Edition, Path]) -> None:
    edition, file = book
    found = spoken(file)
    with pikepdf.open(file) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    shown = [(label, page["/Footer"]) for label, page in zip(labels, found.artifacts, strict=True)
             if "/Footer" in page]  # fmt: skip
    assert len(shown) > len(edition.texts)
    assert all(label == number for label, number in shown)


def test_each_entry_of_the_contents_is_one_link_with_its_number(book: tuple[Edition, Path]) -> None:
    contents = next(spoken(book[1]).document.find("TOC"))
    entries = [each for each in contents.kids if isinstance(each, Element)]
    assert {each.outline() for each in entries} == {"TOCI[Reference[Link]]"}
    links = [next(each.find("Link")) for each in entries]
    assert all(each.links == 2 for each in links)
    assert all(re.fullmatch(r"\S.* (?:\d+|[ivxl]+)", each.words) for each in links)
    assert [each.words.rpartition(" ")[0] for each in links][-1] == "Colophon"


# --- reading order ------------------------------------------------------------------------------


def test_what_is_heard_is_the_text_of_the_edition_in_its_order(book: tuple[Edition, Path]) -> None:
    edition, file = book
    parts = list(spoken(file).document.find("Sect"))
    heard = {f"{at}": list(blocks(part)) for at, part in enumerate(parts)}
    at = 0
    for text in edition.texts:
        at = next(n for n in range(at, len(parts)) if text.title in heard[f"{n}"][:3])
        assert _missing(_written(text), heard[f"{at}"]) == ""


def _written(text: Chapter) -> list[str]:
    """Return the blocks of a chapter; on paper, a caption and its credit are one."""
    found = ((kind, words) for kind, words in running(text.html) if kind != "footnote" and words)
    merged = groupby(found, key=lambda each: each[0] in ("caption", "picture credit"))
    together = (
        [" ".join(words for _, words in group)] if below else [words for _, words in group]
        for below, group in merged
    )
    return [" ".join(each.split()) for row in together for each in row]


def _missing(wanted: Sequence[str], heard: Sequence[str]) -> str:
    """Return the first block that is not heard right after the one before it."""
    begins = next((at for at, hear in enumerate(heard) if hear == wanted[0]), 0)
    found = map(_without_commas, heard[begins : begins + len(wanted)])
    pairs = zip_longest(map(_without_commas, wanted), found)
    return next((f"{want!r}: {hear!r}" for want, hear in pairs if want != hear), "")


def _without_commas(text: str) -> str:
    """On paper, the calls of footnotes side by side are parted: not 12, but 1,2."""
    return re.sub(r"(?<=\d),(?=\d)", "", text)


def test_a_word_that_is_parted_at_the_end_of_a_line_is_whole(printed: Print) -> None:
    words = "Incomprehensibilities notwithstanding, counterrevolutionaries misunderstand. " * 6
    found = printed(f"<p>{words}</p><p>well-known oven-proof, hand-made pots. {words}</p>{END}")
    lines = [each.words for each in chapter(found).find("P") if "notwith" in each.words]
    assert [" ".join(each.split()) for each in lines] == [
        words.strip(), f"well-known oven-proof, hand-made pots. {words}".strip()]  # fmt: skip


def test_words_between_which_a_line_ends_are_parted(printed: Print) -> None:
    html = (
        "<p>" + "<em>one</em> <strong>two</strong> <code>three</code> four<br>" * 9 + f"</p>{END}"
    )
    lines = [each.words for each in chapter(printed(html)).find("P") if "three" in each.words]
    assert [each.split() for each in lines] == [["one", "two", "three", "four"] * 9]


def test_small_capitals_and_old_figures_are_letters_and_figures(
    with_body: WithBody, tmp_path: Path
) -> None:
    Pdf().render(with_body("<p>In 1845, 20 pots.</p>" + END), tmp_path)
    text = subprocess.run(
        [need("pdftotext"), tmp_path / "a-test-book.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "In 1845, 20 pots." in text
    half = next(spoken(tmp_path / "a-test-book.pdf").document.find("P"))
    assert half.words == "A Test Book & More"


@pytest.mark.parametrize("way", WAYS)
def test_other_programs_read_the_same(way: Way, tmp_path: Path) -> None:
    """Poppler shows the tree with the words that each element has."""
    file = _golden("everything", way, tmp_path)[1]
    command = (need("pdfinfo"), "-struct-text", file)
    ran = subprocess.run(command, capture_output=True, check=True, timeout=300)
    assert ran.stderr.decode() == ""
    shown = "".join(re.findall(r'^ *"(.*)"$', ran.stdout.decode(), re.MULTILINE))
    ours = spoken(file).document.words
    assert _letters(shown) == _letters(ours)


def _letters(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text)


# --- the file -----------------------------------------------------------------------------------


def test_types_of_our_own_are_mapped_to_standard_ones(book: tuple[Edition, Path]) -> None:
    with pikepdf.open(book[1]) as pdf:
        roles = pdf.Root.StructTreeRoot.RoleMap
        mapped = {name[1:]: str(kind)[1:] for name, kind in roles.items()}
        tabs = {str(page.Tabs) for page in pdf.pages}
    kinds = {each.kind for each in _all(spoken(book[1]).document)}
    assert {mapped.get(kind, kind) for kind in kinds} <= STANDARD
    assert tabs == {"/S"}


GROUPS = ("Document", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index")
BLOCKS = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody")
TABLES = ("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot")
PHRASES = ("Span", "Quote", "Note", "Reference", "Code", "Link", "Figure", "Formula")
STANDARD = frozenset((*GROUPS, *BLOCKS, *TABLES, *PHRASES))


def _all(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _all(kid)


def test_names_of_elements_are_found_in_the_tree_of_names(book: tuple[Edition, Path]) -> None:
    with pikepdf.open(book[1]) as pdf:
        things = (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))
        elements = [thing for thing in things if "/ID" in thing and "/S" in thing]
        named = {str(each.ID): each.objgen for each in elements}
        tree = pdf.Root.StructTreeRoot.get("/IDTree")
        pairs = pikepdf.NameTree(tree).items() if tree is not None else ()
        assert {name: element.objgen for name, element in pairs} == named
        assert len(named) == len(elements)
