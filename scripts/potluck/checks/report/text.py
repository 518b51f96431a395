"""Findings for people: each with its line, what is wrong, and what to type.

Everything in a message may come from a stranger's file, so control characters are written by their
number and nothing can begin a line of its own.
"""

import unicodedata

from potluck.checks.report.sheet import Sheet, closing, remarks
from potluck.checks.words import visible
from potluck.model import Finding

WIDTH = 100  # columns of an excerpt


def text(sheet: Sheet) -> str:
    """Write findings for people, and a closing count."""
    blocks = [_block(finding, sheet.lines.get(finding.place, "")) for finding in sheet.shown]
    return "\n\n".join([*blocks, "\n".join([closing(sheet.findings), *remarks(sheet)])])


def _block(finding: Finding, line: str) -> str:
    place = visible(str(finding.place))
    lines = [f"{place}: {finding.severity} {finding.code}", f"  {visible(finding.message)}"]
    lines += _excerpt(finding, line)
    if finding.hint:
        first, *rest = finding.hint.split("\n")
        lines += [f"  Hint: {visible(first)}", *(f"    {visible(more)}" for more in rest)]
    return "\n".join(lines)


def _excerpt(finding: Finding, line: str) -> list[str]:
    """Show the line with an underline at the place."""
    if not line.strip():
        return []
    start, end = _span(line, finding)
    left = max(0, min(start - WIDTH // 2, len(line) - WIDTH)) if len(line) > WIDTH else 0
    shown = line[left : left + WIDTH]
    number = str(finding.place.line)
    before = _columns(visible(shown[: start - left].replace("\t", " ")))
    marked = _columns(visible(shown[start - left : end - left].replace("\t", " "))) or 1
    gutter = " " * len(number)
    return [
        f"  {number} | {visible(shown.replace(chr(9), ' '))}",
        f"  {gutter} | {' ' * before}{'^' * marked}",
    ]


def _span(line: str, finding: Finding) -> tuple[int, int]:
    """Find what to underline: the value that the message quotes, else the word at the place."""
    start = min(finding.place.column - 1, len(line))
    for value in finding.message.split("`")[1::2]:
        found = line.find(value, start) if value else -1
        if found >= 0:
            return found, found + len(value)
    word = line[start:].split(maxsplit=1)[:1]
    start += len(line[start:]) - len(line[start:].lstrip())
    return start, start + (len(word[0]) if word else 1)


def _columns(text_: str) -> int:
    """How many columns a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text_)
    return len(text_) + wide - sum(unicodedata.combining(sign) > 0 for sign in text_)
