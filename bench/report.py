"""Measurements -> a table for people and a JSON file for programs."""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import Measurement, Spread

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Ratio:
    """Our time for some work, divided by that of all peers who together do the same work."""

    ours: str
    peers: tuple[str, ...]
    wall: float
    cpu: float

    @classmethod
    def of(cls, ours: Measurement, *peers: Measurement) -> "Ratio":
        """Divide medians; below 1 we are the faster ones."""
        return cls(
            ours.name,
            tuple(peer.name for peer in peers),
            ours.wall.median / sum(peer.wall.median for peer in peers),
            ours.cpu.median / sum(peer.cpu.median for peer in peers),
        )


@dataclass(frozen=True)
class Report:
    """What one bench found. `subject` says what was worked on, `versions` by which programs."""

    bench: str
    subject: Mapping[str, int]
    versions: Mapping[str, str]
    measurements: tuple[Measurement, ...]
    ratios: tuple[Ratio, ...]


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values; seconds and bytes."""
    return {
        "bench": report.bench,
        "machine": machine(),
        "subject": dict(report.subject),
        "versions": dict(report.versions),
        "measurements": [_measurement(taken) for taken in report.measurements],
        "ratios": [{**asdict(ratio), "peers": list(ratio.peers)} for ratio in report.ratios],
    }


def _measurement(taken: Measurement) -> dict[str, Any]:
    return {
        "name": taken.name,
        "command": list(taken.command),
        "runs": [asdict(run) for run in taken.runs],
        "wall": asdict(taken.wall),
        "cpu": asdict(taken.cpu),
        "peak": asdict(taken.peak),
    }


def machine() -> dict[str, str | int]:
    """Say on what was measured."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
        "python": platform.python_version(),
    }


def write(report: Report, path: Path) -> None:
    """Write the report as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(report), indent=2) + "\n", encoding="utf-8")


def show(report: Report, console: Console) -> None:
    """Print the report as two tables."""
    subject = ", ".join(f"{number:,} {what}" for what, number in report.subject.items())
    table = Table(title=f"{report.bench}: {subject}")
    table.add_column("What")
    for heading in ("Time", "from–to", "Processor", "Peak memory", "Runs"):
        table.add_column(heading, justify="right")
    for taken in report.measurements:
        table.add_row(
            taken.name,
            f"{taken.wall.median:.2f} s",
            _reach(taken.wall),
            f"{taken.cpu.median:.2f} s",
            f"{taken.peak.median / MEGABYTE:.0f} MB",
            str(len(taken.runs)),
        )
    console.print(table)
    console.print(_ratios(report))
    console.print(", ".join(f"{name} {version}" for name, version in report.versions.items()))


def _reach(spread: Spread) -> str:
    return f"{spread.low:.2f}–{spread.high:.2f} s"


def _ratios(report: Report) -> Table:
    table = Table(title="Ours / theirs: below 1 we are faster")
    table.add_column("Ours")
    table.add_column("Theirs, one after the other")
    table.add_column("Time", justify="right")
    table.add_column("Processor", justify="right")
    for ratio in report.ratios:
        theirs = " + ".join(ratio.peers)
        table.add_row(ratio.ours, theirs, f"{ratio.wall:.2f}", f"{ratio.cpu:.2f}")
    return table
