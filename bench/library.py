"""`potluck library build`: many books on 1, 2 and 4 workers, beside one build after the other."""

import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import book
from bench.building import COLD, brief, forget
from bench.measure import MeasureError, Measurement, measure
from bench.peers import program, version
from bench.report import Missing, Ratio, Report
from bench.settings import Settings

LIBRARY = ("library", "build", "--jobs", "{workers}")  # of potluck; then the folders of the books
ALONE = ("build", "--root")  # then the folder of one book
WORKERS = (1, 2, 4)
BOOKS, FEW_BOOKS = 40, 2
CHAPTERS, FEW_CHAPTERS = 8, 2


def run(settings: Settings) -> Iterator[Report]:
    """Measure the builds of a library that is made for it."""
    books, chapters = (FEW_BOOKS, FEW_CHAPTERS) if settings.quick else (BOOKS, CHAPTERS)
    with tempfile.TemporaryDirectory(prefix="potluck-bench-") as scratch:
        folders = [Path(scratch) / f"book-{number:02}" for number in range(books)]
        for folder in folders:
            book.write(folder, chapters)
            differ(folder)
        yield _report(folders, chapters, settings)


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


def _report(folders: list[Path], chapters: int, settings: Settings) -> Report:
    alone = _measure(
        "potluck build, one book after the other", _one_by_one(folders), folders, settings
    )
    together: list[Measurement] = []
    missing: list[Missing] = []
    for workers in WORKERS:
        name = f"potluck library build, {workers} workers"
        try:
            together.append(_measure(name, _library(folders, workers), folders, settings))
        except MeasureError as error:
            missing.append(Missing(name, brief(str(error))))
    return Report(
        bench="library",
        subject={"books": len(folders), "chapters each": chapters},
        versions={"potluck": version((program("potluck"), "--version"))},
        measurements=(alone, *together),
        ratios=tuple(Ratio.of(taken, alone) for taken in together),
        missing=tuple(missing),
    )


def _one_by_one(folders: list[Path]) -> tuple[str, ...]:
    builds = (shlex.join((program("potluck"), *ALONE, str(folder))) for folder in folders)
    return "sh", "-c", " && ".join(builds)


def _library(folders: list[Path], workers: int) -> tuple[str, ...]:
    options = (option.format(workers=workers) for option in LIBRARY)
    return program("potluck"), *options, *map(str, folders)


def _measure(
    name: str, command: tuple[str, ...], folders: list[Path], settings: Settings
) -> Measurement:
    def cold() -> None:
        for folder in folders:
            forget(folder)

    return measure(name, command, folders[0].parent, runs=settings.runs(COLD), before=cold)
