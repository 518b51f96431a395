"""Keep what was worked out: the trace of all commits, and the words at the last few heads."""

import sys
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from potluck import keeping
from potluck.credits.origins.trace import Trace
from potluck.credits.origins.traced import Traced
from potluck.credits.origins.weave import Births, Loom, Version
from potluck.credits.repository import Repository

ROOMS = ("credits", "credits/origins")


@dataclass(frozen=True)
class Place:
    """Where the work of one book under one set of settings is kept."""

    folder: Path
    edition: str

    def file(self, kind: str, name: str = "") -> Path:
        """Return a file of this kind."""
        return self.folder / f"{kind}-{self.edition}{name}.msgpack"


@dataclass(frozen=True)
class Result:
    """The words of all chapters at one commit."""

    commit: str
    chapters: dict[str, Traced]


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


def place(repo: Repository, ignored: Collection[str], outside: Collection[str]) -> Place:
    """Return where the work is kept: another place for other code, settings or names."""
    told = "\0".join((repo.prefix, "", *sorted(ignored), "", *sorted(outside)))
    folder = Path(repo.repo.common_dir) / keeping.FOLDER
    return Place(folder, keeping.edition(*ROOMS, also=told.encode("utf-8", "surrogatepass")))


def result(place: Place, commit: str) -> dict[str, Traced] | None:
    """Return the words at a commit, if they are known."""
    found = keeping.load(place.file("words", commit[:16]), Result)
    return found.chapters if found and found.commit == commit else None


def result_is(place: Place, commit: str, chapters: dict[str, Traced]) -> None:
    """Keep the words at a commit."""
    keeping.keep(place.file("words", commit[:16]), Result(commit, chapters))


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
