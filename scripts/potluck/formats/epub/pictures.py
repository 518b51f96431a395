"""Pictures as every reading system can show them (EPUB 3.3, section 3.2: core media types).

WebP is a core type since 3.3, but many readers are older: it becomes JPEG, or PNG where it is
transparent. What is larger than any screen is made smaller.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image as Pillow

from potluck.formats.epub.links import safe
from potluck.model import Picture

LONGEST = 1600  # pixels
_KEPT = frozenset(("image/gif", "image/svg+xml"))  # a GIF may move, an SVG has no pixels
_SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png"}


@dataclass(frozen=True)
class Image:
    """A picture in the container: its path there, media type and bytes."""

    file: str
    media_type: str
    data: bytes


def convert(picture: Picture) -> Image:
    """Return the picture as the EPUB holds it; the same picture gives the same bytes."""
    large = max(picture.width, picture.height) > LONGEST
    if picture.media_type in _KEPT or (picture.media_type != "image/webp" and not large):
        return Image(f"images/{safe(picture.name)}", picture.media_type, picture.data)
    with Pillow.open(BytesIO(picture.data)) as opened:
        return _encode(opened, picture)


def _encode(opened: Pillow.Image, picture: Picture) -> Image:
    clear = opened.has_transparency_data or picture.media_type == "image/png"
    media_type = "image/png" if clear else "image/jpeg"
    pixels = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    pixels.thumbnail((LONGEST, LONGEST), Pillow.Resampling.LANCZOS)
    out = BytesIO()
    if clear:
        pixels.save(out, "PNG", optimize=True)
    else:
        pixels.save(out, "JPEG", quality=85, optimize=True)
    name = PurePosixPath(picture.name).with_suffix(_SUFFIX[media_type]).name
    return Image(f"images/{safe(name)}", media_type, out.getvalue())
