"""The anchors that a chapter will have, made from its headings as `dialect.headings` makes them.

Nothing is rendered for it. A test compares both on every chapter of the book.
"""

import re
from collections.abc import Iterator

from potluck.checks.html import HEADINGS, Tag
from potluck.checks.reading import Heading, Reading, Words
from potluck.naming import slugify

_ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,79}")
_OURS = re.compile(r"(?:fn|fnref|fig)-\d")  # made for notes and figures
_GIVEN = re.compile(r"\{:?[^{}\n]*?#([a-z][a-z0-9-]{0,79})[^{}\n]*\}")


def anchors(reading: Reading) -> frozenset[str]:
    """Return the places of a chapter that a link can name."""
    taken = set(_given(reading))
    counts: dict[str, int] = {}
    for wanted in _wanted(reading):
        taken.add(_unique(wanted, taken, counts))
    return frozenset(taken)


def ours(anchor: str) -> bool:
    """Tell whether an anchor is one of those that footnotes and figures get.

    >>> ours("fig-1"), ours("figs")
    (True, False)
    """
    return _OURS.match(anchor) is not None


def _given(reading: Reading) -> Iterator[str]:
    for tag in reading.all(Tag):
        name = tag.get("id") or ""
        if tag.name not in HEADINGS and _ANCHOR.fullmatch(name):
            yield name
    headings = {heading.line for heading in reading.all(Heading)}
    for words in reading.all(Words):
        if "#" in words.text and words.line not in headings:
            yield from _GIVEN.findall(words.text)


def _wanted(reading: Reading) -> Iterator[str]:
    for thing in reading.things:
        if isinstance(thing, Heading) and not (thing.first and thing.level == 1):
            yield _name(thing.id, thing.text)
        elif isinstance(thing, Tag) and thing.name in HEADINGS:
            yield _name(thing.get("id") or "", thing.text)


def _name(given: str, text: str) -> str:
    if _ANCHOR.fullmatch(given) and not _OURS.match(given):
        return given
    made = slugify(text)
    return made if _ANCHOR.fullmatch(made) and not _OURS.match(made) else f"s-{made}".rstrip("-")


def _unique(name: str, taken: set[str], counts: dict[str, int]) -> str:
    """Number a name that is taken; `counts` remembers how far, so that many cost no more."""
    candidate, number = name, counts.get(name, 2)
    while candidate in taken:
        candidate, number = f"{name}-{number}", number + 1
    counts[name] = number
    return candidate
