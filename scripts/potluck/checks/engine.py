"""Manuscript -> findings: ask every rule, take out what is waived, sort."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from potluck.checks.memory import Memory
from potluck.checks.rule import Scope
from potluck.checks.rules import RULES
from potluck.checks.study import Studies, ask, studied
from potluck.checks.verdict import everything, some
from potluck.checks.views import BookView
from potluck.checks.waivers import Waiver, settle, waivers
from potluck.model import Finding
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Outline

if TYPE_CHECKING:
    from potluck.attribution import Attribution

NOBODY_ASKED: frozenset[str] = frozenset()
_WIDE = frozenset({Scope.CHAPTER, Scope.BOOK, Scope.WORDS, Scope.PAST})


def run(  # noqa: PLR0913 - facts from above, each by name
    manuscript: Manuscript,
    outline: Outline,
    *,
    shallow: bool = False,
    today: date | None = None,
    only: frozenset[str] = NOBODY_ASKED,
    unprintable: Mapping[str, str] = MappingProxyType({}),
    studies: Studies | None = None,
    memory: Memory | None = None,
    past: Callable[[], "Attribution"] | None = None,
    present: bytes = b"",
    accepted: Callable[[Waiver], bool] = lambda _: True,
) -> tuple[Finding, ...]:
    """Return what is to be put right, by path, line and code.

    `shallow` says that the history is cut off; `only` names rules (`MED-001`) or families (`MED`);
    `unprintable` are the characters that no font here has, each with the package that brings it;
    `studies` is what each file says by itself, where that is known already; `memory` knows what was
    looked at before; `past` reads who did what, where there is a whole history to read, and
    `present` stands for it. Waivers that are not `accepted` are passed over.
    """
    memory = memory or Memory()
    if studies is None:
        studies = studied(manuscript, memory)
    known = {path: study.known for path, study in studies.items() if study.known}
    declared = tuple(filter(accepted, waivers(manuscript.config)))
    book = BookView(
        manuscript,
        outline,
        shallow,
        today,
        declared,
        unprintable=unprintable,
        known=known,
        memory=memory,
        reads_past=past,
        present=present,
    )
    chosen = [rule for rule in RULES if not only or {rule.code, rule.family} & only]
    asked = {rule.code for rule in chosen}
    by_themselves = [f for study in studies.values() for f in study.findings if f.code in asked]
    if only:
        together = some(book, (rule for rule in chosen if rule.scope in _WIDE))
    else:
        together = everything(book, studies)
    found = _sorted((*by_themselves, *together))
    given = tuple(waiver for waiver in book.waivers if not only or waiver.rule in asked)
    left, idle = settle(found, given, today)
    last = BookView(manuscript, outline, shallow, today, given, idle)
    after = (f for rule in chosen if rule.scope is Scope.WAIVERS for f in ask(rule, last))
    return _sorted((*left, *after))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
