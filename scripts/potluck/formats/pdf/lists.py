"""The lists of figures and of tables that stand after the contents of a book with many."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from potluck import neutral
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


def listings(edition: Edition) -> tuple[Listing, ...]:
    """Return the lists that the book has enough for."""
    found = (
        Listing("figures", "Figures", tuple(_all(edition, _figures))),
        Listing("tables", "Tables", tuple(_all(edition, _tables))),
    )
    return tuple(listing for listing in found if len(listing.lines) > FEW)


def _all(edition: Edition, find: "Find") -> Iterator[Shown]:
    for chapter in edition.texts:
        for name, caption in find(chapter):
            yield Shown(beginning(caption), f"book:chapter/{chapter.slug}#{name}")


def _figures(chapter: Chapter) -> Iterator[tuple[str, str]]:
    return ((figure.id, figure.caption) for figure in chapter.figures if figure.caption)


def _tables(chapter: Chapter) -> Iterator[tuple[str, str]]:
    return (
        (name, table.find("caption").text_content())
        for name, table in named_tables(neutral.parse(chapter.html))
    )


Find = Callable[[Chapter], Iterator[tuple[str, str]]]


def named_tables(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield each table that has a caption with the name of its place."""
    found = (table for table in tree.iter("table") if table.find("caption") is not None)
    yield from ((f"table-{number}", table) for number, table in enumerate(found, 1))


def mark_tables(tree: HtmlElement) -> None:
    """Give each table with a caption the name by which its line in the list finds it."""
    for name, table in named_tables(tree):
        table.set("id", name)


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
