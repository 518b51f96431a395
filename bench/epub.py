"""`potluck build epub` beside pandoc and Sphinx on the same text: cold, edited and unchanged."""

from collections.abc import Iterator
from pathlib import Path

from bench import plain, rivals
from bench.building import Builder, Contest, Taken
from bench.peers import program, version
from bench.report import Goal, Ratio, Report
from bench.settings import Settings
from bench.subjects import Subject, books

EPUB = ("build", "epub")
OUTPUT = "build/epub/*.epub"
SUBJECTS = ("cookbook", "recipes")


def run(settings: Settings) -> Iterator[Report]:
    """Measure the EPUB of each book that can be had."""
    for book, scratch in books(SUBJECTS, settings):
        yield _report(book, scratch, settings)


def _report(book: Subject, scratch: Path, settings: Settings) -> Report:
    taken, export, counted = Taken(), plain.read(book.folder), book.counted()
    epub = Builder(book, EPUB, OUTPUT, settings)
    cold, unchanged, edited = epub.cold(taken), epub.unchanged(taken), epub.edited(taken)
    Contest(export, scratch, settings).hold(taken, rivals.EPUBS)
    runs = taken.measurements
    others = [runs[rival.name] for rival in rivals.EPUBS if rival.name in runs]
    beside = tuple(Ratio.of(runs[name], other) for other in others for name in (cold, edited))
    return Report(
        bench=f"epub {book.name}",
        subject=counted,
        versions={"potluck": version((program("potluck"), "--version")), **taken.versions},
        measurements=tuple(runs.values()),
        ratios=(Ratio.of(runs[edited], runs[cold]), Ratio.of(runs[unchanged], runs[cold]), *beside),
        produced=taken.produced,
        goals=tuple(_goals(taken, cold, edited)),
        missing=tuple(taken.missing),
    )


def _goals(taken: Taken, cold: str, edited: str) -> Iterator[Goal]:
    runs = taken.measurements
    yield Goal(f"{edited}: seconds", runs[edited].wall.median, 0.5)
    if pandoc := runs.get("pandoc"):
        ratio = runs[cold].cpu.median / pandoc.cpu.median
        yield Goal(f"{cold}: of the processor time of pandoc", ratio, 1)
