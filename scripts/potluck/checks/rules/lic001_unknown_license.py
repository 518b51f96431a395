"""Every licence is one that exists, with its version.

"CC-BY" alone does not say what readers may do: the versions differ, and only one text counts. Ids
of the SPDX list are understood, and common names such as "CC BY-SA 4.0" too. A licence that stands
where nobody reads it (`License:`, `rights:`, `copyright:`) would leave the chapter under another,
such as the book's.

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
from potluck.source.agreement import FROM_HEADER, misplaced
from potluck.source.headers import KEYS

_LICENSE = {*KEYS["license"]}


def check(chapter: ChapterView) -> Iterator[Finding]:
    for place, text, in_metadata in _unknown(chapter):
        message = f"The licence {quoted(text)} is not known."
        yield RULE.finding(place, message, _hint(text, in_metadata=in_metadata))
    if chapter.raw.gist.misplaced:
        yield from _misplaced(chapter)


def _hint(text: str, *, in_metadata: bool) -> str:
    meant = suggest(text)
    if meant is None:
        return "write an id such as CC-BY-SA-4.0"
    return f"write `license: {meant}`" if in_metadata else f"write {meant} there"


def _misplaced(chapter: ChapterView) -> Iterator[Finding]:
    """Find a licence in a field that says something else, or that does not exist."""
    said = parse(chapter.fields.license or "")
    for key, found in misplaced(chapter.raw.meta):
        if found != said:
            message = f"{quoted(key)} names a licence, and only `license` is read as one."
            hint = f"write `license: {found.id}`" + (", or take the line out" if said else "")
            yield RULE.finding(chapter.place(key), message, hint)


def _unknown(chapter: ChapterView) -> Iterator[tuple[Place, str, bool]]:
    """Yield each licence that nobody knows, its place, and whether that is in the metadata."""
    fields = chapter.fields
    if fields.license and parse(fields.license) is None:
        in_metadata = not _LICENSE.isdisjoint(chapter.raw.meta)
        yield license_place(chapter), fields.license, in_metadata
    for source in fields.sources:
        if source.license and parse(source.license) is None:
            yield chapter.place("sources", source.index, "license"), source.license, True
    for medium in fields.media:
        if medium.license and parse(medium.license) is None:
            in_metadata = medium.index != FROM_HEADER
            yield medium_place(chapter, medium, "license"), medium.license, in_metadata


RULE = Rule("LIC-001", "unknown-license", Severity.ERROR, Scope.CHAPTER, check, __doc__)
