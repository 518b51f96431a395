"""The clock goes back, or forward; files of another edition have the same size and times."""

import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from faults.books import Book
from faults.damage import kept

OFFSETS = (-10 * 365 * 86_400, -86_400, -3_600, -1, 0, 3_600, 86_400)
SAME = datetime(2026, 1, 2, tzinfo=UTC).timestamp()
SHIFTED = """
import sys, time
offset, now, nanoseconds = int(sys.argv.pop(1)), time.time, time.time_ns
time.time = lambda: now() + offset
time.time_ns = lambda: nanoseconds() + offset * 10**9
from potluck.cli import run
run()
"""


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Build A and B in turns, at times that tell nothing, or the wrong thing."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    for trial in range(number):
        edition, offset = "AB"[trial % 2], OFFSETS[trial % len(OFFSETS)]
        book.show(edition)
        date(book, chance)
        book.builds(edition, (sys.executable, "-c", SHIFTED, str(offset)))
        yield f"{offset:+} s"


def date(book: Book, chance: random.Random) -> None:
    """Give all files of the book one time of change, and what is kept any."""
    for path in (book.root / "content").rglob("*"):
        os.utime(path, (SAME, SAME))
    for path in kept(book):
        when = SAME + chance.uniform(-(10**8), 10**8)
        os.utime(path, (when, when))
