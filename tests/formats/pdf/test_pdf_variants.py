"""Papers, printings and bindings: what is measured in millimetres and points."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from potluck import neutral
from potluck.formats.pdf import compose, press, variants
from potluck.formats.pdf.fonts import text_faces
from potluck.formats.pdf.paper import A4, A5, LETTER, PAPERS, TRADE, Paper, bound, gutter
from potluck.formats.pdf.variants import LARGE, PRINT, SCREEN, Variant
from support import sample

ALL = (A5, A4, LETTER, TRADE, LARGE.paper("A5"), LARGE.paper("letter"))


@pytest.mark.parametrize("page", ALL)
def test_a_page_holds_whole_lines_of_fair_length(page: Paper) -> None:
    assert page.depth == pytest.approx((page.lines * page.leading + 0.5) * 25.4 / 72)
    assert page.top + page.depth + page.bottom == pytest.approx(page.height)
    assert page.outer + page.measure + page.inner == pytest.approx(page.width)
    assert (45 if page.size > 16 else 62) <= page.letters <= 75
    assert page.bottom > page.top


@pytest.mark.parametrize(
    ("pages", "margin"),
    [(1, 9.6), (150, 9.6), (151, 12.7), (300, 12.7), (301, 15.9), (501, 19.1), (701, 22.3)],
)
def test_thicker_books_need_wider_gutters(pages: int, margin: float) -> None:
    assert gutter(pages) == margin


@pytest.mark.parametrize("page", PAPERS.values())
@pytest.mark.parametrize("pages", [100, 300, 500, 700, 900])
def test_a_bound_page_clears_the_binding_and_keeps_its_lines(page: Paper, pages: int) -> None:
    moved = bound(page, pages)
    assert moved.inner >= gutter(pages)
    assert moved.measure == pytest.approx(page.measure)
    assert replace(moved, outer=page.outer, shift=page.shift) == page
    assert moved.outer >= 6.4  # the least that the same table asks for


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (("screen",), ["soup.pdf"]),
        ((), ["soup.pdf"]),
        (("large", "print"), ["soup.pdf", "soup-print.pdf", "soup-large.pdf"]),
    ],
)
def test_a_build_writes_the_printings_that_the_book_wants(
    names: tuple[str, ...], files: list[str]
) -> None:
    book = replace(sample().book, pdf=names)
    assert [variant.file("soup") for variant in variants.wanted(book)] == files


def style(variant: Variant) -> str:
    return compose.style_files(sample(), variant, text_faces())["style.css"].data.decode()


def test_only_the_printers_pages_are_black() -> None:
    assert ["One ink" in style(variant) for variant in (SCREEN, PRINT, LARGE)] == [
        False,
        True,
        False,
    ]


def test_the_cover_reaches_over_the_edge_by_the_bleed() -> None:
    assert "left: -3mm; top: -3mm; width: 154mm; height: 216mm" in style(PRINT)
    assert "left: -0mm; top: -0mm; width: 148mm; height: 210mm" in style(SCREEN)


def test_large_print_has_no_serifs() -> None:
    assert 'body { margin: 0; font-family: "Source Serif 4"' in style(SCREEN)
    assert 'body { margin: 0; font-family: "Source Sans 3"' in style(LARGE)
    assert "size: 210mm 297mm" in style(LARGE)


# --- a chapter alone ----------------------------------------------------------------------------


def test_a_chapter_alone_says_where_it_is_from_and_leads_there() -> None:
    (sheet,) = compose.alone(sample(), "leek-soup")
    html = neutral.to_html(sheet.tree)
    assert (sheet.place, sheet.kind, sheet.id) == ("body", "single", "leek-soup")
    address = "https://example.org/book/mains/leek-soup.html"
    assert f'From A Test Book &amp; More. <a href="{address}">{address}</a>' in html
    assert '<a href="https://example.org/book/science/heat.html#browning">browning</a>' in html
    assert 'href="book:contributor/cooks"' in html  # leads nowhere, and is dropped with such links


def test_without_a_site_its_links_to_other_chapters_lead_nowhere() -> None:
    edition = replace(sample(), book=replace(sample().book, url=None))
    (sheet,) = compose.alone(edition, "leek-soup")
    assert '<a href="book:chapter/heat#browning">browning</a>' in neutral.to_html(sheet.tree)
    with pytest.raises(KeyError):
        compose.alone(edition, "nowhere")


# --- what opens on a right-hand page ------------------------------------------------------------


def test_the_sheets_that_open_on_a_right_hand_page() -> None:
    sheets = tuple(compose.all_sheets(sample(), ()))
    rights = zip(sheets, compose.opens_right(sheets), strict=True)
    assert [sheet.id for sheet, right in rights if right] == [
        "half-page",
        "title-page",
        "contents-page",
        "index",
        "mains",
        "part--science",
    ]


def test_the_body_opens_on_a_right_hand_page_whatever_it_begins_with() -> None:
    edition = replace(sample(), parts=(replace(sample().parts[0], title="", opening=None),))
    sheets = tuple(compose.all_sheets(edition, ()))
    rights = zip(sheets, compose.opens_right(sheets), strict=True)
    assert [sheet.id for sheet, right in rights if right][-1] == "leek-soup"


# --- one ink ------------------------------------------------------------------------------------

DRAWN = {(0.99, 0.98, 0.96), (0.13, 0.13, 0.13)}  # in the two pots of the sample
INKS = {"rg", "RG", "g", "G"}


def inks(variant: Variant) -> set[tuple[float, ...]]:
    """Return the colours that the pages after the cover are printed in, the drawing aside."""
    job = compose.compose(sample(), (), variant=variant).job
    with pikepdf.open(BytesIO(press.press(job).pdf)) as pdf:
        found = {
            tuple(round(float(str(value)), 2) for value in drawn.operands)
            for page in list(pdf.pages)[1:]
            for drawn in pikepdf.parse_content_stream(page)
            if str(drawn.operator) in INKS
        }
    return found - DRAWN


def test_a_printer_needs_black_ink_alone() -> None:
    assert inks(PRINT) <= {(0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.0,), (1.0,)}
    assert (0.54, 0.24, 0.15) in inks(SCREEN)
