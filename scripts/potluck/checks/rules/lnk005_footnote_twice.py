"""Every footnote is written once.

When two footnotes have the same mark, only the last is printed, and the words of the other are
lost.

Source: Python-Markdown, "Footnotes"; ISO 32000-2, 14.8.4.8.3 (a note is referred to by its mark).

Bad:

    -- content/soup.md --
    # Leek soup

    Slice the leeks.[^1]

    [^1]: Or onions.
    [^1]: Or shallots.

Good:

    -- content/soup.md --
    # Leek soup

    Slice[^2] the leeks.[^1]

    [^1]: Or onions.
    [^2]: Thinly.
"""

from collections.abc import Iterator

from potluck.checks.reading import Note
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    first: dict[str, Note] = {}
    for note in chapter.reading.all(Note):
        if note.definition and (other := first.setdefault(note.label, note)) is not note:
            mark = f"[^{note.label}]:"
            where = chapter.raw.place_in_body(other.line).line
            yield RULE.finding(
                chapter.find(note.line, mark),
                f"The footnote {quoted(mark)} stands in line {where} too; one of them is lost.",
                "give one of them another mark, in the text too",
            )


RULE = Rule("LNK-005", "footnote-twice", Severity.WARNING, Scope.TEXT, check, __doc__)
