"""When people came and took part: dates of their contributions -> months, quarters or years."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["month", "quarter", "year"]
LENGTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}
MOST = 36  # so many columns can be told apart on a telephone
FIRST = date(1970, 1, 1)  # where git does not know better, or somebody's clock was wrong


@dataclass(frozen=True)
class Period:
    """A stretch of time, and how many people took part; `newcomers` of them for the first time."""

    label: str
    active: int = 0
    newcomers: int = 0


@dataclass(frozen=True)
class Timeline:
    """Periods of one length, without gaps; the last is that of the last commit."""

    unit: Unit
    periods: tuple[Period, ...]


def timeline(people: Iterable[Collection[date]], last: date) -> Timeline:
    """Return how many took part and how many came, given the dates of each person.

    In the smallest unit that needs at most `MOST` periods; where even years are more, what was
    before counts in the first of them. Clocks are wrong sometimes: nothing is later than `last`.
    """
    times = [[min(max(day, FIRST), last) for day in days] for days in people if days]
    start = min((min(days) for days in times), default=last)
    fitting = (u for u in LENGTHS if _index(last, u) - _index(start, u) < MOST)
    unit: Unit = next(fitting, "year")
    end = _index(last, unit)
    begin = max(_index(start, unit), end - MOST + 1)
    present = [{max(_index(day, unit), begin) for day in days} for days in times]
    periods = (
        Period(
            label(index, unit),
            sum(index in indexes for indexes in present),
            sum(index == min(indexes) for indexes in present),
        )
        for index in range(begin, end + 1)
    )
    return Timeline(unit, tuple(periods))


def _index(day: date, unit: Unit) -> int:
    return (day.year * 12 + day.month - 1) // LENGTHS[unit]


def label(index: int, unit: Unit) -> str:
    """Name a period.

    >>> day = date(2024, 5, 6)
    >>> [label(_index(day, unit), unit) for unit in LENGTHS]
    ['2024-05', '2024 Q2', '2024']
    """
    year, part = divmod(index, 12 // LENGTHS[unit])
    return {"month": f"{year}-{part + 1:02}", "quarter": f"{year} Q{part + 1}", "year": f"{year}"}[
        unit
    ]
