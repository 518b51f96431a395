"""Temperatures in running text, in Celsius, Fahrenheit and gas marks, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Scale = Literal["C", "F", "gas", ""]

_DEGREE = r"(?:°|º|˚|degrees?\b|deg\b\.?)"
_TEMPERATURE = re.compile(
    rf"""(?P<low>\d{{1,3}}(?:[.,]\d)?)
    (?:\s?{_DEGREE}?\s?(?P<first>[CF]\b)?\s?(?:-|–|—|~|to\s|and\s)\s?(?P<high>[-−]?\d{{1,3}}(?:[.,]\d)?))?
    \s{{0,2}}
    (?: (?P<sign>{_DEGREE}|[℃℉])\s{{0,2}}(?P<scale>fahrenheit|celsius|centigrade|[FC](?![\w'’]))?
      | (?P<bare>fahrenheit|celsius|centigrade|[FC])(?![\w'’]) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GAS = re.compile(r"\bgas\s+(?:mark\s+)?(\d|½|¼)(?:\s?[-–]\s?\d)?\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s(/;,=≈~|\[]*(?:(?:fan|convection|conv\.?|about|approx\.?|approximately|roughly|around|or|to"
    r"|and|ca\.?|in|an?|the|with|without|non-fan|gas|oven|static|circulating|i\.e\.|equals)\b"
    r"[\s(/;,=≈~|\[.:]*|[)][\s(/;,|]*|[–—-]\s*)*",
    re.IGNORECASE,
)

_NEAR = 60  # characters between two that belong together


@dataclass(frozen=True)
class Temperature:
    """A temperature or a range as written, and where: `text[start:end]`."""

    low: float
    high: float
    scale: Scale
    start: int
    end: int

    @property
    def celsius(self) -> float:
        """The lower end in degrees Celsius; a scale that is not said counts as Celsius."""
        return to_celsius(self.low) if self.scale == "F" else self.low


def to_celsius(fahrenheit: float) -> float:
    """Convert exactly (NIST SP 811, appendix B).

    >>> to_celsius(212)
    100.0
    """
    return (fahrenheit - 32) * 5 / 9


def to_fahrenheit(celsius: float) -> float:
    """Convert exactly.

    >>> to_fahrenheit(180)
    356.0
    """
    return celsius * 9 / 5 + 32


def find(text: str) -> tuple[Temperature, ...]:
    """Return every temperature in a text; `scale` is empty where only degrees are written.

    >>> [(t.low, t.high, t.scale) for t in find("Bake at 180–190 °C (350 °F) or gas mark 4.")]
    [(180.0, 190.0, 'C'), (350.0, 350.0, 'F'), (4.0, 4.0, 'gas')]
    >>> find("2 C flour, 33c wine, 10 F bones")
    ()
    """
    found = [made for match in _TEMPERATURE.finditer(text) if (made := _made(match))]
    if "gas" in text or "Gas" in text:
        found += _gas(text)
        found.sort(key=lambda each: each.start)
    return tuple(found)


def _gas(text: str) -> Iterator[Temperature]:
    for match in _GAS.finditer(text):
        mark = {"½": 0.5, "¼": 0.25}.get(match[1]) or float(match[1])
        yield Temperature(mark, mark, "gas", match.start(), match.end())


def _made(match: re.Match[str]) -> Temperature | None:
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before[-1:].isalnum() or before[-1:] in {".", ",", "_"}:
        return None  # the end of a longer number or name
    low = _number(match["low"])
    if before[-1:] in {"-", "−"} and not before[:1].isalnum():
        low = -low
    high = _number(match["high"]) if match["high"] else low
    scale = _scale(match)
    if match["bare"] and not _plain(match, max(low, high)):
        return None
    if not match["bare"] and not scale and match["sign"] == "º" and high < 10:
        return None  # an ordinal: 1º
    first = (match["first"] or scale).upper()
    if first and scale and first != scale:
        high = low
    return Temperature(min(low, high), max(low, high), scale, match.start(), match.end())


def _plain(match: re.Match[str], number: float) -> bool:
    """Tell temperatures from cups and centilitres: "350F", "180 C", "200c", not "2 C", "33c"."""
    bare = match["bare"]
    if len(bare) > 1:
        return True
    apart = match.string[match.end() - 2].isspace()
    if bare.islower():
        return number >= 100 and not apart
    return number >= 25


def _number(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def _scale(match: re.Match[str]) -> Scale:
    written = (match["scale"] or match["bare"] or match["sign"] or "").upper()
    if written in {"℃", "℉"}:
        return "C" if written == "℃" else "F"
    return "F" if written[:1] == "F" else "C" if written[:1] == "C" else ""


def runs(text: str, found: tuple[Temperature, ...]) -> Iterator[tuple[Temperature, ...]]:
    """Group temperatures that say the same thing side by side: "180 °C (350 °F; gas 4)"."""
    group = list(found[:1])
    for before, after in pairwise(found):
        near = after.start - before.end <= _NEAR
        if near and _BETWEEN.fullmatch(text, before.end, after.start):
            group.append(after)
        else:
            yield tuple(group)
            group = [after]
    if group:
        yield tuple(group)
