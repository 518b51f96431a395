"""Builds a book from outside and lets every validator judge it: `make prove-corpus CORPUS=DIR`.

DIR is a corpus as `make bench` takes it (`bench/cookbook.py`), or the folder of any book.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import cookbook
from browser import chromium
from potluck import pipeline
from validators.accepted import remaining
from validators.book import Book, Verdict
from validators.table import COUNTS, NAMES, judged

SHOWN = 20


@dataclass(frozen=True)
class Row:
    """What one validator said of the book, and in how many seconds."""

    name: str
    verdict: Verdict
    found: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        accepted = len(self.verdict.found) - len(self.found)
        counts = f"{self.verdict.seen:8} {COUNTS[self.name]:31}"
        told = f"{len(self.found):4} found {accepted:5} accepted {self.seconds:6.0f} s"
        return "\n    ".join((f"{self.name:20} {counts} {told}", *self.found[:SHOWN]))


def main(arguments: Sequence[str]) -> int:
    """Print what each validator says of the book; return 1 if anything is wrong."""
    if len(arguments) != 1:
        sys.stderr.write("No corpus. Hint: make prove-corpus CORPUS=DIR\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="potluck-prove-") as scratch:
        root = planted(Path(arguments[0]).resolve(), Path(scratch))
        _say("Building the book …")
        outcome = pipeline.build(root, progress=lambda _: None)
        if not outcome.published:
            _say("\n".join(map(str, outcome.findings)))
            return 1
        return judge(Book(root))


def planted(given: Path, scratch: Path) -> Path:
    """Return the folder of the book: the one given, or a new one made from a corpus."""
    if (given / "mkdocs.yml").is_file():
        return given
    cookbook.write(scratch / "book", given)
    return scratch / "book"


def judge(book: Book) -> int:
    """Let each validator judge the book in turn; return 1 if one found anything."""
    wrong = False
    with chromium() as browser:
        for name in NAMES:
            began = time.monotonic()
            verdict = judged(name, book, lambda: browser)
            found = remaining(name, verdict)
            _say(str(Row(name, verdict, found, time.monotonic() - began)))
            wrong = wrong or bool(found)
    return int(wrong)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
