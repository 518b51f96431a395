"""The disk is full at some moment of a build, or the system lets no file grow beyond a size."""

import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from faults.books import Book, command, files, potluck, standing, variables

ROOM = 400_000_000  # bytes of the small disk, where it is not to be full
FULL = ("The disk is full", "No temporary file can be written")
LIMITED = ("The file is larger than this machine allows",)


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Fill the disk at random; where none can be mounted, limit the size of files instead."""
    chance = random.Random(seed)  # noqa: S311 - sizes, no secrets
    with small_disk(book.root.parent / "disk") as disk:
        if disk is None:
            yield from _limits(book, number, chance)
        else:
            shutil.copytree(book.root, disk / "book", symlinks=True)
            yield from _full(replace(book, root=disk / "book"), number, chance)
            yield from _limits(book, number // 4, chance)


def _full(book: Book, number: int, chance: random.Random) -> Iterator[str]:
    temporary = book.root.parent / "tmp"
    temporary.mkdir()
    for edition in ("A", "B", "A"):
        book.show(edition)
        book.builds(edition)
    for trial in range(number):
        before, after = ("A", "B") if trial % 2 == 0 else ("B", "A")
        book.show(after)
        cold = chance.random() < 0.3
        if cold:
            book.chill()
        free = int(chance.random() * sum(map(len, files(book.build).values())) * (2 if cold else 1))
        resize(book.root.parent, used(book.root.parent) + free)
        inside = {"TMPDIR": str(temporary)} if chance.random() < 0.5 else {}
        code, said = potluck(book.root, **inside)
        stands = told(code, said, FULL, standing(book, before, after))
        resize(book.root.parent, ROOM)
        book.builds(after)
        yield stands


def _limits(book: Book, number: int, chance: random.Random) -> Iterator[str]:
    """Let no file grow beyond a size: the same error at a write, without a disk of our own."""
    book.show("A")
    book.builds("A")
    sizes = sorted(len(data) for data in files(book.build).values())
    for trial in range(number):
        before, after = ("A", "B") if trial % 2 == 0 else ("B", "A")
        book.show(after)
        most = int(chance.choice(sizes) * chance.random())
        done = subprocess.run(
            [sys.executable, "-c", _LIMIT, str(most), *command(book.root)],
            env=variables(), cwd=book.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        yield told(done.returncode, said, LIMITED, standing(book, before, after))
        book.builds(after)


_LIMIT = f"""
import os, sys
from resource import setrlimit
setrlimit({int(resource.RLIMIT_FSIZE)}, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""


def told(code: int, said: str, messages: tuple[str, ...], stands: str) -> str:
    """Say what came of a build; fail where it was told in any other way than one message."""
    assert "Traceback" not in said, said
    if code == 0:
        assert stands == "new stands"
        return "built all the same"
    message, hint, *_ = [line for line in said.splitlines() if not line.endswith(" …")]
    assert (code, message.startswith(messages), hint[:6]) == (2, True, "Hint: "), said
    assert stands in {"old stands", "new stands"}
    return f"{messages[0]}: {stands}"


# --- a small disk -------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Mount a disk in memory; none where that is not allowed (`unshare -rm` allows it)."""
    folder.mkdir()
    if not _mount("mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=0777", "faults", str(folder)):
        yield None
        return
    try:
        yield folder
    finally:
        _mount("umount", str(folder))


def resize(folder: Path, size: int) -> None:
    assert _mount("mount", "-o", f"remount,size={size}", str(folder))


def used(folder: Path) -> int:
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def _mount(*arguments: str) -> bool:
    return subprocess.run(arguments, capture_output=True, check=False).returncode == 0
