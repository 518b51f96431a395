"""Every file can be read as text.

Text is stored as numbers, and there are several ways to do it. All books here use the same one,
UTF-8, which knows every script. A file in an older way would show wrong letters; one that is very
large, or that may not be opened, cannot be read at all.

Source: RFC 3629 (UTF-8).

Bad:

    -- content/brulee.md (saved as Latin-1) --
    # Crème brûlée

Good:

    -- content/brulee.md --
    # Crème brûlée
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import visible
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    for trouble in book.troubles("encoding", "unreadable", "size"):
        yield RULE.finding(trouble.place, f"{visible(trouble.message)}.", visible(trouble.hint))


RULE = Rule("FM-007", "unreadable-file", Severity.ERROR, Scope.BOOK, check, __doc__)
