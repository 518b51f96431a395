"""The sheet a book is printed on, by the name that `mkdocs.yml` gives it (`page_size`)."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from math import ceil

from potluck.errors import ConfigError

PIXEL = 25.4 / 96
"""Millimetres of a CSS pixel."""
POINT = 25.4 / 72
"""Millimetres of a point."""
SLACK = 0.5
"""Points of the depth beyond its last line, so that no rounding costs a line."""


@dataclass(frozen=True)
class Paper:
    """A page: trimmed size and margins in millimetres, text size and leading in points.

    The depth of the text is a whole number of lines, so that lines of facing pages stand side by
    side. The inner margin is so many CSS pixels (a whole number) wider than the outer one: pages
    are mirrored by moving them. The measure is 62 to 72 letters (Bringhurst, The Elements of
    Typographic Style, 2.1.2: 45 to 75); in large print, fewer.
    """

    width: float
    height: float
    top: float
    outer: float
    shift: int
    lines: int
    size: float
    leading: float

    @property
    def inner(self) -> float:
        """The margin at the spine."""
        return self.outer + self.shift * PIXEL

    @property
    def bottom(self) -> float:
        """The margin below the last line."""
        return self.height - self.top - self.depth

    @property
    def measure(self) -> float:
        """The width of the text in millimetres."""
        return self.width - self.inner - self.outer

    @property
    def depth(self) -> float:
        """The height of the text in millimetres."""
        return (self.lines * self.leading + SLACK) * POINT

    @property
    def letters(self) -> float:
        """How many letters fit the measure: one is 0.49 of its size wide, blanks counted."""
        return self.measure / POINT / (0.49 * self.size)


A5 = Paper(148, 210, top=20, outer=17, shift=8, lines=35, size=10, leading=13.5)
A4 = Paper(210, 297, top=28, outer=34, shift=-8, lines=41, size=11.5, leading=16)
LETTER = Paper(215.9, 279.4, top=25, outer=36, shift=-8, lines=39, size=11.5, leading=16)
TRADE = Paper(152.4, 228.6, top=21, outer=18, shift=8, lines=37, size=10.3, leading=14)

PAPERS = {"a5": A5, "a4": A4, "letter": LETTER, "us letter": LETTER, "6x9in": TRADE, "6x9": TRADE}

LARGE_A4 = Paper(210, 297, top=26, outer=25, shift=0, lines=27, size=18, leading=25)
LARGE_LETTER = Paper(215.9, 279.4, top=26, outer=25.4, shift=0, lines=25, size=18, leading=25)
"""Large print: 18 points, wide leading, margins of an inch.

The American Printing House for the Blind sets large print in 18 points (Guidelines for Print
Document Design, http://www.aph.org/edresearch/lpguide.htm); the RNIB's Clear Print guidelines ask
for 14 points at least and call type from 16 points on large print. How it is set otherwise stands
in `theme/print/large.css`.
"""
AMERICAN = frozenset({"letter", "us letter", "6x9in", "6x9"})


def paper(name: str) -> Paper:
    """Return the paper of that name; ConfigError if there is none.

    >>> round(paper("A5").measure, 1)
    111.9
    """
    try:
        return PAPERS[_plain(name)]
    except KeyError:
        known = ", ".join(("A4", "A5", "letter", "6x9in"))
        raise ConfigError(f"No paper is called {name!r}.", f"page_size is one of {known}") from None


def large(name: str) -> Paper:
    """Return the paper of the large print of a book on that paper: A4, in America letter.

    >>> large("6x9") == LARGE_LETTER, large("A5") == LARGE_A4
    (True, True)
    """
    return LARGE_LETTER if _plain(name) in AMERICAN else LARGE_A4


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


# --- binding ------------------------------------------------------------------------------------

_PAGES = (150, 300, 500, 700)
_GUTTERS = (9.6, 12.7, 15.9, 19.1, 22.3)


def gutter(pages: int) -> float:
    """Return the least inner margin in millimetres of a bound book of so many pages.

    The table of Amazon's print on demand (https://kdp.amazon.com/en_US/help/topic/GVBQ3CMEQW3W2VL6,
    "Set Trim Size, Bleed, and Margins"): the thicker a book, the less it opens.

    >>> gutter(24), gutter(150), gutter(151), gutter(828)
    (9.6, 9.6, 12.7, 22.3)
    """
    return _GUTTERS[bisect_left(_PAGES, pages)]


def bound(page: Paper, pages: int) -> Paper:
    """Move the text of a page outwards as far as the binding needs; its lines stay the same.

    >>> thick = bound(A5, 800)
    >>> [round(page.inner, 1) for page in (A5, thick)], thick.shift, bound(A5, 300) == A5
    ([19.1, 22.6], 34, True)
    >>> round(thick.measure - A5.measure, 6)
    0.0
    """
    steps = max(0, ceil((gutter(pages) - page.inner) / PIXEL))
    moved = replace(page, outer=page.outer - steps * PIXEL, shift=page.shift + 2 * steps)
    return moved if steps else page
