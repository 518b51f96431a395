"""Pictures that strangers sent become pictures that are safe to publish: bytes in, copies out.

Photographs are decoded once, within limits, turned upright, stripped of all metadata, reduced to
the sizes that their uses need and written as JPEG, PNG or WebP. Drawings (SVG) pass an allow-list.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from potluck.model import Copy, MediaType, Use
from potluck.naming import slugify
from potluck.versions import version

EXTENSIONS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")
SUFFIX: dict[MediaType, str] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/webp": "webp",
}


SMALLER = "make it smaller: 1600 pixels on the long side are enough"


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


@dataclass(frozen=True)
class Developed:
    """A picture that is safe to publish: its size, and its copies for each use asked for."""

    media_type: MediaType
    width: int
    height: int
    copies: dict[Use, tuple[Copy, ...]]


def develop(path: str, data: bytes, uses: Iterable[Use]) -> Developed:
    """Return the publishable forms of a picture, always the same. Raises PictureProblem."""
    from potluck.pictures import drawing, photo  # noqa: PLC0415 - Pillow and lxml only when needed

    if drawn(path):
        clean, width, height = drawing.clean(data)
        copy = Copy.of("image/svg+xml", width, height, clean)
        return Developed(copy.media_type, width, height, dict.fromkeys(uses, (copy,)))
    negative = photo.develop(data)
    made = {use: negative.copies(use) for use in uses}
    return Developed(negative.media_type, *negative.image.size, made)


def drawn(path: str) -> bool:
    """Tell whether a file is a drawing, by its name.

    >>> drawn("content/pot.SVG"), drawn("content/pot.svg.png")
    (True, False)
    """
    return path.lower().endswith(".svg")


def name(path: str, key: str, media_type: MediaType) -> str:
    """Name a picture by the file it was and by its content, which `key` stands for.

    >>> name("content/Big Pot.PNG", "0123456789abcdef", "image/jpeg")
    'big-pot-0123456789.jpg'
    """
    stem = slugify(PurePosixPath(path).stem) or "picture"
    return f"{stem}-{key[:10]}.{SUFFIX[media_type]}"


def recipe() -> str:
    """Stand for all but the file itself that decides the bytes of a copy: our code, the libraries.

    The code is known by its text, not by the time of its files, so that what one machine has
    developed another can use.
    """
    digest = hashlib.sha256(f"{version('pillow')} {version('lxml')}".encode())
    for module in ("__init__", "drawing", "photo"):
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    return digest.hexdigest()[:16]
