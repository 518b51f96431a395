"""The metadata of every file can be read.

The lines between the two `---` are YAML. A colon followed by a blank, a hash or a bracket has a
meaning there, so text that contains one needs double quotes. When the lines cannot be read, nobody
would be credited, so the book is not published. Tags (`!x`), aliases (`*x`) and keys that stand
twice are not read either: they can stop a computer, or hide a value.

Source: YAML 1.2.2; the threat model in the handbook.

Bad:

    -- content/soup.md --
    ---
    title: Soup: leek and potato
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    title: Potato soup
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: "Soup: leek and potato"
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import visible
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    for trouble in book.troubles("yaml"):
        yield RULE.finding(trouble.place, f"{visible(trouble.message)}.", visible(trouble.hint))


RULE = Rule("FM-001", "unreadable-metadata", Severity.ERROR, Scope.BOOK, check, __doc__)
