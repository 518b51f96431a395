"""Nobody who was credited is dropped.

Names and sources get lost when a chapter is rewritten, moved or tidied up, and nobody notices. What
the ledger (`contributors/ledger.lock.json`) has once said counts for ever: a credit goes only where
the chapter says which, why and since when. `potluck credits --write` begins the ledger; without one
this rule asks nothing. Who withholds their name (`visibility`) is not dropped.

Source: CC BY 4.0, section 3(a)(1)(A) (keep the credit that was supplied) and 3(a)(3).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [b]
    ---
    Slice the leeks.
    -- contributors/b.yml --
    name: Contributor B
    -- contributors/ledger.lock.json --
    {"chapter": "content/soup.md", "person": "a", "name": "Contributor A"},
    {"chapter": "content/soup.md", "person": "b", "name": "Contributor B"},
    == Contributor B: Leek soup ==

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [b]
    removed_credits:
      - {who: a, reason: "all of the text is new", date: 2023-11-14}
    ---
    Slice the leeks.
    -- contributors/b.yml --
    name: Contributor B
    -- contributors/ledger.lock.json --
    {"chapter": "content/soup.md", "person": "a", "name": "Contributor A"},
    {"chapter": "content/soup.md", "person": "b", "name": "Contributor B"},
    == Contributor B: Leek soup ==
"""

from collections.abc import Iterator

from potluck.attribution import ledger
from potluck.checks.removals import about, dated, either, idle
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Place, Severity


def check(book: BookView) -> Iterator[Finding]:
    if book.past is None:
        return
    current = ledger.load(book.manuscript.root)
    for trouble in current.troubles:
        message = f"This line of the ledger cannot be read: {trouble.message}."
        yield RULE.finding(Place(ledger.NAME, trouble.line), message, _ANEW)
    known = ledger.union(ledger.past(book.past.history.root), current)
    if known:
        yield from _found(book, ledger.balance(known, ledger.now(book.past)))


_ANEW = "potluck credits --write (it takes what stood there from the history)"


def _found(book: BookView, balance: ledger.Balance) -> Iterator[Finding]:
    for loss in balance.open:
        chapter = book.by_path[loss.chapter]
        place = chapter.place("sources" if loss.entry.kind == "source" else "authors")
        severity = Severity.WARNING if loss.demoted else Severity.ERROR
        hint = either(loss.entry, chapter)
        yield RULE.finding(place, about(loss), hint, severity=severity)
    for chapter in book.chapters:
        for removal in chapter.fields.removed_credits:
            if wrong := dated(removal, book):
                place = chapter.place("removed_credits", removal.index, "date")
                yield RULE.finding(place, *wrong)
    for path, removal in balance.idle:
        place = book.by_path[path].place("removed_credits", removal.index)
        yield RULE.finding(place, idle(removal), _IDLE, severity=Severity.WARNING)


_IDLE = "take the entry out, or write the id or the address as it was credited"

RULE = Rule("ATT-002", "dropped-credit", Severity.ERROR, Scope.PAST, check, __doc__)
