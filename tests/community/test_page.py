"""The page of the site and its charts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from community.states import EMPTY, LAST, SOUP, STATE
from potluck.community.concentration import Concentration
from potluck.community.figures import Chart, charts
from potluck.community.measures import State
from potluck.community.page import page
from potluck.community.timeline import timeline
from potluck.model import Heading
from support import sample

GOLDEN = Path(__file__).parent / "expected" / "community.html"
SVG = "{http://www.w3.org/2000/svg}"
MANY = replace(
    STATE,
    by_commits=Concentration.of(range(1, 1200)),
    timeline=timeline([[LAST - timedelta(days=n)] for n in range(0, 20_000, 7)], LAST),
    chapters=tuple(
        replace(SOUP, people=n % 9, changed=LAST - timedelta(days=3 * n)) for n in range(350)
    ),
)
STATES = {"usual": STATE, "many": MANY, "empty": EMPTY}


def chart(state: State, name: str) -> Chart:
    return next(each for each in charts(state) if each.id == name)


def test_the_page_word_for_word(pytestconfig: pytest.Config) -> None:
    found = page(STATE, sample()).html + "\n"
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_its_contents_lead_to_every_section_and_chart() -> None:
    made = page(STATE, sample())
    assert (made.slug, made.title) == ("community", "Community")
    assert made.headings == (
        Heading(2, "people", "People"),
        Heading(3, "chart-people", "People per month"),
        Heading(2, "work", "How much rests on a few"),
        Heading(3, "chart-shares", "How evenly the work is spread"),
        Heading(2, "chapters", "Chapters that need somebody"),
        Heading(3, "chart-ages", "When chapters were last changed"),
        Heading(3, "chart-hands", "How many people wrote in a chapter"),
    )
    ids = html.fragment_fromstring(made.html, create_parent="div").xpath("//h2/@id | //h3/@id")
    assert ids == [heading.id for heading in made.headings]


def test_of_more_than_twelve_chapters_the_rest_is_counted() -> None:
    many = replace(STATE, chapters=(*[SOUP] * 14, replace(SOUP, people=2)))
    tree = html.fragment_fromstring(page(many, sample()).html, create_parent="div")
    (items,) = (tuple(listed.xpath("li")) for listed in tree.xpath("//ul"))
    assert [item.text_content() for item in items[11:]] == [
        "Leek & potato soup <hot>",
        "and 2 more",
    ]
    assert items[0].xpath("a/@href") == ["book:chapter/leek-soup"]


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_every_chart_is_svg_with_a_title_a_description_and_nothing_that_runs(state: State) -> None:
    for each in charts(state):
        root = etree.fromstring(each.svg)
        assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
        told = [(node.get("id"), node.text) for node in root.iter(f"{SVG}title", f"{SVG}desc")]
        assert told == [(f"{each.id}-title", each.title), (f"{each.id}-desc", each.description)]
        assert root.get("aria-labelledby") == f"{each.id}-title {each.id}-desc"
        tags = {str(node.tag).removeprefix(SVG) for node in root.iter()}
        assert tags <= {"svg", "title", "desc", "text", "rect", "polyline"}
        colours = {node.get(name) for node in root.iter() for name in ("fill", "stroke")}
        assert colours <= {None, "none", "currentColor"}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_everything_is_inside_the_box_of_its_chart(state: State) -> None:
    for each in charts(state):
        root = etree.fromstring(each.svg)
        width, height = (float(size) for size in root.get("viewBox", "").split()[2:])
        outside = [(x, y) for x, y in points(root) if not (0 <= x <= width and 0 <= y <= height)]
        assert outside == []


def points(root: Any) -> Iterator[tuple[float, float]]:
    for node in root.iter(f"{SVG}text", f"{SVG}rect"):
        x, y, wide, high = (float(node.get(name, 0)) for name in ("x", "y", "width", "height"))
        yield x, y
        yield x + wide, y + high - 0.1  # lengths are rounded to a tenth
    yield from (point for line in lines(root) for point in line)


def lines(root: Any, width: str = "") -> list[list[tuple[float, float]]]:
    """Return the points of all lines, or of those so wide."""
    found = (n for n in root.iter(f"{SVG}polyline") if width in {"", n.get("stroke-width")})
    pairs = ([point.split(",") for point in node.get("points").split()] for node in found)
    return [[(float(x), float(y)) for x, y in line] for line in pairs]


def test_the_same_figures_draw_the_same_bytes() -> None:
    assert [each.svg for each in charts(MANY)] == [each.svg for each in charts(replace(MANY))]


def test_a_book_without_people_or_chapters_has_no_charts() -> None:
    assert charts(EMPTY) == ()


def test_one_person_alone_has_no_shares() -> None:
    alone = replace(STATE, by_commits=Concentration((3,)))
    assert [each.id for each in charts(alone)] == ["chart-people", "chart-ages", "chart-hands"]


def test_newcomers_are_the_foot_of_the_column_of_all_who_took_part() -> None:
    root = etree.fromstring(chart(STATE, "chart-people").svg)
    boxes = [(box.get("x"), box.get("y"), box.get("height")) for box in root.iter(f"{SVG}rect")][2:]
    assert boxes == [
        ("36", "26", "130"), ("36", "26", "130"),  # 2 took part, both for the first time
        ("112", "91", "65"), ("112", "91", "65"),
        ("188", "91", "65"), ("188", "91", "65"),
        ("264", "91", "65"),  # nobody new
    ]  # fmt: skip


def test_a_curve_has_few_points_and_its_ends_however_many_people_there_are() -> None:
    root = etree.fromstring(chart(MANY, "chart-shares").svg)
    commits, _, words, _ = lines(root, "2")  # each with its line in the key
    assert (commits[0], commits[-1], len(commits)) == ((38, 220), (238, 20), 101)
    assert words == [(38, 220), (138, 170), (238, 20)]
    assert lines(root, "1.2")[0] == [(38, 220), (238, 20)]


def test_ages_at_the_edges_of_their_groups() -> None:
    ages = (0, 91, 92, 182, 183, 365, 366, 730, 731)
    chapters = (replace(SOUP, changed=LAST - timedelta(days=days)) for days in ages)
    rows = chart(replace(STATE, chapters=tuple(chapters)), "chart-ages").rows
    assert rows == (
        ("up to 3 months", "2"),
        ("3 to 6 months", "2"),
        ("6 to 12 months", "2"),
        ("1 to 2 years", "2"),
        ("over 2 years", "1"),
    )


def test_a_chapter_from_the_future_was_changed_today_and_one_without_people_is_told() -> None:
    ahead = replace(SOUP, changed=date(9999, 1, 1))
    state = replace(STATE, chapters=(ahead, replace(SOUP, people=0, changed=None)))
    assert chart(state, "chart-ages").rows[0] == ("up to 3 months", "1")
    assert chart(state, "chart-hands").rows[:2] == (("nobody yet", "1"), ("1 person", "1"))
