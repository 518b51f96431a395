"""The text stays within what the press can set.

A few shapes of text take a computer minutes or all of its memory: thousands of brackets that are
never closed, lists forty levels deep. What has no such shape and takes too much all the same is
stopped while it is checked, converted or set. Real chapters come nowhere near these limits.

Source: Python-Markdown issue 798; the threat model in the handbook.

Bad:

    -- content/soup.md --
    # Leek soup

    [[[[[[[[[[[[[[[[[[[[[[[[ Slice the leeks.

Good:

    -- content/soup.md --
    # Leek soup

    [Slice] the leeks.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.model import Finding, Severity

ENOUGH = 5  # findings of one file; the rest is more of the same


def check(chapter: ChapterView) -> Iterator[Finding]:
    limits = [trouble for trouble in chapter.raw.troubles if trouble.kind == "limits"]
    for trouble in limits[:ENOUGH]:
        yield RULE.finding(trouble.place, f"{trouble.message}.", trouble.hint)


RULE = Rule("FM-008", "over-limits", Severity.ERROR, Scope.TEXT, check, __doc__)
