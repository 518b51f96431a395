"""The power fails: of what was written, only what was synced is sure to be found again.

A build is recorded. A cut leaves each folder with the names that it had at some moment since it was
last synced, whatever happened to other folders; of a file that was not synced after it was written,
it leaves all, a part, zeros or nothing. That is more than file systems with a journal may lose.
"""

import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from faults.books import Book, Files, files, potluck, standing
from faults.damage import kept
from faults.recorder import Step
from potluck.placing import NEXT, recover, staged

REAL = 20  # of so many cuts, one is followed by a real build


@dataclass(eq=False)
class Thing:
    """A file or a folder, whatever its name is at the moment."""

    data: bytes | None = None  # of a file, when all is written
    names: "dict[str, Thing]" = field(default_factory=dict)  # in a folder
    first: "dict[str, Thing]" = field(default_factory=dict)  # before all steps
    changes: "list[tuple[int, str, Thing | None]]" = field(default_factory=list)
    synced: int = -1  # the step by which a folder, or a file, was last synced
    written: int = -1

    def change(self, number: int, name: str, thing: "Thing | None") -> None:
        self.changes.append((number, name, thing))
        if thing is None:
            self.names.pop(name, None)
        else:
            self.names[name] = thing


@dataclass
class Disk:
    """What is below a folder, as one step after the other changes it."""

    root: Path
    top: Thing = field(default_factory=Thing)

    @classmethod
    def of(cls, root: Path, found: Files) -> "Disk":
        """Return a disk on which everything is sure to be found."""
        disk = cls(root)
        for name, data in found.items():
            *folders, last = name.split("/")
            home = disk.top
            for folder in folders:
                home = home.names.setdefault(folder, home.first.setdefault(folder, Thing()))
            home.names[last] = home.first[last] = Thing(data)
        return disk

    def take(self, number: int, step: Step) -> None:
        """Do as a step did, if it was below the root."""
        what, *names = step
        paths = [Path(name) for name in names]
        if all(path.is_relative_to(self.root) for path in paths):
            places = [path.relative_to(self.root).parts for path in paths]
            if all(places) or what == "sync":
                getattr(self, f"_{what}")(number, *places)

    def find(self, parts: Sequence[str]) -> Thing:
        found = self.top
        for part in parts:
            found = found.names[part]
        return found

    def _write(self, number: int, parts: Sequence[str]) -> None:
        home = self.find(parts[:-1])
        if parts[-1] not in home.names:
            home.change(number, parts[-1], Thing(b""))
        home.names[parts[-1]].written = number

    def _sync(self, number: int, parts: Sequence[str]) -> None:
        self.find(parts).synced = number

    def _mkdir(self, number: int, parts: Sequence[str]) -> None:
        home = self.find(parts[:-1])
        if parts[-1] not in home.names:
            home.change(number, parts[-1], Thing())

    def _remove(self, number: int, parts: Sequence[str]) -> None:
        self.find(parts[:-1]).change(number, parts[-1], None)

    _rmdir = _remove

    def _rename(self, number: int, one: Sequence[str], other: Sequence[str]) -> None:
        thing = self.find(one)
        self.find(one[:-1]).change(number, one[-1], None)
        self.find(other[:-1]).change(number, other[-1], thing)

    def _exchange(self, number: int, one: Sequence[str], other: Sequence[str]) -> None:
        here, there = self.find(one), self.find(other)
        self.find(one[:-1]).change(number, one[-1], there)
        self.find(other[:-1]).change(number, other[-1], here)


# --- a build, and a cut -------------------------------------------------------------------------


@dataclass(frozen=True)
class Recording:
    """A build from one edition to another: what stood before and after, and all steps."""

    build: Path
    before: Files = field(repr=False)
    after: Files = field(repr=False)
    steps: list[Step] = field(repr=False)

    @property
    def unsynced(self) -> "Recording":
        """The same build, had it synced nothing."""
        return replace(self, steps=[step for step in self.steps if step[0] != "sync"])

    def moment(self, chance: random.Random) -> int:
        """Choose a step before which the power fails: half of them while all comes into place."""
        new, note = str(staged(self.build, "site")), str(self.build / NEXT)
        first = next(n for n, step in enumerate(self.steps) if new in step[-1])
        placing = next(n for n, step in enumerate(self.steps) if step[-1] == note)
        return chance.randint(placing if chance.random() < 0.5 else first, len(self.steps))

    def left(self, cut: int, chance: random.Random) -> Files:
        """Return what is found when the power is back."""
        disk = Disk.of(self.build, self.before)
        for number, step in enumerate(self.steps[:cut]):
            disk.take(number, step)
        found = dict(_survivors(disk.top, cut, chance, ""))
        for number, step in enumerate(self.steps[cut:], cut):
            disk.take(number, step)
        for name, data in self.after.items():
            disk.find(name.split("/")).data = data
        return {name: _torn(thing, chance) if torn else thing.data or b"" for name, (thing, torn)
                in found.items()}  # fmt: skip


def _survivors(
    folder: Thing, cut: int, chance: random.Random, above: str
) -> Iterator[tuple[str, tuple[Thing, bool]]]:
    """Yield the files that are found below a folder, and whether they are torn."""
    last = cut if chance.random() < 0.5 else chance.randint(folder.synced, cut)
    names = dict(folder.first)
    for number, name, thing in folder.changes:
        if number <= last and thing is None:
            names.pop(name, None)
        elif number <= last and thing is not None:
            names[name] = thing
    for name, thing in names.items():
        if thing.data is None:
            yield from _survivors(thing, cut, chance, f"{above}{name}/")
        else:
            yield above + name, (thing, thing.written > thing.synced)


def _torn(thing: Thing, chance: random.Random) -> bytes:
    data = thing.data or b""
    at = chance.randint(0, len(data))
    return chance.choice(
        (b"", data, data[:at], bytes(len(data)), data[:at] + bytes(len(data) - at))
    )


def record(book: Book) -> Recording:
    """Build A, then B, and return each change on the disk meanwhile."""
    book.show("A")
    book.builds("A")
    book.show("B")
    before, log = files(book.build), book.root.with_name("log.json")
    code, said = potluck(book.root, (sys.executable, "-m", "faults.recorder", str(log)))
    assert code == 0, said
    steps = [tuple(step) for step in json.loads(log.read_text())]
    return Recording(book.build, before, files(book.build), steps)


# --- what is found afterwards -------------------------------------------------------------------


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Record one build from A to B, and cut the power again and again."""
    yield from cuts(book, record(book), number, seed)


def cuts(
    book: Book, recording: Recording, number: int, seed: int, real: int = REAL
) -> Iterator[str]:
    """Let the next build find what each cut has left; one of `real` is followed by a build."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    for trial in range(number):
        found = replace(book, root=book.root.with_name("found"))
        shutil.rmtree(found.root, ignore_errors=True)
        put(found.build, recording.left(recording.moment(chance), chance))
        if real and trial % real == 0:
            _real(book, found, chance)
        recover(found.build)
        assert not [name for name in files(found.build) if name.startswith(".")]
        stands = standing(found, "A", "B")
        assert stands != "between"
        yield stands


def _real(book: Book, found: Book, chance: random.Random) -> None:
    """Build where any file that is kept may be torn."""
    shutil.copytree(book.root, found.root, ignore=shutil.ignore_patterns("build"), symlinks=True,
                    dirs_exist_ok=True)  # fmt: skip
    for path in kept(found):
        path.write_bytes(_torn(Thing(path.read_bytes()), chance))
    found.builds("B")


def put(folder: Path, found: Files) -> None:
    """Write files below a folder."""
    folder.mkdir(parents=True)
    for name, data in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
