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
    found = Anchors(name for _, name in given(reading))
    for name in _wanted(reading):
        found.add(name)
    return frozenset(found.taken)


def given(reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the anchors that people gave to anything but headings, with their lines."""
    for tag in reading.all(Tag):
        name = tag.get("id") or ""
        if tag.name not in HEADINGS and valid(name):
            yield tag.line, name
    headings = {heading.line for heading in reading.all(Heading)}
    for words in reading.all(Words):
        if "#" in words.text and words.line not in headings:
            for match in _GIVEN.finditer(words.text):
                yield words.line + words.text.count("\n", 0, match.start()), match[1]


def _wanted(reading: Reading) -> Iterator[str]:
    for thing in reading.things:
        if isinstance(thing, Heading) and not (thing.first and thing.level == 1):
            yield wanted(thing.id, thing.text)
        elif isinstance(thing, Tag) and thing.name in HEADINGS:
            yield wanted(thing.get("id") or "", thing.text)
