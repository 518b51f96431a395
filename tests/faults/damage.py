"""What is kept is damaged: flipped, cut, swapped, replaced by what is no file, made huge."""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faults.books import Book
from potluck.placing import discard

Act = Callable[[Path, Path, float], None]
"""Damages a file; `other` is another one, and a number between 0 and 1 says where."""


def _flipped(path: Path, _: Path, where: float) -> None:
    data = bytearray(path.read_bytes() or b"\0")
    bit = int(where * len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


def _cut(path: Path, _: Path, where: float) -> None:
    os.truncate(path, int(where * path.stat().st_size))


def _zeroed(path: Path, _: Path, where: float) -> None:
    data = path.read_bytes()
    start = int(where * len(data))
    path.write_bytes(data[:start] + bytes(len(data) - start))


def _longer(path: Path, _: Path, where: float) -> None:
    path.write_bytes(path.read_bytes() + b"x" * int(1 + where * 100))


def _huge(path: Path, _: Path, where: float) -> None:
    os.truncate(path, int(10**12 * (1 + where)))


def _swapped(path: Path, other: Path, _: float) -> None:
    between = path.with_name("between")
    path.rename(between)
    other.rename(path)
    between.rename(other)


def _replaced(path: Path, other: Path, _: float) -> None:
    shutil.copyfile(other, path)


def _gone(path: Path, _: Path, __: float) -> None:
    path.unlink()


def _folder(path: Path, _: Path, __: float) -> None:
    path.unlink()
    (path / "within").mkdir(parents=True)


def _pipe(path: Path, _: Path, __: float) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path, other: Path, _: float) -> None:
    path.unlink()
    path.symlink_to(other)


def _endless(path: Path, _: Path, __: float) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


ACTS: dict[str, Act] = {
    "flipped": _flipped,
    "cut": _cut,
    "zeroed": _zeroed,
    "longer": _longer,
    "huge": _huge,
    "swapped": _swapped,
    "replaced by another": _replaced,
    "gone": _gone,
    "a folder": _folder,
    "a pipe": _pipe,
    "a link to another": _link,
    "a link without end": _endless,
}


@dataclass(frozen=True)
class Damage:
    """What is done to which file, with which other; places are between 0 and 1."""

    act: str
    file: float
    other: float
    where: float


def kept(book: Book) -> list[Path]:
    """Return every file that a build may take for true, and that is a file."""
    places = (book.room, book.root / ".cache/press")
    found = (path for place in places for path in place.rglob("*"))
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def damaged(book: Book, damages: Sequence[Damage], edition: str) -> None:
    """Damage what is kept; then a build must make what a cold one makes."""
    touched = [_damage(book, each) for each in damages]
    book.show(edition)
    book.builds(edition)
    for path in touched:  # what was put there instead would stay
        if path.is_symlink() or not path.is_file():
            discard(path)


def _damage(book: Book, each: Damage) -> Path:
    files = kept(book)
    path = files.pop(int(each.file * len(files)))
    other = files[int(each.other * len(files))]
    ACTS[each.act](path, other, each.where)
    return path


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Damage one to three files before each build; now and then, nothing else has changed."""
    chance = random.Random(seed)  # noqa: S311 - damages, no secrets
    edition = "A"
    book.show(edition)
    book.builds(edition)
    acts = list(ACTS)
    for trial in range(number):
        if chance.random() < 0.8:
            edition = "B" if edition == "A" else "A"
        first = Damage(acts[trial % len(acts)], *(chance.random() for _ in range(3)))
        more = [
            Damage(chance.choice(acts), *(chance.random() for _ in range(3)))
            for _ in range(chance.choice((0, 0, 1, 2)))
        ]
        damaged(book, [first, *more], edition)
        yield first.act
