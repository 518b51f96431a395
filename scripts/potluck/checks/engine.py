"""Manuscript -> findings: ask every rule, take out what is waived, sort."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from potluck.checks.rule import Rule, Scope
from potluck.checks.rules import RULES
from potluck.checks.views import BookView
from potluck.checks.waivers import settle, waivers
from potluck.model import Finding
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Outline

NOBODY_ASKED: frozenset[str] = frozenset()


def run(  # noqa: PLR0913 - facts from above, each by name
    manuscript: Manuscript,
    outline: Outline,
    *,
    shallow: bool = False,
    today: date | None = None,
    only: frozenset[str] = NOBODY_ASKED,
    unprintable: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Return what is to be put right, by path, line and code.

    `shallow` says that the history is cut off; `only` names rules (`MED-001`) or families (`MED`);
    `unprintable` are the characters that no font here has, each with the package that brings it.
    """
    declared = waivers(manuscript.config)
    book = BookView(manuscript, outline, shallow, today, declared, unprintable=unprintable)
    chosen = [rule for rule in RULES if not only or {rule.code, rule.family} & only]
    found = _sorted(finding for rule in chosen for finding in _ask(rule, book))
    asked = {rule.code for rule in chosen}
    given = tuple(waiver for waiver in book.waivers if not only or waiver.rule in asked)
    left, idle = settle(found, given, today)
    last = BookView(manuscript, outline, shallow, today, given, idle)
    after = (f for rule in chosen if rule.scope is Scope.WAIVERS for f in rule.check(last))
    return _sorted((*left, *after))


def _ask(rule: Rule, book: BookView) -> Iterator[Finding]:
    if rule.scope is Scope.BOOK:
        yield from rule.check(book)
    elif rule.scope in {Scope.TEXT, Scope.CHAPTER}:
        for chapter in book.chapters:
            yield from rule.check(chapter)


def _sorted(findings: Iterator[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))
