"""What a typographer looks for, measured on pages: the grid, heads, breaks, hyphens."""

import ctypes
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont

from potluck.formats.pdf import Pdf, fonts
from potluck.formats.pdf.paper import A5
from potluck.model import Chapter, Part
from support import HEAT, POTS, SOUP, sample

LINE = "Words that fill a line of a page and go on, so that no line is short of them at all. "
PROSE = f"<p>{LINE * 9}</p><p>{LINE * 4}</p>"
FIGURE = (
    f'<figure class="figure" id="f"><img src="book:media/{POTS.name}" alt="x" width="320" '
    'height="160"></figure>'
)
GRID = (
    f'{PROSE}<h2 id="a">One</h2>{PROSE}<h2 id="b">Two</h2><h3 id="c">Three</h3><p>{LINE}</p>'
    f"<ul><li>{LINE * 2}</li><li>x</li></ul><p>{LINE * 3}</p>{FIGURE}<p>{LINE}</p>"
    f"<blockquote><p>{LINE * 2}</p></blockquote><p>{LINE * 9}</p>"
    f'<h2 id="d">Steps</h2><ol><li>{LINE * 2}</li><li>{LINE * 3}</li></ol>{PROSE}'
    f'<div class="admonition tip"><p class="admonition-title">x</p><p>{LINE * 3}</p></div>{PROSE}'
)
LONG = "<p>" + "Donaudampfschifffahrtsgesellschaft Rindfleischetikettierung " * 12 + "</p>"
ROWS = "".join(f"<tr><td>{number}</td><td>x</td></tr>" for number in range(70))
TABLE = f"<table><thead><tr><th>Pot</th><th>Size</th></tr></thead><tbody>{ROWS}</tbody></table>"
ITEMS = "".join(f"<li>{number} g food</li>" for number in range(13))
STEPS = "".join(f"<li>S{number}S {LINE * 5} E{number}E</li>" for number in range(12))
RECIPE = (
    '<p>{}</p><h2 id="ingredients">Ingredients</h2>'
    f'<ul>{ITEMS}</ul><h2 id="method">Method</h2><ol>{STEPS}</ol>'
)
FILLS = range(10, 30)


def chapter(slug: str, html: str, lang: str = "en", kind: str = "chapter") -> Chapter:
    base = SOUP if kind == "recipe" else HEAT
    return replace(base, slug=slug, title=slug, html=html, lang=lang, figures=(), sources=())


def chapters() -> Iterator[Chapter]:
    yield chapter("grid", GRID)
    yield chapter("german", LONG, "de")
    yield chapter("unknown", LONG, "tlh")
    yield chapter("table", TABLE)
    for fill in FILLS:
        lines = "<p>filled</p>" * fill
        yield chapter(f"fill-{fill}", f'{lines}<h2 id="x">Heading</h2><p>FOLLOWS {LINE * 3}</p>')
    for fill in (1, 3, 5, 7):
        yield chapter(f"recipe-{fill}", RECIPE.format(LINE * fill * 2), kind="recipe")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[pypdfium2.PdfPage]]]:
    """Return the pages of each chapter."""
    folder = tmp_path_factory.mktemp("typography")
    parts = (Part("all", "", tuple(chapters())),)
    Pdf().render(replace(sample(), parts=parts, matter=(), preface=None), folder)
    with pypdfium2.PdfDocument(folder / "a-test-book.pdf") as document:
        starts = {
            item.get_title(): item.get_dest().get_index()
            for item in document.get_toc()
            if item.level == 0
        }
        names, firsts = list(starts), [*starts.values(), len(document)]
        yield {
            name: [document[n] for n in range(firsts[place], firsts[place + 1])]
            for place, name in enumerate(names)
        }


def words(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range()).replace("\r\n", "\n")


def baselines(page: pypdfium2.PdfPage, size: float) -> set[float]:
    """Return how many lines below the head of the text each line of this size stands."""
    text, found = page.get_textpage(), set()
    for index in range(text.count_chars()):
        if abs(pdfium.FPDFText_GetFontSize(text, index) * 0.75 - size) < 0.05:
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            down = page.get_height() - y.value - A5.top * 72 / 25.4
            found.add(round(down / A5.leading, 2))
    return found


def test_lines_of_text_stand_on_a_grid_of_half_lines(
    pages: dict[str, list[pypdfium2.PdfPage]],
) -> None:
    found = {line for page in pages["grid"] for line in baselines(page, A5.size)}
    assert len(found) > 45
    first = min(found)
    off = {round((line - first) * 2, 1) % 1 for line in found}
    assert {min(each, round(1 - each, 1)) for each in off} <= {0.0, 0.1}


def test_words_break_by_the_rules_of_their_language(
    pages: dict[str, list[pypdfium2.PdfPage]],
) -> None:
    broken = {name: words(pages[name][0]).count("\ufffe") for name in ("german", "unknown")}
    assert broken["german"] > 3
    assert broken["unknown"] == 0


def test_a_table_over_pages_repeats_its_head(pages: dict[str, list[pypdfium2.PdfPage]]) -> None:
    with_rows = [
        words(page) for page in pages["table"] if "\n20" in words(page) or "69" in words(page)
    ]
    assert len(pages["table"]) > 2
    assert all("Pot Size" in text for text in with_rows)


def test_no_heading_stands_alone_at_the_foot_of_a_page(
    pages: dict[str, list[pypdfium2.PdfPage]],
) -> None:
    together = [
        "FOLLOWS" in words(page)
        for fill in FILLS
        for page in pages[f"fill-{fill}"]
        if "Heading" in words(page)
    ]
    assert together == [True] * len(FILLS)
    assert {len(pages[f"fill-{fill}"]) for fill in FILLS} == {1, 2}


@pytest.mark.parametrize("fill", [1, 3, 5, 7])
def test_ingredients_stay_together_and_steps_whole(
    fill: int, pages: dict[str, list[pypdfium2.PdfPage]]
) -> None:
    texts = [words(page) for page in pages[f"recipe-{fill}"]]
    first = next(text for text in texts if "Ingredients" in text)
    assert all(f"{number} g food" in first for number in range(13))
    for number in range(12):
        begins = next(text for text in texts if f"S{number}S" in text)
        assert f"E{number}E" in begins


def test_small_capitals_and_figures_are_the_faces_own() -> None:
    upright = [face.path for face in fonts.text_faces() if face.slope == "normal"][:2]
    for path in upright:
        with TTFont(path) as font:
            records = font["GSUB"].table.FeatureList.FeatureRecord
            assert {"smcp", "onum", "pnum"} <= {record.FeatureTag for record in records}
