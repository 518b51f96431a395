"""Indexes, and lists of figures and tables: what they hold, and that their numbers are right."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from potluck import neutral
from potluck.formats.pdf import Pdf, compose, contents, finds, index, lists, marks
from potluck.formats.pdf.gathered import gather
from potluck.model import Chapter, Edition, Matter, Part, Recipe
from support import HEAT, POTS, SOUP, sample

NAMES = ("Apple pie", "Äpple cake", "Baked beans", "Leek soup", "Zucchini tart")
FOODS = ("3 apples", "1 apple", "200 g beans", "2 leeks", "2 zucchini")
COURSES = ("dessert", None, "main", "Elevenses", None)


def found(edition: Edition) -> tuple[Edition, dict[str, finds.Finds]]:
    return edition, {chapter.slug: finds.look(chapter) for chapter in edition.texts}


def recipe(title: str, food: str, course: str | None, tags: tuple[str, ...] = ()) -> Chapter:
    html = f'<h2 id="ingredients">Ingredients</h2><ul><li>{food}</li><li>salt</li></ul>'
    slug = "".join(re.findall("[a-z]+", title.lower()))
    return replace(
        SOUP, title=title, slug=slug, html=html, recipe=Recipe(course=course), tags=tags,
        figures=(), sources=(), href=f"{slug}.html",
    )  # fmt: skip


RECIPES = tuple(recipe(*each, tags=("sweet",)) for each in zip(NAMES, FOODS, COURSES, strict=True))
TERMS = "<dl><dt>Osmosis</dt><dd>a</dd><dt>The brine:</dt><dd>b</dd></dl><p>A <dfn>gel</dfn>.</p>"
SCIENCE = (
    replace(HEAT, html=TERMS),
    replace(HEAT, html="<p><dfn>osmosis</dfn> <dfn>–</dfn></p>", slug="salt"),
)


def book(*chapters: Chapter) -> Edition:
    parts = (Part("mains", "", chapters),)
    return replace(sample(), parts=parts, matter=(), preface=None)


def told(made: index.Index) -> list[tuple[str, str, list[str]]]:
    return [
        (group.letter, head.words, [line.words or line.target for line in head.lines])
        for group in made.groups
        for head in group.heads
    ]


def test_recipes_stand_under_their_main_ingredients() -> None:
    assert told(index.by_ingredient(*found(book(*RECIPES)))) == [
        ("A", "Apples", ["Äpple cake", "Apple pie"]),
        ("B", "Beans", ["Baked beans"]),
        ("C", "Courgettes", ["Zucchini tart"]),
        ("L", "Leeks", ["Leek soup"]),
    ]


def test_a_recipe_in_another_language_is_left_out_of_that() -> None:
    german = replace(RECIPES[0], lang="de")
    assert told(index.by_ingredient(*found(book(german, RECIPES[2])))) == [
        ("B", "Beans", ["Baked beans"])
    ]


def test_recipes_stand_under_their_course_in_the_order_of_a_meal() -> None:
    assert told(index.by_course(book(*RECIPES))) == [
        ("", "Mains", ["Baked beans"]),
        ("", "Desserts and sweets", ["Äpple cake", "Apple pie", "Zucchini tart"]),
        ("", "Elevenses", ["Leek soup"]),
    ]


def test_terms_are_those_of_definition_lists_and_dfn() -> None:
    assert told(index.of_terms(*found(book(*SCIENCE)))) == [
        ("B", "brine", ["book:chapter/heat#term-2"]),
        ("G", "gel", ["book:chapter/heat#term-3"]),
        ("O", "Osmosis", ["book:chapter/heat#term-1", "book:chapter/salt#term-1"]),
    ]


def test_a_term_is_found_where_its_index_says() -> None:
    tree = neutral.parse(TERMS)
    marks.mark_terms(tree)
    assert neutral.to_html(tree) == (
        '<dl><dt id="term-1">Osmosis</dt><dd>a</dd><dt id="term-2">The brine:</dt><dd>b</dd></dl>'
        '<p>A <dfn id="term-3">gel</dfn>.</p>'
    )


@pytest.mark.parametrize(
    ("chapters", "names"),
    [
        (RECIPES, ["index-ingredients", "index-courses"]),
        (SCIENCE, ["index-terms"]),
        (RECIPES[:3], []),
        (SCIENCE[:1], []),
    ],
)
def test_a_book_has_the_indexes_that_it_is_big_enough_for(
    chapters: tuple[Chapter, ...], names: list[str]
) -> None:
    assert [made.slug for made in gather(book(*chapters)).indexes] == names


FIGURE = '<figure class="figure" id="fig-1"><img src="book:media/{}" alt="x"></figure>'
TABLE = "<table><caption>Sizes of <em>pots</em>. In litres.</caption><tr><td>1</td></tr></table>"


def illustrated(number: int) -> Chapter:
    html = FIGURE.format(POTS.name) + "<table><tr><td>0</td></tr></table>" + TABLE
    return replace(SOUP, slug=f"soup-{number}", kind="chapter", html=html, sources=())


def test_figures_and_tables_are_listed_where_there_are_many() -> None:
    four, five = (book(*map(illustrated, range(count))) for count in (4, 5))
    assert gather(four).listings == ()
    figures, tables = gather(five).listings
    assert (figures.slug, tables.slug) == ("list-figures", "list-tables")
    assert figures.lines[1] == lists.Shown("Two pots, one lid", "book:chapter/soup-1#fig-1")
    assert tables.lines[4] == lists.Shown("Sizes of pots", "book:chapter/soup-4#table-1")


def test_the_contents_name_them() -> None:
    edition = book(*map(illustrated, range(5)), *SCIENCE)
    entries = contents.entries(edition, gather(edition))
    found = [(entry.rank, entry.title, entry.target) for entry in entries]
    assert found[:2] == [
        ("front", "Figures", "book:sheet/list-figures"),
        ("front", "Tables", "book:sheet/list-tables"),
    ]
    assert found[-2:] == [
        ("matter", "Index of terms", "book:sheet/index-terms"),
        ("matter", "Colophon", "book:sheet/colophon"),
    ]


def test_every_page_number_is_an_empty_link_to_be_filled_in() -> None:
    edition = book(*RECIPES, *SCIENCE, *map(illustrated, range(5)))
    links = [
        link
        for sheet in compose.all_sheets(compose.Desk(edition, gathered=gather(edition)), ())
        for link in sheet.tree.xpath('.//*[contains(@class, "page-number")]')
    ]
    assert len(links) > 30
    assert {(link.tag, link.text, len(link)) for link in links} == {("a", None, 0)}
    assert {link.get("class") for link in links} == {
        "page-number",
        "page-number column",
        "page-number column roman",
        "page-number last",
    }
    assert all(link.get("href").startswith("book:") for link in links)


def test_every_number_in_an_index_is_the_page_of_what_it_names(tmp_path: Path) -> None:
    edition = book(*RECIPES, *SCIENCE, *map(illustrated, range(5)))
    edition = replace(edition, matter=(Matter("licences", "Licences", "<p>None.</p>"),))
    Pdf().render(edition, tmp_path)
    with pikepdf.open(tmp_path / "a-test-book.pdf") as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        pages = {page.obj.objgen: page.label for page in pdf.pages}
        at = {name: pages[where[0].objgen] for name, where in places.items()}
    printed = _layout(tmp_path / "a-test-book.pdf")
    for words, name in (
        ("Apple pie", "applepie"),
        ("Baked beans", "bakedbeans"),
        ("Leek soup", "leeksoup"),
        ("gel", "heat--term-3"),
        ("Osmosis", "heat--term-1"),
    ):
        assert f"{words}, {at[name]}" in printed
    assert f"Osmosis, {at['heat--term-1']}, {at['salt--term-1']}" in printed
    assert f"Figures {at['list-figures-page']}" in printed
    assert f"Index of terms {at['index-terms-page']}" in printed


def _layout(path: Path) -> str:
    command = ["pdftotext", "-enc", "UTF-8", "-layout", str(path), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(found.split())
