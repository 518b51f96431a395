"""Temperatures in two scales say the same.

A cook reads one of the two and trusts it. "302 °F (105 °C)" is a burnt cake for one half of the
readers or a raw one for the other. Rounding is fine: up to 3 °C below 100 °C, where food safety is
decided; up to 8 °C for ovens, so that 350 °F may be 175 or 180 °C; up to 11 °C above 240 °C. Gas
marks may be 15 °C off. A fan oven's figure may stand beside the others, and differences ("10 °C
(18 °F) hotter") are reckoned as differences.

Source: NIST SP 811, appendix B.8 (°C = (°F - 32) / 1.8); gas marks are steps of 25 °F from 275 °F.

Bad:

    -- content/cake.md --
    # Cake

    Bake it at 302 °F (105 °C).

Good:

    -- content/cake.md --
    # Cake

    Bake it at 180 °C (350 °F; fan 160 °C; gas 4), or 10 °C (18 °F) hotter for a darker crust.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.temperature import Temperature, runs, to_celsius, to_fahrenheit
from potluck.model import Finding, Severity

_GAS = 15.0
_STEP = re.compile(
    r"\b(?:by|within|differ\w*|every|each|per|hotter|cooler|warmer|colder|higher|lower|more|less"
    r"|raise[sd]?|rises?|drops?|falls?|increase[sd]?|decrease[sd]?|reduce[sd]?|above|below)\b",
    re.IGNORECASE,
)


def check(chapter: ChapterView) -> Iterator[Finding]:
    found = chapter.temperatures
    if len({each.scale for each in found}) < 2:
        return
    body = chapter.reading.body
    for run in runs(body, found):
        for first, second in _disagreeing(run):
            if not _difference(body, first, second):
                yield _finding(chapter, first, second)


def _disagreeing(run: tuple[Temperature, ...]) -> Iterator[tuple[Temperature, Temperature]]:
    """Yield the pairs of a run that ought to agree, where no other temperature of it explains."""
    celsius = [each for each in run if each.scale == "C"]
    for scale in ("F", "gas"):
        others = [each for each in run if each.scale == scale]
        if not celsius or not others:
            continue
        fewer, more = sorted((celsius, others), key=len)
        for each in fewer:
            if not any(_agree(each, other) for other in more):
                yield _in_order(each, min(more, key=lambda other: abs(other.start - each.start)))


def _in_order(one: Temperature, other: Temperature) -> tuple[Temperature, Temperature]:
    return (one, other) if one.start < other.start else (other, one)


def _agree(one: Temperature, other: Temperature) -> bool:
    slack = _GAS if "gas" in {one.scale, other.scale} else _slack(one.celsius, other.celsius)
    (low, high), (least, most) = _span(one), _span(other)
    if low == high or least == most:
        return low - slack <= most and least <= high + slack
    return abs(low - least) <= slack and abs(high - most) <= slack


def _slack(*celsius: float) -> float:
    lowest = min(celsius)
    return 3.0 if lowest < 95 else 8.0 if lowest < 240 else 11.0


def _span(each: Temperature) -> tuple[float, float]:
    """Both ends in degrees Celsius."""
    if each.scale == "F":
        return to_celsius(each.low), to_celsius(each.high)
    if each.scale == "gas":
        mark = 25 * (each.low if each.low >= 1 else each.low * 2 - 1) + 250
        return to_celsius(mark), to_celsius(mark)
    return each.low, each.high


def _difference(body: str, first: Temperature, second: Temperature) -> bool:
    """Tell whether a pair is a step from one temperature to another: 10 °C is a step of 18 °F."""
    celsius, other = (first, second) if first.scale == "C" else (second, first)
    around = f"{body[max(0, first.start - 40) : first.start]} {body[second.end : second.end + 40]}"
    close = abs(other.low - celsius.low * 1.8) <= 2 + celsius.low * 0.1
    return other.scale == "F" and close and celsius.low <= 60 and bool(_STEP.search(around))


def _finding(chapter: ChapterView, first: Temperature, second: Temperature) -> Finding:
    body = chapter.reading.body
    one, other = (quoted(body[each.start : each.end]) for each in (first, second))
    return RULE.finding(
        chapter.at(first.start),
        f"{one} and {other} are not the same: {_equals(first)}, and {_equals(second)}.",
        "correct the wrong one",
    )


def _equals(each: Temperature) -> str:
    if each.scale == "C":
        return f"{each.low:g} °C is {to_fahrenheit(each.low):.0f} °F"
    name = f"{each.low:g} °F" if each.scale == "F" else f"gas mark {each.low:g}"
    return f"{name} is {_span(each)[0]:.0f} °C"


RULE = Rule("REC-003", "temperatures-disagree", Severity.ERROR, Scope.TEXT, check, __doc__)
