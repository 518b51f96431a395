"""What a linked PDF shows, page by page; a page that was read before is not read again.

The words of a page follow from its content, from the forms that it draws, and from what its fonts
say of the glyphs in it. It is kept under a digest of these, so that neither another page nor
another glyph of the same font makes it be read again. Running heads and page numbers are streams of
their own, which anybody can read; they are put back behind the words as they are now.
"""

import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from potluck.keeping import seal
from potluck.proof.linked import MOST, Linked, Stream, Unusual
from potluck.proof.parity import Seen, normalise
from potluck.proof.pdfium import Reading

_STRING = rb"(\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>)"
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_BLOCK = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
_FONT = re.compile(rb"/([^\s/<>\[\]()]+) [-\d.]+ Tf\b")
_CODES = re.compile(rb"<([0-9a-fA-F]+)>")
_STEP = re.compile(_FONT.pattern + rb"|" + _CODES.pattern)
_SAID = re.compile(rb"<<[^<>]*<[0-9a-f]*>>>")  # what is to be read for some glyphs
_SHOWN = re.compile(rb"T[jJ]\b(?<=[>\]\s]T.)")  # looks for the T first: several times faster
_ARTIFACT = re.compile(
    rb"/Artifact\s*<<[^<>]*>>\s*BDC\s(?!.*\bBDC\b|.*\bBMC\b).*\sEMC\s*", re.DOTALL
)
_GLYPHS = re.compile(rb"beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_GLYPH = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4,})>")
_CHANGING = re.compile(rb"/(?:FontName|BaseFont) ?/[^\s/]+|/FontBBox ?\[[^\]]*\]|\d+ 0 R")

Uses = tuple[tuple[str, str], ...]
"""Names of fonts, each with its glyphs in the order of their codes, four digits each."""


@dataclass(frozen=True)
class Known:
    """The words of a page without head and number, and what its glyphs stood for."""

    letters: bytes
    text: str
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """A page as it was read: a name that stands for its own words, and the words."""

    name: bytes
    known: Known
    tail: Seen

    @property
    def whole(self) -> bytes:
        """What stands for all words of the page, those of head and number included."""
        return seal(self.name + self.tail.text.encode())

    @property
    def text(self) -> str:
        return self.known.text + self.tail.text

    def own(self, alts: Iterable[str] = ()) -> Seen:
        """Return what is on the page but for head and number, which repeat words of elsewhere."""
        return Seen(self.known.text, frozenset(map(normalise, alts)), frozenset(self.known.ends))

    def seen(self, alts: Iterable[str] = ()) -> Seen:
        """Return all that is on the page; `alts` are its words for pictures."""
        size = len(self.known.text)
        ends = frozenset(self.known.ends) | {end + size for end in self.tail.ends}
        return Seen(self.text, frozenset(map(normalise, alts)), ends)


@dataclass(frozen=True)
class Kept:
    """What is known by the digest of a page's content."""

    uses: dict[bytes, Uses | None] = field(default_factory=dict)
    pages: dict[bytes, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class Font:
    """What a font says of its glyphs: text, and both text and width, by code.

    `rest` stands for what concerns all of them, `whole` for everything.
    """

    letters: Mapping[str, str]
    said: Mapping[str, str]
    rest: bytes
    whole: bytes

    def says(self, codes: str) -> str:
        """Return all that is said of these glyphs. Raises KeyError where one has no text."""
        each = (codes[at : at + 4] for at in range(0, len(codes), 4))
        return " ".join(map(self.said.__getitem__, each))


# --- where things stand -------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """The pages of a linked PDF by their objects, the named places, the words for pictures."""

    linked: Linked

    @cached_property
    def catalog(self) -> bytes:
        return self.linked.object(self.linked.root)

    @cached_property
    def pages(self) -> tuple[int, ...]:
        """The objects of the pages, in their order."""
        return tuple(self._leaves(_one(rb"/Pages (\d+) 0 R", self.catalog), 0))

    def _leaves(self, number: int, depth: int) -> Iterator[int]:
        text = self.linked.object(number)
        if depth > 8:
            raise Unusual
        if re.match(rb"<< ?/Type ?/Page\b", text):
            yield number
            return
        for kid in _references(_part(rb"/Kids ?\[([\d R]*)\]", text)):
            yield from self._leaves(kid, depth + 1)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each page by its object."""
        return {page: at for at, page in enumerate(self.pages)}

    @cached_property
    def places(self) -> dict[str, int]:
        """The page of each named place. Raises Unusual, too, where one is on no page."""
        root = self.linked.object(_one(rb"/Dests (\d+) 0 R", self.catalog))
        kids = _references(_part(rb"/Kids ?\[([\d R]*)\]", root))
        found: dict[str, int] = {}
        for leaf in map(self.linked.object, kids):
            rows = re.search(rb"/Names ?\[(.*)\]>>\Z", leaf, re.DOTALL)
            if rows is None or not _NAMES.fullmatch(rows[1]):
                raise Unusual
            for name, page in _NAME.findall(rows[1]):
                found.setdefault(string(name), self._page(page))  # as pikepdf reads them
        return found

    def _page(self, number: bytes) -> int:
        if int(number) not in self.numbers:
            raise Unusual
        return self.numbers[int(number)]

    @cached_property
    def alts(self) -> dict[int, list[str]]:
        """The words for pictures by page, of those that stand in the tree of the structure."""
        found: dict[int, list[str]] = {}
        rooted: set[int] = set()
        for pack in self.linked.packs:
            for at in re.finditer(rb"/Alt\b", pack.text):
                page, words = self._alt(pack.holder(at.start()), rooted)
                found.setdefault(page, []).append(words)
        if any(b"/Alt" in stream.entries for stream in self.linked.streams.values()):
            raise Unusual
        return found

    def _alt(self, number: int, rooted: set[int]) -> tuple[int, str]:
        text = self.linked.object(number)
        said = re.findall(rb"/Alt ?" + _STRING, text)
        if len(said) != 1 or text.count(b"/Alt") != 1 or not _ELEMENT.match(text):
            raise Unusual
        bare = _bare(text)
        self._climb(number, bare, rooted)
        return self._page(b"%d" % _one(rb"/Pg (\d+) 0 R", bare)), string(said[0])

    def _climb(self, number: int, text: bytes, rooted: set[int]) -> None:
        """Go up from an element to the root of the structure. Raises Unusual where none is."""
        path = [number]
        while number not in rooted and len(path) < 256:
            above = _one(rb"/P (\d+) 0 R", text)
            text = _bare(self.linked.object(above))
            kids = re.search(rb"/K ?(\[[^\]]*\]|\d+ 0 R)", text)
            if kids is None or number not in _references(kids[1]):
                raise Unusual
            if re.match(rb"<< ?/Type ?/StructTreeRoot\b", text):
                if above != _one(rb"/StructTreeRoot (\d+) 0 R", self.catalog):
                    raise Unusual
                break
            number = above
            path.append(number)
        if len(path) == 256:
            raise Unusual
        rooted.update(path)


_ELEMENT = re.compile(rb"<< ?(?:/Type ?/StructElem ?)?/S ?/\w+")
_NAME = re.compile(_STRING + rb" ?\[(\d+) 0 R ?/XYZ [-\d.]+ [-\d.]+ 0\]")
_NAMES = re.compile(rb"(?:" + _STRING + rb" ?\[\d+ 0 R ?/XYZ [-\d.]+ [-\d.]+ 0\] ?)*")


def _one(pattern: bytes, text: bytes) -> int:
    return int(_part(pattern, text))


def _part(pattern: bytes, text: bytes) -> bytes:
    """Return the one group of a pattern that is there once. Raises Unusual."""
    found = re.findall(pattern, text)
    if len(found) != 1:
        raise Unusual
    return bytes(found[0])


def _references(text: bytes) -> list[int]:
    return [int(each) for each in _REFERENCE.findall(text)]


def _bare(text: bytes) -> bytes:
    """Leave out strings, in which anything may stand."""
    return re.sub(_STRING, b"()", text)


_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3})")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def string(written: bytes) -> str:
    r"""Read a string as pikepdf does. Raises Unusual where that takes more than Latin letters.

    >>> string(rb"(a \(b\))"), string(b"<feff00fc>")
    ('a (b)', 'ü')
    """
    if written[:1] == b"<":
        data = bytes.fromhex(written[1:-1].decode())
    else:
        data = _ESCAPE.sub(_unescaped, written[1:-1])
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    if not data.isascii() or b"\\" in _ESCAPE.sub(b"", written):
        raise Unusual
    return data.decode()


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8) & 0xFF]) if said.isdigit() else _ESCAPED.get(said, said)


# --- words --------------------------------------------------------------------------------------


@dataclass
class Reader:
    """Reads the words of the pages; `kept` is what was read before, `needed` what is now."""

    printed: Printed
    data: bytes
    kept: Kept
    needed: Kept = field(default_factory=Kept)
    _fonts: dict[int, Font] = field(default_factory=dict)
    _lines: dict[bytes, str] = field(default_factory=dict)
    _resources: dict[int, tuple[dict[str, int], bytes]] = field(default_factory=dict)

    def pages(self) -> tuple[Page, ...]:
        """Return what is on each page, without the words for pictures."""
        with Reading(self.data) as reading:
            return self._pages(reading)

    def _pages(self, reading: Reading) -> tuple[Page, ...]:
        found: dict[int, Page] = {}
        unread: dict[int, tuple[bytes, bytes, Seen]] = {}
        for at, number in enumerate(self.printed.pages):
            name, letters, tail = self._page(self.printed.linked.object(number))
            known = self.kept.pages.get(name)
            if known is not None and known.letters == letters:
                self.needed.pages[name] = known
                found[at] = Page(_name(name, letters), known, tail)
            else:
                reading.ask(at)
                unread[at] = (name, letters, tail)
        for at, text in reading.texts().items():
            found[at] = self._learned(Seen.of(text), *unread[at])
        return tuple(found[at] for at in range(len(self.printed.pages)))

    def _learned(self, seen: Seen, name: bytes, letters: bytes, tail: Seen) -> Page:
        """Keep the words of a page, if its head and number stand behind them as we read them."""
        size = len(seen.text) - len(tail.text)
        known = Known(letters, seen.text[:size], tuple(sorted(e for e in seen.ends if e <= size)))
        page = Page(_name(name, letters), known, tail)
        if page.seen() != seen:
            every = Known(letters, seen.text, tuple(sorted(seen.ends)))
            return Page(_name(letters, seen.text.encode()), every, Seen("", ends=frozenset({0})))
        self.needed.pages[name] = known
        return page

    def _page(self, text: bytes) -> tuple[bytes, bytes, Seen]:
        """Return the digest of a page, of what its glyphs stand for, and its head and number."""
        if re.search(rb"/(?:Rotate|UserUnit)\b", text):
            raise Unusual
        linked = self.printed.linked
        inside = re.search(rb"/Contents ?\[([\d R]*)\]", text)
        numbers = _references(inside[1]) if inside else []
        streams = [linked.stream(number) for number in numbers]
        if not streams:
            return seal(b"blank"), b"", Seen.of("")
        fonts, drawn = self._around(_one(rb"/Resources (\d+) 0 R", text))
        name = seal(streams[0].entries + b"\0" + streams[0].data + drawn)
        if name not in self.needed.uses:
            known = self.kept.uses.get(name) or uses(inflated(streams[0]))
            self.needed.uses[name] = known
        tail = Seen.of("\n".join(self._line(stream, fonts) for stream in streams[1:]))
        return name, self._letters(self.needed.uses[name], fonts), tail

    def _letters(self, found: Uses | None, fonts: Mapping[str, int]) -> bytes:
        """Stand for all that the fonts say of the glyphs of a page."""
        if found is None:
            return seal(b"".join(self._font(number).whole for number in fonts.values()))
        said = []
        for name, codes in found:
            font = self._font(fonts[name])
            try:
                said.append(f"{name} {font.says(codes)} {font.rest.hex()}")
            except KeyError:  # a glyph without a text: it may come from anywhere in the font
                said.append(f"{name} {font.whole.hex()}")
        return seal("\n".join(said).encode())

    def _line(self, stream: Stream, fonts: Mapping[str, int]) -> str:
        """Read a running head or a page number by the tables of its fonts."""
        name = b"%d\0%s\0%s" % (min(fonts.values(), default=0), stream.entries, stream.data)
        if name not in self._lines:
            self._lines[name] = self._read(stream, fonts)
        return self._lines[name]

    def _read(self, stream: Stream, fonts: Mapping[str, int]) -> str:
        content = inflated(stream)
        found = uses(content) if _ARTIFACT.fullmatch(content) else None
        if found is None:
            raise Unusual
        return "\n".join(self._shown(block, fonts) for block in _BLOCK.findall(content))

    def _shown(self, block: bytes, fonts: Mapping[str, int]) -> str:
        letters: Mapping[str, str] = {}
        shown = []
        for name, codes in _STEP.findall(block):
            if name:
                letters = self._font(fonts[name.decode()]).letters
            each = codes.decode().lower()
            shown += [letters.get(each[at : at + 4], "") for at in range(0, len(each), 4)]
        return bytes.fromhex("".join(shown)).decode("utf-16-be", "replace")

    # -- fonts and forms

    def _around(self, number: int) -> tuple[dict[str, int], bytes]:
        """Return the fonts of pages with these resources, and what stands for their forms."""
        if number not in self._resources:
            resources = self.printed.linked.object(number)
            fonts = self._named(resources)
            self._resources[number] = (fonts, self._drawn(resources, fonts))
        return self._resources[number]

    def _named(self, resources: bytes) -> dict[str, int]:
        """Return the fonts of a page by their names."""
        where = re.findall(rb"/Font (\d+) 0 R", resources)
        if len(where) != 1:
            raise Unusual
        rows = re.findall(rb"/(\S+?) (\d+) 0 R", self.printed.linked.object(int(where[0])))
        return {name.decode(): int(number) for name, number in rows}

    def _font(self, number: int) -> Font:
        if number not in self._fonts:
            self._fonts[number] = font(self.printed.linked, self.printed.linked.object(number))
        return self._fonts[number]

    def _drawn(self, text: bytes, fonts: Mapping[str, int]) -> bytes:
        """Stand for the forms that are drawn on a page, and for the fonts of those with words."""
        found: dict[int, bytes] = {}
        waiting = [text]
        while waiting:
            for number in _references(waiting.pop()):
                if number in found or number in fonts.values():
                    continue
                stream = self.printed.linked.streams.get(number)
                inside = self.printed.linked.object(number)
                form = stream is not None and re.search(rb"/Subtype ?/Form\b", inside)
                if stream is not None and not form:
                    found[number] = b""  # a picture, a profile of colours
                    continue
                found[number] = _CHANGING.sub(b"", inside)
                waiting.append(inside)
                if stream is not None:
                    found[number] += bytes(stream.data)
                    if re.search(rb"\bBT\b", inflated(stream)):
                        found[number] += self._letters(None, fonts)
        return seal(b"\0".join(found.values()))


def _name(content: bytes, letters: bytes) -> bytes:
    return seal(content + letters)


def uses(content: bytes) -> Uses | None:
    """Return the glyphs in a content by font; None where they are written in an unknown way."""
    found: dict[str, set[int]] = {}
    blocks = _BLOCK.findall(content)
    for block in blocks:
        before, *runs = _FONT.split(_SAID.sub(b"", block))
        if _CODES.search(before):
            return None
        for name, run in zip(runs[::2], runs[1::2], strict=True):
            codes = _CODES.findall(run)
            if any(size % 4 for size in set(map(len, codes))):
                return None
            pairs = array("H", bytes.fromhex(b"".join(codes).decode()))
            found.setdefault(name.decode(), set()).update(pairs)
    shown = sum(len(_SHOWN.findall(block)) for block in blocks)
    if b"(" in content or shown != len(_SHOWN.findall(content)):
        return None
    return tuple((name, _written(codes)) for name, codes in sorted(found.items()))


def _written(codes: Iterable[int]) -> str:
    """Write codes, as this machine reads two bytes, in the order of what the file has."""
    pairs = array("H", codes)
    if sys.byteorder == "little":
        pairs.byteswap()
    return "".join(f"{code:04x}" for code in sorted(pairs))


def inflated(stream: Stream) -> bytes:
    """Return the bytes of a content or a table. Raises Unusual."""
    if b"/Filter" not in stream.entries:
        return bytes(stream.data)
    if (
        not re.search(rb"/Filter ?/FlateDecode\b", stream.entries)
        or b"/DecodeParms" in stream.entries
    ):
        raise Unusual
    try:
        return zlib.decompressobj().decompress(stream.data, MOST)
    except zlib.error as error:
        raise Unusual from error


def font(linked: Linked, text: bytes) -> Font:
    """Read what a font of two-byte codes says of its glyphs. Raises Unusual."""
    if not re.search(rb"/Subtype ?/Type0\b", text) or not re.search(
        rb"/Encoding ?/Identity-H\b", text
    ):
        raise Unusual
    table = inflated(linked.stream(_one(rb"/ToUnicode (\d+) 0 R", text)))
    if b"bfrange" in table:
        raise Unusual
    rows = (row for part in _GLYPHS.findall(table) for row in _GLYPH.findall(part))
    letters = {code.decode(): said.decode() for code, said in rows}
    below = linked.object(_one(rb"/DescendantFonts ?\[ ?(\d+) 0 R ?\]", text))
    descriptor = linked.object(_one(rb"/FontDescriptor (\d+) 0 R", below))
    files = [linked.stream(number) for number in _references(descriptor)]
    listed = re.search(rb"/W ?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]", below)
    rest = below.replace(listed[0], b"") if listed else below
    same = seal(_CHANGING.sub(b"", b"\n".join((text, rest, descriptor))))
    whole = b"\0".join((text, below, descriptor, table, *(bytes(file.data) for file in files)))
    widths = dict(_widths(listed[1] if listed else b""))
    said = {code: f"{text}:{widths.get(code, '')}" for code, text in letters.items()}
    return Font(letters, said, same, seal(_CHANGING.sub(b"", whole)))


def _widths(listed: bytes) -> Iterator[tuple[str, str]]:
    """Yield the width of each glyph by its code, in four hexadecimal digits."""
    rows = re.findall(rb"(\d+) ?\[([^\]]*)\]", listed)
    if re.sub(rb"\d+ ?\[[^\]]*\]|\s", b"", listed):
        raise Unusual
    for first, widths in rows:
        for at, width in enumerate(widths.split()):
            yield f"{int(first) + at:04x}", width.decode()
