"""What a linked PDF shows, page by page; a page that was read before is not read again.

The words of a page follow from its content, from the forms that it draws, and from what its fonts
say of the glyphs in it. It is kept under a digest of these, so that neither another page nor
another glyph of the same font makes it be read again. Running heads and page numbers are streams of
their own, which anybody can read; they are put back behind the words as they are now.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from potluck.keeping import seal
from potluck.proof.glyphs import BLOCK, CHANGING, STEP, Font, Uses, font, inflated, uses
from potluck.proof.linked import Stream, Unusual
from potluck.proof.parity import Seen, normalise
from potluck.proof.pdfium import Reading
from potluck.proof.printed import Printed, one, references

_ARTIFACT = re.compile(
    rb"/Artifact\s*<<[^<>]*>>\s*BDC\s(?!.*\bBDC\b|.*\bBMC\b).*\sEMC\s*", re.DOTALL
)


@dataclass(frozen=True)
class Known:
    """The words of a page without head and number, and what its glyphs stood for."""

    letters: bytes
    text: str
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Looked:
    """A page that is not read yet: what stands for it, for its glyphs, for the fonts; its tail."""

    name: bytes
    letters: bytes
    under: bytes
    tail: Seen

    def page(self, known: Known) -> "Page":
        return Page(_name(self.name, self.letters), known, self.tail)


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
    """What is known by the digest of a page's content.

    `under` stands for all fonts of a book in which the page is so known. Lines, which are running
    heads and page numbers, are known by their content and these fonts.
    """

    uses: dict[bytes, Uses | None] = field(default_factory=dict)
    pages: dict[bytes, Known] = field(default_factory=dict)
    under: dict[bytes, bytes] = field(default_factory=dict)
    lines: dict[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fonts:
    """The fonts of a page by their names, and what stands for all that they say."""

    numbers: Mapping[str, int]
    whole: bytes


@dataclass
class Reader:
    """Reads the words of the pages; `kept` is what was read before, `needed` what is now."""

    printed: Printed
    data: bytes
    kept: Kept
    needed: Kept = field(default_factory=Kept)
    _fonts: dict[int, Font] = field(default_factory=dict)
    _named: dict[int, Fonts] = field(default_factory=dict)
    _resources: dict[int, tuple[Fonts, bytes]] = field(default_factory=dict)

    def pages(self) -> tuple[Page, ...]:
        """Return what is on each page, without the words for pictures."""
        with Reading(self.data) as reading:
            return self._pages(reading)

    def _pages(self, reading: Reading) -> tuple[Page, ...]:
        found: dict[int, Page] = {}
        unread: dict[int, Looked] = {}
        for at, number in enumerate(self.printed.pages):
            looked = self._page(self.printed.linked.object(number))
            known = self.kept.pages.get(looked.name)
            if known is not None and known.letters == looked.letters:
                found[at] = self._keep(looked, known)
            else:
                reading.ask(at)
                unread[at] = looked
        for at, text in reading.texts().items():
            found[at] = self._learned(unread[at], Seen.of(text))
        return tuple(found[at] for at in range(len(self.printed.pages)))

    def _keep(self, looked: Looked, known: Known) -> Page:
        """Keep a page with the fonts in which it is so known: never one without the other."""
        self.needed.pages[looked.name] = known
        self.needed.under[looked.name] = looked.under
        return looked.page(known)

    def _learned(self, looked: Looked, seen: Seen) -> Page:
        """Keep the words of a page, if its head and number stand behind them as we read them."""
        letters, size = looked.letters, len(seen.text) - len(looked.tail.text)
        known = Known(letters, seen.text[:size], tuple(sorted(e for e in seen.ends if e <= size)))
        if looked.page(known).seen() != seen:
            every = Known(letters, seen.text, tuple(sorted(seen.ends)))
            return Page(_name(letters, seen.text.encode()), every, Seen("", ends=frozenset({0})))
        return self._keep(looked, known)

    def _page(self, text: bytes) -> Looked:
        """Look at a page, without reading its words; its head and number are its tail."""
        if re.search(rb"/(?:Rotate|UserUnit)\b", text):
            raise Unusual
        linked = self.printed.linked
        inside = re.search(rb"/Contents ?\[([\d R]*)\]", text)
        numbers = references(inside[1]) if inside else []
        streams = [linked.stream(number) for number in numbers]
        if not streams:
            return Looked(seal(b"blank"), b"", b"", Seen.of(""))
        fonts, drawn = self._around(one(rb"/Resources (\d+) 0 R", text))
        name = seal(streams[0].entries + b"\0" + streams[0].data + drawn)
        if name not in self.needed.uses:
            found = self.kept.uses.get(name) or uses(inflated(streams[0]))
            self.needed.uses[name] = found
        tail = Seen.of("\n".join(self._line(stream, fonts) for stream in streams[1:]))
        return Looked(name, self._letters(name, fonts), fonts.whole, tail)

    def _letters(self, name: bytes, fonts: Fonts) -> bytes:
        """Stand for all that the fonts say of the glyphs of a page."""
        known, found = self.kept.pages.get(name), self.needed.uses[name]
        if known and self.kept.under.get(name) == fonts.whole:
            return known.letters
        return fonts.whole if found is None else self._said(found, fonts.numbers)

    def _said(self, found: Uses, fonts: Mapping[str, int]) -> bytes:
        """Stand for what the fonts say of these glyphs."""
        said = []
        for name, codes in found:
            font = self._font(fonts[name])
            try:
                said.append(f"{name} {font.says(codes)} {font.rest.hex()}")
            except KeyError:  # a glyph without a text: it may come from anywhere in the font
                said.append(f"{name} {font.whole.hex()}")
        return seal("\n".join(said).encode())

    def _line(self, stream: Stream, fonts: Fonts) -> str:
        """Read a running head or a page number by the tables of its fonts."""
        name = seal(b"%s%s\0%s" % (fonts.whole, stream.entries, stream.data))
        if name not in self.needed.lines:
            known = self.kept.lines.get(name)
            found = self._read(stream, fonts.numbers) if known is None else known
            self.needed.lines[name] = found
        return self.needed.lines[name]

    def _read(self, stream: Stream, fonts: Mapping[str, int]) -> str:
        content = inflated(stream)
        found = uses(content) if _ARTIFACT.fullmatch(content) else None
        if found is None:
            raise Unusual
        return "\n".join(self._shown(block, fonts) for block in BLOCK.findall(content))

    def _shown(self, block: bytes, fonts: Mapping[str, int]) -> str:
        letters: Mapping[str, str] = {}
        shown = []
        for name, codes in STEP.findall(block):
            if name:
                letters = self._font(fonts[name.decode()]).letters
            each = codes.decode().lower()
            shown += [letters.get(each[at : at + 4], "") for at in range(0, len(each), 4)]
        return bytes.fromhex("".join(shown)).decode("utf-16-be", "replace")

    # -- fonts and forms

    def _around(self, number: int) -> tuple[Fonts, bytes]:
        """Return the fonts of pages with these resources, and what stands for their forms."""
        if number not in self._resources:
            resources = self.printed.linked.object(number)
            fonts = self._named_in(resources)
            self._resources[number] = (fonts, self._drawn(resources, fonts))
        return self._resources[number]

    def _named_in(self, resources: bytes) -> Fonts:
        """Return the fonts of a page, which are those of all pages of a book."""
        where = one(rb"/Font (\d+) 0 R", resources)
        if where not in self._named:
            rows = re.findall(rb"/(\S+?) (\d+) 0 R", self.printed.linked.object(where))
            numbers = {name.decode(): int(number) for name, number in rows}
            each = (name.encode() + self._font(at).whole for name, at in numbers.items())
            self._named[where] = Fonts(numbers, seal(b"\0".join(each)))
        return self._named[where]

    def _font(self, number: int) -> Font:
        if number not in self._fonts:
            self._fonts[number] = font(self.printed.linked, self.printed.linked.object(number))
        return self._fonts[number]

    def _drawn(self, text: bytes, fonts: Fonts) -> bytes:
        """Stand for the forms that are drawn on a page, and for the fonts of those with words."""
        found: dict[int, bytes] = {}
        waiting = [text]
        while waiting:
            for number in references(waiting.pop()):
                if number in found or number in fonts.numbers.values():
                    continue
                stream = self.printed.linked.streams.get(number)
                inside = self.printed.linked.object(number)
                form = stream is not None and re.search(rb"/Subtype ?/Form\b", inside)
                if stream is not None and not form:
                    found[number] = b""  # a picture, a profile of colours
                    continue
                found[number] = CHANGING.sub(b"", inside)
                waiting.append(inside)
                if stream is not None:
                    found[number] += bytes(stream.data)
                    if re.search(rb"\bBT\b", inflated(stream)):
                        found[number] += fonts.whole
        return seal(b"\0".join(found.values()))


def _name(content: bytes, letters: bytes) -> bytes:
    return seal(content + letters)
