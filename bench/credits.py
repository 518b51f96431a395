"""`potluck credits` beside `git blame -w -M -C -C` of each chapter, on the same history.

Blame tells whose the lines are, and is given all processors; we tell whose the words are, who the
people are, and what each of them is credited for. Growth is our own time on a history ten times as
long, and on a book of three times as many chapters, divided by that on the first.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import past
from bench.check import forget
from bench.measure import Measurement, measure
from bench.peers import program, version
from bench.report import Ratio, Report
from bench.settings import Settings

SIZES = (350, 1000, 1000, 10_000)  # chapters and commits; many chapters, many commits
SMALL = (4, 8, 6, 20)
RUNS = 5
BLAME = (
    "git ls-files -z 'content/*.md' | xargs -0 -n1 -P{cores} "
    "git blame -w -M -C -C --line-porcelain > /dev/null"
)


def run(settings: Settings) -> Iterator[Report]:
    """Measure ourselves and git on books that are made for it."""
    chapters, commits, many_chapters, many_commits = SMALL if settings.quick else SIZES
    runs = 1 if settings.quick else RUNS
    with tempfile.TemporaryDirectory(prefix="potluck-bench-") as scratch:
        folder = Path(scratch)
        past.write(folder / "book", chapters, commits)
        past.write(folder / "long", chapters, many_commits)
        past.write(folder / "wide", many_chapters, max(commits, many_chapters + commits - chapters))
        cold = _cold("cold", folder / "book", runs)
        ours = (cold, *_warm(folder / "book", runs))
        blame = _blame(folder / "book", min(runs, 3))
        grown = (
            _cold(f"cold, {many_commits:,} commits", folder / "long", min(runs, 3)),
            _cold(f"cold, {many_chapters:,} chapters", folder / "wide", min(runs, 3)),
        )
    yield Report(
        bench="credits",
        subject={"chapters": chapters, "commits": commits},
        versions={"potluck": version((program("potluck"), "--version")),
                  "git": version(("git", "--version"))},
        measurements=(*ours, blame, *grown),
        ratios=(*(Ratio.of(taken, blame) for taken in ours),
                *(Ratio.of(taken, cold) for taken in grown)),
    )  # fmt: skip


def _command() -> tuple[str, ...]:
    return program("potluck"), "credits", "--format", "csv"


def _cold(name: str, folder: Path, runs: int) -> Measurement:
    return measure(f"potluck credits, {name}", _command(), folder, runs=runs,
                   before=lambda: forget(folder))  # fmt: skip


def _warm(folder: Path, runs: int) -> tuple[Measurement, ...]:
    chapter = min((folder / "content").rglob("*.md"))
    times = iter(range(1000))

    def commit() -> None:
        with chapter.open("a", encoding="utf-8") as file:
            file.write(f"\nSomebody has said this for the {next(times)}th time.\n")
        who = ("-c", "user.name=Contributor A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, "commit", "-qam", "More"], cwd=folder, check=True)

    return (
        measure("potluck credits, warm", _command(), folder, runs=runs),
        measure("potluck credits, after one commit", _command(), folder, runs=runs, before=commit),
    )


def _blame(folder: Path, runs: int) -> Measurement:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    shell = ("sh", "-c", BLAME.format(cores=cores))
    return measure("git blame -w -M -C -C of each chapter", shell, folder, runs=runs)
