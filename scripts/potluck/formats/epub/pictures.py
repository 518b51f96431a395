"""Pictures as every reading system can show them (EPUB 3.3, section 3.2: core media types).

WebP is a core type since 3.3, but many readers are older: the darkroom prints JPEG and PNG, no
larger than a reader's screen.
"""

from dataclasses import dataclass, field

from potluck.formats.epub.links import safe
from potluck.model import Picture


@dataclass(frozen=True)
class Image:
    """A picture in the container: its path there, media type and bytes."""

    file: str
    media_type: str
    data: bytes = field(repr=False)


def place(picture: Picture) -> str:
    """Return the path of a picture in the container."""
    return f"images/{safe(picture.name)}"


def image(picture: Picture) -> Image:
    """Return the picture as the EPUB holds it."""
    copy = picture.ebook
    return Image(place(picture), copy.media_type, copy.read())
