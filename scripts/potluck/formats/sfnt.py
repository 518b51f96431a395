"""Reads one table of a font file (TrueType, OpenType, or a collection of them)."""

from pathlib import Path
from struct import unpack_from


def table(path: Path, name: bytes) -> bytes:
    """Return a table of a font, or of the first in a collection. Raises StopIteration, error."""
    with path.open("rb") as file:
        start = file.read(16)
        if start[:4] == b"ttcf":
            file.seek(unpack_from(">L", start, 12)[0])
            start = file.read(16)
        else:
            file.seek(16)
        directory = start[12:] + file.read(16 * unpack_from(">H", start, 4)[0])
        at = next(i for i in range(0, len(directory) - 15, 16) if directory[i : i + 4] == name)
        offset, length = unpack_from(">LL", directory, at + 8)
        file.seek(offset)
        return file.read(length)
