"""History -> what each commit of the main line brought to readers, newest first.

Editions are built from commits of the main line, and the id of a build is the beginning of its
commit. What came to that line later than a build is not in any copy of it, however old the commits
of a branch are that was merged then.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from potluck.attribution import Attribution
from potluck.attribution.withheld import withheld
from potluck.credits.fixes import Fix
from potluck.credits.history import History, is_chapter
from potluck.credits.people import fold

Kind = Literal["corrected", "new", "changed", "picture"]
KINDS: tuple[Kind, ...] = ("corrected", "new", "changed", "picture")
"""In the order of their weight: errors first."""


@dataclass(frozen=True)
class Change:
    """What was done to one text or picture: `path`; of an error, what the commit says of it."""

    path: str
    kind: Kind
    words: str = ""
    reports: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """What one commit brought to the main line. `build` is the id of an edition made from it."""

    commit: str
    date: datetime
    changes: tuple[Change, ...] = field(default=())

    @property
    def build(self) -> str:
        return self.commit[:10]


def steps(attribution: Attribution) -> tuple[Step, ...]:
    """Return all steps of a book, newest first; nothing where the history is cut off.

    A sentence that names somebody who withholds their name is left out.
    """
    history = attribution.history
    if history.shallow:
        return ()
    order = {entry.path: number for number, entry in enumerate(attribution.outline.entries)}
    touched = _touched(history, order)
    secret = [fold(name) for who in withheld(attribution) for name in (*who.names, *who.logins)]
    found = []
    for commit, brought in _brought(history):
        changes = _changes(commit, brought, touched, history, secret)
        ordered = sorted(
            changes, key=lambda c: (KINDS.index(c.kind), order.get(c.path, -1), c.path)
        )
        found.append(Step(commit, history.commits[commit].committed, tuple(ordered)))
    return tuple(reversed(found))


def _weight(change: Change, order: Mapping[str, int]) -> tuple[int, int, str]:
    return KINDS.index(change.kind), order.get(change.path, -1), change.path


def since(found: tuple[Step, ...], commit: str) -> tuple[Step, ...] | None:
    """Return the steps after the one of a commit, newest first; None where it is none of them."""
    for number, step in enumerate(found):
        if step.commit.startswith(commit):
            return found[:number]
    return None


def _brought(history: History) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the commits of the main line, oldest first, each with all that came with it."""
    line = [history.head]
    while parents := _parents(line[-1], history):
        line.append(parents[0])
    seen: set[str] = set()
    for commit in reversed(line):
        new, waiting = [], [commit]
        while waiting:
            one = waiting.pop()
            if one not in seen and one in history.commits:
                seen.add(one)
                new.append(one)
                waiting += _parents(one, history)
        yield commit, tuple(new)


def _parents(commit: str, history: History) -> tuple[str, ...]:
    record = history.commits.get(commit)
    return tuple(each for each in record.parents if each in history.commits) if record else ()


Touched = Mapping[str, list[tuple[str, Kind]]]
"""By commit: which files it changed, and how."""


def _touched(history: History, chapters: Collection[str]) -> Touched:
    """Return what each commit did to the texts of the book and to its pictures."""
    found: dict[str, list[tuple[str, Kind]]] = {}
    for path in history.paths:
        if path not in chapters and (is_chapter(path) or not path.startswith("content/")):
            continue
        for change in history.changes(path):
            if change.kind != "moved":
                kind: Kind = "new" if change.kind == "added" else "changed"
                kind = kind if path in chapters else "picture"
                found.setdefault(change.commit.id, []).append((path, kind))
    return found


def _changes(
    commit: str, brought: Collection[str], touched: Touched, history: History, secret: list[str]
) -> Iterator[Change]:
    """Yield one change for each file that these commits touched."""
    done: dict[str, list[tuple[Kind, Fix | None]]] = {}
    whole = history.commits[commit].fix
    for each in brought:
        fix = history.commits[each].fix or whole
        for path, kind in touched.get(each, ()):
            done.setdefault(path, []).append((kind, fix if kind != "picture" else None))
    for path, deeds in done.items():
        fixes = [fix for _, fix in deeds if fix]
        kinds = [kind for kind, _ in deeds]
        if fixes and "new" not in kinds:
            said = dict.fromkeys(fix.words for fix in fixes if _harmless(fix.words, secret))
            reports = dict.fromkeys(number for fix in fixes for number in fix.reports)
            yield Change(path, "corrected", " ".join(said), tuple(reports))
        else:
            yield Change(path, min(kinds, key=KINDS.index))


def _harmless(words: str, secret: list[str]) -> bool:
    told = fold(words)
    return bool(words) and not any(name in told for name in secret)
