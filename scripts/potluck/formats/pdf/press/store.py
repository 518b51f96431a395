"""What was set is kept in `.cache/press/`: one file to an entry, sealed, bounded, never trusted.

A pull request may put files there. Each entry is therefore sealed with a secret that is kept where
no pull request can write; an entry without its seal, or under another name, is set again. Links are
not followed: nothing is read, written or removed through one.
"""

import hashlib
import hmac
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from potluck.storage import abandoned, read_plain, write_whole

T = TypeVar("T")
LIMIT = 2_000_000_000
"""Bytes. A book of 1,000 chapters with pictures takes 200 MB; older entries go first."""
MOST = 250_000_000
"""Bytes of one entry."""
LITTLE, HOUR = 50, 3600
"""Entries, and seconds: a store is looked through when more was added, or after so long."""
_SEAL = 32  # bytes


@dataclass
class Store:
    """Entries below a folder. `secret` seals them; `others` is a folder to take entries from.

    What `others` holds is trusted by whoever names it: only damage is looked for there.
    """

    folder: Path
    secret: bytes = field(repr=False)
    others: Path | None = None
    limit: int | None = LIMIT
    used: set[str] = field(default_factory=set)
    added: int = 0

    def get(self, key: str) -> bytes | None:
        """Return an entry; None where it is not there, damaged, or not ours."""
        path = self._path(self.folder, key)
        data = None if _linked(self.folder) else _unsealed(path, key, self.secret)
        if data is None and self.others is not None:
            data = _whole(self._path(self.others, key), key)
            if data is not None:
                self.put(key, data)
        self.used.add(key)
        return data

    def lacks(self, key: str) -> bool:
        """Tell whether there is certainly no such entry, without reading any."""
        folders = (self.folder,) if self.others is None else (self.folder, self.others)
        return not any(os.path.lexists(self._path(folder, key)) for folder in folders)

    def put(self, key: str, data: bytes) -> None:
        """Keep an entry. Where nothing can be written, it is set again next time."""
        self.used.add(key)
        self.added += 1
        path = self._path(self.folder, key)
        with suppress(OSError):
            if len(data) <= MOST and not _linked(path.parent, self.folder):
                sealed = _seal(key, data, b"") + _seal(key, data, self.secret) + data
                write_whole(path, sealed, synced=False)  # one that is torn does not verify

    def load(self, key: str, kind: type[T]) -> T | None:
        """Return a value that was kept; None where there is none of its kind."""
        data = self.get(key)
        try:
            return None if data is None else msgspec.msgpack.decode(data, type=kind)
        except msgspec.MsgspecError:
            return None

    def made(self, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """Return a value that was kept, or make and keep it."""
        found = self.load(key, kind)
        if found is None:
            found = make()
            self.put(key, msgspec.msgpack.encode(found))
        return found

    def tidy(self) -> None:
        """Prune, unless little was added, and it was done within the hour."""
        if self.limit is None:
            return
        marker = self.folder / "pruned"
        with suppress(OSError):
            if self.added < LITTLE and 0 <= time.time() - marker.lstat().st_mtime < HOUR:
                return
        self.prune()
        with suppress(OSError):
            write_whole(marker, b"", synced=False)  # no touch: it may be a link

    def prune(self) -> None:
        """Remove what was not used, the oldest first, until the rest is within the limit.

        What a killed build was writing goes in any case.
        """
        if self.limit is None:
            return
        entries = sorted(_entries(self.folder), key=lambda entry: entry[1].st_mtime_ns)
        size = sum(status.st_size for _, status in entries)
        for path, status in entries:
            spare = size > self.limit and path.name not in self.used
            if spare or (path.name.startswith(".") and abandoned(status)):
                size -= status.st_size
                with suppress(OSError):
                    path.unlink()

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return Path(f"{folder}/{key[:2]}/{key}")  # as fast again as by joining


def _linked(*folders: Path) -> bool:
    """Tell whether one of these folders, or the one around it, is a link to another place."""
    return any(each.is_symlink() or each.parent.is_symlink() for each in folders)


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield what is ours by its place: a file, in a folder with the beginning of its name.

    A name that begins with a point is one that is being written, or was when a build was killed.
    """
    for path in () if _linked(folder) else folder.glob("??/*"):
        with suppress(OSError):  # another build has removed it
            status, ours = path.lstat(), path.name.lstrip(".").startswith(path.parent.name)
            if ours and stat.S_ISREG(status.st_mode) and not _linked(path.parent):
                yield path, status


def _read(path: Path) -> bytes:
    """Return what a file holds; nothing where it is a link, no file, or larger than any entry."""
    with suppress(OSError):
        return b"" if path.parent.is_symlink() else read_plain(path, MOST + 2 * _SEAL)
    return b""


def _unsealed(path: Path, key: str, secret: bytes) -> bytes | None:
    kept = _read(path)
    data = kept[2 * _SEAL :]
    return data if kept[_SEAL : 2 * _SEAL] == _seal(key, data, secret) else None


def _whole(path: Path, key: str) -> bytes | None:
    kept = _read(path)
    data = kept[2 * _SEAL :]
    return data if kept[:_SEAL] == _seal(key, data, b"") else None


def _seal(key: str, data: bytes, secret: bytes) -> bytes:
    """Return what shows that an entry is whole and, with a secret, that it is ours.

    SHA-256, for most processors have instructions for it: as fast again as BLAKE2.
    """
    digest = hmac.new(secret, key.encode() + b"\0", hashlib.sha256)
    digest.update(data)
    return digest.digest()
