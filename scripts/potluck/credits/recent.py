"""The history as it was read the last time: while HEAD stays where it is, so does nearly all of it.

Only whether the work tree differs is asked again, of git itself: importing GitPython takes longer
than that. Whatever is unusual is left to `history.read`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from potluck import keeping
from potluck.credits import history, walk
from potluck.credits.glance import Glance, answered
from potluck.credits.history import History
from potluck.credits.log import Record
from potluck.credits.mailmap import Mapping as Mailing
from potluck.credits.origins.traced import Traced
from potluck.credits.repository import armed
from potluck.credits.walk import Kind

_ROOMS = (".", "credits", "credits/origins")


@dataclass(frozen=True)
class _Past:
    """A history, so that what many files share is said once."""

    head: str
    records: tuple[Record, ...]  # newest first
    done: dict[str, tuple[int, dict[str, Kind]]]  # by commit: its width, and what it did to paths
    chapters: int
    tree: dict[str, str]
    mailmap: tuple[Mailing, ...]
    ignored: frozenset[str]
    words: dict[str, Traced]

    @classmethod
    def of(cls, found: History) -> "_Past":
        done: dict[str, tuple[int, dict[str, Kind]]] = {}
        for path in found.paths:
            for change in found.changes(path):
                done.setdefault(change.commit.id, (change.width, {}))[1][path] = change.kind
        return cls(
            head=found.head,
            records=tuple(found.commits.values()),
            done=done,
            chapters=found.chapters,
            tree=dict(found.tree),
            mailmap=found.mailmap,
            ignored=found.ignored,
            words=dict(found.words),
        )

    def history(self, root: Path, *, modified: bool) -> History:
        done = (
            (record, *self.done[record.commit.id])
            for record in self.records
            if record.commit.id in self.done
        )
        return History(
            head=self.head,
            date=self.records[0].committed,
            modified=modified,
            chapters=self.chapters,
            everyone=history.everyone(self.records),
            commits={record.commit.id: record for record in self.records},
            root=root,
            tree=self.tree,
            mailmap=self.mailmap,
            ignored=self.ignored,
            _changes=walk.by_path(done),
            _trace=lambda: self.words,
        )


def read(root: Path, seen: Glance) -> History:
    """Return what `history.read` does of HEAD; `seen` is what a glance at the repository showed."""
    head = seen.head.partition(" ")[0]
    if seen.shallow or not head:
        return history.read(root)
    book = keeping.seal(os.fsencode(root.resolve())).hex()  # there may be several, or work trees
    file = seen.kept / f"past-{book}-{keeping.edition(*_ROOMS)}.msgpack"
    past = keeping.load(file, _Past)
    if past and past.head == head and past.records:
        modified = _modified(root)
        if modified is not None:
            return past.history(root, modified=modified)
    found = history.read(root)
    lacking = found.shallow or found.partial  # by now, whatever was seen
    return found if lacking else replace(found, _trace=partial(_traced, found, file))


def _traced(found: History, file: Path) -> Mapping[str, Traced]:
    """Trace the words, and keep all that is known now."""
    words = found.words
    keeping.keep(file, _Past.of(found))
    return words


def _modified(root: Path) -> bool | None:
    """Tell whether the work tree differs from HEAD; None where git must not be asked like this."""
    listed = answered(root, "config", "--list", "-z")
    if listed is None or armed(listed.decode("utf-8", "surrogateescape")):
        return None
    told = answered(root, *history.STATUS, "--", *history.BOOK)
    return None if told is None else bool(told)
