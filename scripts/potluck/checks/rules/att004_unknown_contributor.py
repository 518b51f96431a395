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

import re
from collections.abc import Iterator

from potluck.checks.people import Mention, known, mentions, program, several
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.fm009_placeholder import PLACEHOLDER
from potluck.checks.views import BookView
from potluck.checks.words import count, nearest, quoted
from potluck.model import Finding, Severity
from potluck.naming import slugify

_SAMPLES = frozenset({"your-id", "other-id", "their name", "its author"})  # of the handbook
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")  # as in contributor.schema.json


def check(book: BookView) -> Iterator[Finding]:
    for found in unknown(book):
        yield _finding(found, book)


def unknown(book: BookView) -> tuple[list[Mention], ...]:
    """Return everyone who has no file, each with all the places that name them."""
    people = known(book)
    found: dict[str, list[Mention]] = {}
    for chapter in book.chapters:
        for mention in mentions(chapter):
            name = mention.name.casefold()
            if name and name not in people and not _no_person(mention.name):
                found.setdefault(name, []).append(mention)
    return tuple(found.values())


def plain_id(name: str, book: BookView) -> bool:
    """Tell whether a name is an id, and not another one with a slip of the pen."""
    if name in _SAMPLES:
        return False
    return bool(_ID.fullmatch(name)) and nearest(name, book.directory) is None


def _no_person(name: str) -> bool:
    return bool(PLACEHOLDER.search(name)) or program(name, known_person=False)


def _finding(found: list[Mention], book: BookView) -> Finding:
    first = found[0]
    places = {mention.place.path for mention in found}
    more = f" (and in {count(len(places) - 1, 'more chapter')})" if len(places) > 1 else ""
    message = f"The book does not know {quoted(first.name)} yet{more}."
    if first.name.casefold() in _SAMPLES:
        return RULE.finding(first.place, message, "write the right name in its place")
    people = several(first.name)
    if people:
        hint = f"if these are {len(people)} people, write them apart: `[{', '.join(people)}]`"
        group = "; if it is one group, add a file with `kind: organization`"
        return RULE.finding(first.place, message, hint + group)
    new = _new(first.name.strip()[:60], book)
    if " " in first.name.strip():
        return RULE.finding(first.place, message, new, severity=Severity.INFO)
    meant = nearest(first.name, book.directory)
    if plain_id(first.name, book):
        new += ", or let `potluck fix` do it"
    return RULE.finding(first.place, message, f"did you mean `{meant}`? Or {new}" if meant else new)


def _new(name: str, book: BookView) -> str:
    """Say how a file is made; names without Latin letters make no id that one could type."""
    ident = slugify(name)
    if not ident or ident in book.directory:
        return (
            f"to say who it is, choose an id of small letters a–z, and write `name: {name}` "
            "into a new file contributors/ID.yml"
        )
    return f"to say who it is, write `name: {name}` into a new file contributors/{ident}.yml"


RULE = Rule("ATT-004", "unknown-contributor", Severity.WARNING, Scope.BOOK, check, __doc__)
