"""Every picture says who made it, and under which licence.

A photograph belongs to whoever took it, even when the text around it is by somebody else. The
credit stands below the picture in every edition, and a picture that nobody may pass on must not be
in a book. For works in the public domain the author may be left out. What REUSE.toml says of a
whole book, chapters and all, tells nobody who took a picture.

Source: CC BY 4.0, section 3(a)(1); BCcampus, "Attribution statements" (credit at the point of use).

Bad:

    -- content/soup.md --
    # Leek soup

    ![A bowl of soup seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    ![A bowl of soup seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann
"""

from collections.abc import Iterator

from potluck.checks.reading import Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import at_the_top, quoted, visible
from potluck.licensing import parse, terms
from potluck.model import Finding, Place, Severity
from potluck.source.fields import MediumRef


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.legible:
        return
    seen = set()
    for picture in chapter.reading.all(Picture):
        path = chapter.book.resolver.picture(chapter.entry, picture.src)
        if path is None or path in seen:
            continue
        seen.add(path)
        medium = chapter.medium(path)
        if medium is None:
            place = chapter.find(picture.line, picture.src)
            message = f"Nothing says who made {quoted(picture.src)}, and under which licence."
            yield RULE.finding(place, message, _block(chapter, picture))
        else:
            listed = medium.index >= 0  # else only a licence header speaks of it
            shown = chapter.find(picture.line, picture.src)
            place = chapter.place("media", medium.index) if listed else shown
            yield from _incomplete(place, medium)


def _incomplete(place: Place, medium: MediumRef) -> Iterator[Finding]:
    if not medium.license:
        message = f"Nothing says under which licence {quoted(medium.file)} is."
        yield RULE.finding(place, message, "add `license: CC-BY-SA-4.0`, or whichever it is")
    elif not medium.author and not _free(medium.license):
        message = f"Nothing says who made {quoted(medium.file)}."
        yield RULE.finding(place, message, "add `author: NAME`")


def _free(text: str) -> bool:
    license_ = parse(text)
    return license_ is not None and terms(license_).family == "public-domain"


def _block(chapter: ChapterView, picture: Picture) -> str:
    """Write the lines to paste; the book's licence is only the likeliest."""
    lines = [
        f"  - file: {visible(picture.src)}",
        "    author: NAME",
        f"    license: {chapter.book.manuscript.book.license.id}",
    ]
    how = ", with the name of whoever made it and the right licence"
    if "media" in chapter.raw.meta:
        return "\n".join((f"add below `media:`{how}:", *lines))
    return at_the_top(["media:", *lines], bare=not chapter.raw.meta, how=how)


RULE = Rule("MED-002", "uncredited-picture", Severity.ERROR, Scope.CHAPTER, check, __doc__)
