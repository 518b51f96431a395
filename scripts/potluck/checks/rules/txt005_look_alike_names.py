"""No two names look the same.

A name of Cyrillic letters can look like a Latin one, to the dot. Readers could not tell whose work
it is, and credit could be claimed for somebody else's.

Source: Unicode UTS 39, section 4 (confusable detection); Unicode TR36, section 2.

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/cope.yml --
    name: Cope
    github: {login: cope}
    -- contributors/other.yml --
    name: \u0421\u043e\u0440\u0435
    github: {login: other}

Good:

    -- content/soup.md --
    # Leek soup
    -- contributors/cope.yml --
    name: Cope
    github: {login: cope}
    -- contributors/other.yml --
    name: \u0421\u043e\u0440\u0435 (Kyiv)
    github: {login: other}
"""

from collections.abc import Iterator

from potluck.checks.likeletters import skeleton
from potluck.checks.people import mentions
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity


def check(book: BookView) -> Iterator[Finding]:
    for named in (_people(book), _titles(book)):
        first: dict[str, tuple[str, Place]] = {}
        for name, place in named:
            other, where = first.setdefault(skeleton(name), (name, place))
            if other != name:
                yield RULE.finding(
                    place,
                    f"{quoted(name)} looks like the name in `{where}`, and has other letters.",
                    "type it again on one keyboard; if both are right, add something to one",
                )


def _people(book: BookView) -> Iterator[tuple[str, Place]]:
    for person in book.manuscript.contributors:
        name = person.meta.get("name")
        yield (name if isinstance(name, str) else person.stem), person.place("name")
    for chapter in book.chapters:
        yield from ((mention.name, mention.place) for mention in mentions(chapter))


def _titles(book: BookView) -> Iterator[tuple[str, Place]]:
    return ((c.title, c.place("title")) for c in book.chapters if c.title)


RULE = Rule("TXT-005", "look-alike-names", Severity.WARNING, Scope.BOOK, check, __doc__)
