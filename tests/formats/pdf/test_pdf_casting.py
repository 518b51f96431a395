"""How many pages a sheet fills is guessed well enough that most page numbers keep their length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from potluck.formats.pdf.casting import Cast, cast_off
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
