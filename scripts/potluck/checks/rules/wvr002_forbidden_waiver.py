"""The rights of others are left alone.

Rules about licences (LIC), credit (ATT) and privacy (PRV) protect people who are not at the table,
so the book cannot waive them.

Source: CC BY 4.0, section 3(a); the project's governance.

Bad:

    -- mkdocs.yml --
    site_name: Soups
    plugins:
      - potluck:
          waivers:
            - {rule: LIC-001, path: content/soup.md, reason: nobody will mind}
    -- content/soup.md --
    # Leek soup

Good:

    -- mkdocs.yml --
    site_name: Soups
    plugins: [potluck]
    -- content/soup.md --
    # Leek soup
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    for waiver in book.waivers:
        if not waiver.allowed:
            message = f"{quoted(waiver.rule)} cannot be waived: it protects somebody's rights."
            yield RULE.finding(waiver.place, message, "put the finding right, and remove the lines")


RULE = Rule("WVR-002", "forbidden-waiver", Severity.ERROR, Scope.WAIVERS, check, __doc__)
