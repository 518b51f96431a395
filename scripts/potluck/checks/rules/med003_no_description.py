"""Every picture says in words what it shows.

The words stand in for the picture when it is read aloud, or cannot be seen. "Image", or the name of
the file (`leek-soup-2`), tell nobody anything. "Leek soup" is short and says it, also where the
file has the same name.

Source: WCAG 2.2, success criterion 1.1.1; EPUB Accessibility 1.1.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    ![](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    media:
      - {file: bowl.svg, author: Ann, license: CC-BY-4.0}
    ---
    ![A round bowl seen from above](bowl.svg)
    -- content/bowl.svg --
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    -- contributors/ann.yml --
    name: Ann
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from potluck.checks.reading import Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity
from potluck.naming import slugify

_EMPTY = re.compile(
    r"(?:an?-)?(?:alt|alt-text|image|img|photo|photograph|picture|pic|figure|screenshot|bild|foto)"
    r"(?:-of-(?:the-)?(?:dish|recipe))?(?:-\d+)?|(?:img|dsc|dscn|pxl|image)-[\d-]+"
)
_FILE = re.compile(r"\S*[-_.\d]\S*")


def check(chapter: ChapterView) -> Iterator[Finding]:
    for picture in chapter.reading.all(Picture):
        path = chapter.book.resolver.picture(chapter.entry, picture.src)
        if path is None:
            continue
        medium = chapter.medium(path)
        words = (medium and medium.alt) or picture.alt
        if lack := problem(words, path):
            yield RULE.finding(
                chapter.find(picture.line, picture.src),
                f"{lack} {quoted(picture.src)} shows.",
                "write ![what can be seen](file), for someone who cannot see it",
            )


def problem(words: str, path: str) -> str:
    """Return what a description lacks, as the beginning of a sentence; empty if it will do."""
    name = slugify(words)
    if not words.strip():
        return "Nothing says what"
    if _EMPTY.fullmatch(name):
        return f"{quoted(words)} does not say what"
    file = PurePosixPath(unquote(path))
    if words.strip() in {file.stem, file.name} and _FILE.fullmatch(words.strip()):
        return f"{quoted(words)} is the name of the file, and does not say what"
    return ""


RULE = Rule("MED-003", "no-description", Severity.WARNING, Scope.CHAPTER, check, __doc__)
