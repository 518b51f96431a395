"""Findings for programs: GitHub's annotations, and plain JSON."""

import json

from potluck.checks.report.sheet import Sheet
from potluck.checks.words import visible
from potluck.model import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(sheet: Sheet) -> str:
    """Write findings as workflow commands, which GitHub shows beside the lines, the worst first.

    Source: "Workflow commands for GitHub Actions", docs.github.com.
    """
    return "\n".join(map(_annotation, sheet.ordered))


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


def as_json(sheet: Sheet) -> str:
    """Write findings as a JSON list."""
    return json.dumps([plain(finding) for finding in sheet.findings], indent=2)


def plain(finding: Finding) -> dict[str, str | int]:
    """Return a finding as plain values."""
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
    }
