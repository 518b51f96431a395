"""Every file is really in the book.

A symbolic link points to a place elsewhere on a computer. Followed, it could put a private file of
whoever builds the book on a public page, so links are never followed.

Source: CWE-59 (link following).

Bad:

    -- content/soup.md --
    # Leek soup
    -- content/secret.md -> /etc/hostname --

Good:

    -- content/soup.md --
    # Leek soup
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    for trouble in book.troubles("symlink"):
        yield RULE.finding(trouble.place, f"{trouble.message}.", trouble.hint)


RULE = Rule("PTH-001", "symbolic-link", Severity.ERROR, Scope.BOOK, check, __doc__)
