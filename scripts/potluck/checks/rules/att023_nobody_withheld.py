"""A file that withholds a name withholds the name of somebody.

`visibility: anonymous` and `visibility: removed` take effect only where the file is found to be
somebody's: by its `name:`, by an alias or account, or by the id that a chapter writes. A hash with
one wrong letter fits nobody, and then the name stands in every edition.

Source: CC BY 4.0, section 3(a)(3): the credit is removed on request, as far as that is practicable.

Bad:

    -- contributors/someone.yml --
    aliases: ["hash:5d41402abc4b2a76b9719d911017c592ae2f0f9b2f5b2f9f3d0d1c0f1e2d3c4b"]
    visibility: removed
    -- content/soup.md --
    # Leek soup

    Wash the leeks well and slice them thinly.
    == Contributor A: Leek soup ==

Good:

    -- contributors/someone.yml --
    name: Contributor A
    visibility: anonymous
    -- content/soup.md --
    # Leek soup

    Wash the leeks well and slice them thinly.
    == Contributor A: Leek soup ==
"""

from collections.abc import Iterator

from potluck.attribution import Attribution, named
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    withheld = [
        person
        for person in book.manuscript.contributors
        if person.meta.get("visibility") in {"anonymous", "removed"}
    ]
    if book.past is None or not withheld:
        return
    known = _known(book.past)
    for person in withheld:
        if person.stem not in known:
            yield RULE.finding(
                person.place("visibility"),
                "This file withholds a name, and nobody in the book or its history has it.",
                "potluck credits --hash 'Their Name' prints the line that belongs below `aliases:`",
            )


def _known(past: Attribution) -> set[str]:
    """Return the id of everyone whom the history or a chapter means."""
    find = past.register.find
    return {*past.people, *(find(name).id for name in named(past.outline.entries))}


RULE = Rule("ATT-023", "nobody-withheld", Severity.ERROR, Scope.PAST, check, __doc__)
