"""All faults in full: `make faults` prints how many were tried and what came of them."""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from faults import clock, closed, damage, full, kills, power, together
from faults.books import Book, copied, make

Trials = Callable[[Book, int, int], Iterator[str]]
KINDS: dict[str, tuple[Trials, int]] = {
    "killed": (kills.trials, 200),
    "disk full": (full.trials, 80),
    "permission lost": (closed.trials, 56),
    "clock set": (clock.trials, 28),
    "cache damaged": (damage.trials, 120),
    "builds at once": (together.trials, 30),
    "power cut": (power.trials, 500),
}
"""What is tried, and how often."""
SEED, FAILED = 6, "FAILED"


def main() -> int:
    """Try all kinds, or those named; return 1 where something did not hold."""
    options = _options()
    counts: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="faults-") as name, _bar() as bar:
        folder = Path(name)
        make(folder)
        for kind in options.kinds or KINDS:
            trials, number = KINDS[kind]
            task = bar.add_task(kind, total=options.number or number)
            counts[kind] = Counter()
            book = copied(folder, folder / kind.replace(" ", "-") / "book")
            for outcome in _outcomes(trials(book, options.number or number, options.seed)):
                counts[kind][outcome] += 1
                bar.advance(task)
            Console(width=120).print(_table({kind: counts[kind]}, options.seed))
    return int(any(outcome.startswith(FAILED) for found in counts.values() for outcome in found))


def _outcomes(trials: Iterator[str]) -> Iterator[str]:
    """Yield what came of each trial; after one that failed there is no other."""
    try:
        yield from trials
    except AssertionError as error:
        yield f"{FAILED}: {error}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="faults")
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], default=[], metavar="KIND")
    parser.add_argument("--number", type=int, default=0, help="how often each is tried")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


def _bar() -> Progress:
    return Progress(console=Console(stderr=True))


def _table(counts: dict[str, Counter[str]], seed: int) -> Table:
    table = Table("fault", "tried", "what came of it", title=f"Faults (seed {seed})")
    for name, found in counts.items():
        told = "\n".join(f"{number} {outcome}" for outcome, number in sorted(found.items()))
        table.add_row(name, str(found.total()), told)
    return table


if __name__ == "__main__":
    sys.exit(main())
