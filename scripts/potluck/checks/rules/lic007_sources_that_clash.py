"""Works that one chapter adapts can be joined under one licence.

Two works that each ask for their own terms cannot become one text: whoever keeps the terms of the
first breaks those of the second. In a book they may well stand side by side, each in a chapter of
its own.

Source: Creative Commons, license compatibility chart; CC BY-SA 4.0, section 3(b); GNU FDL 1.3,
section 11 (which let wikis change over until 1 August 2009, and nobody since).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-SA-4.0, changes: metric units}
      - {title: Bouillon, author: Jay Roe, license: GFDL-1.2-only, changes: shortened}
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-SA-4.0, changes: metric units}
      - {title: Bouillon, author: Jay Roe, license: GFDL-1.2-only, relation: cited}
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import CITE, Loan, loans
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import combine
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    if len(chapter.fields.sources) < 2:
        return
    for later, earlier in loans(chapter).clashing:
        yield RULE.finding(later.place, _message(later, earlier), _hint(later))


def _message(later: Loan, earlier: Loan) -> str:
    names = f"{quoted(later.source.title)} and {quoted(earlier.source.title)}"
    return f"{names} are both adapted here. {combine([later.license, earlier.license]).because}"


def _hint(later: Loan) -> str:
    return f"make a chapter of its own from {quoted(later.source.title)}; or, {CITE}"


RULE = Rule("LIC-007", "sources-that-clash", Severity.ERROR, Scope.CHAPTER, check, __doc__)
