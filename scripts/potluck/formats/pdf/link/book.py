"""Link: sheets in the order of the book, with fonts and metadata -> the bytes of one PDF."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from potluck.formats.pdf.link import furniture, paging, trees
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.link.paging import Placed, Run
from potluck.formats.pdf.link.writer import Writer, text
from potluck.formats.pdf.press import slots
from potluck.formats.pdf.press.shard import (
    FIRST,
    Embedded,
    Face,
    Folio,
    Line,
    Page,
    Shard,
    Stream,
    Template,
)

CATALOG, STRUCTURE, DOCUMENT, FONTS, INFO, METADATA, OTHERS = range(1, 8)
_INTENT = "IEC 61966-2-1 Default RGB Colour Space - sRGB"  # what the profile calls itself
_LEVEL = 6  # of zlib


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
        last, sheet = self.placed[-1], self.sheets[-1]
        return last.first + len(sheet.shard.pages)

    @property
    def faces(self) -> Iterator[Face]:
        """Every use of a font, in the order of the book."""
        for sheet in self.sheets:
            yield from sheet.shard.faces
            yield from sheet.head.faces if sheet.head else ()
        for other in (self.left, self.folio):
            yield from other.faces if other else ()


def link(binding: Binding, fonts: Mapping[str, Embedded]) -> bytes:
    """Return the book. `fonts` are by the key of their face."""
    return _Linker(binding, fonts).pdf()


class _Linker:
    def __init__(self, binding: Binding, fonts: Mapping[str, Embedded]) -> None:
        self.binding, self.fonts = binding, fonts
        self.writer = Writer(OTHERS)
        self.keys = 0
        self.roots: list[int] = []
        self.kids: list[int] = []  # pages
        self.loose: list[tuple[int, list[bytes]]] = []  # plain objects without a shard
        self.parents: list[bytes] = []
        self.places: list[tuple[str, trees.Target]] = []
        self.marks: list[trees.Mark] = []
        self.drawn: dict[bytes, int] = {}

    def pdf(self) -> bytes:
        nodes = 1 + -(-self.binding.pages // trees.BRANCH)
        self.tree = self.writer.reserve(nodes)
        profile = 0
        for sheet, placed in zip(self.binding.sheets, self.binding.placed, strict=True):
            profile = self._sheet(sheet, placed)
        fonts = {key: self._font(font) for key, font in self.fonts.items()}
        self._trees()
        self._root(fonts, profile)
        for first, objects in self.loose:
            self.writer.pack(first, objects)
        return self.writer.finish(CATALOG, INFO)

    # -- sheets

    def _sheet(self, sheet: Sheet, placed: Placed) -> int:
        """Write a sheet; return the number of its colour profile."""
        shard = sheet.shard
        for blank in range(placed.first - placed.blanks, placed.first):
            self._blank(shard.pages[0], blank)
        base = self.writer.reserve(len(shard.pages) + shard.lines)
        numbers = [DOCUMENT, FONTS, *range(base, base + len(shard.pages) + shard.lines)]
        numbers += self._streams(shard.streams, numbers, len(numbers))
        keys = range(self.keys + shard.keys - 1, self.keys - 1, -1)  # -1 is the first
        local = [*numbers, *keys]
        first_page = len(self.kids)
        self.kids += numbers[FIRST : FIRST + len(shard.pages)]
        pages = [
            self._page(sheet, placed, at, numbers, first_page + at)
            for at in range(len(shard.pages))
        ]
        self.writer.pack(base, [*pages, *_filled(shard.plain, local).split(b"\n")[: shard.lines]])
        self._branch(shard, placed, numbers, local)
        return numbers[shard.profile]

    def _streams(self, streams: Sequence[Stream], numbers: list[int], known: int) -> list[int]:
        """Write the streams of a shard; those that need no object of its own are shared."""
        made: dict[int, int] = {}
        first = known
        for at in _shareable(streams, first):
            local = [*numbers, *(made.get(first + n, 0) for n in range(len(streams)))]
            entries = _filled(streams[at].entries, local)
            made[first + at] = self.writer.shared(entries, streams[at].data)
        own = [at for at in range(len(streams)) if first + at not in made]
        start = self.writer.reserve(len(own))
        made |= {first + at: start + index for index, at in enumerate(own)}
        local = [*numbers, *(made[first + n] for n in range(len(streams)))]
        for at in own:
            self.writer.stream(made[first + at], _filled(streams[at].entries, local),
                               streams[at].data)  # fmt: skip
        return local[known:]

    def _blank(self, like: Page, index: int) -> None:
        left = self.binding.geometry.left(recto=index % 2 == 0)
        edges = furniture.boxes(self.binding.geometry, like.width, like.height, left)
        number = self.writer.reserve(1)
        node = self.tree + 1 + len(self.kids) // trees.BRANCH
        page = b"<</Type/Page/Parent %d 0 R%s/Resources<<>>/Tabs/S>>" % (node, edges)
        self.kids.append(number)
        self.loose.append((number, [page]))

    def _page(
        self, sheet: Sheet, placed: Placed, at: int, numbers: Sequence[int], kid: int
    ) -> bytes:
        page, index = sheet.shard.pages[at], placed.first + at
        recto = index % 2 == 0
        left = self.binding.geometry.left(recto=recto, fixed=sheet.fixed)
        contents = [self._content(sheet.shard, page, numbers)]
        contents += self._furniture(sheet, placed, at, recto=recto)
        if self.binding.geometry.slug:
            drawn = furniture.marks(self.binding.geometry, page.width, page.height, left)
            contents.append(self._draw(drawn))
        links = trees.references(numbers[each] for each in page.annotations)
        return (
            b"<</Type/Page/Parent %d 0 R%s/Contents[%s]/Resources %d 0 R/Tabs/S/StructParents %d%s>>"
            % (
                self.tree + 1 + kid // trees.BRANCH,
                furniture.boxes(self.binding.geometry, page.width, page.height, left),
                trees.references(contents),
                numbers[page.resources],
                self.keys + at,
                b"/Annots[%s]" % links if links else b"",
            )
        )

    def _content(self, shard: Shard, page: Page, numbers: Sequence[int]) -> int:
        if not page.slotted:
            return numbers[page.content]
        written = shard.written[page.content]
        return self._compressed(
            slots.fill(written, shard.slots, shard.styles, self.binding.numbers)
        )

    def _compressed(self, content: bytes) -> int:
        number = self.writer.reserve(1)
        self.writer.stream(number, b"/Filter/FlateDecode", zlib.compress(content, _LEVEL))
        return number

    def _furniture(self, sheet: Sheet, placed: Placed, at: int, *, recto: bool) -> Iterator[int]:
        """Yield the streams of head and number; a sheet's first page has no head."""
        line = sheet.head if recto else self.binding.left
        if sheet.head and line and at:
            yield self._draw(furniture.head(line))
        if sheet.folios and self.binding.folio:
            number = self.writer.reserve(1)
            drawn = furniture.folio(
                self.binding.folio, placed.number + at, sheet.run.numerals, recto=recto
            )
            self.writer.stream(number, b"", drawn)
            yield number

    def _draw(self, content: bytes) -> int:
        """Write a stream that many pages may have, once."""
        if content not in self.drawn:
            self.drawn[content] = self._compressed(content)
        return self.drawn[content]

    def _branch(
        self, shard: Shard, placed: Placed, numbers: Sequence[int], local: Sequence[int]
    ) -> None:
        """Take down what a sheet adds to the trees of the book."""
        self.roots += [numbers[root] for root in shard.roots]
        leaf = b"<</Limits[%d %d]/Nums[%s]>>" % (
            self.keys, self.keys + shard.keys - 1, _filled(shard.parents, local)
        )  # fmt: skip
        self.parents.append(leaf)
        self.keys += shard.keys
        pages = numbers[FIRST:]
        self.places += [(a.name, trees.Target(pages[a.page], a.x, a.y)) for a in shard.anchors]
        self.marks += [
            trees.Mark(b.level, b.label, trees.Target(pages[b.page], b.x, b.y), b.closed)
            for b in shard.bookmarks
        ]

    # -- the rest

    def _font(self, font: Embedded) -> int:
        base = self.writer.reserve(font.size)
        local = [0, 0, *range(base, base + font.size)]
        for at, each in enumerate(font.streams, start=base + font.lines):
            self.writer.stream(at, _filled(each.entries, local), each.data)
        self.loose.append((base, _filled(font.plain, local).split(b"\n")))
        return local[font.font]

    def _trees(self) -> None:
        nodes, parents = trees.pages(self.kids, self.tree)
        assert [self.tree + 1 + at // trees.BRANCH for at in range(len(self.kids))] == parents
        self.loose.append((self.tree, nodes))
        self.names = self._grown(lambda first: trees.names(self.places, first))
        self.outline = self._grown(lambda first: trees.outline(self.marks, first))

    def _root(self, fonts: Mapping[str, int], profile: int) -> None:
        parents = self.writer.reserve(len(self.parents) + 1)
        below = trees.references(range(parents + 1, parents + 1 + len(self.parents)))
        self.loose.append((parents, [b"<</Kids[%s]>>" % below, *self.parents]))
        intent = (
            b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>"
            % (text(_INTENT), text(_INTENT), profile)
        )
        rows = {
            CATALOG: b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/Names<</Dests %d 0 R>>/Lang%s"
            b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/PageMode/UseOutlines"
            b"/ViewerPreferences<</DisplayDocTitle true>>/PageLabels<</Nums[%s]>>/Metadata %d 0 R"
            b"/OutputIntents[%s]>>"
            % (self.tree, self.outline, self.names, text(self.binding.lang), STRUCTURE,
               self._labels(), METADATA, intent),
            STRUCTURE: b"<</Type/StructTreeRoot/ParentTree %d 0 R/ParentTreeNextKey %d/K[%d 0 R]>>"
            % (parents, self.keys, DOCUMENT),
            DOCUMENT: b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>"
            % (STRUCTURE, trees.references(self.roots)),
            FONTS: b"<<%s>>" % b"".join(b"/%s %d 0 R" % (k.encode(), n) for k, n in fonts.items()),
            INFO: b"<<%s>>" % b"".join(b"/%s%s" % (name.encode(), text(value))
                                       for name, value in self.binding.info.items()),
        }  # fmt: skip
        self.loose.append((CATALOG, list(rows.values())))
        self.writer.stream(METADATA, b"/Type/Metadata/Subtype/XML", self.binding.packet)

    def _grown(self, tree: Callable[[int], list[bytes]]) -> int:
        """Write a tree whose size is known only when it has grown; return its root."""
        first = self.writer.reserve(len(tree(0)))
        self.loose.append((first, tree(first)))
        return first

    def _labels(self) -> bytes:
        styles = {"": b"<</P(Cover)>>", "roman": b"<</S/r>>", "arabic": b"<</S/D>>"}
        begun = paging.labels(self.binding.runs, self.binding.placed)
        return b"".join(b"%d%s" % (page, styles[numerals]) for page, numerals in begun)


def _filled(template: Template, numbers: Sequence[int]) -> bytes:
    return template.text % tuple(map(numbers.__getitem__, template.refs))


def _shareable(streams: Sequence[Stream], first: int) -> Iterator[int]:
    """Yield the streams that name nothing, then those that name only such: pictures with masks."""
    plain = [at for at, each in enumerate(streams) if not each.entries.refs]
    yield from plain
    known = {first + at for at in plain}
    yield from (
        at for at, s in enumerate(streams) if s.entries.refs and known.issuperset(s.entries.refs)
    )
