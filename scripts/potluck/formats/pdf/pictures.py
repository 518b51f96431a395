"""Make a picture fit for the press: JPEG or PNG of a modest size, SVG as it is."""

from io import BytesIO
from typing import TYPE_CHECKING

from potluck.formats.pdf.press.job import File
from potluck.model import Picture

if TYPE_CHECKING:
    from PIL import Image

LONG_SIDE = 1600
"""Pixels: 300 to the inch over 135 mm, more than the measure of an A5 page."""
QUALITY = 85
"""JPEG: 5.5 times less CPU and 11.5 times fewer bytes than WeasyPrint's own PNG (measured)."""


def printable(picture: Picture) -> File:
    """Return the picture as the press takes it; the same bytes for the same picture."""
    if picture.media_type == "image/svg+xml":
        return File(picture.media_type, picture.data)
    from PIL import Image  # noqa: PLC0415 - heavy

    with Image.open(BytesIO(picture.data)) as image:
        if picture.media_type == "image/jpeg" and _fits(image) and image.mode in {"RGB", "L"}:
            return File(picture.media_type, picture.data)
        return _reduced(image)


def _fits(image: "Image.Image") -> bool:
    return max(image.size) <= LONG_SIDE


def _reduced(image: "Image.Image") -> File:
    full = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if full.mode == "RGBA" and full.getchannel("A").getextrema() == (255, 255):
        full = full.convert("RGB")
    full.thumbnail((LONG_SIDE, LONG_SIDE))
    out = BytesIO()
    if full.mode == "RGBA":
        full.save(out, "PNG", optimize=True)
        return File("image/png", out.getvalue())
    full.save(out, "JPEG", quality=QUALITY, optimize=True)
    return File("image/jpeg", out.getvalue())
