"""What a check found, as one small JSON file: written beside the change, read where it may speak.

`gather` writes it and is honest. `parse` reads it and trusts nothing: whoever sends a pull request
also sends the workflow that made the file.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jsonschema_rs import Draft202012Validator

from potluck.errors import PotluckError, ToolError
from potluck.model import Finding, Place, Severity

FILE = "report.json"
MAX_BYTES = 2_000_000
MAX_FINDINGS, MAX_SUGGESTIONS, MAX_NOTES, MAX_LINES, MAX_CREDITS = 500, 200, 50, 200, 50
MAX_TEXT, MAX_PATH = 2000, 400
_GOOD = (0, 1)  # exit codes of a command that did its work


class HostileReport(PotluckError):  # noqa: N818 - the report is at fault, not the program
    """A report that no check of ours can have written (exit code 1)."""

    exit_code = 1


@dataclass(frozen=True)
class Suggestion:
    """Lines of a file, first and last counted from 1, and what should stand there."""

    path: str
    start_line: int
    line: int
    code: str
    message: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Findings (and how many more there are), mechanical fixes (and how many are not here).

    `credits` are sentences: whom the change credits, and whom no longer.
    """

    findings: tuple[Finding, ...] = ()
    more: int = 0
    suggestions: tuple[Suggestion, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: int = 0
    credits: tuple[str, ...] = ()


# --- writing ------------------------------------------------------------------------------------


def gather(root: Path, since: str | None) -> bytes:
    """Check the book and return the report. `since`: only what was not there at that commit."""
    newer = ("--since", since) if since else ()
    findings = json.loads(_potluck(root, "check", "--format", "json", *newer))
    fixes = _fixes(root)
    small = [fix for fix in fixes["suggestions"] if _fits(fix)][:MAX_SUGGESTIONS]
    report = {
        "version": 1,
        "findings": [_shortened(finding) for finding in findings[:MAX_FINDINGS]],
        "more": max(0, len(findings) - MAX_FINDINGS),
        "suggestions": [_shortened(fix) for fix in small],
        "notes": [note[:MAX_TEXT] for note in fixes["notes"][:MAX_NOTES]],
        "left_out": fixes["left_out"] + len(fixes["suggestions"]) - len(small),
        "credits": _credits(root, since) if since else [],
    }
    return (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _credits(root: Path, since: str) -> list[str]:
    """Say whom the change credits; in a long list, the rest is counted."""
    told = [line[:MAX_TEXT] for line in _potluck(root, "credits", "--since", since).splitlines()]
    if len(told) <= MAX_CREDITS:
        return told
    more = len(told) - MAX_CREDITS + 1
    return [
        *told[: MAX_CREDITS - 1],
        f"And {more} more: potluck credits --since {since}"[:MAX_TEXT],
    ]


def _fixes(root: Path) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fixes.json"
        _potluck(root, "fix", "--check", "--suggest", str(file))
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def _potluck(root: Path, *command: str) -> str:
    """Run a command as people do (but no code of the folder we are in); return what it prints."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "potluck", *command, "--root", str(root)],
        capture_output=True,
        check=False,
    )
    if done.returncode not in _GOOD:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ToolError(f"`potluck {command[0]}` could not do its work:\n{said}")
    return done.stdout.decode("utf-8", "replace")


def _fits(fix: dict[str, Any]) -> bool:
    return len(fix["lines"]) <= MAX_LINES and all(len(line) <= MAX_TEXT for line in fix["lines"])


def _shortened(entry: dict[str, Any]) -> dict[str, Any]:
    limits = {"path": MAX_PATH, "message": MAX_TEXT, "hint": MAX_TEXT}
    return {key: value[: limits[key]] if key in limits else value for key, value in entry.items()}


# --- reading ------------------------------------------------------------------------------------


def parse(data: bytes) -> Report:
    """Read a report from anywhere. Raises HostileReport for whatever `gather` would not write."""
    if len(data) > MAX_BYTES:
        raise HostileReport(f"The report is larger than {MAX_BYTES} bytes.")
    try:
        value = json.loads(data.decode("utf-8"))
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a character is not text
    except (ValueError, RecursionError) as error:
        raise HostileReport("The report is not JSON.") from error
    if not _validator().is_valid(value):
        raise HostileReport("The report has another form than ours.")
    return Report(
        tuple(map(_finding, value["findings"])),
        value["more"],
        tuple(Suggestion(**{**fix, "lines": tuple(fix["lines"])}) for fix in value["suggestions"]),
        tuple(value["notes"]),
        value["left_out"],
        tuple(value["credits"]),
    )


def _finding(entry: dict[str, Any]) -> Finding:
    return Finding(
        Place(entry["path"], entry["line"], entry["column"]),
        entry["code"],
        Severity[entry["severity"].upper()],
        entry["message"],
        entry["hint"],
    )


@cache
def _validator() -> Draft202012Validator:
    text = files("potluck.github").joinpath("report.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))
