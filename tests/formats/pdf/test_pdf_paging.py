"""Which page of the book each sheet begins on, and what is printed at its foot."""

from hypothesis import given
from hypothesis import strategies as st

from potluck.formats.pdf.link.paging import (
    Numerals,
    Placed,
    Run,
    count,
    labels,
    numbers,
    place,
    roman,
)

COVER = Run(1, "", False)
HALF = Run(1, "roman", True)
IMPRINT = Run(1, "roman", False)
CONTENTS = Run(3, "roman", True)
CHAPTER = Run(3, "arabic", True)
NEXT = Run(2, "arabic", False)
PART = Run(1, "arabic", True)
BOOK = (COVER, HALF, IMPRINT, CONTENTS, CHAPTER, NEXT, PART, NEXT)


def test_what_opens_on_the_right_stands_after_a_blank_page_where_it_must() -> None:
    assert place(BOOK) == (
        Placed(first=0, blanks=0, number=0),
        Placed(first=2, blanks=1, number=1),
        Placed(first=3, blanks=0, number=2),
        Placed(first=4, blanks=0, number=3),
        Placed(first=8, blanks=1, number=1),
        Placed(first=11, blanks=0, number=4),
        Placed(first=14, blanks=1, number=7),
        Placed(first=15, blanks=0, number=8),
    )
    assert count(BOOK) == 17


def test_numbering_begins_anew_at_the_first_page_that_is_numbered_so() -> None:
    assert labels(BOOK, place(BOOK)) == [(0, ""), (2, "roman"), (8, "arabic")]


def test_each_place_has_the_number_that_its_page_shows() -> None:
    anchors = [{"cover": 0}, {}, {"terms": 0}, {"contents": 2}, {"soup": 0, "soup--method": 2},
               {"heat": 1}, {}, {}]  # fmt: skip
    assert numbers(anchors, BOOK, place(BOOK)) == {
        "cover": "",
        "terms": "ii",
        "contents": "v",
        "soup": "1",
        "soup--method": "3",
        "heat": "5",
    }


KINDS: tuple[Numerals, ...] = ("", "roman", "arabic")
RUNS = st.builds(Run, st.integers(1, 9), st.sampled_from(KINDS), st.booleans())


@given(st.lists(RUNS, min_size=1))
def test_pages_follow_each_other_and_right_hand_pages_are_even_from_zero(runs: list[Run]) -> None:
    placed, at = place(runs), 0
    for run, where in zip(runs, placed, strict=True):
        assert (where.first - where.blanks, where.blanks in (0, 1)) == (at, True)
        assert not (run.recto and where.first % 2)
        assert not where.blanks or run.recto
        at = where.first + run.pages
    assert count(runs) == at


@given(st.lists(RUNS, min_size=1))
def test_numbers_go_on_over_blank_pages_until_the_numerals_change(runs: list[Run]) -> None:
    placed = place(runs)
    starts = dict(labels(runs, placed))
    for run, where in zip(runs, placed, strict=True):
        begun = max(page for page in starts if page <= where.first)
        assert starts[begun] == run.numerals
        assert where.number == (where.first - begun + 1 if run.numerals else 0)


def test_roman_numerals_are_written_as_in_old_books() -> None:
    assert [roman(number) for number in (4, 9, 14, 40, 90, 444, 999, 3888)] == [
        "iv", "ix", "xiv", "xl", "xc", "cdxliv", "cmxcix", "mmmdccclxxxviii"]  # fmt: skip
