"""What the press knows of WeasyPrint from inside: a version that does otherwise is told here."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import pydyf
import pytest
import weasyprint
from weasyprint.pdf import fonts as weasyprint_fonts

from potluck.errors import ProofError
from potluck.formats.pdf import fonts
from potluck.formats.pdf.press import objects as inside
from potluck.formats.pdf.press import runs, setting, slots, typefaces
from potluck.formats.pdf.press.setting import FontFile, Look, SheetOrder
from potluck.formats.pdf.press.shard import Face, Slot
from potluck.formats.pdf.press.surroundings import surrounded

KNOWN = {"weasyprint": "70.0", "pydyf": "0.13.0"}
FACES = fonts.text_faces()[:2]
LOOK = Look(
    fonts.font_face_rules(FACES),
    "@page { size: 200px 100px; margin: 10px } body { margin: 0; font: 10px 'Source Serif 4' }"
    "h1 { bookmark-level: 1; bookmark-state: closed; font-size: 20px; margin: 0 }",
    tuple(FontFile.of(face.file, face.path) for face in FACES),
    {},
)
HTML = (
    '<html lang="en"><title>x</title><h1 id="top">Ab</h1><p id="two">cd \ue000 '
    '<a href="#top">up</a> <a href="bookref:away">off</a></p>'
    '<p id="three" style="break-before: page; color: rgb(1, 0, 0)">00</p>'
)
PLAIN, SAMPLE = HTML.replace("\ue000", ""), "<title>x</title><p>0123456789</p>"


def otherwise(what: str) -> str:
    """Say what is to be done where WeasyPrint works in another way."""
    found = ", ".join(f"{name} {version(name)}" for name in KNOWN)
    known = ", ".join(f"{name} {number}" for name, number in KNOWN.items())
    return (
        f"{what} The press knows {known}; installed is {found}. Until the modules named "
        "in formats/pdf/press/interior.py are brought up to date, install what it knows."
    )


def holds(fact: object, what: str) -> None:
    if not fact:
        pytest.fail(otherwise(what), pytrace=False)


@dataclass
class Seen:
    """One document, laid out and taken from WeasyPrint, and what it called on the way."""

    document: Any
    pdf: Any
    steps: list[bytes]
    built: list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def seen() -> Seen:
    built: list[tuple[Any, ...]] = []
    made: list[Seen] = []
    # It complains of the character that no font shows.
    with suppress(ProofError), surrounded() as program, inside.opened(program):
        leave_out = program.pdf.build_fonts_dictionary

        def watched(*arguments: Any) -> Any:
            built.append(arguments)
            return leave_out(*arguments)

        program.pdf.build_fonts_dictionary = watched
        document = setting._layer(program, LOOK, {})(HTML)
        pdf = inside.objects(document)
        made.append(Seen(document, pdf, inside.contents(document), built))
    return made[0]


def test_these_are_the_versions_that_the_press_knows() -> None:
    installed = {name: version(name) for name in KNOWN}
    holds(
        installed == KNOWN,
        "WeasyPrint or pydyf is new. If all other tests of this file pass, and those of "
        "test_pdf_equal.py, write its number into this test.",
    )


def test_the_finisher_gets_the_objects_before_they_are_written(seen: Seen) -> None:
    holds(isinstance(seen.pdf, pydyf.PDF), "write_pdf(finisher=) does not hand over a pydyf.PDF.")
    holds(
        all(each.offset == 0 for each in seen.pdf.objects if each.free == "n"),
        "The objects are written before the finisher sees them.",
    )


def test_fonts_are_built_through_the_name_in_the_module(seen: Seen) -> None:
    holds(seen.built, "weasyprint.pdf does not call build_fonts_dictionary by its own name.")
    pdf, used, *rest = seen.built[0]
    holds(isinstance(pdf, pydyf.PDF), "build_fonts_dictionary does not take the PDF first.")
    holds(
        all(isinstance(font, weasyprint_fonts.Font) for font in used.values()),
        "build_fonts_dictionary does not take fonts by a key.",
    )
    holds(len(rest) == 3, "build_fonts_dictionary has other arguments.")


def test_fonts_say_what_they_are_and_what_was_used_of_them(seen: Seen) -> None:
    known = (*typefaces.FACTS, "hash", "name", "file_content", "index", "widths", "to_unicode",
             "missing")  # fmt: skip
    for font in seen.document.fonts.values():
        absent = [name for name in known if not hasattr(font, name)]
        holds(not absent, f"A Font has no more {', '.join(absent)}.")
    text = {char for font in seen.document.fonts.values() for char in font.to_unicode.values()}
    holds(set("Abcd0") <= text, "Font.to_unicode does not tell the text of glyphs.")
    for font in seen.document.fonts.values():
        used = set(font.to_unicode)
        holds(used <= set(font.widths), "Font.widths does not tell the glyphs that were used.")


def test_what_no_font_shows_has_the_same_glyph_in_every_document(seen: Seen) -> None:
    missing = [font.missing for font in seen.document.fonts.values() if font.missing]
    count = next(font.glyph_count for font in seen.document.fonts.values() if font.missing)
    holds(missing == [{0xE000: count + 0xE000 % (0x10000 - count)}],
          "Font.get_unused_glyph_id is not what gives glyphs to missing characters.")  # fmt: skip


def test_a_content_stream_is_a_list_of_steps(seen: Seen) -> None:
    for content in seen.steps:
        holds(re.search(rb"^\S+ \S+ \S+ rg$", content, re.MULTILINE),
              "Colour is not set in a step of its own.")  # fmt: skip
        holds(runs._RUN.search(content),
              "Text is not drawn by Tm, Tf and TJ, one to a line.")  # fmt: skip
        holds(runs.drawn(content).count(b"BT") == content.count(b"BT") > 0,
              "Text is not drawn between BT and ET on lines of their own.")  # fmt: skip
    holds(not slots.has_slots(seen.steps[0]) and slots.has_slots(seen.steps[1]),
          "The colour rgb(1, 0, 0) is written in another way.")  # fmt: skip


def test_pages_fonts_and_structure_are_found_where_the_reader_looks(seen: Seen) -> None:
    pdf, objects = seen.pdf, {each.number: each for each in seen.pdf.objects}
    pages = [objects[number] for number in pdf.pages["Kids"][::3]]
    holds([page.get("Type") for page in pages] == ["/Page"] * 2, "Kids is not number, 0, R ...")
    resources = objects[inside.referenced(pages[0]["Resources"])]
    holds(objects[inside.referenced(resources["Font"])] == {}, "Fonts are not one dictionary.")
    root = objects[inside.referenced(pdf.catalog["StructTreeRoot"])]
    document = objects[inside.referenced(root["K"][0])]
    holds(document["S"] == "/Document", "The root of the structure is not one Document.")
    tree = objects[inside.referenced(root["ParentTree"])]
    holds(tree["Nums"][::2] == list(range(len(tree["Nums"]) // 2)),
          "The tree of parents does not count its keys from 0.")  # fmt: skip
    intent = pdf.catalog["OutputIntents"][0]
    holds("DestOutputProfile" in intent, "The intent of output is not in the catalog.")


def test_structure_is_made_through_the_name_in_the_module(seen: Seen) -> None:
    objects = {each.number: each for each in seen.pdf.objects}
    root = objects[inside.referenced(seen.pdf.catalog["StructTreeRoot"])]
    holds("RoleMap" in root, "weasyprint.pdf does not call add_tags by its own name.")
    (marks, _, *links) = objects[inside.referenced(root["ParentTree"])]["Nums"][1::2]
    holds([b"0 R" in each for each in marks] == [True, True, True, False, True],
          "_tags of a content stream does not tell the marks of all that is drawn.")  # fmt: skip
    holds(len(links) == 2, "link_annotation of a box is not the object of its link.")


def test_pages_tell_places_and_bookmarks(seen: Seen) -> None:
    pages = seen.document.pages
    found = [sorted(page.anchors) for page in pages]
    holds(found == [["top", "two"], ["three"]], "page.anchors does not name the places of a page.")
    x, y, *_ = pages[0].anchors["top"]
    holds((x, y) == (10, 10), "page.anchors does not give CSS pixels from the upper left corner.")
    holds([page.bookmarks for page in pages] == [[(1, "Ab", (10, 10), "closed")], []],
          "page.bookmarks is not a list of level, label, place and state.")  # fmt: skip


def test_a_link_to_another_sheet_comes_out_as_an_address(seen: Seen) -> None:
    links = [each for each in seen.pdf.objects if isinstance(each, dict) and "A" in each]
    targets = [each["A"]["URI"].string for each in links if each["A"].get("S") == "/URI"]
    holds(targets == ["bookref:away"], "A link out of the document is not an action with /URI.")


def test_the_references_of_pages_are_those_of_pydyf(seen: Seen) -> None:
    holds(seen.pdf.page_references == inside._page_references(seen.pdf) and seen.pdf
          .page_references, "PDF.page_references is not made of the Kids.")  # fmt: skip


# --- WeasyPrint as it was -----------------------------------------------------------------------


def patched() -> tuple[object, ...]:
    return (
        weasyprint.pdf.build_fonts_dictionary,
        weasyprint_fonts.Font.get_unused_glyph_id,
        pydyf.PDF.page_references,
        weasyprint.pdf.add_tags,
    )


@pytest.fixture
def before() -> Iterator[tuple[object, ...]]:
    found = patched()
    modules = "".join(str(getattr(each, "__module__", "")) for each in found)
    assert "potluck" not in modules
    yield found
    assert patched() == found


def test_after_setting_weasyprint_is_as_it_was(before: tuple[object, ...]) -> None:
    with surrounded() as program, inside.opened(program):
        assert [new != old for new, old in zip(patched(), before, strict=True)] == [True] * 4
    assert setting.set_sheet(SheetOrder(LOOK, PLAIN))


def test_after_a_failure_weasyprint_is_as_it_was(before: tuple[object, ...]) -> None:
    assert before
    with pytest.raises(ProofError) as caught:
        setting.set_sheet(SheetOrder(LOOK, PLAIN, {}, (Slot("soup", 3, 0),), SAMPLE))
    assert caught.value.message == "The page number of 'soup' cannot be filled in."
    with pytest.raises(ZeroDivisionError), surrounded() as program, inside.opened(program):
        raise ZeroDivisionError


def test_where_the_finisher_is_not_called_it_is_said() -> None:
    class Document:
        def write_pdf(self, **_: object) -> None:
            pass

    with pytest.raises(ProofError) as caught:
        inside.objects(Document())
    assert caught.value.message == "WeasyPrint does not call its finisher."


def test_a_page_without_text_is_not_taken_for_one_with_numbers() -> None:
    with pytest.raises(ProofError) as caught:
        runs.run(b"q\nQ")
    assert caught.value.message == (
        "WeasyPrint draws text in another way than this version of Potluck knows."
    )


def test_what_is_said_of_a_new_version_names_both() -> None:
    with pytest.raises(pytest.fail.Exception) as caught:
        holds(fact=False, what="It is new.")
    assert str(caught.value) == (
        f"It is new. The press knows weasyprint 70.0, pydyf 0.13.0; installed is weasyprint "
        f"{version('weasyprint')}, pydyf {version('pydyf')}. Until the modules named in "
        "formats/pdf/press/interior.py are brought up to date, install what it knows."
    )


def test_fonts_that_go_by_one_name_are_not_mixed() -> None:
    one = Face("K", b"x", "1/0", {"family": "Serif"}, {1: 500.0}, {1: "a"}, {})
    two = Face("K", b"x", "1/0", {"family": "Serif"}, {1: 400.0, 2: 600.0}, {2: "b"}, {9: 8})
    assert typefaces.joined(None, two) == two
    assert typefaces.joined(one, two) == Face(
        "K", b"x", "1/0", {"family": "Serif"}, {1: 500.0, 2: 600.0}, {1: "a", 2: "b"}, {9: 8}
    )
    with pytest.raises(ProofError) as caught:
        typefaces.joined(one, Face("K", b"x", "2/0", {"family": "Serif"}, {}, {}, {}))
    assert caught.value.message == "Two fonts are called 'Serif' in this book."
