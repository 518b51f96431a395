"""`potluck build site` beside MkDocs with Material, and Zensical, on the same text.

Cold, after an edit that leaves the navigation alone, and unchanged. Others check and prove nothing.
"""

from collections.abc import Iterator
from pathlib import Path

from bench import plain, rivals
from bench.building import Builder, Contest, Taken
from bench.peers import program, version
from bench.report import Goal, Ratio, Report
from bench.settings import Settings
from bench.subjects import Subject, books

SITE = ("build", "site")
OUTPUT = "build/site"
SUBJECTS = ("cookbook", "recipes")


def run(settings: Settings) -> Iterator[Report]:
    """Measure the site of each book that can be had."""
    for book, scratch in books(SUBJECTS, settings):
        yield _report(book, scratch, settings)


def _report(book: Subject, scratch: Path, settings: Settings) -> Report:
    taken, export, counted = Taken(), plain.read(book.folder), book.counted()
    site = Builder(book, SITE, OUTPUT, settings)
    cold, unchanged, edited = site.cold(taken), site.unchanged(taken), site.edited(taken)
    Contest(export, scratch, settings, edit=True).hold(taken, rivals.SITES)
    runs = taken.measurements
    share = runs[edited].wall.median / runs[cold].wall.median
    return Report(
        bench=f"site {book.name}",
        subject=counted,
        versions={"potluck": version((program("potluck"), "--version")), **taken.versions},
        measurements=tuple(runs.values()),
        ratios=(Ratio.of(runs[edited], runs[cold]), Ratio.of(runs[unchanged], runs[cold]),
                *_beside(taken, cold, edited)),
        produced=taken.produced,
        goals=(Goal(f"{edited}: of the time of a cold build", share, 1 / 5),),
        missing=tuple(taken.missing),
    )  # fmt: skip


def _beside(taken: Taken, cold: str, edited: str) -> Iterator[Ratio]:
    runs = taken.measurements
    for rival in (rival.name for rival in rivals.SITES if rival.name in runs):
        yield Ratio.of(runs[cold], runs[rival])
        if again := runs.get(f"{rival}, one chapter edited"):
            yield Ratio.of(runs[edited], again)
