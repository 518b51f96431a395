"""The light half of the flow: read and check, without any format."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from potluck import checks
from potluck.credits import history
from potluck.credits.history import History
from potluck.model import Finding, Severity
from potluck.source import outline, reader
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Outline


@dataclass(frozen=True)
class Reading:
    """Everything that was read, and nothing judged."""

    manuscript: Manuscript
    outline: Outline
    history: History


def read(root: Path) -> Reading:
    """Read the book and its history. Raises ConfigError where there is no book or no history."""
    manuscript = reader.read(root)
    return Reading(manuscript, outline.outline(manuscript), history.read(root))


def check(
    reading: Reading, *, unprintable: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Return what is to be put right in the manuscript, sorted.

    `unprintable` are the characters that no font here has, each with the package that brings it.
    """
    return checks.run(
        reading.manuscript,
        reading.outline,
        shallow=reading.history.shallow,
        today=reading.history.date.date(),
        unprintable=unprintable,
    )


def check_book(root: Path) -> tuple[Finding, ...]:
    """Read a book and check it."""
    return check(read(root))


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Tell whether anything keeps the book from being published."""
    return any(finding.severity is Severity.ERROR for finding in findings)
