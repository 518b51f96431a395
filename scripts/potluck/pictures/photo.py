"""Photographs: decode once within limits, turn upright, strip, reduce; then print for each use.

What is drawn stays sharp as PNG, what is photographed becomes JPEG, and WebP on the site. Measured
on 144 pictures of a cookbook, and on charts, screenshots, text and gradients: of photographs, grey
ones too, a quick PNG is 5 to 11 times as large as the JPEG; of what is drawn, at most 1.2 times.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageFile, UnidentifiedImageError

from potluck.model import Copy, MediaType, Use
from potluck.pictures import SMALLER, PictureProblem

MAX_PIXELS = 64_000_000  # a 64-megapixel phone; a 0.3 MB "bomb" of 2.5 gigapixels is refused
PRINT_SIDE = 1600  # pixels: 300 dpi across a 13.5 cm column
EBOOK_SIDE = 1200  # pixels: the column of a 300 dpi e-ink screen; readers refuse more than 4 Mpx
WEB_WIDTHS = (480, 800, 1200)  # pixels: a phone, our column, the same on a finer screen
DRAWN = 2  # a picture is drawn where a quick PNG has at most so many times the bytes of the JPEG
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_LOSSLESS = frozenset({"PNG", "GIF"})  # a drawing that was JPEG before has lost its edges already
_QUALITY = {"print": 85, "ebook": 80}
# Method 2 needs 0.4 of the time of Pillow's own 4 for 4 % more bytes; JPEG has half as many again.
_WEBP = {"quality": 78, "method": 2}
# Halve before the fine step: 50 dB from the exact result, where JPEG is 40 dB, in half the time.
_GAP = 1.0
_SPARE = 1.25  # a copy is made where the next wider one is wider by this
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, struct.error)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Negative:
    """A decoded photograph: upright, sRGB, nothing but pixels, no larger than print needs."""

    image: Image.Image  # RGB, or RGBA where something shows through
    drawn: bool

    def copies(self, use: Use) -> tuple[Copy, ...]:
        """Return the copies for a use: by width, the last as JPEG or PNG."""
        if use == "web":
            return (*filter(self._gains, self._web()), self.ebook)
        return (self.print if use == "print" else self.ebook,)

    @cached_property
    def media_type(self) -> MediaType:
        """What the picture is where everything must be able to show it."""
        return "image/png" if self.drawn or self.image.mode == "RGBA" else "image/jpeg"

    @cached_property
    def print(self) -> Copy:
        return self._plain(PRINT_SIDE, _QUALITY["print"])

    @cached_property
    def ebook(self) -> Copy:
        return self.print if self.drawn else self._plain(EBOOK_SIDE, _QUALITY["ebook"])

    def _gains(self, copy: Copy) -> bool:
        """Say whether a copy has fewer bytes, or more pixels, than what all can show."""
        return copy.size < self.ebook.size or copy.width > self.ebook.width

    def _plain(self, side: int, quality: int) -> Copy:
        fitting = self._scaled(side, side)
        return _jpeg(fitting, quality) if self.media_type == "image/jpeg" else _png(fitting)

    def _web(self) -> Iterator[Copy]:
        for width in () if self.drawn else _steps(self.image.width):
            yield _webp(self._scaled(width, self.image.height))

    def _scaled(self, width: int, height: int) -> Image.Image:
        """Return the picture within a box; two boxes that it fills alike cost one reduction."""
        size = _size(self.image, width, height)
        if size not in self._made:
            self._made[size] = _resized(self.image, size)
        return self._made[size]

    @cached_property
    def _made(self) -> dict[tuple[int, int], Image.Image]:
        return {}


def look(data: bytes) -> tuple[int, int]:
    """Return the size in pixels from the header alone. Raises PictureProblem."""
    with opened(data) as image:
        return image.size


def develop(data: bytes) -> Negative:
    """Decode a photograph; nothing but the pixels survives. Raises PictureProblem."""
    with opened(data) as image, careful():
        lossless = image.format in _LOSSLESS
        try:
            upright = _upright(image)
        except _UNREADABLE as error:
            raise _damaged(error) from error
    bare = upright.copy()  # pixels alone, no file any more
    bare.info = {}  # no profile, no EXIF
    shown = bare if bare.mode == "RGB" or _transparent(bare) else bare.convert("RGB")
    return Negative(shown, lossless and shown.mode == "RGB" and _drawn(shown))


@contextmanager
def careful() -> Iterator[None]:
    """Refuse cut-off pictures, and let Pillow be silent about what we judge by ourselves.

    WeasyPrint, once imported, has Pillow accept pictures that are cut off, everywhere. Both are
    settings of the whole process, which therefore develops one picture at a time.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
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
            SMALLER,
        )
    return image


def _damaged(error: Exception) -> PictureProblem:
    return PictureProblem(
        f"The picture is damaged ({error})", "export it again from the program that made it"
    )


# --- from file to pixels ------------------------------------------------------------------------


def _upright(image: Image.Image) -> Image.Image:
    """Decode and reduce; JPEG is decoded straight to a smaller size."""
    if image.format == "JPEG":
        image.draft("RGB", (PRINT_SIDE, PRINT_SIDE))
    image.load()
    turn, profile = _turn(image), image.info.get("icc_profile")
    small = _resized(_plain_mode(image), _size(image, PRINT_SIDE, PRINT_SIDE))
    return _srgb(small.transpose(turn) if turn is not None else small, profile)


def _turn(image: Image.Image) -> Image.Transpose | None:
    with suppress(*_UNREADABLE):  # EXIF that cannot be read turns nothing
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return None


def _plain_mode(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be reduced: not by numbers of a palette, for one."""
    see_through = "transparency" in image.info
    if image.mode in {"RGB", "RGBA", "L", "CMYK"} and not see_through:
        return image
    return image.convert("RGBA" if see_through or image.mode in {"LA", "PA"} else "RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert to RGB or RGBA, through the embedded colour profile where there is one."""
    if profile and image.mode != "RGBA":
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            if converted:
                return converted
    return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")


def _transparent(image: Image.Image) -> bool:
    if image.mode != "RGBA":
        return False
    lowest, _ = image.getchannel("A").getextrema()
    return isinstance(lowest, int | float) and lowest < 255


def _drawn(image: Image.Image) -> bool:
    quick = len(_encoded(image, "PNG", compress_level=1))
    least = image.width * image.height * 3 // 100  # zlib's quick level needs half of it for nothing
    return quick - least <= DRAWN * _jpeg(image, _QUALITY["print"]).size


# --- from pixels to copies ----------------------------------------------------------------------


def _size(image: Image.Image, width: int, height: int) -> tuple[int, int]:
    """Return the size of a picture in a box that it fits into: never larger than it is."""
    by = min(width / image.width, height / image.height, 1)
    return max(1, round(image.width * by)), max(1, round(image.height * by))


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=_GAP)


def _steps(width: int) -> tuple[int, ...]:
    """Return the widths in which the site offers a photograph.

    >>> _steps(1600), _steps(1000), _steps(900), _steps(300)
    ((480, 800, 1200), (480, 800, 1000), (480, 900), (300,))
    """
    widest = min(width, WEB_WIDTHS[-1])
    return (*(step for step in WEB_WIDTHS if step * _SPARE <= widest), widest)


def _jpeg(image: Image.Image, quality: int) -> Copy:
    data = _encoded(image, "JPEG", quality=quality, optimize=True, progressive=False)
    return Copy.of("image/jpeg", *image.size, data)


def _png(image: Image.Image) -> Copy:
    return Copy.of("image/png", *image.size, _encoded(image, "PNG", optimize=True))


def _webp(image: Image.Image) -> Copy:
    return Copy.of("image/webp", *image.size, _encoded(image, "WEBP", **_WEBP))


def _encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()
