"""Keep the trace of all commits, in a few long rows."""

import sys
from array import array
from dataclasses import dataclass
from itertools import accumulate, pairwise

from potluck import keeping
from potluck.credits.origins.keep import Place
from potluck.credits.origins.trace import Trace
from potluck.credits.origins.weave import Births, Loom, Version


@dataclass(frozen=True)
class Kept:
    """A trace in a few long rows: quick to write and to read."""

    byteorder: str
    vocabulary: list[str]
    words: bytes
    births: tuple[bytes, bytes, bytes]
    lines: bytes  # of each version: which chapter
    sizes: tuple[bytes, bytes]  # of each version: how many numbers in its runs, how many units
    runs: bytes
    marks: bytes
    units: bytes
    places: tuple[bytes, bytes]
    founders: bytes
    names: list[str]
    commits: list[str]
    firsts: bytes
    deltas: list[dict[str, int]]
    blobs: list[str]
    lost: dict[str, int]


def trace(place: Place) -> Trace:
    """Return the trace as far as it is known; an empty one where nothing is."""
    kept = keeping.load(place.file("trace"), Kept)
    if kept is None or kept.byteorder != sys.byteorder:
        return Trace()
    births = Births(*(_row("I", data) for data in kept.births))
    loom = Loom(
        vocabulary={word: number for number, word in enumerate(kept.vocabulary)},
        words=_row("I", kept.words),
        births=births,
        versions=_versions(kept),
        places=dict(zip(_row("q", kept.places[0]), _row("Q", kept.places[1]), strict=True)),
        founders=list(_row("q", kept.founders)),
        names=kept.names,
    )
    numbers = {commit: number for number, commit in enumerate(kept.commits)}
    firsts = _row("q", kept.firsts)
    return Trace(loom, kept.commits, firsts, kept.deltas, kept.blobs, numbers, kept.lost)


def trace_is(place: Place, trace: Trace) -> None:
    """Keep a trace."""
    loom, versions = trace.loom, trace.loom.versions
    births = loom.births
    keeping.keep(
        place.file("trace"),
        Kept(
            byteorder=sys.byteorder,
            vocabulary=list(loom.vocabulary),
            words=loom.words.tobytes(),
            births=(births.starts.tobytes(), births.commits.tobytes(), births.lines.tobytes()),
            lines=array("I", [version.line for version in versions]).tobytes(),
            sizes=(
                array("I", [len(version.runs) for version in versions]).tobytes(),
                array("I", [len(version.units) for version in versions]).tobytes(),
            ),
            runs=b"".join(version.runs.tobytes() for version in versions),
            marks=b"".join(version.marks.tobytes() for version in versions),
            units=b"".join(version.units.tobytes() for version in versions),
            places=(array("q", loom.places).tobytes(), array("Q", loom.places.values()).tobytes()),
            founders=array("q", loom.founders).tobytes(),
            names=loom.names,
            commits=trace.commits,
            firsts=trace.firsts.tobytes(),
            deltas=trace.deltas,
            blobs=trace.blobs,
            lost=trace.lost,
        ),
    )


def _versions(kept: Kept) -> list[Version]:
    runs, marks, units = _row("I", kept.runs), _row("q", kept.marks), _row("I", kept.units)
    of_runs = pairwise(accumulate(_row("I", kept.sizes[0]), initial=0))
    of_units = pairwise(accumulate(_row("I", kept.sizes[1]), initial=0))
    return [
        Version(line, runs[a:b], marks[c:d], units[c:d])
        for line, (a, b), (c, d) in zip(_row("I", kept.lines), of_runs, of_units, strict=True)
    ]


def _row(kind: str, data: bytes) -> "array[int]":
    row: array[int] = array(kind)
    row.frombytes(data)
    return row
