"""What a rule is, and what rules are shown of the book. Nothing here reads a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from potluck.model import Finding, Place, Severity


class Scope(StrEnum):
    """What a rule is asked about."""

    TEXT = "text"  # each chapter, by its own file and mkdocs.yml alone: `check(chapter)`
    FILE = "file"  # each file that people write, likewise; `check(book)` sees some or all of them
    CHAPTER = "chapter"  # each chapter, with the book around it: `check(chapter: ChapterView)`
    BOOK = "book"  # the whole book: `check(book: BookView)`
    WORDS = "words"  # the whole book, down to the words of its chapters: `check(book)`
    PAST = "past"  # the whole book and its history, where there is one: `check(book)`
    WAIVERS = "waivers"  # the whole book, once all other rules have run: `check(book: BookView)`


@dataclass(frozen=True)
class Rule:
    """One question to the book. `docs` explain it and hold its examples, which are its tests."""

    code: str
    name: str
    severity: Severity
    scope: Scope
    check: Callable[[Any], Iterator[Finding]] = field(repr=False)
    docs: str = field(repr=False)

    @property
    def family(self) -> str:
        """The letters before the number.

        >>> Rule("LIC-001", "", Severity.ERROR, Scope.BOOK, iter, "").family
        'LIC'
        """
        return self.code.partition("-")[0]

    @property
    def summary(self) -> str:
        """What the rule asks: the first line of its docs."""
        return self.docs.strip().partition("\n")[0]

    def finding(
        self, place: Place, message: str, hint: str = "", *, severity: Severity | None = None
    ) -> Finding:
        """Make a finding of this rule; `severity` where it weighs more or less than usual."""
        return Finding(place, self.code, severity or self.severity, message, hint)
