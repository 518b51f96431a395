"""`potluck build pdf` beside the whole document set at once, and beside other programs.

A maintainer builds the PDF anew after every change: of one line, or of a page more in the first
chapter, which moves all others. Every command is a whole one, as people type it: it reads, checks,
sets and proves the book.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bench import plain, rivals
from bench.building import Builder, Contest, Taken, product
from bench.measure import measure
from bench.peers import program, version
from bench.plain import Export
from bench.report import Goal, Ratio, Report
from bench.settings import Settings
from bench.subjects import Subject, books, subject

PDF = ("build", "pdf")
WHOLE = ("build", "pdf", "--press", "whole")  # the same pages by one run of WeasyPrint
OUTPUT = "build/pdf/*.pdf"
NAIVE = "WeasyPrint, pictures as they are"
SUBJECTS = ("cookbook", "recipes", "textbook")
COLD_GOALS = {"cookbook": 0.6, "recipes": 0.6, "textbook": 0.4}  # of the whole document's time


@dataclass(frozen=True)
class Names:
    """Under what names the runs of our own commands are kept."""

    whole: str
    cold: str
    unchanged: str
    edited: str
    grown: str


def run(settings: Settings) -> Generator[Report, None, None]:
    """Measure the press on each book that can be had."""
    for book, scratch in books(SUBJECTS, settings):
        yield _report(book, scratch, settings)


def _report(book: Subject, scratch: Path, settings: Settings) -> Report:
    taken, export, counted = Taken(), plain.read(book.folder), book.counted()
    names = _ours(taken, book, settings)
    goals = [*_goals(taken, names, COLD_GOALS[book.name])]
    if book.name == "recipes":
        goals.append(_growth(taken, names.cold, scratch, settings))
    if book.name == "cookbook":
        goals.append(_pictures(taken, names.cold, export, scratch))
    Contest(export, scratch, settings).hold(taken, rivals.PDFS)
    goals += _beside(taken, names)
    return Report(
        bench=f"press {book.name}",
        subject=counted,
        versions={"potluck": version((program("potluck"), "--version")), **taken.versions},
        measurements=tuple(taken.measurements.values()),
        ratios=tuple(_ratios(taken, names)),
        produced=taken.produced,
        goals=tuple(goals),
        missing=tuple(taken.missing),
    )


def _ours(taken: Taken, book: Subject, settings: Settings) -> Names:
    """Build the book in every situation; the whole document first, as no edit has grown it yet."""
    whole = Builder(book, WHOLE, OUTPUT, settings)
    press = Builder(book, PDF, OUTPUT, settings)
    return Names(
        whole=whole.cold(taken, "the whole document at once"),
        cold=press.cold(taken),
        unchanged=press.unchanged(taken),
        edited=press.edited(taken),
        grown=press.grown(taken),
    )


def _goals(taken: Taken, names: Names, cold_goal: float) -> Iterator[Goal]:
    """Yield what we want of the press beside the whole document."""
    runs, made = taken.measurements, taken.produced
    whole, cold = runs[names.whole], runs[names.cold]
    for name in (names.edited, names.grown):
        yield Goal(f"{name}: of the whole document's time",
                   runs[name].wall.median / whole.wall.median, 1 / 30)  # fmt: skip
    yield Goal(f"{names.unchanged}: seconds", runs[names.unchanged].wall.median, 0.3)
    yield Goal(f"{names.cold}: of the whole document's time",
               cold.wall.median / whole.wall.median, cold_goal)  # fmt: skip
    yield Goal(f"{names.cold}: largest process, of the whole document's",
               cold.peak.median / whole.peak.median, 0.4)  # fmt: skip
    yield Goal("size of the PDF, of the whole document's",
               made[names.cold].bytes / made[names.whole].bytes, 1.1)  # fmt: skip


def _growth(taken: Taken, cold: str, scratch: Path, settings: Settings) -> Goal:
    """Build half the book, and return how the time of a whole one compares."""
    half = Builder(subject("half the recipes", scratch, settings), PDF, OUTPUT, settings)
    name = half.cold(taken, "cold, half the chapters")
    ratio = taken.measurements[cold].cpu.median / taken.measurements[name].cpu.median
    return Goal("processor time of all chapters, of that of half of them", ratio, 2.2)


def _pictures(taken: Taken, cold: str, export: Export, scratch: Path) -> Goal:
    """Give WeasyPrint the pictures as they are, and compare how large they are in the PDF."""
    page = scratch / "pictures.html"
    images = (f'<p><img src="{escape((export.content / p).as_uri())}">' for p in export.pictures)
    page.write_text("<style>img { max-width: 100% }</style>" + "\n".join(images), encoding="utf-8")
    command = (program("weasyprint"), "--quiet", page.name, "pictures.pdf")
    taken.add(measure(NAIVE, command, scratch, runs=1), product(scratch, "pictures.pdf"))
    ours, naive = taken.produced[cold], taken.produced[NAIVE]
    return Goal("bytes of pictures, of WeasyPrint's own", ours.pictures / naive.pictures, 1 / 8)


def _beside(taken: Taken, names: Names) -> Iterator[Goal]:
    """Yield what we want of the press beside others."""
    if peer := taken.measurements.get("mkdocs-to-pdf"):
        for name in (names.edited, names.grown):
            ratio = taken.measurements[name].wall.median / peer.wall.median
            yield Goal(f"{name}: of the time of {peer.name}", ratio, 1 / 100)


def _ratios(taken: Taken, names: Names) -> Iterator[Ratio]:
    runs = taken.measurements
    for name in (names.cold, names.unchanged, names.edited, names.grown):
        yield Ratio.of(runs[name], runs[names.whole])
    for rival in (rival.name for rival in rivals.PDFS if rival.name in runs):
        yield Ratio.of(runs[names.cold], runs[rival])
        yield Ratio.of(runs[names.edited], runs[rival])
