"""Waivers: findings that a book accepts, each with a reason, in its mkdocs.yml.

plugins:
  - potluck:
      waivers:
        - rule: MED-001
          path: content/tzatziki.md
          reason: the photograph is being taken again
          until: 2027-01-01
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from potluck.model import Finding, Place
from potluck.source.config import plugin_options
from potluck.source.place import NAME
from potluck.source.yamldoc import Document

BINDING = frozenset({"LIC", "ATT", "PRV", "WVR"})  # families that nobody can waive

GUARDING = frozenset({"SEC"})  # families that a pull request cannot waive for itself


def binding(code: str) -> bool:
    """Tell whether a rule guards the rights of others, so that nobody can set it aside.

    >>> binding("LIC-001"), binding("MED-003")
    (True, False)
    """
    return code.partition("-")[0] in BINDING


@dataclass(frozen=True)
class Waiver:
    """One accepted finding, or several: `path` may be a pattern. `until` is the last day."""

    rule: str
    path: str
    reason: str
    until: date | None
    place: Place

    @property
    def allowed(self) -> bool:
        return not binding(self.rule)

    def expired(self, today: date | None) -> bool:
        return bool(today and self.until and today > self.until)

    def covers(self, finding: Finding) -> bool:
        same = finding.place.path == self.path or fnmatchcase(finding.place.path, self.path)
        return same and finding.code == self.rule


def approved(before: Document | None) -> Callable[[Waiver], bool]:
    """Tell which waivers of a change count: none that guard its readers, unless they stood before.

    A program that a pull request brings is not to be waived by the same pull request.
    """
    known = {(waiver.rule, waiver.path) for waiver in waivers(before)} if before else set()
    return lambda waiver: (
        waiver.rule.partition("-")[0] not in GUARDING or (waiver.rule, waiver.path) in known
    )


def waivers(config: Document) -> tuple[Waiver, ...]:
    """Read the waivers of a book, which the schema has already checked."""
    options, base = plugin_options(config)
    items = options.get("waivers")
    return tuple(
        Waiver(
            rule=str(item["rule"]).upper(),
            path=str(item["path"]).removeprefix("./"),
            reason=str(item["reason"]),
            until=_day(str(item.get("until", ""))),
            place=Place(NAME, *config.mark((*base, "waivers", index))),
        )
        for index, item in enumerate(items if isinstance(items, list) else [])
        if isinstance(item, dict)
    )


def _day(text: str) -> date | None:
    """Read a date; one that does not exist (2027-02-30) is long past."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def settle(
    findings: tuple[Finding, ...], given: tuple[Waiver, ...], today: date | None
) -> tuple[tuple[Finding, ...], tuple[Waiver, ...]]:
    """Return the findings that no waiver covers, and the waivers that cover nothing."""
    valid = [waiver for waiver in given if waiver.allowed and not waiver.expired(today)]
    left: list[Finding] = []
    used: set[Place] = set()
    for finding in findings:
        covering = [waiver for waiver in valid if waiver.covers(finding)]
        used.update(waiver.place for waiver in covering)
        if not covering:
            left.append(finding)
    return tuple(left), tuple(waiver for waiver in valid if waiver.place not in used)
