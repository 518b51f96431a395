"""Every file is stored in the same plain way.

Some programs leave things in a file that nobody sees: a mark at its very beginning, lines that end
in two ways, spaces in the metadata that are no spaces. They change nothing on paper, but whoever
saves the file next seems to have changed every line of it, and the history credits the wrong
person. Spaces at the end of a line may stay: in Markdown, two of them begin a new line.

Source: RFC 3629, section 6 (byte order mark); POSIX.1-2024, 3.185 (line); YAML 1.2.2, section 5.5.

Bad:

    -- content/soup.md --
    \ufeff# Leek soup

Bad:

    -- content/soup.md --
    # Leek soup\u000d

    Slice the leeks.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    summary: It warms you up.\u00a0
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    summary: It warms you up.
    ---
    Slice the leeks.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Place, Severity
from potluck.source.manuscript import RawChapter, RawContributor

_SPACE = "\u00a0"
_EDGE = re.compile(r"^[ \t]*\u00a0|:[ \t]*\u00a0|\u00a0[ \t]*$", re.MULTILINE)
HINT = "type `potluck fix`"


def check(book: BookView) -> Iterator[Finding]:
    for file in book.written:
        if file.stored.mark:
            message = "The file begins with a byte order mark, which nobody sees or needs."
            yield RULE.finding(Place(file.path), message, HINT)
        if file.stored.mixed:
            message = "The lines end in two ways: some as on Windows, some as everywhere else."
            yield RULE.finding(Place(file.path, file.stored.mixed), message, HINT)
        if _SPACE in file.text:
            yield from _spaces(file)


def _spaces(file: RawChapter | RawContributor) -> Iterator[Finding]:
    lines = file.text.split("\n")
    if isinstance(file, RawChapter):
        lines = lines[: file.body_line - 1]
    for number, line in enumerate(lines, start=1):
        if match := _EDGE.search(line):
            column = line.index(_SPACE, match.start()) + 1
            message = "A no-break space stands here, where the metadata needs an ordinary one."
            yield RULE.finding(Place(file.path, number, column), message, HINT)
            return


RULE = Rule("FM-010", "untidy-file", Severity.WARNING, Scope.FILE, check, __doc__)
