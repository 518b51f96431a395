"""WebP: keep the chunks that draw the picture, with its colours and movement; cut the rest."""

from potluck.mending.parts import Damaged, counted, taken

SIGNATURE = b"RIFF"
_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_EXIF, _XMP = 0x08, 0x04  # flags of VP8X (RFC 9649, 2.7.1)


def cut(data: bytes, exif: bytes) -> bytes:
    """Return the picture with no metadata but these. Raises Damaged."""
    kept = [_flagged(part, exif=bool(exif)) for part in _parts(data) if part[:4] in _KEPT]
    if exif:
        if kept[0][:4] != b"VP8X":
            raise Damaged
        kept.append(b"EXIF" + len(exif).to_bytes(4, "little") + exif + b"\0" * (len(exif) % 2))
    body = b"WEBP" + b"".join(kept)
    return SIGNATURE + len(body).to_bytes(4, "little") + body


def _flagged(part: bytes, *, exif: bool) -> bytes:
    if part[:4] != b"VP8X" or len(part) < 9:
        return part
    flags = part[8] & ~(_EXIF | _XMP) | (_EXIF if exif else 0)
    return part[:8] + bytes([flags]) + part[9:]


def _parts(data: bytes) -> list[bytes]:
    end = 8 + int.from_bytes(taken(data, 4, 4), "little")
    if data[8:12] != b"WEBP" or not 20 <= end <= len(data):
        raise Damaged
    parts: list[bytes] = []
    at = 12
    while at < end:
        length = int.from_bytes(taken(data, at + 4, 4), "little")
        part = taken(data, at, 8 + length + length % 2)
        counted(parts).append(part)
        at += len(part)
    return parts
