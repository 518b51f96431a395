"""Every licence is one that exists, with its version.

"CC-BY" alone does not say what readers may do: the versions differ, and only one text counts. Ids
of the SPDX list are understood, and common names such as "CC BY-SA 4.0" too.

Source: SPDX License List; Creative Commons FAQ, "Which version of the licence applies?"

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC BY 4.0
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.borrowed import license_place, medium_place
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.licensing import parse, suggest
from potluck.model import Finding, Place, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    for place, text in _licenses(chapter):
        if parse(text) is None:
            meant = suggest(text)
            hint = f"write `license: {meant}`" if meant else "write an id such as CC-BY-SA-4.0"
            yield RULE.finding(place, f"The licence {quoted(text)} is not known.", hint)


def _licenses(chapter: ChapterView) -> Iterator[tuple[Place, str]]:
    fields = chapter.fields
    if fields.license:
        yield license_place(chapter), fields.license
    for source in fields.sources:
        if source.license:
            yield chapter.place("sources", source.index, "license"), source.license
    for medium in fields.media:
        if medium.license:
            yield medium_place(chapter, medium, "license"), medium.license


RULE = Rule("LIC-001", "unknown-license", Severity.ERROR, Scope.CHAPTER, check, __doc__)
