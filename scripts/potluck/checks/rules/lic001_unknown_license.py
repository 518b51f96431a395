"""Every licence is one that exists, with its version.

"CC-BY" alone does not say what readers may do: the versions differ, and only one text counts. Ids
of the SPDX list are understood, and common names such as "CC BY-SA 4.0" too. A licence that stands
where nobody reads it (`License:`, `rights:`, `copyright:`) would leave the chapter under that of
the book.

Source: SPDX License List; Creative Commons FAQ, "Which version of the licence applies?"

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    license: CC-BY
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    copyright: CC BY-NC 4.0
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
from potluck.source.headers import KEYS
from potluck.source.schema import words

_LICENSE = {*KEYS["license"]}


def check(chapter: ChapterView) -> Iterator[Finding]:
    for place, text in _licenses(chapter):
        if parse(text) is None:
            yield RULE.finding(
                place, f"The licence {quoted(text)} is not known.", _hint(chapter, place, text)
            )
    if not chapter.fields.license:
        yield from _misplaced(chapter)


def _hint(chapter: ChapterView, place: Place, text: str) -> str:
    meant = suggest(text)
    if meant is None:
        return "write an id such as CC-BY-SA-4.0"
    notices = chapter.raw.gist.notices
    in_comment = any(n.place == place for n in notices) and not _LICENSE & {*chapter.raw.meta}
    header = place.path != chapter.path or in_comment
    return f"write {meant} there" if header else f"write `license: {meant}`"


def _misplaced(chapter: ChapterView) -> Iterator[Finding]:
    """Find a licence in a field that says something else, or that does not exist."""
    for key, value in chapter.raw.meta.items():
        read = key in words("chapter") and key != "copyright"
        if not read and isinstance(value, str) and (found := parse(value)):
            message = f"{quoted(key)} names a licence, and only `license` is read as one."
            yield RULE.finding(chapter.place(key), message, f"write `license: {found.id}`")


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
