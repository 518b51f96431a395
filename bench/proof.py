"""What the proof costs: its share of a build that made everything, and of one after an edit.

The shares are of the time that the build itself took down (`--timings`). Beside them stands
`potluck prove`, which believes nothing that was found before.
"""

import json
from collections.abc import Callable, Generator
from pathlib import Path

from bench.building import COLD, WARM, forget
from bench.edits import Writer
from bench.measure import measure, nothing
from bench.peers import program, version
from bench.report import Ratio, Report
from bench.settings import Settings
from bench.subjects import Subject, books

SUBJECTS = ("cookbook", "recipes", "textbook")
STEP = "proof"


def run(settings: Settings) -> Generator[Report, None, None]:
    """Measure the proof of each book that can be had."""
    for book, scratch in books(SUBJECTS, settings):
        yield _report(book, scratch / "timings.json", settings)


def _report(book: Subject, timings: Path, settings: Settings) -> Report:
    situations: dict[str, tuple[int, Callable[[], None]]] = {
        "cold": (COLD, lambda: forget(book.folder)),
        "one chapter edited": (WARM, Writer(book.middle).change),
    }
    counted = book.counted()
    build = (program("potluck"), "build", "--timings", str(timings))
    taken, shares = [], {}
    for situation, (runs, before) in situations.items():
        name = f"potluck build, {situation}"
        taken.append(measure(name, build, book.folder, runs=settings.runs(runs), before=before))
        shares[f"the proof, of {name}"] = share(timings.read_text(encoding="utf-8"), STEP)
    prove = (program("potluck"), "prove")
    proven = measure("potluck prove", prove, book.folder, runs=settings.runs(COLD), before=nothing)
    return Report(
        bench=f"proof {book.name}",
        subject=counted,
        versions={"potluck": version((program("potluck"), "--version"))},
        measurements=(*taken, proven),
        ratios=tuple(Ratio.of(proven, one) for one in taken),
        shares=shares,
    )


def share(timings: str, step: str) -> float:
    """Return what part of all the time a step took, by a trace of a build.

    >>> span = '{"name": "%s", "ts": %d, "dur": %d}'
    >>> spans = ", ".join(span % each for each in [("reading", 5, 15), ("proof", 20, 5)])
    >>> share('{"traceEvents": [%s]}' % spans, "proof")
    0.25
    """
    spans = json.loads(timings)["traceEvents"]
    start = min(span["ts"] for span in spans)
    end = max(span["ts"] + span["dur"] for span in spans)
    return float(sum(span["dur"] for span in spans if span["name"] == step) / (end - start))
