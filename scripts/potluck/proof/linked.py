"""A PDF as its linker lays it out, read without a library: every object as text, all at once.

A file that is laid out otherwise raises `Unusual`, and is read by libraries, which take a second
for what takes a moment here. So nothing is taken on trust: streams must follow each other without a
gap, and the cross-reference stream must name exactly what was found, so that every reader of the
file finds the same objects.
"""

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, repeat
from struct import pack

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
MOST = 1 << 28  # bytes of objects; a book has a few million
_STREAM = re.compile(rb"(\d{1,9}) 0 obj\n<<(.*?)/Length (\d{1,10})>>\nstream\n", re.DOTALL)
_END = b"\nendstream\nendobj\n"
_PACKED = re.compile(rb"/Type/ObjStm/N (\d{1,9})/First (\d{1,9})/Filter/FlateDecode")
_TABLE = re.compile(
    rb"/Type/XRef/W\[1 4 4\]/Index\[([\d ]+)\]/Size \d+/Root (\d{1,9}) 0 R/Info \d+ 0 R"
    rb"/ID\[<[0-9a-f]+><[0-9a-f]+>\]/Filter/FlateDecode"
)
_LAST = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n")


class Unusual(Exception):  # noqa: N818 - the file may be fine; it is only not ours to read
    """The file is laid out in another way."""


@dataclass(frozen=True)
class Stream:
    """A stream: the entries of its dictionary without `/Length`, and its bytes as they are kept."""

    entries: bytes
    data: memoryview = field(repr=False)


@dataclass(frozen=True)
class Pack:
    """Objects numbered in a row from `first`: their text, and where in it each begins."""

    first: int
    text: bytes = field(repr=False)
    starts: Sequence[int] = field(repr=False)

    def object(self, number: int) -> bytes:
        at = number - self.first
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[at] : end].strip()

    def holder(self, at: int) -> int:
        """Return the number of the object that has this place in the text."""
        return self.first + bisect_right(self.starts, at) - 1


@dataclass(frozen=True)
class Linked:
    """All objects of a file: streams by number, and the others, packed, in the order of numbers."""

    root: int
    streams: dict[int, Stream] = field(repr=False)
    packs: tuple[Pack, ...] = field(repr=False)

    @cached_property
    def _firsts(self) -> list[int]:
        return [each.first for each in self.packs]

    def object(self, number: int) -> bytes:
        """Return the text of an object, of a stream its entries. Raises Unusual."""
        if number in self.streams:
            return self.streams[number].entries
        at = bisect_right(self._firsts, number) - 1
        if at < 0 or number >= self.packs[at].first + len(self.packs[at].starts):
            raise Unusual
        return self.packs[at].object(number)

    def stream(self, number: int) -> Stream:
        """Return a stream. Raises Unusual."""
        if number not in self.streams:
            raise Unusual
        return self.streams[number]

    @cached_property
    def text(self) -> bytes:
        """All that is not within a stream."""
        return b"\n".join(
            [*(p.text for p in self.packs), *(s.entries for s in self.streams.values())]
        )


def read(data: bytes) -> Linked:
    """Read a whole file. Raises Unusual."""
    last = _LAST.fullmatch(data, data.rfind(b"startxref\n"))
    if last is None or not data.startswith(HEADER):
        raise Unusual
    places = dict(_streams(data, last.start()))
    streams = {number: stream for number, (_, stream) in places.items()}
    table = next(reversed(streams), 0)
    said = _TABLE.fullmatch(streams[table].entries) if table else None
    if said is None or places[table][0] != int(last[1]):
        raise Unusual
    packs = {n: _unpacked(s) for n, s in streams.items() if s.entries.startswith(b"/Type/ObjStm")}
    rows = {0: pack(">BII", 0, 0, 65535)}
    rows |= {number: pack(">BII", 1, at, 0) for number, (at, _) in places.items()}
    rows |= {each.first: _rows(holder, len(each.starts)) for holder, each in packs.items()}
    found = sorted(rows.items())
    if _inflated(streams[table].data) != b"".join(row for _, row in found):
        raise Unusual
    if [int(each) for each in said[1].split()] != list(chain.from_iterable(_runs(found))):
        raise Unusual
    ordered = sorted(packs.values(), key=lambda each: each.first)
    return Linked(int(said[2]), streams, tuple(each for each in ordered if each.starts))


def _streams(data: bytes, end: int) -> Iterator[tuple[int, tuple[int, Stream]]]:
    """Yield each stream with its number and its place; they fill the file up to `end`."""
    at, whole = len(HEADER), memoryview(data)
    while at < end:
        found = _STREAM.match(data, at)
        if found is None or b"endobj" in found[2]:
            raise Unusual
        stop = found.end() + int(found[3])
        if data[stop : stop + len(_END)] != _END:
            raise Unusual
        yield int(found[1]), (at, Stream(found[2], whole[found.end() : stop]))
        at = stop + len(_END)


def _unpacked(stream: Stream) -> Pack:
    said = _PACKED.fullmatch(stream.entries)
    if said is None:
        raise Unusual
    data, count, first = _inflated(stream.data), int(said[1]), int(said[2])
    heads = list(map(int, data[:first].split()))
    numbers, starts = heads[::2], heads[1::2]
    if len(starts) != count or not count or numbers != list(range(numbers[0], numbers[0] + count)):
        raise Unusual
    if starts != sorted(starts) or starts[0] != 0:
        raise Unusual
    return Pack(numbers[0], data[first:], starts)


def _inflated(data: memoryview) -> bytes:
    try:
        work = zlib.decompressobj()
        done = work.decompress(data, MOST)
    except zlib.error as error:
        raise Unusual from error
    if not work.eof or work.unused_data:
        raise Unusual
    return done


def _rows(holder: int, count: int) -> bytes:
    rows = zip(repeat(2), repeat(holder), range(count), strict=False)
    return pack(f">{'BII' * count}", *chain.from_iterable(rows))


def _runs(rows: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
    """Yield where each run of numbers in use begins, and how long it is."""
    first = count = 0
    for number, row in rows:
        if number < first + count:
            raise Unusual
        if number != first + count:
            yield first, count
            first, count = number, 0
        count += len(row) // 9
    yield first, count
