"""A chapter says what was changed in a work that it adapts.

Creative Commons and GNU licences and the Free Art License ask for it, and readers want to know
whether they cook the original. For works in the public domain nobody asks, but it is good manners.
`relation: cited` or `quoted` means that the work itself was not used.

Source: CC BY 4.0, section 3(a)(1)(B); CC BY 3.0, section 3(b); GNU FDL 1.3, section 4(I); GNU GPL
3, section 5(a); Free Art License 1.3, section 2.3.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-4.0, relation: adapted}
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - title: Potage
        author: Jo Doe
        license: CC-BY-4.0
        relation: adapted
        changes: metric units; less cream
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import parse, terms
from potluck.model import Finding, Severity

_ASKING = dict.fromkeys(("cc", "gfdl", "gpl", "free-art"), Severity.ERROR)
_WEIGHT = {**_ASKING, "public-domain": Severity.WARNING}


def check(chapter: ChapterView) -> Iterator[Finding]:
    for source in chapter.fields.sources:
        license_ = parse(source.license) if source.license else None
        weight = _WEIGHT.get(terms(license_).family) if license_ else None
        if weight and source.relation == "adapted" and not source.changes:
            yield RULE.finding(
                chapter.place("sources", source.index),
                f"{quoted(source.title)} is adapted here, and nothing says what was changed.",
                "add `changes: …`, such as: metric units; less cream. If only facts were taken "
                "from it, write `relation: cited`",
                severity=weight,
            )


RULE = Rule("SRC-004", "changes-not-said", Severity.ERROR, Scope.TEXT, check, __doc__)
