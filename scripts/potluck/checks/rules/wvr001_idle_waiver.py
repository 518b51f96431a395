"""Every waiver is still needed.

A waiver in mkdocs.yml accepts a finding, for a reason. Once the finding is gone, the waiver would
hide the next one, so it has to go too. A waiver may carry a last day (`until:`); after it, the
finding is back and the waiver is named here.

Source: Standard Ebooks, "unused ignore rule" (m-048).

Bad:

    -- mkdocs.yml --
    site_name: Soups
    plugins:
      - potluck:
          waivers:
            - {rule: FM-009, path: content/soup.md, reason: the time is being measured}
    -- content/soup.md --
    # Leek soup

    Twenty minutes.

Good:

    -- mkdocs.yml --
    site_name: Soups
    plugins:
      - potluck:
          waivers:
            - {rule: FM-009, path: content/soup.md, reason: the time is being measured}
    -- content/soup.md --
    # Leek soup

    TODO minutes.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    for waiver in book.waivers:
        what = f"{quoted(waiver.rule)} in {quoted(waiver.path)}"
        if waiver.allowed and waiver.expired(book.today):
            message = f"The waiver of {what} ended on {waiver.until}."
            yield RULE.finding(waiver.place, message, "put the finding right, then remove it")
        elif waiver in book.idle:
            yield RULE.finding(waiver.place, f"The waiver of {what} is not needed.", "remove it")


RULE = Rule("WVR-001", "idle-waiver", Severity.WARNING, Scope.WAIVERS, check, __doc__)
