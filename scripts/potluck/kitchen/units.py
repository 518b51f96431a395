"""Units that recipes use, each with its size in grams or millilitres.

Sources: NIST SP 811 (2008), appendix B, for the pound and the ounce; NIST Handbook 44, appendix C,
for the US gallon of 231 cubic inches, of which the other US measures are parts (1 cup is 1/16 of a
gallon, 1 tablespoon 1/256, 1 teaspoon 1/768). A UK recipe means slightly different spoons, cups and
pints: sizes in millilitres serve for comparing, not for weighing out.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

Dimension = Literal["mass", "volume", "count"]


@dataclass(frozen=True)
class Unit:
    """A unit: its name, and its size in grams (mass) or millilitres (volume); none for a count."""

    name: str
    dimension: Dimension
    size: Fraction | None = None


_POUND = Fraction("453.59237")
_GALLON = Fraction("3785.411784")

_MASS = {
    "mg milligram": Fraction(1, 1000),
    "g gr gm gms gram gramme": Fraction(1),
    "kg kilo kilogram kilogramme": Fraction(1000),
    "oz ounce": _POUND / 16,
    "lb pound": _POUND,
}
_VOLUME = {
    "ml millilitre milliliter cc": Fraction(1),
    "cl centilitre centiliter": Fraction(10),
    "dl decilitre deciliter": Fraction(100),
    "l litre liter ltr": Fraction(1000),
    "tsp teaspoon teaspoonful tsps tea-spoon": _GALLON / 768,
    "tbsp tablespoon tablespoonful tbs tbl tblsp tbsps": _GALLON / 256,
    "cup cupful c": _GALLON / 16,
    "pt pint": _GALLON / 8,
    "qt quart": _GALLON / 4,
    "gal gallon": _GALLON,
}
COUNTS = (
    *("can", "tin", "jar", "bottle", "packet", "package", "pack", "pkg", "box", "bag", "carton"),
    *("tub", "tube", "sachet", "envelope", "container", "clove", "slice", "stick", "stalk"),
    *("sprig", "bunch", "head", "piece", "pinch", "dash", "drop", "splash", "handful", "knob"),
    *("leaf", "sheet", "fillet", "rasher", "strip", "cube", "block", "loaf", "rib", "glass"),
    *("spoon", "spoonful", "serving", "pod", "ear", "wedge", "squeeze", "drizzle"),
)
PACKAGES = frozenset(COUNTS[:16])
"""Units whose size stands on the label only."""


@cache
def _by_name() -> dict[str, Unit]:
    found = {name: Unit(name, "count") for name in COUNTS}
    for table, dimension in ((_MASS, "mass"), (_VOLUME, "volume")):
        for names, size in table.items():
            unit = Unit(names.split()[0], "mass" if dimension == "mass" else "volume", size)
            found |= dict.fromkeys(names.split(), unit)
    for plural, name in (("leaves", "leaf"), ("loaves", "loaf"), ("pinches", "pinch")):
        found[plural] = found[name]
    return found


def unit(word: str) -> Unit | None:
    """Return the unit that a word names, in any spelling that is known.

    >>> unit("Tablespoons").name, unit("lbs.").name, unit("carrots")
    ('tbsp', 'lb', None)
    """
    known = _by_name()
    word = word.lower().rstrip(".")
    for form in (word, word.removesuffix("s"), word.removesuffix("es")):
        if form in known:
            return known[form]
    return None
