"""PNG: keep the chunks that draw the picture, with its colours, size and movement; cut the rest."""

import struct
import zlib

from potluck.mending.parts import counted, taken

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Of those that a picture can do without (PNG 3rd edition, 11.3), the ones that shape what is seen.
_KEPT = frozenset({
    *(b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD"),
    *(b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
})  # fmt: skip


def cut(data: bytes, exif: bytes) -> bytes:
    """Return the picture with no metadata but these. Raises Damaged."""
    kept = [part for part in _parts(data) if _draws(part[4:8])]
    kept.insert(1, _chunk(exif) if exif else b"")
    return SIGNATURE + b"".join(kept)


def _draws(kind: bytes) -> bool:
    return kind in _KEPT or kind[:1].isupper()


def _parts(data: bytes) -> list[bytes]:
    parts: list[bytes] = []
    at = len(SIGNATURE)
    while not parts or parts[-1][4:8] != b"IEND":
        length = int.from_bytes(taken(data, at, 4), "big")
        part = taken(data, at, 12 + length)
        counted(parts).append(part)
        at += len(part)
    return parts


def _chunk(exif: bytes) -> bytes:
    body = b"eXIf" + exif
    return struct.pack(">I", len(exif)) + body + struct.pack(">I", zlib.crc32(body))
