"""The pictures of a book, developed when they are first asked for, and kept in a cache by hash.

A cache entry is one file: the picture's facts as a line of JSON, then its bytes. It is verified
on read; what does not verify is developed again.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from potluck.model import Finding, Picture, Place, Severity
from potluck.pictures import EXTENSIONS, PictureProblem, prepare
from potluck.source.manuscript import RawFile
from potluck.storage import write_whole

VERSION = 1  # raise it when `pictures` writes other bytes for the same input


class Darkroom(Mapping[str, Picture]):
    """Pictures by path; one that cannot be shown is absent, and a finding tells why."""

    def __init__(self, files: tuple[RawFile, ...], cache: Path | None) -> None:
        self._files = {f.path: f for f in files if f.path.lower().endswith(EXTENSIONS)}
        self._cache = cache
        self._done: dict[str, Picture | None] = {}
        self._findings: list[Finding] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong with the pictures asked for so far."""
        return tuple(self._findings)

    def __getitem__(self, path: str) -> Picture:
        if path not in self._done:
            self._done[path] = self._develop(self._files[path])
        picture = self._done[path]
        if picture is None:
            raise KeyError(path)
        return picture

    def __iter__(self) -> Iterator[str]:
        """Only the pictures developed so far: nobody pays for those that no chapter uses."""
        return iter([path for path, picture in self._done.items() if picture])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _develop(self, file: RawFile) -> Picture | None:
        try:
            data = file.read()
            return self._cached(file.path, data) or self._fresh(file.path, data)
        except PictureProblem as problem:
            self._report(file.path, problem.message, problem.hint)
        except OSError as error:
            self._report(file.path, f"The picture cannot be read ({error})", "send it again")
        return None

    def _report(self, path: str, message: str, hint: str) -> None:
        self._findings.append(Finding(Place(path), "MED-005", Severity.ERROR, message, hint))

    def _entry(self, path: str, data: bytes) -> Path | None:
        if self._cache is None:
            return None
        name = f"{VERSION}\0{Path(path).name}\0".encode()
        return self._cache / f"{hashlib.sha256(name + data).hexdigest()}.picture"

    def _cached(self, path: str, data: bytes) -> Picture | None:
        entry = self._entry(path, data)
        if entry is None or not entry.is_file():
            return None
        head, _, body = entry.read_bytes().partition(b"\n")
        try:
            facts = json.loads(head)
            if facts.pop("sha256") != hashlib.sha256(body).hexdigest():
                return None
            return Picture(path=path, data=body, **facts)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def _fresh(self, path: str, data: bytes) -> Picture:
        picture = prepare(path, data)
        entry = self._entry(path, data)
        if entry is not None:
            facts = {
                "name": picture.name,
                "media_type": picture.media_type,
                "width": picture.width,
                "height": picture.height,
                "sha256": hashlib.sha256(picture.data).hexdigest(),
            }
            write_whole(entry, json.dumps(facts).encode() + b"\n" + picture.data)
        return picture
