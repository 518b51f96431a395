"""Run all benches, or those named: python -m bench [--quick] [--alone] [--corpus DIR] [press]."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console

from bench import check, epub, library, press, preview, proof, site
from bench import credits as crediting
from bench.measure import MeasureError
from bench.report import Report, show, write
from bench.settings import Settings

BENCHES: dict[str, Callable[[Settings], Iterator[Report]]] = {
    "check": check.run,
    "credits": crediting.run,
    "press": press.run,
    "preview": preview.run,
    "site": site.run,
    "epub": epub.run,
    "library": library.run,
    "proof": proof.run,
}
WITH_CORPUS = frozenset({"press", "preview", "site", "epub", "proof"})
CACHE = Path(".cache/bench")
RESULTS = Path("build/bench")
NO_CORPUS = (
    "Without the real cookbook: no corpus is named. "
    "Hint: make bench CORPUS=DIR, a folder with history.bundle and pix/"
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write down; 2 where a name or a program is missing."""
    console, errors = Console(), Console(stderr=True, highlight=False, soft_wrap=True)
    asked = _parser().parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHES]
    if unknown:
        errors.print(f"There is no bench {unknown[0]}. Hint: choose from {', '.join(BENCHES)}")
        return 2
    corpus = asked.corpus and asked.corpus.absolute()
    settings = Settings(CACHE.absolute(), asked.quick, asked.alone, corpus)
    names = asked.names or list(BENCHES)
    if not corpus and WITH_CORPUS & set(names):
        errors.print(NO_CORPUS)
    code = 0
    for name in names:
        try:
            for report in BENCHES[name](settings):
                _tell(report, console)
        except MeasureError as error:
            errors.print(str(error), markup=False)
            code = 2
    return code


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="all, if none is named")
    parser.add_argument("--quick", action="store_true", help="tiny books, one run of each command")
    parser.add_argument("--alone", action="store_true", help="measure no other program")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="with history.bundle and pix/")
    return parser


def _tell(report: Report, console: Console) -> None:
    path = RESULTS / f"{report.bench.replace(' ', '-')}.json"
    write(report, path)
    show(report, console)
    console.print(f"Written to {path}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
