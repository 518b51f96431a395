"""`potluck check` beside markdownlint-cli2 and `reuse lint`, on the same 1,000 chapters.

Together those two look at what a check looks at: the Markdown of every chapter, and the licence of
every file. Each is run as people run it, as a whole process.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import book
from bench.measure import Measurement, measure
from bench.peers import markdownlint, program, version
from bench.report import Ratio, Report
from bench.settings import Settings

CHAPTERS, FEW = 1000, 20  # in quick mode few
RUNS = 5
PEER_RUNS = 3


@dataclass
class Editor:
    """Changes one word of a chapter each time, as somebody does who writes."""

    path: Path
    times: int = 0

    def change(self) -> None:
        """Put another number of days into the last section."""
        text = self.path.read_text(encoding="utf-8")
        before, after = f"It keeps for {3 + self.times} days", f"It keeps for {4 + self.times} days"
        self.times += 1
        self.path.write_text(text.replace(before, after), encoding="utf-8")


def run(settings: Settings) -> Iterator[Report]:
    """Measure ourselves and our peers on a book that is made for it."""
    chapters, runs = (FEW, 1) if settings.quick else (CHAPTERS, RUNS)
    lint = markdownlint(settings.cache)
    with tempfile.TemporaryDirectory(prefix="potluck-bench-") as scratch:
        folder = Path(scratch) / "book"
        book.write(folder, chapters)
        ours = _ours(folder, runs)
        theirs = _theirs(folder, lint, min(runs, PEER_RUNS))
        subject = _subject(folder)
    whole, single = theirs[:2], theirs[2:]
    yield Report(
        bench="check",
        subject=subject,
        versions=_versions(lint),
        measurements=(*ours, *theirs),
        ratios=(
            *(Ratio.of(taken, *whole) for taken in ours[:3]),
            Ratio.of(ours[3], *single),
        ),
    )


def _ours(folder: Path, runs: int) -> tuple[Measurement, ...]:
    potluck = program("potluck")
    check = (potluck, "check")
    chapter = book.Dish(1).path
    measure("", check, folder, runs=1)  # compiles our modules, which a reader does once

    def cold() -> None:
        forget(folder)

    return (
        measure("potluck check, cold", check, folder, runs=runs, before=cold),
        measure("potluck check, warm", check, folder, runs=runs),
        measure("potluck check, one chapter changed", check, folder, runs=runs,
                before=Editor(folder / chapter).change),
        measure("potluck check FILE", (*check, chapter), folder, runs=runs),
    )  # fmt: skip


def forget(folder: Path) -> None:
    """Remove all that a check may have kept for the next one."""
    for kept in (folder / ".cache", folder / ".git" / "potluck"):
        shutil.rmtree(kept, ignore_errors=True)


def _theirs(folder: Path, lint: str, runs: int) -> tuple[Measurement, ...]:
    reuse = program("reuse")
    chapter = book.Dish(1).path
    return (
        measure("markdownlint-cli2", (lint, "content/**/*.md"), folder, runs=runs),
        measure("reuse lint", (reuse, "lint", "--quiet"), folder, runs=runs),
        measure("markdownlint-cli2 FILE", (lint, chapter), folder, runs=runs),
        measure("reuse lint-file FILE", (reuse, "lint-file", chapter), folder, runs=runs),
    )


def _subject(folder: Path) -> dict[str, int]:
    chapters = sorted((folder / "content").rglob("*.md"))
    return {
        "chapters": len(chapters),
        "bytes of Markdown": sum(path.stat().st_size for path in chapters),
        "pictures": len(list((folder / "content").rglob("*.jpg"))),
        "contributors": len(list((folder / "contributors").iterdir())),
    }


def _versions(lint: str) -> dict[str, str]:
    return {
        "potluck": version((program("potluck"), "--version")),
        "markdownlint-cli2": version((lint, "--help")),
        "node": version(("node", "--version")),
        "reuse": version((program("reuse"), "--version")),
    }
