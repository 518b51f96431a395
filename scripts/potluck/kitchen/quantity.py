"""Numbers as cooks write them: "1½", "1 1/2", "2–3", "0,5", "half a", "two"."""

import re
from dataclasses import dataclass
from fractions import Fraction

_PARTS = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅐": (1, 7),
    "⅑": (1, 9),
    "⅒": (1, 10),
}
_WORDS = {
    "half": Fraction(1, 2),
    "a": Fraction(1),
    "an": Fraction(1),
    "one": Fraction(1),
    "two": Fraction(2),
    "three": Fraction(3),
    "four": Fraction(4),
    "five": Fraction(5),
    "six": Fraction(6),
    "seven": Fraction(7),
    "eight": Fraction(8),
    "nine": Fraction(9),
    "ten": Fraction(10),
    "twelve": Fraction(12),
    "dozen": Fraction(12),
}
_SIGNS = "".join(_PARTS)
_FIGURE = (
    rf"(?:\d{{1,6}}\s?[{_SIGNS}]|[{_SIGNS}]|\d{{1,6}}[ -]\d{{1,3}}\s?[/⁄]\s?\d{{1,3}}(?!\d)"
    r"|\d{1,6}\s?[/⁄]\s?\d{1,3}(?!\d)|\d{1,6}(?:[.,]\d{1,6})?)"
)
_NUMBER = rf"(?:{_FIGURE}|(?:{'|'.join(_WORDS)})\b(?:\s+an?\b)?)"
_RANGE = re.compile(rf"({_NUMBER})(?:\s?(?:-|–|—|~|to\s|or\s)\s?({_NUMBER}))?", re.IGNORECASE)
_SPLIT = re.compile(rf"\d+(?:[.,]\d+)?|[{_SIGNS}]|[/⁄]")


@dataclass(frozen=True)
class Range:
    """From low to high; the same twice where one number was written.

    >>> str(read("1 1/2 cups")[0]), str(read("2–3 cloves")[0])
    ('3/2', '2–3')
    """

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def read(text: str, start: int = 0) -> tuple[Range, int] | None:
    """Read the number that stands at a place of a text; return it and where it ends."""
    match = _RANGE.match(text, start)
    if match is None:
        return None
    low = number(match[1])
    high = number(match[2]) if match[2] else low
    return Range(min(low, high), max(low, high)), match.end()


def number(text: str) -> Fraction:
    """Turn a number into a fraction; 0 where there is none.

    >>> number("1½"), number("1 1/2"), number("0,5"), number("half a")
    (Fraction(3, 2), Fraction(3, 2), Fraction(1, 2), Fraction(1, 2))
    """
    word = text.split(maxsplit=1)[0].lower() if text.split() else ""
    if word in _WORDS:
        return _WORDS[word]
    return _sum(_SPLIT.findall(text.replace("-", " ")))


def _sum(parts: list[str]) -> Fraction:
    total = Fraction(0)
    slashed = len(parts) >= 3 and parts[-2] in "/⁄"
    if slashed:
        below = _plain(parts[-1])
        total += _plain(parts[-3]) / below if below else 0
    for part in parts[:-3] if slashed else parts:
        total += Fraction(*_PARTS[part]) if part in _PARTS else _plain(part)
    return total


def _plain(digits: str) -> Fraction:
    return Fraction(digits.replace(",", ".")) if digits[:1].isdigit() else Fraction(0)
