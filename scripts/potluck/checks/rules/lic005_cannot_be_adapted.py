"""A work is adapted only into a chapter whose licence it allows.

Some licences say under which terms a changed version may be passed on, and some allow no changed
version at all. A chapter that does not keep to that may not be published, by us or by its readers.
Only what is adapted or translated counts: whoever takes facts from a work, or quotes a passage,
needs no licence for it (`relation: cited`, `relation: quoted`). What a rights holder has allowed
beyond the licence stands in `permission:`.

Source: Creative Commons FAQ, adapter's chart; CC BY-SA 4.0, section 3(b); CC BY-SA 3.0, section
4(b); GNU FDL 1.3, section 4; https://creativecommons.org/compatiblelicenses.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-4.0
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-SA-4.0, changes: metric units}
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY-SA-4.0
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-SA-4.0, changes: metric units}
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import ASK, CITE, Loan, Loans, license_of, loans, suggestion
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import adapt, fitting
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    license_ = license_of(chapter)
    if license_ is None or not chapter.fields.sources:
        return
    found = loans(chapter)
    for loan in found.single:
        verdict = adapt(loan.license, license_)
        if verdict.status == "no":
            message = f"{quoted(loan.source.title)} cannot be adapted here: {verdict.because}"
            yield RULE.finding(loan.place, message, _hint(chapter, loan, found))


def _hint(chapter: ChapterView, loan: Loan, found: Loans) -> str:
    if not fitting([loan.license]):
        return f"put it unchanged into a chapter of its own; or, {CITE}; or {ASK}"
    makable = tuple(each for each in found.single if fitting([each.license]))
    better = suggestion(chapter, Loans(makable, ()))
    if better is None:
        return f"{CITE}; or {ASK}"
    return f"write `license: {better.id}` for this chapter; or, {CITE}"


RULE = Rule("LIC-005", "cannot-be-adapted", Severity.ERROR, Scope.CHAPTER, check, __doc__)
