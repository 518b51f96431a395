"""The zip file around an EPUB, with the same bytes on every machine (EPUB 3.3, section 4.2)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEDIA_TYPE = b"application/epub+zip"
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".webp")  # deflating these again gains nothing
_LEVEL = 6  # 9 takes a third longer for a thousandth less
_UNIX = 3
_Stamp = tuple[int, int, int, int, int, int]


def write(path: Path, files: Mapping[str, bytes], date: datetime) -> None:
    """Write the files, by path within the container, in order of path; `mimetype` comes first."""
    stamp = timestamp(date)
    with ZipFile(path, "w") as archive:
        archive.writestr(_entry("mimetype", stamp, ZIP_STORED), MEDIA_TYPE)
        for name in sorted(files):
            how = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            archive.writestr(_entry(name, stamp, how), files[name], compresslevel=_LEVEL)


def timestamp(date: datetime) -> _Stamp:
    """Return the date as zip stores it: UTC, two-second steps, years 1980 to 2107.

    >>> timestamp(datetime(1970, 1, 1, tzinfo=UTC))
    (1980, 1, 1, 0, 0, 0)
    """
    first, last = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
    moment = min(max(date.astimezone(UTC), first), last)
    return (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


def _entry(name: str, stamp: _Stamp, how: int) -> ZipInfo:
    """Describe one file: nothing of the machine that writes it enters."""
    entry = ZipInfo(name, stamp)
    entry.compress_type = how
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    return entry
