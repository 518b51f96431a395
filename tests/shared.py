"""What is made once for all workers of pytest-xdist: the books that many tests read."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from golden.books import REPOSITORY, plant, share_fonts
from potluck import pipeline
from tools import need

OWN = "kitchen-commons"
"""This repository's own book; the others are golden books, under the names of their folders."""


def base(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of this run of the tests."""
    folder = factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Make something in a folder once, however many workers of pytest-xdist ask for it."""
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def golden(factory: pytest.TempPathFactory, case: str) -> Path:
    """Return the folder of a golden book, built. Whoever changes something copies it first."""

    def make(folder: Path) -> None:
        book = plant(case, folder / case)
        share_fonts(book.book)
        outcome = pipeline.build(book.book, progress=lambda _: None)
        assert outcome.published, "\n".join(map(str, outcome.findings))

    return once(base(factory) / f"golden-{case}", make) / case


# --- this repository's own book -----------------------------------------------------------------


def own(factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a clone of this repository, its book built, and what the build said."""

    def make(folder: Path) -> None:
        clone(folder / "clone")
        share_fonts(folder / "clone")
        code, said = run("potluck", "build", "--root", str(folder / "clone"), cwd=folder)
        (folder / "said.json").write_text(json.dumps([code, said]))

    return once(base(factory) / "own-book", make)


def run(*arguments: str, cwd: Path, umask: int = -1, **environment: str) -> tuple[int, str]:
    """Run a module of Python to its end; return its exit code and all that it said."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=variables(**environment),
        cwd=cwd,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def variables(**more: str) -> dict[str, str]:
    """Return an environment with only what Potluck needs, and these sources."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY / "scripts"), **more}


def clone(target: Path) -> None:
    """Clone this repository as it stands now: what is not committed yet is committed there."""
    git(REPOSITORY.parent, "clone", "-q", str(REPOSITORY), str(target))
    known = git(REPOSITORY, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, known.split("\0")):
        here, there = REPOSITORY / name, target / name
        there.unlink(missing_ok=True)
        if here.is_file() or here.is_symlink():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(here, there, follow_symlinks=False)
    git(target, "add", "-A")
    if git(target, "status", "--porcelain"):
        git(target, "commit", "-q", "-m", "What is not committed yet")


def git(folder: Path, *arguments: str) -> str:
    person = ("-c", "user.name=Ann Author", "-c", "user.email=ann@example.org")
    done = subprocess.run(
        [need("git"), *person, *arguments], cwd=folder, capture_output=True, check=True
    )
    return done.stdout.decode()
