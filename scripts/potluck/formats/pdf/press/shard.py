"""A shard: the pages of one sheet as objects of a PDF that know neither their numbers nor fonts.

Format
------

Objects have local numbers from 0. `DOCUMENT` and `FONTS` stand for two objects of the finished
book: the root of the structure tree's elements, and the dictionary of all fonts. Pages follow, in
their order, then plain objects, one to a line of `plain`, then streams.

Where an object names another one, its text is a template: `%d` for the number, with the local
number in the list of references beside it. A reference below zero is a key of the tree that leads
from pages to their structure: -1 is the first. So a linker relocates a shard by one formatting
operation, and needs to understand nothing of what stands in it.

Pages do not hold what depends on neighbours. Their number, their running head and whether they are
left or right pages are added by the linker; a number that is printed in the text is a `Slot`.
"""

import hashlib
from typing import Any

import msgspec

DOCUMENT, FONTS, FIRST = 0, 1, 2
"""Local numbers: of the two objects that all shards share, and of the first page."""


class Template(msgspec.Struct, frozen=True, array_like=True):
    """Text of objects, with `%d` for each of the references."""

    text: bytes
    refs: tuple[int, ...]


class Stream(msgspec.Struct, frozen=True, array_like=True):
    """A stream: the entries of its dictionary without `/Length`, and its bytes as they are kept.

    `digest` stands for the bytes.
    """

    entries: Template
    data: bytes
    digest: bytes

    @classmethod
    def of(cls, entries: Template, data: bytes) -> "Stream":
        """Return the stream with the digest of its bytes."""
        return cls(entries, data, hashlib.blake2b(data, digest_size=16).digest())


class Slot(msgspec.Struct, frozen=True, array_like=True):
    """A page number in the text: whose, for how many digits there is room, and in which style.

    A shorter number stands at the right of its room, or at the `left`.
    """

    target: str
    width: int
    style: int  # in Shard.styles
    left: bool = False


class Style(msgspec.Struct, frozen=True, array_like=True):
    """How slots of one kind are drawn: the step that sets their colour, the glyph of each digit.

    All digits take `advance`, in thousandths of the size.
    """

    ink: bytes
    glyphs: dict[str, int]
    advance: float


class Written(msgspec.Struct, frozen=True, array_like=True):
    """Content with slots, not compressed: between two pieces stands one digit of a slot.

    `marks` name the slot and the position of each digit in it, from the left.
    """

    pieces: tuple[bytes, ...]
    marks: tuple[tuple[int, int], ...]


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A page: its size in points, and local numbers of what it consists of."""

    width: float
    height: float
    content: int  # a stream, or an index in Shard.written where `slotted`
    slotted: bool
    resources: int
    annotations: tuple[int, ...]


class Anchor(msgspec.Struct, frozen=True, array_like=True):
    """A place that links lead to: page counted from 0, points from the lower left corner."""

    name: str
    page: int
    x: float
    y: float


class Bookmark(msgspec.Struct, frozen=True, array_like=True):
    """A line of the outline, and whether what stands below it is folded away."""

    level: int
    label: str
    page: int
    x: float
    y: float
    closed: bool


class Face(msgspec.Struct, frozen=True, array_like=True):
    """How a shard uses one font: which glyphs, how wide (in thousandths), for which text.

    `font` names its file, and the face in it; `facts` are what WeasyPrint says of it.
    """

    key: str  # its name among the resources of a page
    name: bytes
    font: str
    facts: dict[str, Any]
    widths: dict[int, float]
    text: dict[int, str]
    missing: dict[int, int]


class Shard(msgspec.Struct, frozen=True, array_like=True):
    """One sheet, set. See the module for the format."""

    pages: tuple[Page, ...]
    plain: Template
    lines: int  # of `plain`
    streams: tuple[Stream, ...]
    roots: tuple[int, ...]  # elements below DOCUMENT
    keys: int  # of the tree that leads from pages and links to their structure
    parents: Template  # its leaf's /Nums
    ids: Template  # names of elements, with the elements: its leaf's /Names
    anchors: tuple[Anchor, ...]
    bookmarks: tuple[Bookmark, ...]
    faces: tuple[Face, ...]
    profile: int  # the stream of the colours that all is meant in
    slots: tuple[Slot, ...] = ()
    written: tuple[Written, ...] = ()
    styles: tuple[Style, ...] = ()

    @property
    def size(self) -> int:
        """Count the objects that a shard adds to a book."""
        return len(self.pages) + self.lines + len(self.streams)


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A running head, set: the steps that draw it on a page whose scale is CSS pixels."""

    steps: bytes
    faces: tuple[Face, ...]


class Folio(msgspec.Struct, frozen=True, array_like=True):
    """How page numbers are drawn at the foot: points of the baseline are CSS pixels from the top.

    `left` is where they begin on left pages, `right` where they end on right pages.
    """

    ink: bytes
    font: str
    size: float
    left: float
    right: float
    baseline: float
    glyphs: dict[str, tuple[int, float]]  # by character: glyph, width in thousandths
    faces: tuple[Face, ...]


class Embedded(msgspec.Struct, frozen=True, array_like=True):
    """A font, subset to what a book uses, as objects with local numbers from `FIRST`."""

    plain: Template
    lines: int
    streams: tuple[Stream, ...]
    font: int  # the local number of the font's dictionary

    @property
    def size(self) -> int:
        """Count the objects that a font adds to a book."""
        return self.lines + len(self.streams)
