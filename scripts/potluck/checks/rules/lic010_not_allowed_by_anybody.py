"""Every work of somebody else's is used because a licence or its maker allows it.

A text or picture without a licence is not free: without a word from its maker, all rights are
reserved. A note in `permission:` (who allowed it, when, and where that is written down) is as good
as a licence, and in ten years the only proof. Facts and ideas are free, and so is a bare list of
ingredients in many countries: whoever takes no more than these writes `relation: cited`. A short
passage may be quoted (`relation: quoted`). Works published before 1900 are nearly always in the
public domain, so they make only a warning; `license: CC-PDM-1.0` says that somebody has looked.

Source: Berne Convention, articles 5(2), 9 and 10; US Copyright Office, FL-122 "Recipes";
Wikimedia Commons, PD-old-assumed (120 years after publication).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage, author: Jo Doe, relation: adapted, changes: metric units}
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - title: Potage
        author: Jo Doe
        relation: adapted
        changes: metric units
        permission: Jo Doe, letter of 3 May 2024, in the book's folder of letters
      - {title: Soups and their reasons, author: Jay Roe, relation: cited}
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import ASK, CITE, MAKING, license_place, medium_place
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import parse, terms
from potluck.model import Finding, Severity
from potluck.source.fields import SourceRef

OLD = 1900  # 120 years and more before this rule was written


def check(chapter: ChapterView) -> Iterator[Finding]:
    for source in chapter.fields.sources:
        if source.relation in MAKING and not source.permission:
            yield from _source(chapter, source)
    for medium in chapter.fields.media:
        if _reserved(medium.license) and not medium.permission:
            message = f"Nothing says that {quoted(medium.file)} may be used: all rights reserved."
            place = medium_place(chapter, medium, "license")
            yield RULE.finding(place, message, f"{ASK}; or take another picture")
    if _reserved(chapter.fields.license) and not chapter.fields.permission:
        message = "Nothing says that this chapter may be published: all rights reserved."
        yield RULE.finding(license_place(chapter), message, ASK)


def _source(chapter: ChapterView, source: SourceRef) -> Iterator[Finding]:
    title, place = quoted(source.title), chapter.place("sources", source.index)
    if _reserved(source.license):
        message = f"Nothing says that {title} may be adapted: all rights reserved."
        yield RULE.finding(place, message, f"{CITE}; or {ASK}")
    elif source.license:
        return
    elif source.year is not None and source.year < OLD:
        message = f"Nothing says that {title} ({source.year}) is in the public domain."
        hint = "if it is, which is likely, add `license: CC-PDM-1.0`"
        yield RULE.finding(place, message, hint, severity=Severity.WARNING)
    else:
        message = f"Nothing says that {title} may be adapted: it has no licence here."
        yield RULE.finding(place, message, f"{CITE}; else add its `license: …`; or {ASK}")


def _reserved(text: str | None) -> bool:
    license_ = parse(text) if text else None
    return license_ is not None and terms(license_).family == "all-rights-reserved"


RULE = Rule("LIC-010", "not-allowed-by-anybody", Severity.ERROR, Scope.CHAPTER, check, __doc__)
