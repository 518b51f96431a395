"""The books that are built: a real cookbook if there is one, many recipes, and a textbook."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import book, cookbook, textbook
from bench.settings import Settings

RECIPES, FEW_RECIPES = 1000, 4  # in quick mode few
LESSONS, FEW_LESSONS = 60, 2


@dataclass(frozen=True)
class Subject:
    """A book in a folder, in a git repository of its own."""

    name: str
    folder: Path

    @property
    def chapters(self) -> list[Path]:
        """All chapters in reading order, without the preface."""
        content = self.folder / "content"
        return sorted(path for path in content.rglob("*.md") if path.name != "index.md")

    @property
    def first(self) -> Path:
        return self.chapters[0]

    @property
    def middle(self) -> Path:
        return self.chapters[len(self.chapters) // 2]

    def counted(self) -> dict[str, int]:
        """Return how large it is."""
        pictures = {".jpg", ".png", ".svg", ".webp"}
        found = [path for path in (self.folder / "content").rglob("*") if path.suffix in pictures]
        return {
            "chapters": len(self.chapters),
            "bytes of Markdown": sum(path.stat().st_size for path in self.chapters),
            "pictures": len(found),
        }


def recipes(folder: Path, settings: Settings) -> None:
    """Write a generated cookbook of many chapters."""
    book.write(folder, FEW_RECIPES if settings.quick else RECIPES)


def half(folder: Path, settings: Settings) -> None:
    """Write half as many recipes."""
    book.write(folder, (FEW_RECIPES if settings.quick else RECIPES) // 2)


def lessons(folder: Path, settings: Settings) -> None:
    """Write a generated textbook of long chapters."""
    textbook.write(folder, FEW_LESSONS if settings.quick else LESSONS)


def real(folder: Path, settings: Settings) -> None:
    """Write the real cookbook, of the corpus."""
    if settings.corpus:
        cookbook.write(folder, settings.corpus)


SUBJECTS: dict[str, Callable[[Path, Settings], None]] = {
    "cookbook": real,
    "recipes": recipes,
    "half the recipes": half,
    "textbook": lessons,
}


def subject(name: str, scratch: Path, settings: Settings) -> Subject:
    """Write the book of that name into a new folder below `scratch`."""
    folder = scratch / name.replace(" ", "-")
    SUBJECTS[name](folder, settings)
    return Subject(name, folder)


def books(names: tuple[str, ...], settings: Settings) -> Iterator[tuple[Subject, Path]]:
    """Yield each book that can be had, and a folder to work in, which is gone afterwards."""
    for name in there(names, settings):
        with tempfile.TemporaryDirectory(prefix="potluck-bench-") as scratch:
            yield subject(name, Path(scratch), settings), Path(scratch)


def there(names: tuple[str, ...], settings: Settings) -> list[str]:
    """Return the names of the subjects that can be had: without a corpus there is no cookbook."""
    return [name for name in names if name != "cookbook" or settings.corpus]
