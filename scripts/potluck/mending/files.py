"""The book's files as they are stored: read without following links, written whole or not at all.

A new text stands complete and synced in a hidden file beside the old one before it takes its name,
with the same permissions. A file that was changed meanwhile keeps what its author wrote.
"""

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from potluck.errors import ConfigError
from potluck.mending.fix import Mended
from potluck.source.reader import CONTENT, CONTRIBUTORS, MAX_FILE

PREFIX = ".potluck-fix-"
CHANGED = "was changed meanwhile and stays as it is; type `potluck fix` again"


def read(root: Path, path: str) -> bytes:
    """Return the bytes of a plain file. Raises OSError, also where a link stands in the way."""
    if any(part.is_symlink() for part in _folders(root, path)):
        raise OSError(f"{path} lies behind a symbolic link")
    descriptor = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is no plain file")
        data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise OSError(f"{path} is larger than {MAX_FILE // 1024 // 1024} MB")
    return data


def _folders(root: Path, path: str) -> Iterator[Path]:
    """Yield the folders on the way from the root to a file."""
    folder = root
    for part in Path(path).parts[:-1]:
        folder /= part
        yield folder


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one repair at a time write, after what a killed one left is cleared. May wait."""
    try:
        descriptor = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise ConfigError(f"The folder {root} cannot be read: {error.strerror}.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for folder in (CONTENT, CONTRIBUTORS):
            _clear(root / folder)
        yield
    finally:
        os.close(descriptor)


def _clear(top: Path) -> None:
    if top.is_symlink():
        return
    for folder, _, names in os.walk(top):
        for name in names:
            if name.startswith(PREFIX):
                Path(folder, name).unlink(missing_ok=True)


def write(root: Path, mended: Mended) -> str | None:
    """Put a mended file in place; return in words why it was not."""
    try:
        return _write(root, mended)
    except OSError as error:
        return f"cannot be written: {error.strerror or error}"


def _write(root: Path, mended: Mended) -> str | None:
    place = root / mended.path
    if any(folder.is_symlink() for folder in _folders(root, mended.path)):
        return "lies behind a symbolic link and stays as it is"
    if mended.before is None:
        place.parent.mkdir(exist_ok=True)
    elif _now(root, mended.path) != mended.before:
        return CHANGED
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=PREFIX)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(mended.after)
            stream.flush()
            os.fchmod(descriptor, _mode(place))
            os.fsync(descriptor)
        if _now(root, mended.path) != mended.before:
            return CHANGED
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
    return None


def _mode(place: Path) -> int:
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except FileNotFoundError:
        return 0o644


def _now(root: Path, path: str) -> bytes | None:
    """Return what stands there at this moment; None where nothing does."""
    try:
        return read(root, path)
    except FileNotFoundError:
        return None
