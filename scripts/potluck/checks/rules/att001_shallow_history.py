"""The whole history is here.

Who wrote what is read from the history. A copy that was cut off ("shallow") credits everything to
whoever made the last change, so nothing may be published from it.

Source: git-clone(1), `--depth`; actions/checkout, `fetch-depth`.

Bad:

    -- .git/shallow --
    0123456789012345678901234567890123456789
    -- content/soup.md --
    # Leek soup

Good:

    -- content/soup.md --
    # Leek soup
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Place, Severity
from potluck.source.place import NAME


def check(book: BookView) -> Iterator[Finding]:
    if book.shallow:
        yield RULE.finding(
            Place(NAME),
            "The history is cut off, so nobody could be credited for earlier work.",
            "git fetch --unshallow; in a GitHub workflow: actions/checkout with `fetch-depth: 0`",
        )


RULE = Rule("ATT-001", "shallow-history", Severity.ERROR, Scope.BOOK, check, __doc__)
