"""The ledger knows everybody who is credited.

Only what stands in the ledger (`contributors/ledger.lock.json`) cannot get lost (ATT-002). A book
without a ledger is not asked.

Source: CC BY 4.0, section 3(a)(1)(A)(i) (identification of the creator).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [a]
    ---
    Slice the leeks.
    -- contributors/a.yml --
    name: Contributor A
    -- contributors/ledger.lock.json --
    []
    == Contributor A: Leek soup ==

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [a]
    ---
    Slice the leeks.
    -- contributors/a.yml --
    name: Contributor A
    -- contributors/ledger.lock.json --
    {"chapter": "content/soup.md", "person": "a", "name": "Contributor A", "roles": ["author"]},
    == Contributor A: Leek soup ==
"""

from collections.abc import Iterator

from potluck.attribution import ledger
from potluck.checks.removals import named
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import count
from potluck.model import Finding, Place, Severity


def check(book: BookView) -> Iterator[Finding]:
    if book.past is None or not ledger.exists(book.past.manuscript.root):
        return
    current = ledger.load(book.past.manuscript.root)
    if current.conflict:
        yield RULE.finding(Place(ledger.NAME), "The ledger has the marks of a merge in it.", _WRITE)
    if new := ledger.missing(current, ledger.now(book.past)):
        first = f"{named(new[0])} in `{new[0].chapter}`"
        such = f": {first}" if len(new) == 1 else f", such as {first}"
        message = f"The ledger does not have {count(len(new), 'credit')} yet{such}."
        yield RULE.finding(Place(ledger.NAME), message, _WRITE)


_WRITE = "potluck credits --write"

RULE = Rule("ATT-021", "ledger-behind", Severity.INFO, Scope.PAST, check, __doc__)
