"""Findings -> text: for people, for GitHub's annotations, for programs. All of it is harmless.

Everything in a message may come from a stranger's file, so control characters are written by their
number and nothing can begin a line of its own.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from potluck.checks.words import count, visible
from potluck.model import Finding, Place, Severity

WIDTH = 100  # columns of an excerpt
Excerpts = Mapping[Place, str]


def text(findings: Sequence[Finding], excerpts: Excerpts) -> str:
    """Write findings for people: errors first, each with its line, and a closing count."""
    ordered = sorted(findings, key=lambda finding: (-finding.severity, finding.sort_key))
    blocks = [_block(finding, excerpts.get(finding.place, "")) for finding in ordered]
    return "\n\n".join([*blocks, closing(findings)])


def github(findings: Sequence[Finding]) -> str:
    """Write findings as workflow commands, which GitHub shows beside the lines."""
    return "\n".join(map(_annotation, findings))


def as_json(findings: Sequence[Finding]) -> str:
    """Write findings as a JSON list."""
    return json.dumps([_plain(finding) for finding in findings], indent=2)


def closing(findings: Sequence[Finding]) -> str:
    """Count findings in words.

    >>> closing([])
    'Nothing to put right.'
    """
    if not findings:
        return "Nothing to put right."
    kinds = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
    numbers = ((sum(f.severity is kind for f in findings), word) for kind, word in kinds)
    parts = [count(number, word) for number, word in numbers if number]
    files = len({finding.place.path for finding in findings})
    last = f" and {parts[-1]}" if len(parts) > 1 else parts[-1]
    return f"{', '.join(parts[:-1])}{last} in {count(files, 'file')}."


# --- for people ---------------------------------------------------------------------------------


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


# --- for programs -------------------------------------------------------------------------------

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _annotation(finding: Finding) -> str:
    place = finding.place
    values = {"file": place.path, "line": place.line, "col": place.column, "title": finding.code}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in values.items())
    hint = f"\nHint: {finding.hint}" if finding.hint else ""
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(finding.message + hint)}"


def _escaped(value: str, also: str = "") -> str:
    """Escape what would end a workflow command or one of its properties.

    >>> _escaped("50 %, a:b", ":,")
    '50 %25%2C a%3Ab'
    """
    lines = "\n".join(visible(line) for line in value.split("\n"))
    for sign in ("%", "\r", "\n", *also):
        lines = lines.replace(sign, f"%{ord(sign):02X}")
    return lines


def _plain(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
    }


# --- by name ------------------------------------------------------------------------------------


def excerpts(findings: Sequence[Finding], root: Path) -> dict[Place, str]:
    """Read the line of each finding from its file; links are not followed."""
    found: dict[Place, str] = {}
    for path in dict.fromkeys(finding.place.path for finding in findings):
        lines = _lines(root, path)
        places = {finding.place for finding in findings if finding.place.path == path}
        found |= {place: lines[place.line - 1] for place in places if place.line <= len(lines)}
    return found


def _lines(root: Path, path: str) -> list[str]:
    file = root / path
    if file.suffix not in {".md", ".yml", ".yaml"} or file.is_symlink():
        return []
    try:
        return file.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


REPORTS: dict[str, Callable[[Sequence[Finding], Path], str]] = {
    "text": lambda findings, root: text(findings, excerpts(findings, root)),
    "github": lambda findings, _: github(findings),
    "json": lambda findings, _: as_json(findings),
}
