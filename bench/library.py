"""`potluck library build`: many books on 1, 2 and 4 workers, beside one build after the other."""

import math
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import book
from bench.building import COLD, brief, forget
from bench.edits import Writer
from bench.measure import MeasureError, Measurement, measure, nothing
from bench.peers import program, version
from bench.produced import Shelf
from bench.report import Missing, Ratio, Report
from bench.settings import Settings

LIBRARY = ("library", "build", "--cache", "{cache}", "--jobs", "{workers}")  # then the folders
ALONE = ("build", "--root")  # then the folder of one book
WORKERS = (1, 2, 4)
BOOKS, FEW_BOOKS = 40, 2
CHAPTERS, FEW_CHAPTERS = 8, 2
MANY, HOUR = 10_000, 3600  # books, and the seconds in which they are to be built


@dataclass(frozen=True)
class Library:
    """Books, and where what is set of them is kept."""

    folders: tuple[Path, ...]
    cache: Path

    def forget(self) -> None:
        """Remove all that was ever built or kept."""
        for folder in self.folders:
            forget(folder)
        shutil.rmtree(self.cache, ignore_errors=True)

    def shelf(self, taken: Measurement) -> Shelf:
        """Tell what a measured build took and left for each book, and what many such books need."""
        books = len(self.folders)
        each = taken.cpu.median / books
        kept = _size(self.cache) + sum(_size(each / ".git" / "potluck") for each in self.folders)
        built = sum(_size(each / "build") for each in self.folders)
        return Shelf(
            books, round(each, 3), kept // books, built // books, math.ceil(each * MANY / HOUR)
        )


def run(settings: Settings) -> Iterator[Report]:
    """Measure the builds of a library that is made for it."""
    books, chapters = (FEW_BOOKS, FEW_CHAPTERS) if settings.quick else (BOOKS, CHAPTERS)
    with tempfile.TemporaryDirectory(prefix="potluck-bench-") as scratch:
        folders = tuple(Path(scratch) / f"book-{number:02}" for number in range(books))
        for folder in folders:
            book.write(folder, chapters)
            differ(folder)
        yield _report(Library(folders, Path(scratch) / "kept"), chapters, settings)


def differ(folder: Path) -> None:
    """Let a book have a title and pages of its own, or all would share what is set."""
    config = folder / "mkdocs.yml"
    named = config.read_text(encoding="utf-8").replace("site_name: ", f"site_name: {folder.name} ")
    config.write_text(named, encoding="utf-8")
    for chapter in folder.glob("content/**/*.md"):
        with chapter.open("a", encoding="utf-8") as text:
            text.write(f"\nIt is a recipe of {folder.name}.\n")
    person = ("-c", "user.name=Contributor 01", "-c", "user.email=contributor-01@example.org")
    subprocess.run(("git", *person, "commit", "-qam", "A book of its own"), cwd=folder, check=True)


@dataclass
class Taken:
    """What was measured, and what came of it."""

    measurements: list[Measurement] = field(default_factory=list)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)


def _report(library: Library, chapters: int, settings: Settings) -> Report:
    name = "potluck build, one book after the other"
    alone = _measure(name, _one_by_one(library), library, settings, library.forget)
    taken = Taken()
    _together(library, settings, taken)
    cold = tuple(taken.measurements)
    if cold:
        _warm(library, settings, taken)
    return Report(
        bench="library",
        subject={"books": len(library.folders), "chapters each": chapters},
        versions={"potluck": version((program("potluck"), "--version"))},
        measurements=(alone, *taken.measurements),
        ratios=tuple(Ratio.of(each, alone) for each in cold),
        produced=taken.shelves,
        missing=tuple(taken.missing),
    )


def _together(library: Library, settings: Settings, taken: Taken) -> None:
    """Build all books from nothing, on so many workers."""
    for workers in WORKERS:
        name = f"potluck library build, {workers} workers"
        try:
            found = _measure(name, _all(library, workers), library, settings, library.forget)
        except MeasureError as error:
            taken.missing.append(Missing(name, brief(str(error))))
        else:
            taken.measurements.append(found)
            taken.shelves[name] = library.shelf(found)


def _warm(library: Library, settings: Settings, taken: Taken) -> None:
    """Build all books again: as they are, and after a chapter of each was edited."""
    writers = [Writer(next(each.glob("content/*/*.md"))) for each in library.folders]

    def edit() -> None:
        for writer in writers:
            writer.change()

    whens: dict[str, Callable[[], None]] = {"nothing changed": nothing, "a chapter each": edit}
    for when, before in whens.items():
        name = f"potluck library build, {WORKERS[-1]} workers, {when}"
        found = _measure(name, _all(library, WORKERS[-1]), library, settings, before)
        taken.measurements.append(found)
        taken.shelves[name] = library.shelf(found)


def _one_by_one(library: Library) -> tuple[str, ...]:
    builds = (shlex.join((program("potluck"), *ALONE, str(each))) for each in library.folders)
    return "sh", "-c", " && ".join(builds)


def _all(library: Library, workers: int) -> tuple[str, ...]:
    options = (option.format(workers=workers, cache=library.cache) for option in LIBRARY)
    return program("potluck"), *options, *map(str, library.folders)


def _measure(
    name: str,
    command: tuple[str, ...],
    library: Library,
    settings: Settings,
    before: Callable[[], None],
) -> Measurement:
    folder = library.folders[0].parent
    return measure(name, command, folder, runs=settings.runs(COLD), before=before)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
