"""Lists the files of a site that somebody has: in a folder, or in an archive of one."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from potluck.errors import ConfigError
from potluck.manifest import File, whole

OPENING = whole.OPENING
LARGEST = 1 << 31  # bytes of an archive, unpacked
_PIECE = 1 << 20


def files(path: Path) -> dict[str, File]:
    """Return the files of a site by path. ConfigError where an archive cannot be read."""
    return dict(_packed(path) if path.is_file() else _lying(path))


def _lying(folder: Path) -> Iterator[tuple[str, File]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            yield file.relative_to(folder).as_posix(), whole.facts_of(file)


def packed(path: Path) -> bool:
    """Tell whether a file is an archive of a site."""
    return zipfile.is_zipfile(path) and bool(_top(path))


def _top(path: Path) -> str:
    """Return what stands before the names of a site's files in an archive, and its first page."""
    try:
        with zipfile.ZipFile(path) as archive:
            openings = [name for name in archive.namelist() if name.rpartition("/")[2] == OPENING]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    return min(openings, key=lambda name: (name.count("/"), name), default="")


def _packed(path: Path) -> Iterator[tuple[str, File]]:
    start = _top(path).removesuffix(OPENING)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise ConfigError(f"{path} is too large to be looked at.", "unpack it first")
            for entry in entries:
                with archive.open(entry) as stream:
                    yield entry.filename.removeprefix(start), _facts(stream, entry.file_size)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise ConfigError(f"{path} cannot be unpacked: {error}.", "fetch it again") from error


def _facts(stream: IO[bytes], size: int) -> File:
    """Hash what is said to be in an archive, and no more."""
    digest, length = hashlib.sha256(), 0
    while piece := stream.read(_PIECE):
        digest.update(piece)
        length += len(piece)
        if length > size:
            break
    return File(length, digest.hexdigest())
