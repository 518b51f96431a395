"""Cut what cameras and programs write beside a picture: place, time, device, names, previews.

Bytes in, bytes out; the coded picture is copied as it is, never coded anew. The colour profile
stays, and so does which way is up. What cannot be read to its end stays whole, for a rule to name.

Source: Exif 3.0 (CIPA DC-008), 4.6.2 and tag 0x0112; PNG 3rd edition, 11; RFC 9649 (WebP), 2.7.
"""

import io
import struct
import warnings
from collections.abc import Callable

from PIL import Image

from potluck.mending import jpeg, png, webp
from potluck.mending.parts import Damaged

MAX_PIXELS = 64_000_000  # as in the pictures of the book
_FORMATS = ("JPEG", "PNG", "WEBP")
_ORIENTATION = 0x0112
_FAILURES = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError,
             struct.error, Image.DecompressionBombError)  # fmt: skip
_CUT: tuple[tuple[bytes, Callable[[bytes, bytes], bytes]], ...] = (
    (jpeg.SIGNATURE, jpeg.cut),
    (png.SIGNATURE, png.cut),
    (webp.SIGNATURE, webp.cut),
)
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


def cut(data: bytes) -> bytes:
    """Return a JPEG, PNG or WebP picture without metadata; anything else as it is."""
    carry_out = next((done for begin, done in _CUT if data.startswith(begin)), None)
    if carry_out is None:
        return data
    try:
        if carry_out(data, b"") == data:
            return data
        return carry_out(data, exif(orientation(data)))
    except Damaged:
        return data


def orientation(data: bytes) -> int:
    """Return which way is up, 1 to 8, as our editions understand it. Raises Damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise Damaged
                found = image.getexif().get(_ORIENTATION, 1)
        except _FAILURES as error:
            raise Damaged from error
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def exif(turned: int) -> bytes:
    r"""Return EXIF data that say nothing but which way is up; nothing where all is upright.

    >>> exif(1), len(exif(6))
    (b'', 26)
    """
    if turned == 1:
        return b""
    entry = struct.pack("<HHIHH", _ORIENTATION, 3, 1, turned, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
