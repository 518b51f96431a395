"""What the three kinds of pictures have in common: parts, one after the other, not too many."""

MAX_PARTS = 100_000  # a PNG of 64 MB in pieces of 8 kB, as libpng writes them, has 8,000


class Damaged(Exception):  # noqa: N818 - a picture that stays as it is
    """The picture cannot be read to its end."""


def counted(parts: list[bytes]) -> list[bytes]:
    """Return the parts, if they are not too many to be honest. Raises Damaged."""
    if len(parts) > MAX_PARTS:
        raise Damaged
    return parts


def taken(data: bytes, start: int, length: int) -> bytes:
    """Return a part of known length. Raises Damaged where the file ends before it does."""
    part = data[start : start + length]
    if len(part) < length:
        raise Damaged
    return part
