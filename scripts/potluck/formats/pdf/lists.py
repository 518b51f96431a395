"""The lists of figures and of tables that stand after the contents of a book with many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from potluck.formats.pdf.finds import Finds
from potluck.model import Chapter, Edition

FEW = 4
"""More than so many must have captions."""
LONGEST = 110
"""Characters of a caption that are listed."""


@dataclass(frozen=True)
class Shown:
    """One figure or table: the beginning of its caption, and a neutral link."""

    words: str
    target: str


@dataclass(frozen=True)
class Listing:
    """A list: its name in addresses, its title, its lines in the order of the book."""

    name: str
    title: str
    lines: tuple[Shown, ...]

    @property
    def slug(self) -> str:
        """Its part of the name of its page: "list-tables"."""
        return f"list-{self.name}"


def listings(edition: Edition, finds: Mapping[str, Finds]) -> tuple[Listing, ...]:
    """Return the lists that the book has enough for; `finds` are by slug."""
    figures = (
        _shown(chapter, figure.caption, figure.id)
        for chapter in edition.texts
        for figure in chapter.figures
        if figure.caption
    )
    tables = (
        _shown(chapter, caption, name)
        for chapter in edition.texts
        for caption, name in finds[chapter.slug].tables
    )
    found = (
        Listing("figures", "Figures", tuple(figures)),
        Listing("tables", "Tables", tuple(tables)),
    )
    return tuple(listing for listing in found if len(listing.lines) > FEW)


def _shown(chapter: Chapter, caption: str, name: str) -> Shown:
    return Shown(beginning(caption), f"book:chapter/{chapter.slug}#{name}")


def beginning(caption: str) -> str:
    """Return the first sentence of a caption, or as much of it as fits a list.

    >>> beginning("A loaf, schematic. Only the dried part browns.")
    'A loaf, schematic'
    >>> beginning("word " * 40)[-14:]
    'rd word word …'
    """
    words = " ".join(caption.split())
    first = re.split(r"(?<=\w\w)\.(?= [^a-z])|\.$", words, maxsplit=1)[0]
    if len(first) <= LONGEST:
        return first
    return first[:LONGEST].rsplit(" ", 1)[0] + " …"
