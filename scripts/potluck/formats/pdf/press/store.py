"""What was set is kept in `.cache/press/`: one file to an entry, sealed, bounded, never trusted.

A pull request may put files there. Each entry is therefore sealed with a secret that is kept where
no pull request can write; an entry without its seal, or under another name, is set again.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from potluck.storage import write_whole

LIMIT = 2_000_000_000
"""Bytes. A book of 1,000 chapters with pictures takes 200 MB; older entries go first."""
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

    def get(self, key: str) -> bytes | None:
        """Return an entry; None where it is not there, damaged, or not ours."""
        data = _unsealed(self._path(self.folder, key), key, self.secret)
        if data is None and self.others is not None:
            data = _whole(self._path(self.others, key), key)
            if data is not None:
                self.put(key, data)
        self.used.add(key)
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep an entry. Where nothing can be written, it is set again next time."""
        self.used.add(key)
        with suppress(OSError):
            seals = _seal(key, data, b"") + _seal(key, data, self.secret)
            write_whole(self._path(self.folder, key), seals + data)

    def prune(self) -> None:
        """Remove what was not used, the oldest first, until the rest is within the limit."""
        if self.limit is None:
            return
        entries = sorted(_entries(self.folder), key=lambda entry: entry[1].st_mtime_ns)
        size = sum(stat.st_size for _, stat in entries)
        for path, stat in entries:
            if size <= self.limit:
                break
            if path.name not in self.used:
                size -= stat.st_size
                path.unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / key


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.glob("??/*"):
        with suppress(OSError):  # another build has removed it
            yield path, path.lstat()


def _read(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None


def _unsealed(path: Path, key: str, secret: bytes) -> bytes | None:
    kept = _read(path) or b""
    data = kept[2 * _SEAL :]
    return data if kept[_SEAL : 2 * _SEAL] == _seal(key, data, secret) else None


def _whole(path: Path, key: str) -> bytes | None:
    kept = _read(path) or b""
    data = kept[2 * _SEAL :]
    return data if kept[:_SEAL] == _seal(key, data, b"") else None


def _seal(key: str, data: bytes, secret: bytes) -> bytes:
    """Return what shows that an entry is whole and, with a secret, that it is ours."""
    digest = hashlib.blake2b(key.encode() + b"\0", key=secret, digest_size=_SEAL)
    digest.update(data)
    return digest.digest()
