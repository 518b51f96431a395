"""The licence of a chapter tells readers all that they must keep to.

Some works may be adapted under a more open licence than their own, but their conditions go on to
hold for what was taken from them. Readers see the licence of the chapter, and miss the rest.

Source: Creative Commons FAQ, adapter's chart (its yellow boxes: permitted, not recommended).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC0-1.0
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-4.0, changes: metric units}
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-4.0
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-4.0, changes: metric units}
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import CITE, license_of, loans, suggestion
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import adapt
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    license_ = license_of(chapter)
    if license_ is None or not chapter.fields.sources:
        return
    found = loans(chapter)
    for loan in found.single:
        verdict = adapt(loan.license, license_)
        if verdict.status == "warn":
            message = f"{quoted(loan.source.title)} is adapted here. {verdict.because}"
            better = suggestion(chapter, found)
            hint = f"write `license: {better.id}` for this chapter; or, {CITE}" if better else CITE
            yield RULE.finding(loan.place, message, hint)


RULE = Rule("LIC-006", "mixed-terms", Severity.WARNING, Scope.CHAPTER, check, __doc__)
