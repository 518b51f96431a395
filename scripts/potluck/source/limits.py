"""Bounds that keep one hostile chapter from stopping a build.

Python-Markdown 3.11 takes quadratic time on runs of brackets and recurses on nested lists; the
inputs and times are measured in the project's reference (attacks B6). Real chapters stay far below
every bound.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINE = 10_000  # characters
MAX_LINES = 5_000  # that are not blank; each block costs Python-Markdown half a millisecond
MAX_RUN = 8  # the same bracket or mark in a row
MAX_PARAGRAPH = 20_000  # characters between two blank lines
MAX_PARAGRAPH_LINES = 1_000
MAX_MARKS = 1_000  # signs with a meaning, such as * and <, in one paragraph
MAX_TAGS = 2_000  # in one chapter
MAX_OPEN = 200  # of them, those that nothing closes
MAX_NESTING = 10  # lists and quotes
MAX_FOOTNOTES = 400  # in one chapter
MAX_ACCENTS = 4  # on one letter

_RUN = re.compile(rf"(\[|\]|!\[|\[\]|\]\(|<!\[CDATA\[)\1{{{MAX_RUN},}}")
_NESTED = re.compile(rf"^(?:\s*(?:>|[-*+]|\d{{1,9}}[.)]|:)\s+){{{MAX_NESTING},}}")
_QUOTED = re.compile(rf"(?:\s*>){{{MAX_NESTING},}}")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]")
_BEGINNINGS = frozenset("-*+>:")
_SIGNS = ("*", "_", "`", "<", "\\", "&", "[", "~")
_OPEN = "There are too many brackets or marks that are never closed"
_REMOVE = "remove them, or put the text in a code block"


@dataclass(frozen=True)
class Excess:
    """A bound that the body goes over; `line` is counted from 0."""

    line: int
    message: str
    hint: str


def over_limits(body: str) -> Iterator[Excess]:
    """Yield each bound that a chapter's body goes over, with the line where it does."""
    lines = body.split("\n")
    yield from _whole(body, lines)
    if not _surely_small(body, lines):
        for number, paragraph in _paragraphs(lines):
            yield from _paragraph(number, paragraph)
    for number, line in enumerate(lines):
        if len(line) > MAX_RUN:  # shorter ones are below every bound of a line
            yield from _line(number, line)


def _surely_small(body: str, lines: list[str]) -> bool:
    """Tell of most chapters, quickly, that no paragraph of theirs can go over a bound."""
    small = len(body) <= MAX_PARAGRAPH and len(lines) <= MAX_PARAGRAPH_LINES
    return small and sum(map(body.count, (*_SIGNS, "]", "]("))) <= MAX_OPEN


def _whole(body: str, lines: list[str]) -> Iterator[Excess]:
    tags = body.count("<")
    counted = (
        (len(_FOOTNOTE.findall(body)), MAX_FOOTNOTES, "footnote marks"),
        (sum(1 for line in lines if line.strip()), MAX_LINES, "lines"),
        (sum(map(body.count, _SIGNS)), 10 * MAX_MARKS, "marks such as * < ` or \\"),
        (tags, MAX_TAGS, "HTML tags"),
        (tags - body.count(">"), MAX_OPEN, "HTML tags that are not closed"),
    )
    for number, limit, what in counted:
        if number > limit:
            yield Excess(0, f"There are {number} {what}, more than {limit}", "split the chapter")


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines between blank ones, each with the number of its first."""
    start = 0
    for number, line in enumerate((*lines, "")):
        if line.strip():
            continue
        if number > start:
            yield start, lines[start:number]
        start = number + 1


def _paragraph(number: int, lines: list[str]) -> Iterator[Excess]:
    text = "\n".join(lines)
    if len(text) > MAX_PARAGRAPH or len(lines) > MAX_PARAGRAPH_LINES:
        found = (
            f"The paragraph has more than {MAX_PARAGRAPH} characters or {MAX_PARAGRAPH_LINES} lines"
        )
        yield Excess(number, found, "part it with blank lines")
    elif sum(map(text.count, _SIGNS)) > MAX_MARKS:
        found = f"The paragraph has more than {MAX_MARKS} marks such as * < ` or \\"
        yield Excess(number, found, "part it with blank lines")
    elif sum(map(_unclosed, lines)) > MAX_OPEN:
        yield Excess(number, _OPEN, _REMOVE)


def _unclosed(line: str) -> int:
    return abs(line.count("[") - line.count("]")) + line.count("](") // 4 + line.count("~~") // 2


def _line(number: int, line: str) -> Iterator[Excess]:
    if len(line) > MAX_LINE:
        yield Excess(number, f"The line has more than {MAX_LINE} characters", "break it up")
        return
    if ("[" in line or "]" in line) and _RUN.search(line):
        yield Excess(number, _OPEN, _REMOVE)
    first = line.lstrip()[:1]
    if (first in _BEGINNINGS or first.isdecimal()) and _deep(line):
        yield Excess(
            number, f"Lists or quotes are nested more than {MAX_NESTING} deep", "use fewer levels"
        )
    if not line.isascii() and _stacked(line):
        yield Excess(number, f"A letter carries more than {MAX_ACCENTS} accents", "remove them")


def _deep(line: str) -> bool:
    """Tell whether a line that begins a list or a quote is nested too deep."""
    wide = line.expandtabs(4)
    indent = 0 if line.lstrip()[:1].isdigit() else len(wide) - len(wide.lstrip())
    far = indent > 4 * MAX_NESTING * 2
    return far or bool(_NESTED.match(line) or _QUOTED.match(line))


def _stacked(line: str) -> bool:
    run = 0
    for character in line:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MAX_ACCENTS:
            return True
    return False
