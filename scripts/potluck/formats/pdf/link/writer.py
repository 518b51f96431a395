"""A PDF, object by object: streams as they come, everything else packed into object streams."""

import hashlib
import zlib
from collections.abc import Sequence
from itertools import accumulate, chain, repeat
from struct import pack

LEVEL = 6  # of zlib, for object streams: the structure of a page shrinks to a tenth
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Writer:
    """Gives out object numbers and collects the file. The same calls give the same bytes."""

    def __init__(self, first: int) -> None:
        """Begin a file in which the numbers below `first` are for objects of the caller."""
        self._next = first
        self._parts = [_HEADER]
        self._at = len(_HEADER)
        self._entries: dict[int, bytes] = {}  # of the cross-reference stream, by first number
        self._shared: dict[bytes, int] = {}
        self._digest = hashlib.blake2b(digest_size=16)

    def reserve(self, count: int) -> int:
        """Return the first of so many numbers in a row."""
        first = self._next
        self._next += count
        return first

    def stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Write a stream; `entries` are those of its dictionary, but for its length."""
        self._entries[number] = pack(">BII", 1, self._at, 0)
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")

    def shared(self, entries: bytes, data: bytes) -> int:
        """Write a stream unless the same one was written before; return its number."""
        digest = hashlib.blake2b(entries + b"\0" + data, digest_size=20).digest()
        if digest not in self._shared:
            self._shared[digest] = self.reserve(1)
            self.stream(self._shared[digest], entries, data)
        return self._shared[digest]

    def pack(self, first: int, objects: Sequence[bytes]) -> None:
        """Write plain objects, numbered in a row, into an object stream."""
        if not objects:
            return
        count, holder = len(objects), self.reserve(1)
        offsets = accumulate((len(each) + 1 for each in objects), initial=0)
        pairs = zip(range(first, first + count), offsets, strict=False)
        head = b"%d %d " * count % tuple(chain.from_iterable(pairs))
        data = zlib.compress(head + b"\n".join(objects), LEVEL)
        what = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(head))
        self.stream(holder, what, data)
        rows = zip(repeat(2), repeat(holder), range(count), strict=False)
        self._entries[first] = pack(f">{'BII' * count}", *chain.from_iterable(rows))

    def finish(self, catalog: int, info: int) -> bytes:
        """Close the file with its cross-reference stream; its id is made of all that is in it."""
        number = self.reserve(1)
        self._entries[number] = pack(">BII", 1, self._at, 0)
        self._entries[0] = pack(">BII", 0, 0, 65535)
        rows = b"".join(data for _, data in sorted(self._entries.items()))
        name = self._digest.hexdigest().encode()
        entries = b"/Type/XRef/W[1 4 4]/Index[%s]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            b" ".join(b"%d %d" % run for run in self._runs()),
            number + 1,
            catalog,
            info,
            name,
            name,
        )
        start = self._at
        self.stream(number, entries + b"/Filter/FlateDecode", zlib.compress(rows, LEVEL))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._parts)

    def _runs(self) -> list[tuple[int, int]]:
        """Return the numbers in use: where each row of them begins, and how long it is."""
        runs: list[tuple[int, int]] = []
        for first, data in sorted(self._entries.items()):
            count = len(data) // 9
            if runs and sum(runs[-1]) == first:
                runs[-1] = (runs[-1][0], runs[-1][1] + count)
            else:
                runs.append((first, count))
        return runs

    def _write(self, data: bytes) -> None:
        self._parts.append(data)
        self._digest.update(data)
        self._at += len(data)


def text(value: str) -> bytes:
    r"""Write a string: as it is in ASCII, else in UTF-16 (ISO 32000-1, 7.9.2).

    >>> text("Peas (5%)"), text("Püree")
    (b'(Peas \\(5%\\))', b'<feff005000fc007200650065>')
    """
    if value.isascii():
        escaped = value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.replace("\r", r"\r").replace("\n", r"\n").encode() + b")"
    return b"<" + spoken(value).hex().encode() + b">"


def spoken(value: str) -> bytes:
    """Return the bytes that a string says, by which readers look it up."""
    return value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be")


def number(value: float) -> bytes:
    """Write a number as pydyf does: six digits after the point at most.

    >>> number(12), number(0.75), number(1 / 3)
    (b'12', b'0.75', b'0.333333')
    """
    return f"{value:f}".rstrip("0").rstrip(".").encode()
