"""Ask the rules that look at several files: all of them, or, after a small change, a few.

A rule about a chapter looks at its file, and at what others can see of the rest (`Study.shape`). As
long as that is the same everywhere, only chapters whose own file changed are asked again, and those
for which something was found in such a file.
"""

import hashlib
from collections.abc import Iterable, Iterator

from potluck.checks.memory import Past, Verdict
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules import RULES
from potluck.checks.study import Studies, ask
from potluck.checks.views import BookView, ChapterView
from potluck.model import Finding

_PER_CHAPTER = tuple(rule for rule in RULES if rule.scope is Scope.CHAPTER)
_PER_BOOK = tuple(rule for rule in RULES if rule.scope is Scope.BOOK)
_ALWAYS = tuple(rule for rule in RULES if rule.scope is Scope.WORDS)
_OF_THE_PAST = tuple(rule for rule in RULES if rule.scope is Scope.PAST)


def everything(book: BookView, studies: Studies) -> Iterator[Finding]:
    """Yield what rules about several files find; the memory of the book knows what is not new."""
    verdict = _verdict(book, studies)
    book.memory.settle(verdict)
    for chapter in book.chapters:
        yield from verdict.chapters[_key(chapter)]
    yield from verdict.book
    yield from some(book, _ALWAYS)
    yield from _past(book, verdict.state)


def _past(book: BookView, state: bytes) -> tuple[Finding, ...]:
    """Return what rules about the history find; it is read only where something is new."""
    key = state + book.present if book.present else b""
    before = book.memory.kept.past
    if not key or before.key != key:
        before = Past(key, tuple(some(book, _OF_THE_PAST)))
    book.memory.look_back(before)
    return before.findings


def some(book: BookView, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what these rules find."""
    for rule in rules:
        yield from ask(rule, book)


def _verdict(book: BookView, studies: Studies) -> Verdict:
    state, before = _state(book, studies), book.memory.kept.verdict
    known = before.chapters if before.state == state else {}
    touched = {chapter.path for chapter in book.chapters if _key(chapter) not in known}

    def holds(found: Iterable[Finding]) -> bool:
        """Tell whether none of this is in a file whose lines may have moved."""
        return not any(finding.place.path in touched for finding in found)

    kept = {key: found for key, found in known.items() if holds(found)}
    keyed = [(_key(chapter), chapter) for chapter in book.chapters]
    chapters = {key: kept[key] if key in kept else _asked(each) for key, each in keyed}
    whole = before.book if kept and holds(before.book) else tuple(some(book, _PER_BOOK))
    return Verdict(state, chapters, whole)


def _asked(chapter: ChapterView) -> tuple[Finding, ...]:
    return tuple(finding for rule in _PER_CHAPTER for finding in rule.check(chapter))


def _key(chapter: ChapterView) -> str:
    return chapter.raw.digest or chapter.path


def _state(book: BookView, studies: Studies) -> bytes:
    """Stand for all that rules can see of a book but the words of its chapters."""
    digest = hashlib.blake2b(repr((book.shallow, book.manuscript.headers)).encode(), digest_size=16)
    for path, study in studies.items():
        digest.update(path.encode("utf-8", "surrogatepass") + b"\0" + study.shape)
    for file in book.manuscript.files:
        digest.update(repr((file.path, file.stamp)).encode())
    digest.update(repr(book.manuscript.troubles).encode())
    return digest.digest()
