"""Pictures that strangers sent become pictures that are safe to publish: bytes in, `Picture` out.

Photographs are decoded once, within limits, turned upright, stripped of all metadata, reduced to
the size that print needs and written as JPEG or PNG. Drawings (SVG) pass an allow-list.
"""

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from potluck.model import Picture
from potluck.naming import slugify

EXTENSIONS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")
MediaType = Literal["image/jpeg", "image/png", "image/svg+xml"]
_SUFFIX: dict[MediaType, str] = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg"}


class PictureProblem(Exception):  # noqa: N818 - a value on its way to a finding
    """A picture that cannot be published: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Facts:
    """A photograph by its header; `traces` are among "place", "camera" and "owner"."""

    width: int
    height: int
    bytes: int
    mode: str  # "RGB", "CMYK" …, as Pillow names them
    traces: frozenset[str] = frozenset()


def prepare(path: str, data: bytes) -> Picture:
    """Return the publishable form of a picture, always the same. Raises PictureProblem."""
    from potluck.pictures import drawing, photo  # noqa: PLC0415 - Pillow and lxml only when needed

    if path.lower().endswith(".svg"):
        clean, width, height = drawing.clean(data)
        return _picture(path, "image/svg+xml", width, height, clean)
    done = photo.develop(data)
    return _picture(path, done.media_type, done.width, done.height, done.data)


def _picture(path: str, media_type: MediaType, width: int, height: int, data: bytes) -> Picture:
    digest = hashlib.sha256(data).hexdigest()[:10]
    stem = slugify(PurePosixPath(path).stem) or "picture"
    name = f"{stem}-{digest}.{_SUFFIX[media_type]}"
    return Picture(name, path, media_type, width, height, data)
