"""Diets and allergens, and which foods contradict them: only what words alone can decide.

Low-fat, low-salt or diabetic diets need amounts, and kosher and halal kitchens need more than a
list of ingredients; of these two, only what is never allowed is known here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from potluck.kitchen.foods import Food, find

_MEAT = frozenset({"meat", "fish", "crustacean", "mollusc", "seafood"})
_ANIMAL = _MEAT | {"milk", "egg", "honey"}

ALLERGENS: dict[str, frozenset[str]] = {
    "gluten": frozenset({"gluten", "oats"}),
    "crustaceans": frozenset({"crustacean"}),
    "eggs": frozenset({"egg"}),
    "fish": frozenset({"fish"}),
    "peanuts": frozenset({"peanut"}),
    "soy": frozenset({"soy"}),
    "milk": frozenset({"milk"}),
    "nuts": frozenset({"nut"}),
    "celery": frozenset({"celery"}),
    "mustard": frozenset({"mustard"}),
    "sesame": frozenset({"sesame"}),
    "sulphites": frozenset({"sulphite"}),
    "lupin": frozenset({"lupin"}),
    "molluscs": frozenset({"mollusc"}),
}
"""The 14 of Regulation (EU) No 1169/2011, annex II, and the facts that tell of them."""

_SAME = {
    **dict.fromkeys(("cereals containing gluten", "wheat", "cereals"), "gluten"),
    **dict.fromkeys(("soya", "soybean", "soybeans"), "soy"),
    **dict.fromkeys(("dairy", "lactose", "cow's milk"), "milk"),
    **dict.fromkeys(("nut", "tree nuts", "tree-nuts", "almonds"), "nuts"),
    **dict.fromkeys(("sulfites", "sulphur dioxide"), "sulphites"),
    **dict.fromkeys(("mollusc", "mollusks"), "molluscs"),
    "crustacean": "crustaceans",
    "egg": "eggs",
    "peanut": "peanuts",
    "lupine": "lupin",
    "sesame seeds": "sesame",
}

FORBIDDEN: dict[str, frozenset[str]] = {
    "vegan": _ANIMAL,
    "plant-based": _ANIMAL,
    "vegetarian": _MEAT,
    "pescatarian": frozenset({"meat"}),
    "gluten-free": frozenset({"gluten"}),
    "dairy-free": frozenset({"milk"}),
    "egg-free": frozenset({"egg"}),
    "nut-free": frozenset({"nut", "peanut"}),
    "peanut-free": frozenset({"peanut"}),
    "soy-free": frozenset({"soy"}),
    "pork-free": frozenset({"pork"}),
    "alcohol-free": frozenset({"alcohol"}),
    "halal": frozenset({"pork", "alcohol"}),
    "kosher": frozenset({"pork", "crustacean", "mollusc"}),
}
_FREE = {
    **ALLERGENS,
    "gluten": frozenset({"gluten"}),
    "meat": frozenset({"meat"}),
    "pork": frozenset({"pork"}),
    "alcohol": frozenset({"alcohol"}),
    "honey": frozenset({"honey"}),
    "shellfish": frozenset({"crustacean", "mollusc", "seafood"}),
}
_CLEARING = (
    (re.compile(r"\b(?:vegan|plant[ -]based|mock)\b", re.IGNORECASE), _ANIMAL),
    (re.compile(r"\b(?:vegetarian|veggie|meatless|meat[ -]free)\b", re.IGNORECASE), _MEAT),
    (re.compile(r"\b(?:gluten|wheat)[ -]free\b", re.IGNORECASE), frozenset({"gluten"})),
    (
        re.compile(r"\b(?:dairy|milk)[ -]free\b|\bnon[ -]?dairy\b", re.IGNORECASE),
        frozenset({"milk"}),
    ),
    (re.compile(r"\begg[ -]free\b|\beggless\b", re.IGNORECASE), frozenset({"egg"})),
    (
        re.compile(r"\b(?:alcohol[ -]free|non[ -]?alcoholic)\b", re.IGNORECASE),
        frozenset({"alcohol"}),
    ),
    (re.compile(r"\bpork[ -]free\b", re.IGNORECASE), frozenset({"pork"})),
)
_OR = re.compile(r"\b(?:or|alternatively)\b|(?<=[^\W\d])\s?/\s?(?=[^\W\d])", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:\b(?:for|to(?! (?:\d|two|three|four|five|six|ten))|without|not|instead|size of|like"
    r"|omit|skip|replace[sd]?|see|(?:with|contains?) no|free (?:of|from))\b)[^(),;]*",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\b(?:optional(?:ly)?|if (?:you like|desired|wanted)|leave out|omit|instead|substitut\w+)\b",
    re.IGNORECASE,
)
LONGEST = 500  # characters that are read of a line
_LINK = re.compile(r"\]\([^()\n]*\)|\bhttps?://\S+")


@dataclass(frozen=True)
class Contradiction:
    """A food in a line that a diet does not allow."""

    food: Food
    optional: bool


def diet(name: str) -> frozenset[str] | None:
    """What a diet does not allow; None where words cannot decide.

    >>> diet("Gluten free"), diet("low-fat")
    (frozenset({'gluten'}), None)
    """
    words = "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
    return FORBIDDEN.get(words.removesuffix("-diet"))


def allergen(name: str) -> str | None:
    """Return the allergen that a word means.

    >>> allergen("Dairy"), allergen("tree nuts"), allergen("love")
    ('milk', 'nuts', None)
    """
    words = " ".join(name.casefold().replace("_", " ").split())
    words = _SAME.get(words, words)
    return words if words in ALLERGENS else None


def free_from(name: str) -> frozenset[str] | None:
    """What a recipe that is free from something must not hold; None where that is not known."""
    words = " ".join(name.casefold().split())
    return _FREE.get(words, _FREE.get(allergen(words) or ""))


def holdings(line: str) -> tuple[Food, ...]:
    """Return the foods that a line of ingredients names, whatever it says of choices.

    >>> [food.words for food in holdings("30 g butter or oil, for the fish")]
    ['butter']
    """
    return tuple(_in(_open(line), 0))


def contradiction(line: str, forbidden: frozenset[str]) -> Contradiction | None:
    """Return a food that a diet forbids, unless the line offers another one for it.

    >>> contradiction("2 tbsp honey or sugar", frozenset({"honey"})) is None
    True
    >>> contradiction("2 tbsp honey", frozenset({"honey"})).food.words
    'honey'
    """
    first: Food | None = None
    parts = tuple(_choices(_open(line)))
    for offset, part in parts:
        bad = next((food for food in _in(part, offset) if food.holds & forbidden), None)
        if bad is None and len(parts) > 1 and any(sign.isalpha() for sign in part):
            return None
        first = first or bad
    return Contradiction(first, bool(_OPTIONAL.search(line))) if first else None


def _open(line: str) -> str:
    """Blank out addresses; columns stay."""
    return _LINK.sub(_blank, line[:LONGEST]) if "](" in line or "http" in line else line[:LONGEST]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _choices(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a line offers to choose from, each with its place."""
    start = 0
    for match in _OR.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _in(part: str, offset: int) -> Iterator[Food]:
    cleared = [cleared for sign, cleared in _CLEARING if sign.search(part)]
    allowed: frozenset[str] = frozenset().union(*cleared)
    for food in find(_ASIDE.sub(_blank, part)):
        holds = food.holds - allowed
        if holds:
            yield Food(food.words, food.start + offset, holds)
