"""How many pages a sheet fills is guessed well enough that most page numbers keep their length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from potluck.formats.pdf.casting import Cast, cast_off
from potluck.formats.pdf.extent import Extent, Filled
from potluck.formats.pdf.leaves import Leaf
from potluck.formats.pdf.paper import A4, A5, PAPERS, Paper

WORDS = "Words that fill a page of a book, as many as there is room for. "


def cast(text: str, paper: Paper = A5) -> Cast:
    return cast_off(html.fromstring(f"<div>{text}</div>"), paper)


def paragraphs(number: int) -> str:
    return f"<p>{WORDS * 8}</p>" * number


def test_a_page_of_a5_holds_four_paragraphs_of_five_hundred_letters() -> None:
    found = {number: cast(paragraphs(number)).pages for number in (1, 3, 8, 40)}
    assert found == {1: 1, 3: 1, 8: 3, 40: 11}


def test_a_sheet_without_words_is_a_page() -> None:
    assert cast("") == Cast(1, {})


def test_larger_paper_holds_more() -> None:
    assert (cast(paragraphs(80), A5).pages, cast(paragraphs(80), A4).pages) == (22, 17)


COSTLY = {
    "a picture": '<img width="480" height="600">',
    "a tall picture": '<img width="300" height="30000">',
    "notes": f'<span class="footnote">{WORDS * 16}</span>',
    "rows": f"<table>{'<tr><td>1</td></tr>' * 40}</table>",
    "items": f"<ul>{'<li>one onion</li>' * 40}</ul>",
    "headings": "<h2>On and on</h2>" * 20,
}


@pytest.mark.parametrize("kind", COSTLY)
def test_what_stands_apart_takes_about_a_page(kind: str) -> None:
    assert cast(paragraphs(40) + COSTLY[kind]).pages - cast(paragraphs(40)).pages == 1


def test_places_are_where_their_words_begin() -> None:
    text = f'{paragraphs(12)}<h2 id="on">On</h2>{paragraphs(12)}<p id="end"></p>'
    assert cast(f'<h1 id="top">Top</h1>{text}').places == {"top": 0, "on": 3, "end": 6}


def test_a_picture_of_unknown_size_and_a_remark_are_no_trouble() -> None:
    assert cast('<!-- a remark --><img src="x"><img width="0" height="9">').pages == 1


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(sorted(PAPERS)))
def test_more_words_never_fill_fewer_pages_and_no_place_lies_beyond_the_end(
    few: int, more: int, paper: str
) -> None:
    short = cast(paragraphs(few), PAPERS[paper])
    long = cast(paragraphs(few) + paragraphs(more) + '<p id="end"></p>', PAPERS[paper])
    assert short.pages <= long.pages
    assert 0 <= long.places["end"] < long.pages


def leaf(lines: float) -> Leaf:
    """Return a leaf with three anchors that was cast off for so many pages."""
    anchors, expected = ("heat", "heat--a", "heat--b"), (0, 3, 9, 11)
    return Leaf("body", "chapter", "heat", "en", False, "", ("",), (), (), anchors, expected,
                lines, (), (), "", ())  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "guess"),
    [
        (10.4, Extent(12, {"heat": 0, "heat--a": 11, "heat--b": 9})),
        (11.5, Extent(13, {"heat": 0, "heat--a": 11, "heat--b": 9})),
        (4.0, Extent(6, {"heat": 0, "heat--a": 5, "heat--b": 5})),
        (0.1, Extent(2, {"heat": 0, "heat--a": 1, "heat--b": 1})),
    ],
)
def test_a_sheet_will_fill_what_it_filled_and_as_much_more_as_it_is_cast_off_for(
    lines: float, guess: Extent
) -> None:
    filled = Filled(10.4, Extent(12, {"heat": 0, "heat--a": 11, "heat--gone": 4}))
    assert filled.guess(leaf(lines)) == guess


def test_a_sheet_that_was_never_set_will_fill_what_it_is_cast_off_for() -> None:
    assert Extent.guessed(leaf(10)) == Extent(11, {"heat": 0, "heat--a": 3, "heat--b": 9})
