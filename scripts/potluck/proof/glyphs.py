"""Which glyphs a content has, and what the fonts of a linked PDF say of them."""

import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from potluck.keeping import seal
from potluck.proof.linked import MOST, Linked, Stream, Unusual
from potluck.proof.printed import one, references

BLOCK = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
_FONT = re.compile(rb"/([^\s/<>\[\]()]+) [-\d.]+ Tf\b")
_CODES = re.compile(rb"<([0-9a-fA-F]+)>")
STEP = re.compile(_FONT.pattern + rb"|" + _CODES.pattern)
_SAID = re.compile(rb"<<[^<>]*<[0-9a-f]*>>>")  # what is to be read for some glyphs
_SHOWN = re.compile(rb"T[jJ]\b(?<=[>\]\s]T.)")  # looks for the T first: several times faster
_GLYPHS = re.compile(rb"beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_GLYPH = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4,})>")
CHANGING = re.compile(rb"/(?:FontName|BaseFont) ?/[^\s/]+|/FontBBox ?\[[^\]]*\]|\d+ 0 R")

Uses = tuple[tuple[str, str], ...]
"""Names of fonts, each with its glyphs in the order of their codes, four digits each."""


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


def uses(content: bytes) -> Uses | None:
    """Return the glyphs in a content by font; None where they are written in an unknown way."""
    found: dict[str, set[int]] = {}
    blocks = BLOCK.findall(content)
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
    table = inflated(linked.stream(one(rb"/ToUnicode (\d+) 0 R", text)))
    if b"bfrange" in table:
        raise Unusual
    rows = (row for part in _GLYPHS.findall(table) for row in _GLYPH.findall(part))
    letters = {code.decode(): said.decode() for code, said in rows}
    below = linked.object(one(rb"/DescendantFonts ?\[ ?(\d+) 0 R ?\]", text))
    descriptor = linked.object(one(rb"/FontDescriptor (\d+) 0 R", below))
    files = [linked.stream(number) for number in references(descriptor)]
    listed = re.search(rb"/W ?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]", below)
    rest = below.replace(listed[0], b"") if listed else below
    same = seal(CHANGING.sub(b"", b"\n".join((text, rest, descriptor))))
    whole = b"\0".join((text, below, descriptor, table, *(bytes(file.data) for file in files)))
    widths = dict(_widths(listed[1] if listed else b""))
    said = {code: f"{text}:{widths.get(code, '')}" for code, text in letters.items()}
    return Font(letters, said, same, seal(CHANGING.sub(b"", whole)))


def _widths(listed: bytes) -> Iterator[tuple[str, str]]:
    """Yield the width of each glyph by its code, in four hexadecimal digits."""
    rows = re.findall(rb"(\d+) ?\[([^\]]*)\]", listed)
    if re.sub(rb"\d+ ?\[[^\]]*\]|\s", b"", listed):
        raise Unusual
    for first, widths in rows:
        for at, width in enumerate(widths.split()):
            yield f"{int(first) + at:04x}", width.decode()
