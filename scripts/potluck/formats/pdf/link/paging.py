"""On which page each sheet begins, and what is printed at its foot. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Numerals = Literal["", "roman", "arabic"]


@dataclass(frozen=True)
class Run:
    """The pages of one sheet: how many, and how they stand in the book."""

    pages: int
    numerals: Numerals
    recto: bool  # begins on a right-hand page


@dataclass(frozen=True)
class Placed:
    """Where a sheet stands: its first page counted from 0, after so many blank ones."""

    first: int
    blanks: int
    number: int  # of its first page, as it is counted in its numerals; 0 where it has none


def place(runs: Iterable[Run]) -> tuple[Placed, ...]:
    """Put sheets one after the other. The first page of a book, counted 0, is a right-hand page.

    >>> [at.first for at in place([Run(1, "", True), Run(1, "roman", True), Run(2, "", False)])]
    [0, 2, 3]
    """
    return tuple(_placed(runs))


def _placed(runs: Iterable[Run]) -> Iterator[Placed]:
    page = 0
    number, numerals = 0, ""
    for run in runs:
        blanks = 1 if run.recto and page % 2 else 0
        changed = run.numerals != numerals
        number, numerals = (1 if changed else number + blanks), run.numerals
        page += blanks
        yield Placed(page, blanks, number if numerals else 0)
        page += run.pages
        number += run.pages


def count(runs: Sequence[Run]) -> int:
    """Return how many pages there are in all, blank ones included."""
    return place(runs)[-1].first + runs[-1].pages


def numeral(number: int, numerals: Numerals) -> str:
    """Write a page number.

    >>> numeral(14, "roman"), numeral(14, "arabic"), numeral(14, "")
    ('xiv', '14', '')
    """
    return _NUMERALS[numerals](number)


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    """Write a number in small roman numerals.

    >>> roman(1), roman(1994)
    ('i', 'mcmxciv')
    """
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _none(_: int) -> str:
    return ""


_NUMERALS: Mapping[Numerals, Callable[[int], str]] = {"": _none, "roman": roman, "arabic": str}


def numbers(
    anchors: Iterable[Mapping[str, int]], runs: Sequence[Run], placed: Sequence[Placed]
) -> dict[str, str]:
    """Return the printed page number of each anchor; `anchors` are by sheet, pages from 0."""
    return {
        name: numeral(at.number + page, run.numerals)
        for names, run, at in zip(anchors, runs, placed, strict=True)
        for name, page in names.items()
    }


def labels(runs: Sequence[Run], placed: Sequence[Placed]) -> list[tuple[int, Numerals]]:
    """Return where numbering begins anew: page counted from 0, and in which numerals."""
    pairs = zip(runs, placed, strict=True)
    return [(next(group)[1].first, numerals) for numerals, group in
            groupby(pairs, key=lambda pair: pair[0].numerals)]  # fmt: skip
