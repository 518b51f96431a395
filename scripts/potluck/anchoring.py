"""Anchors of headings: one answer for the dialect, which writes them, and for the checks."""

import re
from collections.abc import Iterable

from potluck.naming import slugify

_ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,79}")
_OURS = re.compile(r"(?:fn|fnref|fig)-\d")  # made for notes and figures


def valid(name: str) -> bool:
    """Tell whether a chapter may use this as an anchor.

    >>> valid("method"), valid("__config")
    (True, False)
    """
    return _ANCHOR.fullmatch(name) is not None


def ours(anchor: str) -> bool:
    """Tell whether an anchor is one of those that footnotes and figures get.

    >>> ours("fig-1"), ours("figs")
    (True, False)
    """
    return _OURS.match(anchor) is not None


def wanted(given: str, text: str) -> str:
    """Return the anchor a heading asks for: the one given to it, else one made from its text.

    >>> wanted("", "The Method"), wanted("fig-1", "Fig 1"), wanted("", "饺子")
    ('the-method', 's-fig-1', 's')
    """
    if valid(given) and not ours(given):
        return given
    made = slugify(text)
    return made if valid(made) and not ours(made) else f"s-{made}".rstrip("-")


class Anchors:
    """The anchors of one chapter so far; `add` numbers one that is taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self._counts: dict[str, int] = {}  # how far each name is numbered: many cost no more

    def add(self, name: str) -> str:
        """Take a name, or the first free `name-2`, `name-3` …, and return it."""
        candidate, number = name, self._counts.get(name, 2)
        while candidate in self.taken:
            candidate, number = f"{name}-{number}", number + 1
        self._counts[name] = number
        self.taken.add(candidate)
        return candidate
