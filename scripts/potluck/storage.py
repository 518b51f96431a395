"""Write files so that nobody ever sees half of one, and read nothing but plain files."""

import errno
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeAlias

_PLAINLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_HERE = -100 if os.uname().sysname == "Linux" else -2  # AT_FDCWD of fcntl.h
_SWAP = 2  # RENAME_EXCHANGE of renameat2(2), RENAME_SWAP of macOS' renameatx_np(2)
_TOGETHER = 16  # files that are synced at a time
_ABANDONED = 3600  # seconds; no write takes so long
_Call: TypeAlias = Callable[[int, bytes, int, bytes, int], int]


def write_whole(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Write a file by a temporary sibling and a rename. Raises OSError; leaves nothing.

    When it returns, the file is on the disk. Not `synced`, it may be found torn, or not at all,
    after the machine fell over: for what verifies when read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name.lstrip('.')}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            if synced:
                os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
        if synced:
            sync(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Have a file on the disk, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folders: Iterable[Path]) -> None:
    """Have folders on the disk with all that is in them.

    Many at a time: a disk takes them together, 60 files of a site in 0.03 s instead of 0.5 s.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - needed after a build only

    found = [each for top in folders for each in _within(top)]
    with ThreadPoolExecutor(_TOGETHER) as pool:
        for _ in pool.map(sync, found):
            pass


def _within(top: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(top):
        yield from (Path(folder, name) for name in names)
        yield Path(folder)


def read_plain(path: Path, most: int) -> bytes:
    """Read a file of at most so many bytes. Raises OSError for a link, a pipe or a larger one."""
    with plain(path, most) as (stream, _):
        return stream.read()


@contextmanager
def plain(path: Path, most: int) -> Iterator[tuple[BinaryIO, int]]:
    """Open a file as `read_plain` does, and tell its size. Raises OSError."""
    with open(path, "rb", opener=_opened) as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            raise OSError(errno.EINVAL, "No plain file, or too large", str(path))
        yield stream, found.st_size


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _PLAINLY)  # a pipe is not waited for


def sweep(folder: Path) -> None:
    """Remove temporary files of writes that were killed, wherever below a folder of ours."""
    found = ((below, name) for below, _, names in os.walk(folder) for name in names)
    for path in (Path(below, name) for below, name in found if name.startswith(".")):
        with suppress(OSError):
            if abandoned(path.lstat()):
                path.unlink()


def abandoned(status: os.stat_result) -> bool:
    """Tell whether a temporary file is so old that nobody writes it any more."""
    return time.time() - status.st_mtime > _ABANDONED


# --- two folders at once ------------------------------------------------------------------------


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step. False where the system cannot do that.

    renameat2(2) on Linux, rename(2) of macOS 10.12; some file systems have neither.
    """
    call = _exchanger()
    return call is not None and call(_HERE, bytes(one), _HERE, bytes(other), _SWAP) == 0


@cache
def _exchanger() -> _Call | None:
    """Return the system's own function, which Python does not have."""
    import ctypes  # noqa: PLC0415 - needed after a build only

    library = ctypes.CDLL(None)
    for name in ("renameat2", "renameatx_np"):
        if hasattr(library, name):
            found: _Call = getattr(library, name)
            return found
    return None
