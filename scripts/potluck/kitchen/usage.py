"""Which ingredients a method uses: by any of their words, by what they are, or by their group.

Rather silent than wrong: a word that stands anywhere in the method counts as use.
"""

import re
from difflib import get_close_matches
from functools import cached_property

from potluck.kitchen.foods import singular
from potluck.kitchen.pantry import called, plain
from potluck.kitchen.recipe import Line

_EVERYTHING = (
    *("ingredient", "everything", "topping", "filling", "condiment", "extras", "garnish"),
    *("fixings", "all the stuff", "the rest"),
)
_SPICES = ("spices", "seasoning", "herbs", "aromatics", "spice mix", "spice blend")
_SPOONED = re.compile(
    r"[\d½⅓⅔¼¾⅛ ./-]{1,9}(?:tsp|tbsp|tea ?spoon|table ?spoon|pinch|t\b)|a? ?pinch"
)
_PASSED = frozenset({"water", "ice"})
_SERVED = re.compile(
    r"\b(?:optional(?:ly)?|garnish|serv(?:e|ing)|top(?:ping)?|taste|decorat\w+|grease|greasing|frying"
    r"|dusting|sprinkl\w+|other|choice|if (?:you|desired|needed|necessary))\b"
)
_LETTERS = re.compile(r"[^\W\d_]+")


def unused(ingredients: tuple[Line, ...], method: str) -> tuple[Line, ...]:
    """Return the lines whose food the method (in small letters) never speaks of."""
    if not method or any(words in method for words in _EVERYTHING):
        return ()
    said = _Said(method)
    left = tuple(line for line in ingredients if not said.uses(line))
    return tuple(line for line in left if not said.means_group(line, ingredients, left))


class _Said:
    """The words of a method, ready to be asked."""

    def __init__(self, method: str) -> None:
        self.found = _LETTERS.findall(method)
        self.words = frozenset(map(singular, set(self.found)))
        self.spices = any(words in method for words in _SPICES)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(word[:4] for word in self.words)

    @cached_property
    def letters(self) -> str:
        """All letters without anything between, so that "bay leaf" is also "bayleaf"."""
        return "".join(self.found)

    def uses(self, line: Line) -> bool:
        text = line.text.lower()
        words = names(text)
        if not self.words.isdisjoint(words) or _SERVED.search(text):
            return True
        if any(self._says(word) for word in words):
            return True
        if self.spices and _spice(text, words):
            return True
        bare = _plain_words(line.ingredient.name.lower()) if not names(line.ingredient.name) else ()
        return not words or any(word in self.words for word in bare) or self._nearly(words)

    def means_group(self, line: Line, all_: tuple[Line, ...], left: tuple[Line, ...]) -> bool:
        """Whether the method speaks of the group ("the sauce") and not of most of its lines."""
        if not line.group or not any(self._says(word) for word in names(line.group)):
            return False
        size = sum(each.group == line.group for each in all_)
        return 2 * sum(each.group == line.group for each in left) >= size

    def _says(self, word: str) -> bool:
        if word in _PASSED or word in self.words:
            return True
        if len(word) >= 4 and (word[:4] in self.beginnings or word[:5] in self.letters):
            return True
        return any(name in self.words or name[:4] in self.beginnings for name in called(word))

    def _nearly(self, words: tuple[str, ...]) -> bool:
        """Whether a word was only spelt in another way."""
        long = [word for word in words if len(word) >= 5][:8]
        return any(get_close_matches(word, self.words, 1, 0.8) for word in long)


def _spice(text: str, words: tuple[str, ...]) -> bool:
    """Whether the spices, or the herbs, of a method may well mean this line."""
    kinds = [called(word) for word in words]
    return bool(_SPOONED.match(text)) or all(not kind or "herb" in kind for kind in kinds)


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in _LETTERS.findall(text[:500]) if len(word) > 3)


def names(text: str) -> tuple[str, ...]:
    """Return the words of a line that can name a food.

    >>> names("2 large onions, finely chopped")
    ('onion',)
    """
    found = (singular(word) for word in _LETTERS.findall(text[:500].lower()))
    return tuple(word for word in found if word not in plain() and len(word) > 1)
