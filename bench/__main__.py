"""Run all benches, or those named: python -m bench [check]."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from bench import check
from bench import credits as crediting
from bench.measure import MeasureError
from bench.report import Report, show, write

BENCHES: dict[str, Callable[[Path], Report]] = {"check": check.run, "credits": crediting.run}
CACHE = Path(".cache/bench")
RESULTS = Path("build/bench")


def main(names: Sequence[str]) -> int:
    """Measure, print and write down; 2 where a name or a program is missing."""
    console, errors = Console(), Console(stderr=True, highlight=False, soft_wrap=True)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        errors.print(f"There is no bench {unknown[0]}. Hint: choose from {', '.join(BENCHES)}")
        return 2
    for name in names or BENCHES:
        try:
            report = BENCHES[name](CACHE.absolute())
        except MeasureError as error:
            errors.print(str(error), markup=False)
            return 2
        write(report, RESULTS / f"{name}.json")
        show(report, console)
        console.print(f"Written to {RESULTS / name}.json")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
