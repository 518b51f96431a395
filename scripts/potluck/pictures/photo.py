"""Photographs: decode within limits, turn upright, strip, reduce, write as JPEG or PNG."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from potluck.pictures import PictureProblem

MAX_PIXELS = 64_000_000  # a 64-megapixel phone; a 0.3 MB "bomb" of 2.5 gigapixels is refused
MAX_SIDE = 1600  # pixels: 300 dpi across a 13.5 cm column
JPEG_QUALITY = 85
GRAPHIC_COLOURS = 256  # up to so many colours it is a graphic, and stays sharp as PNG
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


@dataclass(frozen=True)
class Developed:
    """A finished photograph: encoded bytes and size in pixels."""

    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    data: bytes


def look(data: bytes) -> tuple[int, int]:
    """Return the size in pixels from the header alone. Raises PictureProblem."""
    with opened(data) as image:
        return image.size


def develop(data: bytes) -> Developed:
    """Decode and write anew; nothing but the pixels survives. Raises PictureProblem."""
    with opened(data) as image:
        try:
            if image.format == "JPEG":
                image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            with _whole_only():
                upright = _srgb(ImageOps.exif_transpose(image))
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise _damaged(error) from error
        lossless = image.format in {"PNG", "GIF"}
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return _write(upright, lossless=lossless)


@contextmanager
def _whole_only() -> Iterator[None]:
    """Refuse cut-off pictures: WeasyPrint, once imported, has Pillow accept them everywhere."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def opened(data: bytes) -> Image.Image:
    """Open a photograph without decoding it. Raises PictureProblem."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except UnidentifiedImageError as error:
            raise PictureProblem(
                "The picture is damaged, or no JPEG, PNG, WebP, GIF or SVG",
                "open it in a picture program and export it as JPEG",
            ) from error
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise _damaged(error) from error
    if image.width * image.height > MAX_PIXELS:
        raise PictureProblem(
            f"The picture has {image.width} × {image.height} pixels, more than we open",
            "make it smaller: 1600 pixels on the long side are enough",
        )
    return image


def _damaged(error: Exception) -> PictureProblem:
    return PictureProblem(
        f"The picture is damaged ({error})", "export it again from the program that made it"
    )


def _srgb(image: Image.Image) -> Image.Image:
    """Convert to RGB or RGBA, through the embedded colour profile where there is one."""
    alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    profile = image.info.get("icc_profile")
    flat = image.convert("RGBA" if alpha else "RGB")
    if not profile or alpha or image.mode not in {"RGB", "CMYK", "L"}:
        return flat
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except ImageCms.PyCMSError:
        return flat
    return converted or flat


def _write(image: Image.Image, *, lossless: bool) -> Developed:
    bare = Image.frombytes(image.mode, image.size, image.tobytes())  # without info, profile or EXIF
    graphic = lossless and bare.getcolors(GRAPHIC_COLOURS) is not None
    stream = io.BytesIO()
    if _transparent(bare) or graphic:
        bare.save(stream, "PNG", optimize=True)
        return Developed("image/png", *bare.size, stream.getvalue())
    bare.convert("RGB").save(stream, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=False)
    return Developed("image/jpeg", *bare.size, stream.getvalue())


def _transparent(image: Image.Image) -> bool:
    if image.mode != "RGBA":
        return False
    lowest, _ = image.getchannel("A").getextrema()
    return isinstance(lowest, int | float) and lowest < 255
