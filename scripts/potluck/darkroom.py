"""The pictures of a book, developed when they are first asked for, and kept in a cache.

A register holds the facts of every copy; its bytes lie beside it in a file named by their hash, and
are read, and verified, only when somebody needs them. What does not verify is developed again.
Cells do the developing: nothing that a picture holds is decoded in this process.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from potluck.errors import PotluckError
from potluck.keeping import keep, load
from potluck.laboratory import Order, Print, Problem, developed, fingerprint
from potluck.model import Copy, Finding, MediaType, Picture, Place, Severity, Use
from potluck.pictures import EXTENSIONS, name, recipe
from potluck.source.manuscript import NO_STAMP, RawFile, Stamp
from potluck.storage import read_plain, write_whole

if TYPE_CHECKING:
    from potluck.cell.shift import Told

FOLDER = "pictures"  # of the bytes, beside the register
LIMIT = 1_000_000_000  # bytes kept; beyond it, the oldest that the register does not name go
MOST = 100_000_000  # bytes of one copy; the largest that Potluck makes has a tenth of it
OTHERS = 3  # times as many entries are kept as the book has pictures: those of other branches


@dataclass(frozen=True)
class _Entry:
    """The facts of one picture, and of its copies for the uses that it was developed for."""

    media_type: MediaType
    width: int
    height: int
    prints: dict[Use, tuple[Print, ...]]


@dataclass(frozen=True)
class _Register:
    """All that is known: entries by the hash of their file, and that hash by path and stamp."""

    keys: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    entries: dict[str, _Entry] = field(default_factory=dict)


class Darkroom(Mapping[str, Picture]):
    """Pictures by path; one that cannot be shown is absent, and a finding tells why.

    `uses` are those that each picture is developed for at once; others follow when asked for.
    """

    def __init__(
        self, files: Iterable[RawFile], cache: Path | None, uses: Collection[Use] = ()
    ) -> None:
        self._files = {f.path: f for f in files if f.path.lower().endswith(EXTENSIONS)}
        self._uses = uses
        self._shelf = _Shelf(cache / FOLDER if cache else None)
        self._file = cache / f"{FOLDER}-{recipe()}.msgpack" if cache else None
        self._register = (load(self._file, _Register) if self._file else None) or _Register()
        self._problems: dict[str, Finding] = {}
        self._asked: dict[str, bool] = {}  # by path: is it there?

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong with the pictures asked for so far."""
        return tuple(self._problems[path] for path, there in self._asked.items() if not there)

    def __getitem__(self, path: str) -> Picture:
        entry = self._entry(self._files[path], self._uses)
        self._asked[path] = entry is not None
        if entry is None:
            raise KeyError(path)
        called = name(path, self._register.keys[path][1], entry.media_type)
        copies = partial(self._copies, path)
        return Picture(called, path, entry.media_type, entry.width, entry.height, copies)

    def __iter__(self) -> Iterator[str]:
        """Only the pictures asked for so far: nobody pays for those that no chapter uses."""
        return iter([path for path, there in self._asked.items() if there])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def ahead(self, wanted: Callable[[str], bool], told: "Told" = lambda *_: None) -> None:
        """Develop on all processors what will be asked for; nothing becomes a finding yet."""
        unknown = (f for f in self._files.values() if self._recall(f, self._uses) is None)
        self._work([file for file in unknown if wanted(file.path)], self._uses, told)

    # --- facts ----------------------------------------------------------------------------------

    def _entry(self, file: RawFile, uses: Collection[Use]) -> _Entry | None:
        """Return the facts of a picture with the copies for these uses; None if it has none."""
        if file.path not in self._problems and self._recall(file, uses) is None:
            self._work([file], uses)
        return None if file.path in self._problems else self._recall(file, uses)

    def _recall(self, file: RawFile, uses: Collection[Use]) -> _Entry | None:
        stamp, key = self._register.keys.get(file.path, (None, ""))
        return self._developed(key, uses) if stamp == file.stamp else None

    def _developed(self, key: str, uses: Collection[Use]) -> _Entry | None:
        entry = self._register.entries.get(key)
        return entry if entry and all(use in entry.prints for use in uses) else None

    def _work(
        self, files: Sequence[RawFile], uses: Collection[Use], told: "Told" = lambda *_: None
    ) -> None:
        """Find out what there is to know of pictures, and shelve their copies."""
        new = [file for file in files if not self._met(file, uses)]
        orders = [Order(file.path, file.read, self._shelf.put) for file in new]
        for file, order, result in zip(new, orders, developed(orders, uses, told), strict=True):
            if problem := result.problem:
                self._problems[file.path] = _finding(file.path, problem)
            else:
                entry = _Entry(result.media_type, result.width, result.height, result.prints)
                self._note(file, order.key, entry)
        if files:
            self._save()

    def _met(self, file: RawFile, uses: Collection[Use]) -> bool:
        """Tell whether a file only looks new: it was moved, or written again."""
        if not self._register.entries:
            return False
        with suppress(OSError):
            key = fingerprint(file.path, file.read())
            if known := self._developed(key, uses):
                self._note(file, key, known)
                return True
        return False

    def _note(self, file: RawFile, key: str, entry: _Entry) -> None:
        before = self._register.entries.pop(key, entry)
        prints = {**before.prints, **entry.prints}
        self._register.entries[key] = _Entry(entry.media_type, entry.width, entry.height, prints)
        self._register.keys[file.path] = (file.stamp, key)

    def _save(self) -> None:
        """Write the register, without what is too old, and tidy the shelf."""
        if self._file is None:
            return
        keys = {path: key for path, key in self._register.keys.items() if path in self._files}
        stamped = {path: key for path, key in keys.items() if key[0] != NO_STAMP}
        used = {key for _, key in keys.values()}
        others = [key for key in self._register.entries if key not in used]
        newest = others[max(len(others) - OTHERS * len(used), 0) :]
        entries = {key: self._register.entries[key] for key in (*newest, *sorted(used))}
        keep(self._file, _Register(stamped, entries))
        prints = (some for entry in entries.values() for some in entry.prints.values())
        self._shelf.tidy({each.sha256 for some in prints for each in some})

    # --- bytes ----------------------------------------------------------------------------------

    def _copies(self, path: str, use: Use) -> tuple[Copy, ...]:
        entry = self._entry(self._files[path], (use,))
        if entry is None:
            raise _changed(path)
        return tuple(
            Copy(**vars(each), read=partial(self._read, path, use, each.sha256))
            for each in entry.prints[use]
        )

    def _read(self, path: str, use: Use, sha256: str) -> bytes:
        data = self._shelf.get(sha256)
        if data is None:  # lost or damaged
            tuple(developed([Order(path, self._files[path].read, self._shelf.put)], (use,)))
            data = self._shelf.get(sha256)
        if data is None:
            raise _changed(path)
        return data


class _Shelf:
    """Bytes by their SHA-256: files in a folder, or in memory where none can be written."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: dict[str, bytes] = {}

    def get(self, sha256: str) -> bytes | None:
        """Return the bytes, if they are there and whole."""
        if sha256 in self._held or self._folder is None:
            return self._held.get(sha256)
        with suppress(OSError):
            data = read_plain(self._folder / sha256, MOST)
            return data if hashlib.sha256(data).hexdigest() == sha256 else None
        return None

    def put(self, sha256: str, data: bytes) -> None:
        """Put the bytes of a copy where `get` finds them."""
        if self._folder is not None:
            with suppress(OSError):
                write_whole(self._folder / sha256, data, synced=False)
                return
        self._held[sha256] = data

    def tidy(self, wanted: Collection[str]) -> None:
        """Remove the oldest files beyond the limit, but none that is wanted."""
        with suppress(OSError):
            files = sorted((p.stat().st_mtime, p.stat().st_size, p) for p in self._listed())
            excess = sum(size for _, size, _ in files) - LIMIT
            for _, size, path in files:
                if excess > 0 and path.name not in wanted:
                    path.unlink(missing_ok=True)
                    excess -= size

    def _listed(self) -> Iterable[Path]:
        return self._folder.iterdir() if self._folder and self._folder.is_dir() else ()


def _finding(path: str, problem: Problem) -> Finding:
    return Finding(Place(path), "MED-005", Severity.ERROR, problem.message, problem.hint)


def _changed(path: str) -> PotluckError:
    return PotluckError(f"{path} changed while the book was built.", "build it again")
