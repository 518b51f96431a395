"""Every id in a chapter belongs to somebody.

A file in contributors/ says how a person wants to be named, once for the whole book. An id without
a file would be printed as it stands. A full name (with a blank in it) needs no file, and is only
noted.

Source: CC BY 4.0, section 3(a)(1)(A)(i): credit "in any reasonable manner requested".

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [an]
    ---
    Slice the leeks.
    -- contributors/ann.yml --
    name: Ann Author

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [ann]
    ---
    Slice the leeks.
    -- contributors/ann.yml --
    name: Ann Author
"""

from collections.abc import Iterator

from potluck.checks.people import Mention, known, mentions, program
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.fm009_placeholder import PLACEHOLDER
from potluck.checks.views import BookView
from potluck.checks.words import count, nearest, quoted
from potluck.model import Finding, Severity
from potluck.naming import slugify


def check(book: BookView) -> Iterator[Finding]:
    people = known(book)
    unknown: dict[str, list[Mention]] = {}
    for chapter in book.chapters:
        for mention in mentions(chapter):
            name = mention.name.casefold()
            if name and name not in people and not _no_person(mention.name):
                unknown.setdefault(name, []).append(mention)
    for found in unknown.values():
        yield _finding(found, book)


def _no_person(name: str) -> bool:
    return bool(PLACEHOLDER.search(name)) or program(name, known_person=False)


def _finding(found: list[Mention], book: BookView) -> Finding:
    first = found[0]
    places = {mention.place.path for mention in found}
    more = f" (and in {count(len(places) - 1, 'more chapter')})" if len(places) > 1 else ""
    message = f"{quoted(first.name)} has no file in contributors/{more}."
    ident = slugify(first.name) or "name"
    new = f"to add one, write `name: {first.name.strip()[:60]}` in contributors/{ident}.yml"
    if " " in first.name.strip():
        return RULE.finding(first.place, message, new, severity=Severity.INFO)
    meant = nearest(first.name, book.directory)
    return RULE.finding(first.place, message, f"did you mean `{meant}`? Or {new}" if meant else new)


RULE = Rule("ATT-004", "unknown-contributor", Severity.WARNING, Scope.BOOK, check, __doc__)
