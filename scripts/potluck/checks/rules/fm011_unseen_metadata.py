"""The metadata begins in the first line, and it ends.

Three hyphens stand alone in the first line of the file, and three more below the last line of the
metadata. Where one of them is missing, the metadata is taken for text: it is printed, and nobody
is credited.

Source: the table of fields in CONTRIBUTING.md; Jekyll, "Front Matter".

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    authors: [Ann Author]

    Slice the leeks.

Bad:

    -- content/soup.md --
    +++
    title = "Leek soup"
    +++
    # Leek soup

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    ---
    Slice the leeks.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.model import Finding, Severity
from potluck.source.manuscript import RawChapter
from potluck.source.schema import words

_PAIR = re.compile(r"[ \t]*([A-Za-z][\w-]{0,40})[ \t]*([:=])(?:[ \t]|$)")
_LOOKED_AT = 60  # lines from the top


def check(chapter: ChapterView) -> Iterator[Finding]:
    if found := unseen(chapter.raw):
        line, message, hint = found
        yield RULE.finding(chapter.raw.place_in_body(line), message, hint)


def unseen(raw: RawChapter) -> tuple[int, str, str] | None:
    """Return the line of metadata that is not read as such, with what to say of it."""
    if raw.body_line != 1:
        return None
    lines = raw.body.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fence, below = lines[top].rstrip(), lines[top + 1 :]
    if fence == "+++" and _begins(below, "="):
        message = "The metadata stands between `+++`, and is not read."
        return top, message, "put it between two lines `---`, as `title: Leek soup`"
    if not re.fullmatch(r"\s*-{3,}", fence) or not _begins(below, ":"):
        return None
    if fence != "---" or top:
        message = "The metadata is not read: the file does not begin with a line `---`."
        return top, message, "begin line 1 with exactly three hyphens, and nothing before them"
    last = next(n for n, line in enumerate((*below, "")) if not _PAIR.match(line + " "))
    hint = f"put a line `---` below line {top + last + 1}, where the metadata ends"
    return top, "The metadata begins here and never ends.", hint


def _begins(below: list[str], sign: str) -> bool:
    """Tell whether the first line below a fence is one of our fields."""
    match = _PAIR.match(below[0] + " ") if below else None
    return match is not None and match[2] == sign and match[1] in words("chapter") | {"date"}


RULE = Rule("FM-011", "unseen-metadata", Severity.ERROR, Scope.TEXT, check, __doc__)
