"""The trees of a PDF: pages, names, outline, parents. Each returns objects in a row, root first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from potluck.formats.pdf.link.writer import number, spoken, text
from potluck.formats.pdf.press.roles import ROLES

BRANCH = 64  # children of a node; the readers of a page find it in two steps up to 4,096 pages


@dataclass(frozen=True)
class Target:
    """A place in the finished book: the object of its page, points from the lower left corner."""

    page: int
    x: float
    y: float

    def written(self) -> bytes:
        return b"[%d 0 R/XYZ %s %s 0]" % (self.page, number(self.x), number(self.y))


def size(pages: int) -> int:
    """Return how many objects the tree of so many pages takes."""
    return 1 + -(-pages // BRANCH)


def node(first: int, page: int) -> int:
    """Return the parent of a page, counted from 0, in a tree from the number `first` on."""
    return first + 1 + page // BRANCH


def pages(kids: Sequence[int], first: int) -> list[bytes]:
    """Return the tree of pages from the number `first` on."""
    groups = [kids[at : at + BRANCH] for at in range(0, len(kids), BRANCH)]
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (first, len(group), references(group))
        for group in groups
    ]
    branches = references(range(first + 1, first + 1 + len(groups)))
    return [b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), branches), *nodes]


def references(numbers: Iterable[int]) -> bytes:
    """Write references to objects.

    >>> references([3, 4])
    b'3 0 R 4 0 R'
    """
    return b" ".join(b"%d 0 R" % each for each in numbers)


def names(places: Iterable[tuple[str, Target]], first: int) -> list[bytes]:
    """Return the tree of named destinations, sorted by what their keys say, however written."""
    ordered = sorted(places, key=lambda place: spoken(place[0]))
    rows = [(text(name), where.written()) for name, where in ordered]
    leaves = [rows[at : at + BRANCH] for at in range(0, len(rows), BRANCH)]
    root = b"<</Kids[%s]>>" % references(range(first + 1, first + 1 + len(leaves)))
    return [root, *map(_leaf, leaves)]


def _leaf(rows: Sequence[tuple[bytes, bytes]]) -> bytes:
    pairs = b"".join(name + where for name, where in rows)
    return b"<</Limits[%s%s]/Names[%s]>>" % (rows[0][0], rows[-1][0], pairs)


def above(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """Return the tree of leaves that are written already."""
    return [b"<</Kids[%s]>>" % references(range(first + 1, first + 1 + len(leaves))), *leaves]


# --- structure ----------------------------------------------------------------------------------

_ID = re.compile(rb"\([^()]*\)")


def id_leaf(rows: bytes) -> bytes:
    """Return a leaf of names of elements, which stand in their order."""
    names = _ID.findall(rows)
    return b"<</Limits[%s%s]/Names[%s]>>" % (names[0], names[-1], rows)


def roles() -> bytes:
    """Return the entry that says what elements of types of our own are to others."""
    pairs = b"".join(b"/%s/%s" % (name.encode(), kind.encode()) for name, kind in ROLES.items())
    return b"/RoleMap<<%s>>" % pairs


# --- outline ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """A line of the outline with its level, as the style sheet gives it."""

    level: int
    label: str
    where: Target
    closed: bool


@dataclass
class _Item:
    mark: Mark
    below: list["_Item"] = field(default_factory=list)
    at: int = 0

    def shown(self) -> int:
        """Count the lines below that are seen when this one is unfolded."""
        return len(self.below) + sum(i.shown() for i in self.below if not i.mark.closed)


def outline(marks: Iterable[Mark], first: int) -> list[bytes]:
    """Return the outline; a line stands below the nearest one before it of a smaller level."""
    top: list[_Item] = []
    path: list[_Item] = []
    for mark in marks:
        while path and path[-1].mark.level >= mark.level:
            path.pop()
        item = _Item(mark)
        (path[-1].below if path else top).append(item)
        path.append(item)
    order = _numbered(top, first + 1)
    shown = len(top) + sum(item.shown() for item in top if not item.mark.closed)
    ends = _ends(top, shown) if top else b"/Count 0"
    rows = {item.at: row for items, parent in _families(top, first)
            for item, row in zip(items, _rows(items, parent), strict=True)}  # fmt: skip
    return [b"<</Type/Outlines%s>>" % ends, *(rows[item.at] for item in order)]


def _numbered(items: Sequence[_Item], at: int) -> list[_Item]:
    """Number the lines as they are read, and return them so."""
    order: list[_Item] = []
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        item.at = at + len(order)
        order.append(item)
        waiting += reversed(item.below)
    return order


def _families(items: list[_Item], parent: int) -> Iterable[tuple[list[_Item], int]]:
    waiting = [(items, parent)] if items else []
    while waiting:
        siblings, above = waiting.pop()
        yield siblings, above
        waiting += [(item.below, item.at) for item in siblings if item.below]


def _rows(items: Sequence[_Item], parent: int) -> Iterable[bytes]:
    befores, afters = (None, *items[:-1]), (*items[1:], None)
    for item, before, after in zip(items, befores, afters, strict=True):
        row = b"<</Title %s/Parent %d 0 R/Dest%s" % (
            text(item.mark.label), parent, item.mark.where.written()
        )  # fmt: skip
        row += b"/Prev %d 0 R" % before.at if before else b""
        row += b"/Next %d 0 R" % after.at if after else b""
        row += _ends(item.below, item.shown() * (-1 if item.mark.closed else 1))
        yield row + b">>"


def _ends(below: Sequence[_Item], count: int) -> bytes:
    if not below:
        return b""
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (below[0].at, below[-1].at, count)
