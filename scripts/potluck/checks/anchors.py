"""The anchors that a chapter will have, made from its headings as `dialect.headings` makes them.

Nothing is rendered for it. A test compares both on every chapter of the book.
"""

import re
from collections.abc import Iterator

from potluck.anchoring import Anchors, valid, wanted
from potluck.checks.html import HEADINGS, Tag
from potluck.checks.reading import Heading, Reading, Words

_GIVEN = re.compile(r"\{:?[^{}\n]*?#([a-z][a-z0-9-]{0,79})[^{}\n]*\}")


def anchors(reading: Reading) -> frozenset[str]:
    """Return the places of a chapter that a link can name."""
    found = Anchors(_given(reading))
    for name in _wanted(reading):
        found.add(name)
    return frozenset(found.taken)


def _given(reading: Reading) -> Iterator[str]:
    for tag in reading.all(Tag):
        name = tag.get("id") or ""
        if tag.name not in HEADINGS and valid(name):
            yield name
    headings = {heading.line for heading in reading.all(Heading)}
    for words in reading.all(Words):
        if "#" in words.text and words.line not in headings:
            yield from _GIVEN.findall(words.text)


def _wanted(reading: Reading) -> Iterator[str]:
    for thing in reading.things:
        if isinstance(thing, Heading) and not (thing.first and thing.level == 1):
            yield wanted(thing.id, thing.text)
        elif isinstance(thing, Tag) and thing.name in HEADINGS:
            yield wanted(thing.get("id") or "", thing.text)
