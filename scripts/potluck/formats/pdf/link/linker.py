"""Link a book: what is bound, with its fonts -> the bytes of one PDF."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from potluck.formats.pdf.link import furniture, paging, relocated, trees
from potluck.formats.pdf.link.binding import Binding, Sheet
from potluck.formats.pdf.link.paging import Placed
from potluck.formats.pdf.link.relocated import filled
from potluck.formats.pdf.link.writer import LEVEL, Writer, text
from potluck.formats.pdf.press import slots
from potluck.formats.pdf.press.shard import FIRST, Embedded, Page, Shard

CATALOG, STRUCTURE, DOCUMENT, FONTS, INFO, METADATA, OTHERS = range(1, 8)
"""Numbers of the objects that every book has."""
_INTENT = "IEC 61966-2-1 Default RGB Colour Space - sRGB"  # what the profile calls itself
_LABELS = {"": b"<</P(Cover)>>", "roman": b"<</S/r>>", "arabic": b"<</S/D>>"}


SHORT = 1024
"""Bytes of a stream that is not compressed: a running head, of which a book has hundreds."""


def link(binding: Binding, fonts: Mapping[str, Embedded]) -> bytes:
    """Return the book. `fonts` are by the key of their face."""
    return _Linker(binding, fonts).pdf()


@dataclass(frozen=True)
class _Leaf:
    """One page about to be written: what of the book it belongs to, and where it lies."""

    sheet: Sheet
    placed: Placed
    at: int  # in its sheet

    @property
    def page(self) -> Page:
        return self.sheet.shard.pages[self.at]

    @property
    def recto(self) -> bool:
        return (self.placed.first + self.at) % 2 == 0


class _Linker:
    def __init__(self, binding: Binding, fonts: Mapping[str, Embedded]) -> None:
        self.binding, self.fonts = binding, fonts
        self.writer = Writer(OTHERS)
        self.profile = 0
        self.keys = 0  # given out, of the tree of parents
        self.kids: list[int] = []  # pages
        self.roots: list[int] = []  # elements of the structure, below the document
        self.parents: list[bytes] = []
        self.ids: list[bytes] = []
        self.places: list[tuple[str, trees.Target]] = []
        self.marks: list[trees.Mark] = []
        self.loose: list[tuple[int, Sequence[bytes]]] = []  # objects outside of sheets, in rows
        self.drawn: dict[bytes, int] = {}

    def pdf(self) -> bytes:
        self.tree = self.writer.reserve(trees.size(self.binding.pages))
        for sheet, placed in zip(self.binding.sheets, self.binding.placed, strict=True):
            self._blanks(sheet, placed)
            self._sheet(sheet, placed)
        self.loose.append((self.tree, trees.pages(self.kids, self.tree)))
        self._root(self._embed())
        for first, objects in self.loose:
            self.writer.pack(first, objects)
        return self.writer.finish(CATALOG, INFO)

    # -- sheets

    def _blanks(self, sheet: Sheet, placed: Placed) -> None:
        like = sheet.shard.pages[0]
        for index in range(placed.first - placed.blanks, placed.first):
            number = self.writer.reserve(1)
            edges = self._edges(like, recto=index % 2 == 0, fixed=False)
            about = (self._node(), edges)
            page = b"<</Type/Page/Parent %d 0 R%s/Resources<<>>/Tabs/S>>" % about
            self.kids.append(number)
            self.loose.append((number, [page]))

    def _node(self) -> int:
        """Return the node of the tree of pages that the next page hangs from."""
        return trees.node(self.tree, len(self.kids))

    def _sheet(self, sheet: Sheet, placed: Placed) -> None:
        shard = sheet.shard
        plain = len(shard.pages) + shard.lines
        base = self.writer.reserve(plain)
        numbers = [DOCUMENT, FONTS, *range(base, base + plain)]
        numbers += relocated.write_streams(self.writer, shard.streams, numbers)
        keys = range(self.keys + shard.keys - 1, self.keys - 1, -1)  # so that -1 is the first
        local = [*numbers, *keys]
        pages = [self._page(_Leaf(sheet, placed, at), numbers) for at in range(len(shard.pages))]
        rows = relocated.rows(shard.plain, local, shard.lines)
        self.writer.pack(base, [*pages, *rows])
        self._branch(shard, local)
        self.profile = numbers[shard.profile]

    def _page(self, leaf: _Leaf, numbers: Sequence[int]) -> bytes:
        page = leaf.page
        links = trees.references(numbers[each] for each in page.annotations)
        entries = (
            self._node(),
            self._edges(page, recto=leaf.recto, fixed=leaf.sheet.fixed),
            trees.references(self._contents(leaf, numbers)),
            numbers[page.resources],
            self.keys + leaf.at,
            b"/Annots[%s]" % links if links else b"",
        )
        self.kids.append(numbers[FIRST + leaf.at])
        return (
            b"<</Type/Page/Parent %d 0 R%s/Contents[%s]/Resources %d 0 R/Tabs/S"
            b"/StructParents %d%s>>" % entries
        )

    def _edges(self, page: Page, *, recto: bool, fixed: bool) -> bytes:
        geometry = self.binding.geometry
        left = geometry.left(recto=recto, fixed=fixed)
        return furniture.boxes(geometry, page.width, page.height, left)

    def _contents(self, leaf: _Leaf, numbers: Sequence[int]) -> Iterator[int]:
        """Yield the streams of a page: its text, head, number, crop marks."""
        page, sheet, binding = leaf.page, leaf.sheet, self.binding
        yield self._filled(sheet.shard, page) if page.slotted else numbers[page.content]
        line = sheet.head if leaf.recto else binding.left
        if sheet.head and line and leaf.at:  # none on the first page of a sheet
            yield self._draw(furniture.head(line))
        if sheet.folios and binding.folio:
            number = leaf.placed.number + leaf.at
            drawn = furniture.folio(binding.folio, number, sheet.run.numerals, recto=leaf.recto)
            yield self._written(drawn)
        if binding.geometry.slug:
            left = binding.geometry.left(recto=leaf.recto, fixed=sheet.fixed)
            yield self._draw(furniture.marks(binding.geometry, page.width, page.height, left))

    def _filled(self, shard: Shard, page: Page) -> int:
        """Write the text of a page with the numbers of other pages in it."""
        written = shard.written[page.content]
        return self._compressed(
            slots.fill(written, shard.slots, shard.styles, self.binding.numbers)
        )

    def _draw(self, content: bytes) -> int:
        """Write a stream that many pages have, once."""
        if content not in self.drawn:
            self.drawn[content] = self._compressed(content)
        return self.drawn[content]

    def _compressed(self, content: bytes) -> int:
        if len(content) < SHORT:
            return self._written(content)
        return self._written(zlib.compress(content, LEVEL), b"/Filter/FlateDecode")

    def _written(self, data: bytes, entries: bytes = b"") -> int:
        number = self.writer.reserve(1)
        self.writer.stream(number, entries, data)
        return number

    def _branch(self, shard: Shard, local: Sequence[int]) -> None:
        """Take down what a sheet adds to the trees of the book."""
        self.roots += [local[root] for root in shard.roots]
        limits = (self.keys, self.keys + shard.keys - 1)
        leaf = b"<</Limits[%d %d]/Nums[" % limits + filled(shard.parents, local) + b"]>>"
        self.parents.append(leaf)
        if shard.ids.text:
            self.ids.append(trees.id_leaf(filled(shard.ids, local)))
        self.keys += shard.keys
        pages = local[FIRST:]
        self.places += [(a.name, trees.Target(pages[a.page], a.x, a.y)) for a in shard.anchors]
        self.marks += [
            trees.Mark(b.level, b.label, trees.Target(pages[b.page], b.x, b.y), b.closed)
            for b in shard.bookmarks
        ]

    # -- the rest

    def _embed(self) -> bytes:
        """Write the fonts; return the dictionary of all of them."""
        entries = b""
        for key, font in self.fonts.items():
            number, first, rows = relocated.write_font(self.writer, font)
            self.loose.append((first, rows))
            entries += b"/%s %d 0 R" % (key.encode(), number)
        return b"<<%s>>" % entries

    def _grown(self, tree: Callable[[int], list[bytes]]) -> int:
        """Add a tree whose size is known only when it has grown; return its root."""
        first = self.writer.reserve(0)
        rows = tree(first)
        self.loose.append((self.writer.reserve(len(rows)), rows))
        return first

    def _root(self, fonts: bytes) -> None:
        parents = self._grown(self._parents)
        structure = b"<</Type/StructTreeRoot/ParentTree %d 0 R/ParentTreeNextKey %d/K[%d 0 R]%s%s>>"
        document = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>"
        info = (
            b"/%s%s" % (name.encode(), text(value)) for name, value in self.binding.info.items()
        )
        rows = {
            CATALOG: self._catalog(),
            STRUCTURE: structure % (parents, self.keys, DOCUMENT, trees.roles(), self._ids()),
            DOCUMENT: document % (STRUCTURE, trees.references(self.roots)),
            FONTS: fonts,
            INFO: b"<<%s>>" % b"".join(info),
        }
        self.loose.append((CATALOG, list(rows.values())))
        self.writer.stream(METADATA, b"/Type/Metadata/Subtype/XML", self.binding.packet)

    def _parents(self, first: int) -> list[bytes]:
        return trees.above(self.parents, first)

    def _ids(self) -> bytes:
        """Return the entry of the tree that leads from names to elements, if any has a name."""
        if not self.ids:
            return b""
        return b"/IDTree %d 0 R" % self._grown(lambda first: trees.above(self.ids, first))

    def _catalog(self) -> bytes:
        names = self._grown(lambda first: trees.names(self.places, first))
        outline = self._grown(lambda first: trees.outline(self.marks, first))
        begun = paging.labels(self.binding.runs, self.binding.placed)
        labels = b"".join(b"%d%s" % (page, _LABELS[numerals]) for page, numerals in begun)
        intent = (
            b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s"
            b"/DestOutputProfile %d 0 R>>" % (text(_INTENT), text(_INTENT), self.profile)
        )
        return (
            b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/Names<</Dests %d 0 R>>/Lang%s"
            b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/PageMode/UseOutlines"
            b"/ViewerPreferences<</DisplayDocTitle true>>/PageLabels<</Nums[%s]>>"
            b"/Metadata %d 0 R/OutputIntents[%s]>>"
            % (self.tree, outline, names, text(self.binding.lang), STRUCTURE, labels, METADATA,
               intent)
        )  # fmt: skip
