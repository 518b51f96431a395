"""Footnotes and their marks belong together.

A mark without a note is printed as `[^1]`; a note without a mark is never seen by anybody.

Source: Python-Markdown, "Footnotes".

Bad:

    -- content/soup.md --
    # Leek soup

    Slice the leeks.[^1]

Bad:

    -- content/soup.md --
    # Leek soup

    Slice the leeks.

    [^1]: Or onions.

Good:

    -- content/soup.md --
    # Leek soup

    Slice the leeks.[^1]

    [^1]: Or onions.
"""

from collections.abc import Iterator

from potluck.checks.reading import Note
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    notes = tuple(chapter.reading.all(Note))
    defined = {note.label for note in notes if note.definition}
    used = {note.label for note in notes if not note.definition}
    for note in notes:
        mark = f"[^{note.label}]"
        place = chapter.find(note.line, mark)
        if note.definition and note.label not in used:
            message = f"Nothing in the text points to the footnote {quoted(mark)}."
            yield RULE.finding(place, message, f"put {quoted(mark)} where it belongs")
        elif not note.definition and note.label not in defined:
            message = f"There is no footnote {quoted(mark)}."
            yield RULE.finding(place, message, f"add a line that begins with {quoted(mark + ':')}")


RULE = Rule("LNK-003", "loose-footnote", Severity.WARNING, Scope.TEXT, check, __doc__)
