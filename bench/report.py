"""Measurements and what was produced -> tables for people and a JSON file for programs."""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import Measurement, Spread
from bench.produced import Product, Shelf

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Ratio:
    """What we take for some work, divided by what all peers take who together do the same work."""

    ours: str
    peers: tuple[str, ...]
    wall: float
    cpu: float
    peak: float

    @classmethod
    def of(cls, ours: Measurement, *peers: Measurement) -> "Ratio":
        """Divide medians; below 1 we take less."""
        return cls(
            ours.name,
            tuple(peer.name for peer in peers),
            ours.wall.median / sum(peer.wall.median for peer in peers),
            ours.cpu.median / sum(peer.cpu.median for peer in peers),
            ours.peak.median / max(peer.peak.median for peer in peers),
        )


@dataclass(frozen=True)
class Goal:
    """What we want to reach, as a number that shall not be passed: a ratio, or seconds."""

    what: str
    measured: float
    at_most: float

    @property
    def met(self) -> bool:
        return self.measured <= self.at_most


@dataclass(frozen=True)
class Missing:
    """A peer that could not be installed or run, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Report:
    """What one bench found. `subject` says what was worked on, `versions` by which programs.

    `produced` tells by the names of measurements what each of them made, `shares` which part of the
    time of something went where.
    """

    bench: str
    subject: Mapping[str, int]
    versions: Mapping[str, str]
    measurements: tuple[Measurement, ...]
    ratios: tuple[Ratio, ...]
    produced: Mapping[str, Product | Shelf] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    missing: tuple[Missing, ...] = ()


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values; seconds and bytes."""
    return {
        "bench": report.bench,
        "machine": machine(),
        "subject": dict(report.subject),
        "versions": dict(report.versions),
        "measurements": [_measurement(taken) for taken in report.measurements],
        "ratios": [{**asdict(ratio), "peers": list(ratio.peers)} for ratio in report.ratios],
        "produced": {name: asdict(product) for name, product in report.produced.items()},
        "shares": dict(report.shares),
        "goals": [{**asdict(goal), "met": goal.met} for goal in report.goals],
        "missing": [asdict(missing) for missing in report.missing],
    }


def _measurement(taken: Measurement) -> dict[str, Any]:
    return {
        "name": taken.name,
        "command": list(taken.command),
        "runs": [asdict(run) for run in taken.runs],
        "wall": asdict(taken.wall),
        "cpu": asdict(taken.cpu),
        "peak": asdict(taken.peak),
        "together": asdict(taken.together),
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
    """Print the report as tables, and a line for each peer that is missing from them."""
    console.print(_measurements(report))
    if report.ratios:
        console.print(_ratios(report))
    for kind in dict.fromkeys(map(type, report.produced.values())):
        console.print(_products(report, kind))
    if report.shares:
        console.print(_shares(report))
    if report.goals:
        console.print(_goals(report))
    for missing in report.missing:
        console.print(f"{missing.name} is missing: {missing.reason}", markup=False, soft_wrap=True)
    console.print(", ".join(f"{name} {version}" for name, version in report.versions.items()))


def _measurements(report: Report) -> Table:
    subject = ", ".join(f"{number:,} {what}" for what, number in report.subject.items())
    table = Table(title=f"{report.bench}: {subject}")
    table.add_column("What")
    for heading in ("Time", "from–to", "Processor", "Largest", "Together", "Runs"):
        table.add_column(heading, justify="right")
    for taken in report.measurements:
        table.add_row(
            taken.name,
            f"{taken.wall.median:.2f} s",
            _reach(taken.wall),
            f"{taken.cpu.median:.2f} s",
            _megabytes(taken.peak),
            _megabytes(taken.together),
            str(len(taken.runs)),
        )
    return table


def _products(report: Report, kind: type[Product | Shelf]) -> Table:
    """Return what was produced of one kind: a column for each field of its class."""
    table = Table(title=f"Produced: {kind.__name__}")
    table.add_column("By")
    for each in fields(kind):
        table.add_column(each.name.replace("_", " ").capitalize(), justify="right")
    for name, product in report.produced.items():
        if isinstance(product, kind):
            table.add_row(name, *(_told(value) for value in asdict(product).values()))
    return table


def _told(value: bool | float) -> str:
    """Write a value of a product.

    >>> _told(True), _told(1234)
    ('yes', '1,234')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}"


def _megabytes(spread: Spread) -> str:
    return f"{spread.median / MEGABYTE:.0f} MB"


def _reach(spread: Spread) -> str:
    return f"{spread.low:.2f}–{spread.high:.2f} s"


def _ratios(report: Report) -> Table:
    table = Table(title="Ours / theirs: below 1 we take less")
    table.add_column("Ours")
    table.add_column("Theirs, one after the other")
    table.add_column("Time", justify="right")
    table.add_column("Processor", justify="right")
    table.add_column("Largest", justify="right")
    for ratio in report.ratios:
        numbers = (_short(number) for number in (ratio.wall, ratio.cpu, ratio.peak))
        table.add_row(ratio.ours, " + ".join(ratio.peers), *numbers)
    return table


def _shares(report: Report) -> Table:
    table = Table(title="Shares of the time")
    table.add_column("What")
    table.add_column("Share", justify="right")
    for what, share in report.shares.items():
        table.add_row(what, f"{share:.1%}")
    return table


def _goals(report: Report) -> Table:
    table = Table(title="Goals")
    table.add_column("What")
    for heading in ("Measured", "At most", "Met"):
        table.add_column(heading, justify="right")
    for goal in report.goals:
        numbers = (_short(number) for number in (goal.measured, goal.at_most))
        table.add_row(goal.what, *numbers, "yes" if goal.met else "no")
    return table


def _short(number: float) -> str:
    """Write a number with three figures that count.

    >>> _short(0.03456), _short(12.0)
    ('0.0346', '12')
    """
    return f"{number:.3g}"
