"""What is linked: sheets in the order of the book, and all that the book has besides them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from potluck.formats.pdf.link import paging
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.link.paging import Placed, Run
from potluck.formats.pdf.press.shard import Face, Folio, Line, Shard


@dataclass(frozen=True)
class Sheet:
    """A shard, and how it stands in the book. `head` is for its right-hand pages."""

    shard: Shard = field(repr=False)
    run: Run
    head: Line | None = None
    folios: bool = False
    fixed: bool = False  # not moved by the margins: a cover


@dataclass(frozen=True)
class Binding:
    """All that is linked. `packet` is the XMP, `info` the older document information."""

    sheets: Sequence[Sheet]
    left: Line | None  # the head of left pages
    folio: Folio | None
    geometry: Geometry
    lang: str
    packet: bytes
    info: Mapping[str, str]

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Where each sheet stands."""
        return paging.place(self.runs)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        return tuple(sheet.run for sheet in self.sheets)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The printed page number of each anchor."""
        anchors = ({a.name: a.page for a in sheet.shard.anchors} for sheet in self.sheets)
        return paging.numbers(anchors, self.runs, self.placed)

    @property
    def pages(self) -> int:
        """How many pages there are, blank ones included."""
        return paging.count(self.runs)

    @property
    def faces(self) -> Iterator[Face]:
        """Every use of a font, in the order of the book."""
        for sheet in self.sheets:
            yield from sheet.shard.faces
            yield from sheet.head.faces if sheet.head else ()
        for other in (self.left, self.folio):
            yield from other.faces if other else ()
