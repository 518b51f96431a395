"""Read a line of a list of ingredients: how much of what."""

import re
from dataclasses import dataclass
from fractions import Fraction

from potluck.kitchen import quantity
from potluck.kitchen.quantity import Range
from potluck.kitchen.units import Unit, unit

LONGEST = 500  # characters that are read of a line
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\n]*\)")
_MARKS = re.compile(r"[*_`]+|\[[ xX]\]|\[\^[^\]\n]*\]")
_ABOUT = re.compile(
    r"(?:~|≈|(?:about|around|approx(?:imately)?|roughly|ca|circa)\b\.?)\s*", re.IGNORECASE
)
_WORD = re.compile(r"(?:\s+of\s+an?\b)?\s*([^\W\d_]+(?:-spoons?)?)\.?(?![\w'’])")
_OF = re.compile(r"\A\s*(?:of\s+)+", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_MEASURE = re.compile(r"(?<![\w.,/])(?=[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")


@dataclass(frozen=True)
class Measure:
    """A number, or a range, of a unit; of pieces where there is no unit."""

    amount: Range
    unit: Unit | None = None

    @property
    def grams(self) -> Fraction | None:
        """Its weight, if it is one."""
        if self.unit is None or self.unit.dimension != "mass" or self.unit.size is None:
            return None
        return self.amount.low * self.unit.size


@dataclass(frozen=True)
class Ingredient:
    """One line: its measures, the leading one first, the name, and what is noted after it."""

    text: str
    measures: tuple[Measure, ...]
    name: str
    note: str = ""

    @property
    def sized(self) -> bool:
        """Whether a weight or a volume is stated."""
        return any(m.unit and m.unit.dimension != "count" for m in self.measures)


def read(line: str) -> Ingredient:
    """Read one line, without its list mark.

    >>> found = read("1 1/2 cups (180 g) flour, sifted")
    >>> found.name, found.note, [f"{m.amount} {m.unit.name}" for m in found.measures]
    ('flour', 'sifted', ['3/2 cup', '180 g'])
    >>> read("salt").measures
    ()
    """
    text = " ".join(_MARKS.sub("", _LINK.sub(r"\1", line[:LONGEST])).split())
    first, rest = _leading(text)
    also = [found for inner in _BRACKETS.findall(rest) for found in measures(inner)]
    bare = " ".join(_BRACKETS.sub(" ", rest).split())
    name, _, note = bare.partition(",")
    name, colon, after = name.partition(":")
    if colon and not first:
        also += measures(after)
    return Ingredient(text, (*first, *also), name.strip(" .;–-"), note.strip(" .;"))


def _leading(text: str) -> tuple[tuple[Measure, ...], str]:
    """Take the measure from the beginning of a line, and with a bottle or a can also its size."""
    about = _ABOUT.match(text)
    found = _measure(text, about.end() if about else 0)
    if found is None:
        return (), text
    taken, rest = found[0], text[found[1] :].lstrip()
    size = _measure(rest, 0) if taken.unit and taken.unit.dimension == "count" else None
    if size and size[0].unit and size[0].unit.dimension != "count":
        return (taken, size[0]), _OF.sub("", rest[size[1] :], count=1).strip()
    return (taken,), _OF.sub("", rest, count=1)


def measures(text: str) -> list[Measure]:
    """Return the weights and volumes that stand anywhere in a text."""
    found = (_measure(text, match.start()) for match in _MEASURE.finditer(text[:LONGEST]))
    return [each[0] for each in found if each and each[0].unit]


def _measure(text: str, start: int) -> tuple[Measure, int] | None:
    amount = quantity.read(text, start)
    if amount is None:
        return None
    word = _WORD.match(text, amount[1])
    named = unit(word[1]) if word else None
    return Measure(amount[0], named), word.end() if word and named else amount[1]
