"""Permissions are lost: before a build, or while it runs."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.books import Book, potluck, standing

POWERLESS = ("setpriv", "--inh-caps=-all", "--bounding-set=-all")
"""Root without the powers of root: modes hold for it as for everybody."""
PLACES = (
    "build",
    "build/site",
    "build/pdf",
    "build/manifest.json",
    "build/site/assets",
    ".git/potluck",
    ".git/potluck/site",
    ".git/potluck/press.key",
    ".git/potluck/fonts",
    ".git/potluck/pictures",
    ".cache",
    ".cache/press",
    "content/soup.md",
    "content",
)
MODES = (0o555, 0o000)
TOLD = ("Permission is denied", "The folder build/ cannot be written", "The book cannot be built")
SECONDS = 2.0  # in which a permission is lost


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Close one place after the other, half of them while the build runs."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    powerless = _powerless(book.root.parent)
    book.show("A")
    book.builds("A")
    for trial in range(number):
        before, after = ("A", "B") if trial % 2 == 0 else ("B", "A")
        book.show(after)
        place = book.root / PLACES[trial // 2 % len(PLACES)]
        moment = chance.random() * SECONDS if chance.random() < 0.5 else 0.0
        with closed(place, chance.choice(MODES), moment):
            code, said = potluck(book.root, powerless)
        assert "Traceback" not in said, said
        assert code in {0, 1, 2}, said
        yield f"exit code {code}: {standing(book, before, after)}"
        book.builds(after)


def _powerless(folder: Path) -> tuple[str, ...]:
    """Return a program for which modes hold; fail where root cannot do without its powers."""
    program = (*(POWERLESS if os.geteuid() == 0 else ()), sys.executable)
    place = folder / "closed"
    place.mkdir(mode=0o555)
    touch = "import os, sys; sys.exit(os.access(sys.argv[1], os.W_OK))"
    subprocess.run([*program, "-c", touch, str(place)], check=True)
    return (*program, "-m", "potluck")


@contextmanager
def closed(place: Path, mode: int, moment: float) -> Iterator[None]:
    """Take permissions from a file or folder after so many seconds, and give them back."""
    was = place.stat().st_mode & 0o777
    lost = threading.Event()

    def lose() -> None:
        if not lost.wait(moment) and place.exists():
            place.chmod(mode if place.is_dir() else mode & 0o444)

    if moment:
        thread = threading.Thread(target=lose)
        thread.start()
    else:
        place.chmod(mode if place.is_dir() else mode & 0o444)
    try:
        yield
    finally:
        lost.set()
        if moment:
            thread.join()
        _reopen(place, was)


def _reopen(place: Path, mode: int) -> None:
    """Give permissions back to what stands there, and to what was to be removed."""
    hidden = place.parent.glob(f".{place.name}.*")
    for each in (place, *hidden):
        if each.exists():
            each.chmod(mode)
    subprocess.run(["chmod", "-R", "u+rwX", str(place.parent)], check=True)
