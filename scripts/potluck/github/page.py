"""Report -> Markdown that can do nothing.

Every word from a report stands in a code span or a fenced block, where GitHub makes no mention,
link, picture, issue reference or HTML of it; no fence or span can be closed from inside.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from potluck.checks.report.sheet import FIRST, HARMLESS, has_errors, tally
from potluck.checks.words import count, visible
from potluck.github.report import Report, Suggestion
from potluck.model import Finding

MAX_BODY = 60_000  # GitHub takes 65,536 characters
THANKS = "Nothing to put right. Thank you!"
FIXES = "`potluck fix` makes these changes by itself; a review of this change offers them, too."


@dataclass(frozen=True)
class Links:
    """Where the commit and the run stand: addresses that GitHub gave, not the report."""

    server: str
    repository: str
    commit: str
    run: int

    def place(self, finding: Finding) -> str:
        """Return the address of a line, for example "https://…/blob/1a2b/content/soup.md#L3"."""
        path = quote(finding.place.path, safe="/")
        return f"{self._home}/blob/{self.commit}/{path}?plain=1#L{finding.place.line}"

    @property
    def log(self) -> str:
        return f"{self._home}/actions/runs/{self.run}"

    @property
    def _home(self) -> str:
        return f"{self.server}/{self.repository}"


def summary(report: Report, links: Links | None = None, *, newcomer: bool = False) -> str:
    """Write a report: errors first, and for a newcomer three things before all others."""
    ordered = sorted(report.findings, key=lambda found: (-found.severity, found.sort_key))
    blocks = [_finding(found, links) for found in ordered]
    first, rest = (blocks[:FIRST], blocks[FIRST:]) if newcomer else (blocks, [])
    parts = [_opening(report), *_credits(report), *first, *_folded(rest), *_fixes(report)]
    return _bounded(parts)


def suggestion(fix: Suggestion) -> str:
    """Write a fix as a review comment with a button that applies it."""
    lines = block("\n".join(fix.lines), "suggestion")
    rule = f"**{fix.code}** " if fix.code else ""
    return f"{rule}{code(fix.message)}\n\n{lines}"


def code(text: str) -> str:
    """Write one line of anybody's text as a code span.

    >>> code("@everyone `now`")
    '`` @everyone `now` ``'
    """
    line = visible(" ".join(text.split())) or "…"
    fence = "`" * (_longest(line) + 1)
    pad = " " if "`" in line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def block(text: str, kind: str = "text") -> str:
    """Write anybody's lines as a fenced block."""
    fence = "`" * max(3, _longest(text) + 1)
    lines = "\n".join(visible(line) for line in text.split("\n"))
    return f"{fence}{kind}\n{lines}\n{fence}"


def _longest(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _opening(report: Report) -> str:
    if not report.findings:
        return THANKS
    more = f", and {report.more} more that are not shown here" if report.more else ""
    harmless = "" if has_errors(report.findings) or report.more else f" {HARMLESS}"
    return f"{tally(report.findings)}{more}. Each says where it is and what to type.{harmless}"


def _finding(found: Finding, links: Links | None) -> str:
    place = code(str(found.place))
    where = f"[{place}]({links.place(found)})" if links else place
    hint = f"\nHint: {found.hint}" if found.hint else ""
    return f"**{found.severity} {found.code}** in {where}\n\n{block(found.message + hint)}"


def _credits(report: Report) -> list[str]:
    return ["**Credits.**", block("\n".join(report.credits))] if report.credits else []


def _folded(blocks: list[str]) -> list[str]:
    if not blocks:
        return []
    opening = f"<details><summary>{count(len(blocks), 'more thing')}, when these are done</summary>"
    return [opening, *blocks, "</details>"]


def _fixes(report: Report) -> list[str]:
    if not (report.suggestions or report.left_out or report.notes):
        return []
    number = len(report.suggestions) + report.left_out
    told = [f"{count(number, 'mechanical fix', 'mechanical fixes')}. {FIXES}"] if number else []
    return told + ([block("\n".join(report.notes))] if report.notes else [])


def _bounded(parts: list[str]) -> str:
    """Join whole parts up to what GitHub takes; a fold that was opened is closed."""
    kept: list[str] = []
    room = MAX_BODY
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            folded = any(p.startswith("<details>") for p in kept) and "</details>" not in kept
            kept += [*(["</details>"] if folded else []), "And more: `potluck check` shows all."]
            break
        kept.append(part)
    return "\n\n".join(kept) + "\n"
