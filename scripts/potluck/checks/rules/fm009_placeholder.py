"""Nothing of the template is left.

A new chapter begins as a template with words to be replaced. "Your Name" among the authors is a
credit for nobody, and so is the word NAME from a hint: in the metadata such words are errors.

Source: the form and the template with which this repository asks for chapters, and our own hints.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [Your Name]
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    # Leek soup

    TODO: how long?

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [Ann Author]
    ---
    Slice the leeks.
    -- contributors/ann.yml --
    name: Ann Author
"""

import re
from collections.abc import Iterator

from potluck.checks.reading import Heading, Words
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.model import Finding, Severity
from potluck.source.yamldoc import Path, Value

PLACEHOLDER = re.compile(
    r"\b(?:Your Name|Dish Title|Title of the dish|TODO|FIXME|(?i:lorem ipsum))\b"
)


_PASTED = frozenset(
    {"NAME", "TITLE", "WHAT IS DIFFERENT HERE", "WHY", "WHERE-THEY-SAID-SO"}
)  # as hints write them
_SIGNS = ("Your Name", "Dish Title", "Title of the dish", "TODO", "FIXME", *sorted(_PASTED))


def check(chapter: ChapterView) -> Iterator[Finding]:
    text = chapter.raw.text
    if not any(sign in text for sign in _SIGNS) and "lorem" not in text.lower():
        return
    for path, value in _values(chapter.raw.meta, ()):
        match = PLACEHOLDER.search(value)
        left = match[0] if match else value if value in _PASTED else ""
        if left:  # it would be published as somebody's name, or as a title
            place = chapter.place(*path)
            yield RULE.finding(place, *_words(left), severity=Severity.ERROR)
    if not PLACEHOLDER.search(chapter.raw.body):
        return
    things: tuple[Words | Heading, ...] = (
        *chapter.reading.all(Words),
        *chapter.reading.all(Heading),
    )
    for thing in things:
        if match := PLACEHOLDER.search(thing.text):
            yield RULE.finding(chapter.find(thing.line, match[0]), *_words(match[0]))


def _values(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text in the metadata with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, (*path, key))


def _words(found: str) -> tuple[str, str]:
    return f"`{found}` is still to be replaced.", "write what belongs there, or remove it"


RULE = Rule("FM-009", "placeholder", Severity.WARNING, Scope.TEXT, check, __doc__)
