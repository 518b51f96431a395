"""What the header of a photograph says: its size, how its colours are stored, whom it gives away.

Cameras write where a picture was taken and which camera took it: in Exif, and programs copy both
into XMP. Tag numbers are those of Exif 2.32, tables 4, 7 and 8; names those of XMP part 2.
"""

import re
import struct
import warnings
from math import isfinite
from typing import SupportsFloat

from PIL import ExifTags, Image

from potluck.pictures import Facts
from potluck.pictures.photo import opened

EXTENSIONS = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_PLACE = (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude)
_CAMERA = (ExifTags.Base.BodySerialNumber, ExifTags.Base.LensSerialNumber)
_OWNER = (ExifTags.Base.CameraOwnerName,)
_XMP = {
    "place": re.compile(rb"exif:GPSL(?:at|ong)itude\s*(?:=|>)"),
    "camera": re.compile(
        rb"(?:aux:(?:Lens)?SerialNumber|exifEX:(?:Body|Lens)SerialNumber)\s*(?:=|>)"
    ),
    "owner": re.compile(rb"(?:aux:OwnerName|exifEX:CameraOwnerName)\s*(?:=|>)"),
}
_UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, struct.error)


def facts(data: bytes) -> Facts:
    """Read the header of a photograph. Raises PictureProblem where it cannot be opened."""
    with opened(data) as image, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of Exif that is cut off
        return Facts(*image.size, len(data), image.mode, _exif(image) | _xmp(image))


def _exif(image: Image.Image) -> frozenset[str]:
    try:
        exif = image.getexif()
        camera, gps = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except _UNREADABLE:
        return frozenset()
    found = {"place": any(_position(gps.get(tag)) for tag in _PLACE)}
    found |= {"camera": any(_said(camera.get(tag)) for tag in _CAMERA)}
    found |= {"owner": any(_said(camera.get(tag)) for tag in _OWNER)}
    return frozenset(name for name, there in found.items() if there)


def _position(degrees: object) -> bool:
    """Tell whether a camera knew where it was: many write 0/0, which is no number, or zeros."""
    parts = degrees if isinstance(degrees, tuple) else (degrees,)
    numbers = (float(part) for part in parts if isinstance(part, SupportsFloat))
    return any(isfinite(number) and number != 0 for number in numbers)


def _said(value: object) -> bool:
    """Tell whether a camera has filled in a text: many write zeros or blanks."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
    return bool(text.strip("\0 0-"))


def _xmp(image: Image.Image) -> frozenset[str]:
    packets = [image.info.get(name) for name in ("xmp", "XML:com.adobe.xmp")]
    text = b"".join(p if isinstance(p, bytes) else str(p or "").encode() for p in packets)
    return frozenset(name for name, pattern in _XMP.items() if pattern.search(text))
