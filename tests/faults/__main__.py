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

from faults import kills
from faults.books import Book, book

Trials = Callable[[Book, int, int], Iterator[str]]
KINDS: dict[str, tuple[Trials, int]] = {
    "killed": (kills.trials, 200),
}
"""What is tried, and how often."""
SEED = 6


def main() -> int:
    """Try all kinds, or those named; return 1 where something did not hold."""
    options = _options()
    counts: dict[str, Counter[str]] = {}
    failed = False
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, _bar() as bar:
        for name in options.kinds or KINDS:
            trials, number = KINDS[name]
            number = options.number or number
            task = bar.add_task(name, total=number)
            counts[name] = Counter()
            try:
                made = book(Path(folder) / name)
                for outcome in trials(made, number, options.seed):
                    counts[name][outcome] += 1
                    bar.advance(task)
            except AssertionError as error:
                counts[name][f"FAILED: {error}"] += 1
                failed = True
    Console(width=120).print(_table(counts, options.seed))
    return int(failed)


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
