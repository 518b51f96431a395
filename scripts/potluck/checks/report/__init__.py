"""Findings -> text: for people, for GitHub, for programs. All of it is harmless.

Everything in a message may come from a stranger's file.
"""

from collections.abc import Callable

from potluck.checks.report.markdown import markdown
from potluck.checks.report.programs import as_json, github
from potluck.checks.report.sarif import sarif
from potluck.checks.report.sheet import FIRST, Sheet, closing, excerpts
from potluck.checks.report.text import text

REPORTS: dict[str, Callable[[Sheet], str]] = {
    "text": text,
    "github": github,
    "sarif": sarif,
    "json": as_json,
    "markdown": markdown,
}

__all__ = ["FIRST", "REPORTS", "Sheet", "as_json", "closing", "excerpts", "github", "markdown",
           "sarif", "text"]  # fmt: skip
