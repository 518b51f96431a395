"""Every person has one file, and every name means one person.

Of `ann.yml` and `ann.yaml` only one is read. A name or an alias that stands in two files proves
nothing, so its credit goes to one of the two by chance.

Source: all-contributors, `.all-contributorsrc` (one entry for each person); RFC 3986, section 1.1.

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    -- contributors/author.yml --
    name: ann author

Good:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    aliases: [A. Author]
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.credits.people import fold
from potluck.model import Finding, Severity
from potluck.source.manuscript import RawContributor
from potluck.source.yamldoc import Path


def check(book: BookView) -> Iterator[Finding]:
    first: dict[str, RawContributor] = {}
    for person in book.manuscript.contributors:
        other = first.setdefault(person.stem, person)
        if other is not person:
            message = f"`{person.path}` and `{other.path}` are the same id; only one is read."
            hint = f"put all of it into {other.path}, and remove the other file"
            yield RULE.finding(person.place(), message, hint, severity=Severity.ERROR)
    owners: dict[str, RawContributor] = {}
    for person in first.values():
        for path, name in _names(person):
            other = owners.setdefault(fold(name), person)
            if other is not person:
                message = f"{quoted(name)} stands in `{other.path}` too."
                yield RULE.finding(person.place(*path), message, _HINT)


_HINT = "if it is one person, keep one file; if there are two, add something to one name"


def _names(person: RawContributor) -> Iterator[tuple[Path, str]]:
    name, aliases = person.meta.get("name"), person.meta.get("aliases")
    if isinstance(name, str) and name.strip():
        yield ("name",), name
    for index, alias in enumerate(aliases if isinstance(aliases, list) else []):
        if isinstance(alias, str) and alias.strip():
            yield ("aliases", index), alias


RULE = Rule("ATT-020", "person-twice", Severity.WARNING, Scope.BOOK, check, __doc__)
