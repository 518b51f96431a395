"""How many pages a sheet fills, and where its places are in it: as set, as guessed, as before."""

import msgspec

from potluck.formats.pdf.leaves import Leaf
from potluck.formats.pdf.press.shard import Shard


class Extent(msgspec.Struct, frozen=True, array_like=True):
    """The pages of a sheet, and the page of each of its anchors, from 0."""

    pages: int
    places: dict[str, int]

    @classmethod
    def of(cls, leaf: Leaf, shard: Shard) -> "Extent":
        """Return what a sheet fills; an anchor without a place of its own is on the first page."""
        found = {each.name: each.page for each in shard.anchors}
        return cls(len(shard.pages), dict.fromkeys(leaf.anchors, 0) | found)

    @classmethod
    def guessed(cls, leaf: Leaf) -> "Extent":
        """Return what a sheet will fill, as it was cast off."""
        *places, pages = leaf.expected
        return cls(pages, dict(zip(leaf.anchors, places, strict=True)))


class Filled(msgspec.Struct, frozen=True, array_like=True):
    """What a sheet filled when it was set, and how many pages it was thought to fill then."""

    cast: float
    extent: Extent

    def guess(self, leaf: Leaf) -> Extent:
        """Return what the sheet will fill now: as many pages more as it was cast off for."""
        pages = max(1, self.extent.pages + round(leaf.cast - self.cast))
        before = self.extent.places
        return Extent(
            pages,
            {name: min(before.get(name, page), pages - 1)
             for name, page in Extent.guessed(leaf).places.items()},
        )  # fmt: skip


class Last(msgspec.Struct, frozen=True, array_like=True):
    """What each sheet filled the last time, and the page numbers, by place, that were printed."""

    filled: dict[str, Filled]
    printed: dict[str, str]
