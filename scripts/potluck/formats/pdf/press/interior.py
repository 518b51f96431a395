"""What knows WeasyPrint from inside, with `structure`: a laid out document -> a shard.

What it leans on, in WeasyPrint 70.0 and pydyf 0.13:

- `Document.write_pdf(finisher=)`, which is public, hands over the objects before they are written;
- `weasyprint.pdf.build_fonts_dictionary` is replaced, so that no font is subset for one sheet, and
  the `Font` objects of a document tell which glyphs it used;
- `pydyf.PDF.page_references` is kept, not made again for each element (it is quadratic: see the
  handbook's page about the press);
- a content stream is a list of steps, and what is to be tagged is a dictionary among the objects.

`tests/formats/pdf/test_pdf_interior.py` says loudly where a new version does any of this otherwise;
`--press whole` needs nothing of it but what `structure` does.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec

from potluck.errors import ProofError
from potluck.formats.pdf.press import relocation, slots
from potluck.formats.pdf.press.shard import (
    DOCUMENT,
    FIRST,
    FONTS,
    Anchor,
    Bookmark,
    Embedded,
    Face,
    Page,
    Shard,
    Slot,
    Stream,
    Style,
    Written,
)
from potluck.formats.pdf.press.structure import tagged
from potluck.formats.pdf.press.surroundings import VARIANT, without_warnings

ELSEWHERE = "bookref:"
"""The scheme of a link to another sheet: WeasyPrint drops links to what is not in the document."""
SCALE = 0.75  # points to a CSS pixel
LEVEL = 6  # of zlib: beyond it, pages hardly shrink
_HEAD = 4096  # bytes of a font that tell it from others: its tables and their checksums


# --- what is changed in WeasyPrint while it works -----------------------------------------------


@contextmanager
def opened(weasyprint: Any) -> Iterator[None]:
    """Let WeasyPrint leave fonts out, and be linear in the number of pages."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    inside, font = weasyprint.pdf, weasyprint.pdf.fonts.Font
    before = inside.build_fonts_dictionary, font.get_unused_glyph_id, pydyf.PDF.page_references
    inside.build_fonts_dictionary = lambda *_: pydyf.Dictionary({})
    font.get_unused_glyph_id = _stable_glyph
    pydyf.PDF.page_references = property(_page_references)
    try:
        with tagged(weasyprint):
            yield
    finally:
        inside.build_fonts_dictionary, font.get_unused_glyph_id = before[:2]
        pydyf.PDF.page_references = before[2]


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """Return what pydyf returns, from a list that is kept until a page is added."""
    numbers = pdf.pages["Kids"]
    kept: tuple[bytes, ...] = pdf.__dict__.get("_kept", ())
    if 3 * len(kept) != len(numbers):
        kept = pdf.__dict__["_kept"] = tuple(b"%d 0 R" % number for number in numbers[::3])
    return kept


def _stable_glyph(font: Any, codepoint: int) -> int:
    """Give a character that no font has the same number in each shard, not the next free one."""
    free = 0x10000 - font.glyph_count
    number: int = font.missing.setdefault(codepoint, font.glyph_count + codepoint % free)
    return number


class _Taken(Exception):  # noqa: N818 - nothing is wrong: we have what we want
    """Keeps WeasyPrint from compressing and writing what was taken from it."""


def objects(document: Any) -> Any:
    """Return the `pydyf.PDF` of a laid out document, not written."""
    taken: list[Any] = []

    def take(_: object, pdf: object) -> None:
        taken.append(pdf)
        raise _Taken

    try:
        with without_warnings():
            document.write_pdf(finisher=take, pdf_variant=VARIANT)
    except _Taken:
        return taken[0]
    raise ProofError("WeasyPrint does not call its finisher.")


# --- a document -> a shard ----------------------------------------------------------------------


def shard(document: Any, given: Sequence[Slot] = (), styles: Sequence[Style] = ()) -> Shard:
    """Return the pages of a document, laid out by `HTML.render`, as a shard.

    The text of slot N was set in the colour `slots.sentinel(N)`.
    """
    return _Reader(document, objects(document), tuple(given), tuple(styles)).shard()


class _Reader:
    """Reads the objects of one PDF into a shard."""

    def __init__(
        self, document: Any, pdf: Any, given: tuple[Slot, ...], styles: tuple[Style, ...]
    ) -> None:
        self.document, self.pdf, self.given, self.styles = document, pdf, given, styles
        self.objects = {each.number: each for each in pdf.objects if each.free == "n"}
        self.pages = [self.objects[number] for number in pdf.pages["Kids"][::3]]
        self.contents = [self._at(page["Contents"]) for page in self.pages]
        self.root = self._at(pdf.catalog["StructTreeRoot"])
        self.tree = self._at(self.root["ParentTree"])
        self.top = self._at(self.root["K"][0])
        self.fonts = self._at(self._at(self.pages[0]["Resources"])["Font"])
        self.written: list[Written] = []

    def _at(self, reference: bytes) -> Any:
        return self.objects[_number(reference)]

    def shard(self) -> Shard:
        slotted = {each.number for each in self.contents if self._has_slots(each)}
        made = {each.number for each in (self.pdf.pages, self.pdf.catalog, self.root, self.tree)}
        made |= {self.top.number, self.fonts.number, _number(self.pdf.catalog["Metadata"])}
        made |= slotted | set(self._outline()) | {page.number for page in self.pages}
        kept = [each for number, each in sorted(self.objects.items()) if number not in made]
        plain = [each for each in kept if not hasattr(each, "stream")]
        streams = [each for each in kept if hasattr(each, "stream")]
        order = enumerate((*self.pages, *plain, *streams), start=FIRST)
        self.local = {each.number: at for at, each in order}
        self.local |= {self.top.number: DOCUMENT, self.fonts.number: FONTS}
        for each in plain:
            _adapt(each)
        return Shard(
            pages=tuple(map(self._page, self.pages, self.contents, self.document.pages)),
            plain=relocation.template(relocation.lines(o.data for o in plain), self.local),
            lines=len(plain),
            streams=tuple(stream(each, self.local) for each in streams),
            roots=tuple(self.local[_number(each)] for each in self.top["K"]),
            keys=len(self.tree["Nums"]) // 2,
            parents=relocation.template(_parents(self.tree["Nums"]), self.local),
            ids=relocation.template(_ids(self.root.get("IDTree", {})), self.local),
            anchors=tuple(_anchors(self.document.pages)),
            bookmarks=tuple(_bookmarks(self.document.pages)),
            faces=faces(self.document),
            profile=self.local[_number(self.pdf.catalog["OutputIntents"][0]["DestOutputProfile"])],
            slots=self.given,
            written=tuple(self.written),
            styles=self.styles,
        )

    def _outline(self) -> Iterator[int]:
        """Yield the objects of the outline, which the linker makes for the whole book."""
        waiting = [self.pdf.catalog["Outlines"]] if "Outlines" in self.pdf.catalog else []
        while waiting:
            item = self._at(waiting.pop())
            yield item.number
            waiting += [item[key] for key in ("First", "Next") if key in item]

    def _has_slots(self, content: Any) -> bool:
        return bool(self.given) and slots.has_slots(steps(content))

    def _page(self, page: Any, content: Any, laid: Any) -> Page:
        slotted = content.number not in self.local
        if slotted:
            self.written.append(slots.cut(steps(content), self.given, self.styles))
        return Page(
            width=laid.width * SCALE,
            height=laid.height * SCALE,
            content=len(self.written) - 1 if slotted else self.local[content.number],
            slotted=slotted,
            resources=self.local[_number(page["Resources"])],
            annotations=tuple(self.local[_number(each)] for each in page.get("Annots", ())),
        )


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _adapt(each: Any) -> None:
    """Turn a link to another sheet into one by name, and make keys and names relocatable."""
    if not isinstance(each, dict):
        return
    if "StructParent" in each:
        each["StructParent"] = relocation.key(each["StructParent"])
    if "ID" in each:
        each["ID"] = relocation.name(each["ID"].string)
    attributes = each.get("A", {})
    if "Headers" in attributes:
        attributes["Headers"][:] = [relocation.name(name.string) for name in attributes["Headers"]]
    if attributes.get("S") == "/URI" and attributes["URI"].string.startswith(ELSEWHERE):
        del each["A"]
        target = attributes["URI"].string
        each["Dest"] = type(attributes["URI"])(target.removeprefix(ELSEWHERE))
        if each["Contents"].string == target:
            each["Contents"] = each["Dest"]


def _parents(pairs: Sequence[Any]) -> bytes:
    """Write the leaf of the tree that leads from pages and links to their structure."""
    written = (
        relocation.key(number) + b" " + (value if isinstance(value, bytes) else value.data)
        for number, value in zip(pairs[::2], pairs[1::2], strict=True)
    )
    return b" ".join(written)


def _ids(tree: Mapping[str, Sequence[Any]]) -> bytes:
    """Write the leaf of the tree that leads from names to elements."""
    pairs = tree.get("Names", ())
    return b"".join(
        relocation.name(name.string) + reference
        for name, reference in zip(pairs[::2], pairs[1::2], strict=True)
    )


def _anchors(pages: Iterable[Any]) -> Iterator[Anchor]:
    seen: set[str] = set()
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield Anchor(name, number, x * SCALE, (page.height - y) * SCALE)


def _bookmarks(pages: Iterable[Any]) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        for level, label, (x, y), state in page.bookmarks:
            at = x * SCALE, (page.height - y) * SCALE
            yield Bookmark(level, label, number, *at, state == "closed")


def steps(content: Any) -> bytes:
    """Return what a content stream holds, one step to a line."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    return b"\n".join(pydyf._to_bytes(item) for item in content.stream)  # noqa: SLF001


def stream(each: Any, local: Mapping[int, int], level: int = LEVEL) -> Stream:
    """Return a stream of pydyf's as one of a shard, compressed."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    data, entries = steps(each), pydyf.Dictionary(each.extra)
    if "Filter" not in entries:
        data = zlib.compress(data, level)
        entries["Filter"] = "/FlateDecode"
    text = relocation.escaped(entries.data)
    return Stream.of(relocation.template(text[2:-2], local), data)


# --- fonts --------------------------------------------------------------------------------------

_FACTS = ("family", "flags", "ascent", "descent", "italic_angle", "stemv", "stemh", "upem",
          "weight", "style", "font_size", "glyph_count", "bitmap")  # fmt: skip


def faces(*documents: Any) -> tuple[Face, ...]:
    """Return how documents use each font: the glyphs, their widths, and the text they stand for."""
    found: dict[str, Face] = {}
    for font in (font for document in documents for font in document.fonts.values()):
        found[font.hash] = joined(found.get(font.hash), _face(font))
    return tuple(found.values())


def joined(first: Face | None, second: Face) -> Face:
    """Return the use of one font in two places; where they differ, the first one counts.

    Raises ProofError where two fonts go by one name: the glyphs of one are not those of the other.
    """
    if first is None:
        return second
    if first.font != second.font:
        raise ProofError(f"Two fonts are called {first.facts['family']!r} in this book.")
    return Face(
        first.key,
        first.name,
        first.font,
        first.facts,
        {**second.widths, **first.widths},
        {**second.text, **first.text},
        {**second.missing, **first.missing},
    )


def settled(face: Face) -> Face:
    """Return the same face with its glyphs in their order, whoever used them first."""
    return msgspec.structs.replace(
        face,
        widths=dict(sorted(face.widths.items())),
        text=dict(sorted(face.text.items())),
        missing=dict(sorted(face.missing.items())),
    )


def _face(font: Any) -> Face:
    return Face(
        key=font.hash,
        name=font.name,
        font=f"{font_id(font.file_content)}/{font.index}",
        facts={name: getattr(font, name) for name in _FACTS},
        widths=dict(font.widths),
        text=dict(font.to_unicode),
        missing=dict(font.missing),
    )


def font_id(data: bytes) -> str:
    """Tell a font file from others by its beginning, where the checksums of its tables stand."""
    return hashlib.blake2b(data[:_HEAD], digest_size=12).hexdigest()


def embed(document: Any, wanted: Sequence[Face], build: Any) -> tuple[Embedded, ...]:
    """Subset fonts to what a whole book uses of them; `document` must use each of them somehow.

    `build` is WeasyPrint's own `build_fonts_dictionary`.
    """
    by_key = {font.hash: font for font in document.fonts.values()}
    return tuple(_embedded(by_key[face.key], face, build) for face in wanted)


def _embedded(font: Any, face: Face, build: Any) -> Embedded:
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    font.widths, font.to_unicode, font.missing = face.widths, face.text, face.missing
    for name in ("ascent", "descent", "font_size"):
        setattr(font, name, face.facts[name])
    pdf = pydyf.PDF()
    known = len(pdf.objects)
    made = build(pdf, {0: font}, False, True, {"hinting": False, "pdf_version": "1.7"})
    ours = pdf.objects[known:]
    plain = [each for each in ours if not hasattr(each, "stream")]
    streams = [each for each in ours if hasattr(each, "stream")]
    local = {each.number: at for at, each in enumerate((*plain, *streams), start=FIRST)}
    text = relocation.template(relocation.lines(each.data for each in plain), local)
    packed = tuple(stream(each, local, level=9) for each in streams)
    return Embedded(text, len(plain), packed, local[_number(made[font.hash])])


# --- text at the edges, and samples of digits ---------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Text set in one font: the step before it that sets the colour, where, and its glyphs."""

    ink: bytes
    font: str
    size: float
    x: float
    y: float
    glyphs: tuple[int, ...]


def contents(document: Any) -> list[bytes]:
    """Return the steps of each page of a document."""
    pdf = objects(document)
    pages = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    return [steps(pdf.objects[_number(page["Contents"])]) for page in pages]


_DRAWN = re.compile(rb"^(?:\S+ \S+ \S+ rg|BT$.*?^ET)$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(rb"^1 0 0 -1 (\S+) (\S+) Tm\n/(\w+) (\S+) Tf\n(\[.*?\]) TJ$", re.MULTILINE)
_INK = re.compile(rb"^\S+ \S+ \S+ rg$", re.MULTILINE)


def drawn(content: bytes) -> bytes:
    """Return only the steps that draw text, and those that set its colour."""
    return b"\n".join(_DRAWN.findall(content))


def run(content: bytes, length: int = 0) -> Run:
    """Return the one run of text (of so many glyphs) of a page. ProofError where there is none."""
    for found in _RUN.finditer(content):
        glyphs = tuple(slots.glyphs(found[5]))
        if len(glyphs) == length or not length:
            ink = _INK.findall(content[: found.start()])[-1]
            x, y, size = (float(found[group]) for group in (1, 2, 4))
            return Run(ink, found[3].decode(), size, x, y, glyphs)
    raise ProofError("WeasyPrint draws text in another way than this version of Potluck knows.")


def faces_in(document: Any, content: bytes) -> tuple[Face, ...]:
    """Return the fonts of a document that some content uses, with the glyphs of that content."""
    used: dict[str, set[int]] = {}
    font = ""
    for found in re.finditer(rb"^/(\w+) \S+ Tf$|^(\[.*?\]) TJ$", content, re.MULTILINE):
        if found[1]:
            font = found[1].decode()
        else:
            used.setdefault(font, set()).update(slots.glyphs(found[2]))
    return tuple(_narrowed(face, used[face.key]) for face in faces(document) if face.key in used)


def _narrowed(face: Face, used: set[int]) -> Face:
    return msgspec.structs.replace(
        face,
        widths={glyph: width for glyph, width in face.widths.items() if glyph in used},
        text={glyph: text for glyph, text in face.text.items() if glyph in used},
    )
