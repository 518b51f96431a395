"""What a report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from potluck.checks.words import count
from potluck.model import Finding, Place, Severity

HARMLESS = "None of these keeps the book from being published."
FIRST = 3  # findings that a first-time author sees at once
_KINDS = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
_TEXTS = {".md", ".yml", ".yaml"}


@dataclass(frozen=True)
class Sheet:
    """Findings, the folder of the book, and how they are to be told.

    `limit` is how many are shown at most, the worst first; `resting` how many more an old book has
    in its baseline.
    """

    findings: tuple[Finding, ...]
    root: Path = field(default=Path(), repr=False)
    limit: int | None = None
    resting: int = 0
    handbook: str = ""  # address of the site whose handbook has a page for each rule

    @cached_property
    def ordered(self) -> tuple[Finding, ...]:
        """Every finding, errors first."""
        return tuple(sorted(self.findings, key=lambda found: (-found.severity, found.sort_key)))

    @property
    def shown(self) -> tuple[Finding, ...]:
        return self.ordered[: self.limit]

    @property
    def held_back(self) -> int:
        """How many findings are not shown."""
        return len(self.findings) - len(self.shown)

    @cached_property
    def lines(self) -> Mapping[Place, str]:
        """The line of each finding."""
        return excerpts(self.findings, self.root)


def closing(findings: Sequence[Finding]) -> str:
    """Count findings in words.

    >>> closing([])
    'Nothing to put right.'
    """
    if not findings:
        return "Nothing to put right."
    files = len({finding.place.path for finding in findings})
    return f"{tally(findings)} in {count(files, 'file')}."


def tally(findings: Sequence[Finding]) -> str:
    """Say how many errors, warnings and notes there are; at least one is needed."""
    numbers = ((sum(f.severity is kind for f in findings), word) for kind, word in _KINDS)
    *before, last = [count(number, word) for number, word in numbers if number]
    return f"{', '.join(before)} and {last}" if before else last


def has_errors(findings: Sequence[Finding]) -> bool:
    """Tell whether any of these keeps the book from being published."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def remarks(sheet: Sheet) -> list[str]:
    """Say what the report leaves out."""
    said = []
    if sheet.held_back:
        rest = count(sheet.held_back, "more finding")
        said.append(f"{rest}: put these right first, then check again.")
    if sheet.findings and not has_errors(sheet.findings):
        said.append(HARMLESS)
    if sheet.resting:
        said.append(f"{count(sheet.resting, 'older finding')} left out.")
    return said


def excerpts(findings: Sequence[Finding], root: Path) -> dict[Place, str]:
    """Read the line of each finding from its file; links are not followed."""
    places: dict[str, set[Place]] = {}
    for finding in findings:
        places.setdefault(finding.place.path, set()).add(finding.place)
    found: dict[Place, str] = {}
    for path, here in places.items():
        lines = _lines(root, path)
        found |= {place: lines[place.line - 1] for place in here if place.line <= len(lines)}
    return found


def _lines(root: Path, path: str) -> list[str]:
    file = root / path
    if file.suffix not in _TEXTS or file.is_symlink():
        return []
    try:
        return file.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
