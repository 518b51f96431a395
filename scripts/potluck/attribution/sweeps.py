"""Commits that went over many chapters and changed next to nothing in each: formatting, by looks.

They are proposed, and people decide: a commit with words of its own, or a program's, must not be
listed, because its words would then be somebody's who never wrote them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from potluck.credits.history import History
from potluck.model import Commit

# Measured on a public cookbook of 350 recipes: its passes over the format touched 33 to 116 pages,
# and at least 95 % of what they touched stayed the same, word for word.
CHAPTERS = 10
NEW = 0.05  # of the words of the chapters that it touched


@dataclass(frozen=True)
class Sweep:
    """A commit, how many chapters of today it touched, and how many words it brought to them."""

    commit: Commit
    chapters: int
    words: int


def sweeps(history: History) -> Iterator[Sweep]:
    """Yield the commits that may only have formatted and brought words, the newest first.

    Those without a new word need no decision; those that a program helped with get none.
    """
    touched: Counter[str] = Counter()
    room: Counter[str] = Counter()
    brought: Counter[str] = Counter()
    for path, traced in history.words.items():
        for change in history.changes(path):
            if change.kind != "added":
                touched[change.commit.id] += 1
                room[change.commit.id] += traced.words + traced.template
        brought.update(traced.written)
    for record in history.commits.values():
        ident = record.commit.id
        if record.machine or ident in history.ignored or touched[ident] < CHAPTERS:
            continue
        if 0 < brought[ident] <= NEW * room[ident]:
            yield Sweep(record.commit, touched[ident], brought[ident])
