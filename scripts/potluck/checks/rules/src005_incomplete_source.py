"""A work under an older Creative Commons licence is named in full.

Versions 1.0 to 3.0 ask for the author and the title wherever the work is used; 4.0 is content with
what was supplied.

Source: CC BY 3.0, section 4(b); Creative Commons wiki, "License Versions".

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage, license: CC-BY-3.0, relation: adapted, changes: metric units}
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    sources:
      - {title: Potage, author: Jo Doe, license: CC-BY-3.0, changes: metric units}
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import parse, terms
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    for source in chapter.fields.sources:
        license_ = parse(source.license) if source.license else None
        if license_ is None or source.author or source.relation == "cited":
            continue
        made_of = terms(license_)
        if made_of.family == "cc" and made_of.version < "4":
            yield RULE.finding(
                chapter.place("sources", source.index),
                f"{license_.name} asks for the author of {quoted(source.title)}.",
                "add `author: NAME`, as the work gives it",
            )


RULE = Rule("SRC-005", "incomplete-source", Severity.ERROR, Scope.TEXT, check, __doc__)
