"""Every picture is there, under the name that the chapter uses.

Names count to the letter: `Soup.JPG` and `soup.jpg` are two names on the computers that build the
book. A picture on another site is not shown either: its owner would learn who reads the book, and
one day it would be gone.

Source: WHATWG HTML, 4.8.3 (the img element); RFC 3986, section 6.2.2.1 (case in paths).

Bad:

    -- content/soup.md --
    # Leek soup

    ![A bowl of soup](bowl.jpg)

Bad:

    -- content/soup.md --
    # Leek soup

    ![A bowl of soup](https://example.org/bowl.jpg)

Good:

    -- content/soup.md --
    # Leek soup

    A bowl of soup is worth more than its picture.
"""

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath

from potluck.checks.reading import Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.sec001_active_content import runs
from potluck.checks.views import ChapterView
from potluck.checks.words import nearest, quoted, visible
from potluck.model import Finding, Place, Severity
from potluck.pictures import EXTENSIONS

_ELSEWHERE = ("http:", "https:", "//")


def check(chapter: ChapterView) -> Iterator[Finding]:
    for picture in chapter.reading.all(Picture):
        yield from _look(chapter, picture.src, chapter.find(picture.line, picture.src))
    for medium in chapter.fields.media:
        yield from _look(chapter, medium.file, chapter.place("media", medium.index, "file"))


def _look(chapter: ChapterView, src: str, place: Place) -> Iterator[Finding]:
    if runs(src) or chapter.book.resolver.picture(chapter.entry, src):
        return
    if src.lower().startswith(_ELSEWHERE):
        message = f"The picture {quoted(src)} is on another site, and would not be shown."
        hint = "save it beside the chapter, if its licence allows that, and name its author"
        yield RULE.finding(place, message, hint)
    elif src.strip():
        yield RULE.finding(place, f"There is no picture {quoted(src)}.", _hint(chapter, src))
    else:
        yield RULE.finding(place, "No file is named for the picture.", "write ![words](name.jpg)")


def _hint(chapter: ChapterView, src: str) -> str:
    """Offer the file that differs least: in letter case, in its folder, in its spelling."""
    folder = posixpath.dirname(chapter.path)
    files = [file.path for file in chapter.book.manuscript.files if _picture(file.path)]
    by_name = {posixpath.basename(path): path for path in reversed(files)}
    meant = nearest(posixpath.basename(src), by_name, 0.75)
    if meant is None:
        return f"put the picture into {folder}/, or correct its name"
    return f"did you mean {quoted(posixpath.relpath(visible(by_name[meant]), folder))}?"


def _picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in EXTENSIONS


RULE = Rule("MED-001", "picture-not-found", Severity.ERROR, Scope.CHAPTER, check, __doc__)
