"""Every word fits into a line.

A word of a hundred letters in a title, or of several hundred in the text, is broken anywhere on
paper; one of thousands keeps the press busy for minutes, which is an error. Scripts that are
written without blanks are left alone.

Source: Unicode UAX 14 (line breaking); ISO 32000-2, 14.11.2 (page boundaries).

Bad:

    -- content/soup.md --
    ---
    title: soupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoupsoup
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    ---
    Slice the leeks.
"""

import re
import unicodedata
from collections.abc import Iterator

from potluck.checks.reading import Heading, Words
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity

IN_TITLES = 85  # letters: as many as the longest place name, Taumata…, has
IN_TEXT = 200
TOO_MUCH = 1_000  # letters; a title of 4,500 takes more than five minutes to set
_RUN = re.compile(rf"[^\W_]{{{IN_TITLES + 1},}}")


def check(chapter: ChapterView) -> Iterator[Finding]:
    for key in ("title", "summary"):
        text = chapter.raw.meta.get(key)
        if isinstance(text, str) and (word := _endless(text, IN_TITLES)):
            yield _finding(chapter.place(key), word)
    if max(map(len, chapter.raw.body.split()), default=0) <= IN_TITLES:
        return
    for heading in chapter.reading.all(Heading):
        if word := _endless(heading.text, IN_TITLES):
            yield _finding(chapter.find(heading.line, word), word)
    headings = {heading.line for heading in chapter.reading.all(Heading)}
    for words in chapter.reading.all(Words):
        if words.line not in headings and (word := _endless(words.text, IN_TEXT)):
            yield _finding(chapter.find(words.line, word), word)


def _endless(text: str, longest: int) -> str:
    """Return the first word that is too long; empty where there is none."""
    for match in _RUN.finditer(text):
        wide = any(unicodedata.east_asian_width(sign) in "WF" for sign in match[0][:20])
        if len(match[0]) > longest and not wide and unicodedata.category(match[0][0]) != "Lo":
            return match[0]
    return ""


def _finding(place: Place, word: str) -> Finding:
    message = f"A word of {len(word)} letters does not fit into a line: {quoted(word, 30)}."
    hint = "put blanks or hyphens into it, or show it in a code block"
    severity = Severity.ERROR if len(word) > TOO_MUCH else None
    return RULE.finding(place, message, hint, severity=severity)


RULE = Rule("TXT-007", "endless-word", Severity.WARNING, Scope.TEXT, check, __doc__)
