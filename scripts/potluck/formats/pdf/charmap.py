"""Which characters a font file has glyphs for, read straight from its table `cmap`.

The two formats that today's fonts use (4 and 12 of ISO/IEC 14496-22) take a page of code; to load
fontTools for them takes longer than all else that a small change of a book needs.
"""

from array import array
from collections.abc import Iterator
from pathlib import Path
from struct import error, unpack_from
from sys import byteorder

from potluck.formats.sfnt import table

# Platform and encoding, the most complete first, as fontTools chooses.
_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


def characters(path: Path) -> frozenset[int]:
    """Return the code points that a font file, or the first of a collection, has glyphs for."""
    try:
        return frozenset(_points(path))
    except (error, KeyError, IndexError, StopIteration):
        return _asked(path)


def _asked(path: Path) -> frozenset[int]:
    """Leave an unusual file to fontTools, which knows all formats and says what is wrong."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy

    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _points(path: Path) -> set[int]:
    found = table(path, b"cmap")
    number = unpack_from(">H", found, 2)[0]
    rows = (unpack_from(">HHL", found, 4 + 8 * i) for i in range(number))
    places = {(platform, encoding): place for platform, encoding, place in rows}
    subtable = found[next(places[best] for best in _BEST if best in places) :]
    read = _FORMATS[unpack_from(">H", subtable)[0]]
    return {point for points in read(subtable) for point in points}


def _segments(table: bytes) -> Iterator[range | list[int]]:
    """Read format 4: segments of code points, of which some name each glyph by itself."""
    size, _, double = unpack_from(">HHH", table, 2)
    count = double // 2
    words = array("H", table[14 : size & ~1])
    if byteorder == "little":
        words.byteswap()
    ends, starts = words[:count], words[count + 1 : 2 * count + 1]
    deltas, offsets = 2 * count + 1, 3 * count + 1  # where they begin, counted in words
    for i in range(count - 1):  # the last segment is only the mark of the end
        points = range(starts[i], ends[i] + 1)
        if offset := words[offsets + i]:
            first = offsets + i + offset // 2
            glyphs = words[first : first + len(points)]
            yield [point for point, glyph in zip(points, glyphs, strict=True) if glyph]
        else:
            missing = -words[deltas + i] & 0xFFFF  # the point whose glyph is that of none
            yield [p for p in points if p != missing] if missing in points else points


def _groups(table: bytes) -> Iterator[range]:
    """Read format 12: groups of code points."""
    for i in range(unpack_from(">L", table, 12)[0]):
        first, last, glyph = unpack_from(">LLL", table, 16 + 12 * i)
        yield range(first + (glyph == 0), last + 1)


_FORMATS = {4: _segments, 12: _groups}
