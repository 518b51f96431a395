"""The baseline: what an old book had wrong when it came, so that only new trouble blocks.

`potluck-baseline.json` at the top of the book lists findings by code, severity, file and a hash of
the line that they stand on: whoever changes the line takes over its findings, whoever changes
another line does not. It holds no text of the book. Errors about licences, credit and privacy never
rest in it, because such a book must not be published at all.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from potluck.checks.waivers import binding
from potluck.errors import ConfigError
from potluck.model import Finding, Place, Severity

NAME = "potluck-baseline.json"
VERSION = 1
_HINT = "make it again: potluck check --write-baseline"
_KEYS = ("code", "severity", "path", "line")

Mark = tuple[str, str, str, str]  # code, severity, path, hash of the line
Lines = Mapping[Place, str]


@dataclass(frozen=True)
class Baseline:
    """How many findings of each kind are known on each line.

    `complete`: it is not a book's file but all that was found at another revision, so that errors
    about licences, credit and privacy are known, too.
    """

    known: Mapping[Mark, int] = field(default_factory=dict)
    complete: bool = False


@dataclass(frozen=True)
class Settled:
    """What is new, how much rests in the baseline, and how many of its entries match nothing."""

    new: tuple[Finding, ...]
    resting: int
    idle: int


def may_rest(finding: Finding) -> bool:
    """Tell whether a baseline may hold this finding.

    >>> may_rest(Finding(Place("a.md"), "LIC-001", Severity.ERROR, "", ""))
    False
    """
    return finding.severity < Severity.ERROR or not binding(finding.code)


def of(findings: Iterable[Finding], lines: Lines, *, complete: bool = False) -> Baseline:
    """Make a baseline of findings; `lines` are the lines that they stand on."""
    kept = (finding for finding in findings if complete or may_rest(finding))
    return Baseline(Counter(_mark(finding, lines) for finding in kept), complete)


def settle(findings: Sequence[Finding], lines: Lines, baseline: Baseline) -> Settled:
    """Part findings into new ones and those that the baseline knows."""
    left = Counter(baseline.known)
    new: list[Finding] = []
    for finding in findings:
        mark = _mark(finding, lines)
        if left[mark] > 0 and (baseline.complete or may_rest(finding)):
            left[mark] -= 1
        else:
            new.append(finding)
    return Settled(tuple(new), len(findings) - len(new), sum(1 for n in left.values() if n > 0))


def _mark(finding: Finding, lines: Lines) -> Mark:
    words = " ".join(lines.get(finding.place, "").split())
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return finding.code, str(finding.severity), finding.place.path, digest


# --- the file -----------------------------------------------------------------------------------


def dump(baseline: Baseline) -> str:
    """Write a baseline as JSON, sorted, one entry on each line, so that merges rarely conflict."""
    entries = [
        json.dumps(dict(zip(_KEYS, mark, strict=True)) | {"count": number}, ensure_ascii=False)
        for mark, number in sorted(baseline.known.items())
    ]
    listed = ",\n".join(f"    {entry}" for entry in entries)
    inner = f"\n{listed}\n  " if entries else ""
    return f'{{\n  "version": {VERSION},\n  "findings": [{inner}]\n}}\n'


def load(file: Path) -> Baseline:
    """Read a baseline; an empty one where there is no file. Raises ConfigError."""
    if not file.exists():
        return Baseline()
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["version"] != VERSION:
            raise ConfigError(f"{file.name} is of another version of Potluck.", _HINT)
        entries = {tuple(str(e[key]) for key in _KEYS): int(e["count"]) for e in data["findings"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConfigError(f"{file.name} cannot be read.", _HINT) from error
    return Baseline({(code, sev, path, line): n for (code, sev, path, line), n in entries.items()})
