"""JPEG: keep what draws the picture (ITU-T T.81, annex B), with its colours; cut the rest.

Kept of the application segments: JFIF (size of a dot), ICC_PROFILE and Adobe (colours). Cut: EXIF,
XMP, IPTC, previews, comments, and whatever follows the end of the picture.
"""

import re

from potluck.mending.parts import Damaged, counted, taken

SIGNATURE = b"\xff\xd8\xff"
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_APPLICATION = range(0xE0, 0xF0)
_COMMENT, _SCAN, _END = 0xFE, 0xDA, 0xD9
_NEXT = re.compile(rb"(?<=\xff)[^\x00\xd0-\xd7\xff]")  # a marker that ends the coded picture


def cut(data: bytes, exif: bytes) -> bytes:
    """Return the picture with no metadata but these. Raises Damaged."""
    kept = [part for part in _parts(data) if _draws(part)]
    first = 1 if kept and kept[0][1] == 0xE0 else 0
    kept.insert(first, _segment(exif) if exif else b"")
    return data[:2] + b"".join(kept)


def _segment(exif: bytes) -> bytes:
    body = b"Exif\0\0" + exif
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _draws(part: bytes) -> bool:
    kind = part[1]
    if kind in _APPLICATION:
        return part[4:].startswith(_KEPT.get(kind, b"no such thing"))
    return kind != _COMMENT


def _parts(data: bytes) -> list[bytes]:
    """Return the segments after the first marker; a scan with all of its coded data."""
    parts: list[bytes] = []
    at = 2
    while not parts or parts[-1][1] != _END:
        part, at = _part(data, at)
        counted(parts).append(part)
    return parts


def _part(data: bytes, at: int) -> tuple[bytes, int]:
    start = at
    while data[at : at + 1] == b"\xff":
        at += 1
    kind = data[at : at + 1]
    if at == start or not kind or kind == b"\0":
        raise Damaged
    if kind[0] == _END:
        return b"\xff\xd9", at + 1
    length = int.from_bytes(taken(data, at + 1, 2), "big")
    end = at + 1 + length
    if length < 2 or end > len(data):
        raise Damaged
    if kind[0] == _SCAN:
        end = _scan_end(data, end)
    return b"\xff" + data[at:end], end


def _scan_end(data: bytes, at: int) -> int:
    match = _NEXT.search(data, at + 1)
    if match is None:
        raise Damaged
    end = match.start()
    while data[end - 1 : end] == b"\xff" and end > at:
        end -= 1
    return end
