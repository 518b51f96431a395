"""A PDF, object by object: streams as they come, everything else packed into object streams."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import accumulate, chain, repeat
from struct import pack

LEVEL = 6  # of zlib, for object streams: the structure of a page shrinks to a tenth
QUICK = 1  # for what hardly shrinks more at a higher one
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_THREADS = 2  # zlib lets go of Python while it works


class Writer:
    """Gives out object numbers and collects the file. The same calls give the same bytes."""

    def __init__(self, first: int) -> None:
        """Begin a file in which the numbers below `first` are for objects of the caller."""
        self._next = first
        self._streams: list[tuple[int, bytes, bytes | Future[bytes]]] = []
        self._entries: dict[int, bytes] = {}  # of the cross-reference stream, by first number
        self._shared: dict[tuple[bytes, bytes], int] = {}
        self._digest = hashlib.blake2b(digest_size=16)
        self._packers = ThreadPoolExecutor(_THREADS)

    def reserve(self, count: int) -> int:
        """Return the first of so many numbers in a row."""
        first = self._next
        self._next += count
        return first

    def stream(self, number: int, entries: bytes, data: bytes, digest: bytes = b"") -> None:
        """Write a stream; `entries` are those of its dictionary, but for its length.

        `digest` stands for the data in the id of the file, where it is known.
        """
        self._digest.update(entries + b"\0" + (digest or data))
        self._streams.append((number, entries, data))

    def shared(self, entries: bytes, data: bytes, digest: bytes) -> int:
        """Write a stream unless the same one was written before; return its number."""
        key = (entries, digest)
        if key not in self._shared:
            self._shared[key] = self.reserve(1)
            self.stream(self._shared[key], entries, data, digest)
        return self._shared[key]

    def pack(self, first: int, objects: Sequence[bytes]) -> None:
        """Write plain objects, numbered in a row, into an object stream."""
        if not objects:
            return
        count, holder = len(objects), self.reserve(1)
        offsets = accumulate((len(each) + 1 for each in objects), initial=0)
        pairs = zip(range(first, first + count), offsets, strict=False)
        head = b"%d %d " * count % tuple(chain.from_iterable(pairs))
        text = head + b"\n".join(objects)
        what = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(head))
        self._digest.update(text)
        self._streams.append((holder, what, self._packers.submit(zlib.compress, text, LEVEL)))
        rows = zip(repeat(2), repeat(holder), range(count), strict=False)
        self._entries[first] = pack(f">{'BII' * count}", *chain.from_iterable(rows))

    def finish(self, catalog: int, info: int) -> bytes:
        """Close the file with its cross-reference stream; its id is made of all that is in it."""
        parts = [_HEADER]
        at = len(_HEADER)
        for number, entries, made in self._streams:
            data = made if isinstance(made, bytes) else made.result()
            self._entries[number] = pack(">BII", 1, at, 0)
            parts += _stream(number, entries, data)
            at += sum(map(len, parts[-3:]))
        self._packers.shutdown()
        return b"".join([*parts, *self._references(at, catalog, info)])

    def _references(self, at: int, catalog: int, info: int) -> Iterator[bytes]:
        """Yield the cross-reference stream, which begins at this place, and the end of the file."""
        number = self.reserve(1)
        self._entries[number] = pack(">BII", 1, at, 0)
        self._entries[0] = pack(">BII", 0, 0, 65535)
        rows = b"".join(data for _, data in sorted(self._entries.items()))
        runs = b" ".join(b"%d %d" % run for run in self._runs())
        name = self._digest.hexdigest().encode()
        about = (runs, number + 1, catalog, info, name, name)
        entries = (
            b"/Type/XRef/W[1 4 4]/Index[%s]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % about
        )
        packed = zlib.compress(rows, QUICK)
        yield from _stream(number, entries + b"/Filter/FlateDecode", packed)
        yield b"startxref\n%d\n%%%%EOF\n" % at

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


def _stream(number: int, entries: bytes, data: bytes) -> tuple[bytes, bytes, bytes]:
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data))
    return head, data, b"\nendstream\nendobj\n"


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


@lru_cache(maxsize=4096)
def number(value: float) -> bytes:
    """Write a number as pydyf does: six digits after the point at most.

    >>> number(12), number(0.75), number(1 / 3)
    (b'12', b'0.75', b'0.333333')
    """
    return f"{value or 0:f}".rstrip("0").rstrip(".").encode()  # -0.0 is no other number
