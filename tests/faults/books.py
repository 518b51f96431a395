"""A small book with two editions, A and B, that faults are tried on.

In both every file has the same size, so that nothing but its bytes or times tells one from another.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gitbook import ANN, BEN, GitBook

REPOSITORY = Path(__file__).parents[2]
EDITIONS = ("epub", "pdf", "reuse", "site")
MANIFEST = "manifest.json"
PROGRAM = (sys.executable, "-m", "potluck")
TOO_LONG = 600  # seconds: a build that waits for something that never comes
Files = dict[str, bytes]

CONFIG = """site_name: Small Book
plugins:
  - potluck:
      license: CC-BY-SA-4.0
"""
SOUP = """---
title: Soup of {dish}
authors: [ann]
summary: A soup of {dish}.
media:
  - file: pots.svg
    author: Ann Author
    license: CC-BY-SA-4.0
---

Slice the {dish}[^1] and boil them, as in [heat](heat.md).

![Two round pots](pots.svg "What we boil it in.")

## Ingredients

- 500 g {dish}

## Method

1. Boil the {dish}.

[^1]: Or others.
"""
HEAT = """---
title: Heat
authors: [ben, ann]
---

Heat moves from the {where} to the pan. See [the soup](soup.md#method).

| Cut | Minutes |
| --- | ------: |
| One |      12 |
"""
POTS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160" width="320" height="160">\
<title>Two pots</title><rect width="320" height="160" fill="#{colour}"/></svg>"""
WORDS = {
    "A": {"dish": "leeks", "where": "flame", "colour": "fdfbf5"},
    "B": {"dish": "beets", "where": "plate", "colour": "05fbfd"},
}


@dataclass(frozen=True)
class Book:
    """A book under git, its two editions as cold builds make them, and where things are."""

    root: Path
    commits: dict[str, str]
    whole: dict[str, Files] = field(repr=False)

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def room(self) -> Path:
        return self.root / ".git/potluck"

    def show(self, edition: str) -> None:
        """Have the files of an edition in the work tree."""
        git(self.root, "checkout", "-q", self.commits[edition])

    def chill(self) -> None:
        """Forget all that was kept, but for the faces of the site, which take seconds to make."""
        shutil.rmtree(self.root / ".cache", ignore_errors=True)
        for path in self.room.iterdir() if self.room.is_dir() else ():
            if path.name != "fonts":
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def builds(self, edition: str, program: Sequence[str] = ()) -> None:
        """Build, and fail where that is not exactly what a cold build makes."""
        code, said = potluck(self.root, program)
        assert code == 0, said
        self.stands(edition)

    def stands(self, edition: str) -> None:
        """Fail where anything else is in `build/` than an edition."""
        same(files(self.build), self.whole[edition])


def plant(root: Path) -> GitBook:
    """Put the book under git in both editions; edition A is the first."""
    made = GitBook(root)
    made.write("mkdocs.yml", CONFIG)
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.write("contributors/ann.yml", "name: Ann Author\n")
    made.write("contributors/ben.yml", "name: Ben Cook\n")
    for edition, author in (("A", ANN), ("B", BEN)):
        words = WORDS[edition]
        made.write("content/soup.md", SOUP.format_map(words))
        made.write("content/heat.md", HEAT.format_map(words))
        made.write("content/pots.svg", POTS.format_map(words))
        made.commit(author, f"Edition {edition}")
        made.git("tag", edition)
    return made


def make(folder: Path) -> None:
    """Put the book into a folder, with clones beside it in which each edition was built cold."""
    plant(folder / "book")
    fonts = folder / "book/.git/potluck/fonts"
    for edition in WORDS:
        cold = folder / edition
        git(folder, "clone", "-q", "--branch", edition, "book", edition)
        if fonts.is_dir():
            shutil.copytree(fonts, cold / ".git/potluck/fonts")
        code, said = potluck(cold)
        assert code == 0, said
        if not fonts.is_dir():
            shutil.copytree(cold / ".git/potluck/fonts", fonts)


def copied(folder: Path, root: Path) -> Book:
    """Return a copy of the book that was made in a folder."""
    shutil.copytree(folder / "book", root)
    commits = {edition: git(root, "rev-parse", edition).strip() for edition in WORDS}
    return Book(root, commits, {edition: files(folder / edition / "build") for edition in WORDS})


# --- running ------------------------------------------------------------------------------------


def variables(**more: str) -> dict[str, str]:
    """Return an environment with only what Potluck needs, and these sources."""
    sources = os.pathsep.join(str(REPOSITORY / name) for name in ("scripts", "tests"))
    return {"PATH": os.environ["PATH"], "PYTHONPATH": sources, **more}


def command(root: Path, program: Sequence[str] = (), jobs: int = 1) -> list[str]:
    """Return what is typed to build a book, by another program where one is named."""
    return [*(program or PROGRAM), "build", "--jobs", str(jobs), "--root", str(root)]


def potluck(root: Path, program: Sequence[str] = (), **environment: str) -> tuple[int, str]:
    """Build to the end; return the exit code and all that was said."""
    done = subprocess.run(
        command(root, program),
        env=variables(**environment),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=TOO_LONG,
    )
    return done.returncode, done.stdout + done.stderr


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


# --- what stands in build/ ----------------------------------------------------------------------


def files(folder: Path) -> Files:
    """Return every file below a folder, by name; folders without files, too."""
    found: Files = {}
    for place, folders, names in os.walk(folder):
        within = Path(place).relative_to(folder)
        found |= {(within / name).as_posix(): (Path(place) / name).read_bytes() for name in names}
        if not folders and not names:
            found[f"{within.as_posix()}/"] = b""
    return dict(sorted(found.items()))


def part(whole: Files, name: str) -> Files:
    """Return the files of one format."""
    return {path: data for path, data in whole.items() if path.startswith(f"{name}/")}


def same(found: Files, wanted: Files) -> None:
    """Fail where files differ, and name them."""
    names = sorted({*found, *wanted})
    assert [name for name in names if found.get(name) != wanted.get(name)] == []


def standing(book: Book, before: str, after: str) -> str:
    """Tell what stands: the edition before, the one after, or some formats of each.

    Fail where a format is not whole, or the manifest says what does not hold.
    """
    found = files(book.build)
    told: set[str] = set()
    for name in EDITIONS:
        old, new = (part(book.whole[each], name) for each in (before, after))
        stands = part(found, name)
        assert stands in (old, new), f"{name} is neither of {before} nor of {after}"
        told |= {before if stands == old else after} if old != new else set()
    if MANIFEST in found:
        (edition,) = told
        assert found[MANIFEST] == book.whole[edition][MANIFEST], "the manifest is of another"
    return "between" if len(told) > 1 else f"{'old' if told == {before} else 'new'} stands"
