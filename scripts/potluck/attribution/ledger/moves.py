"""Where the chapters of the ledger stand today: under their path, a new one, or nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from potluck.attribution.ledger.entries import Entry, Ledger
from potluck.attribution.ledger.sketch import ALIKE, best
from potluck.credits.history import History
from potluck.credits.repository import opened

if TYPE_CHECKING:
    from potluck.attribution.ledger.now import Now, Today


@dataclass(frozen=True)
class Finder:
    """Finds the chapters of a ledger in the book as it is."""

    known: Ledger = field(repr=False)
    now: "Now" = field(repr=False)
    _nearest: dict[frozenset[str], str | None] = field(default_factory=dict, repr=False)

    def where(self, entry: Entry) -> str | None:
        """Return where the text of an entry stands; None where it is gone.

        Its path counts first, then the path that the history has given it. Only where another text
        stands there, as after chapters changed places, it is looked for elsewhere.
        """
        here = entry.chapter if entry.chapter in self.now.chapters else None
        known = here or self._moved.get(entry.chapter)
        if known and self._fits(known, entry.texts):
            return known
        return self._alike(entry.texts) or known

    def _fits(self, path: str, texts: frozenset[str]) -> bool:
        return not texts or best(self.now.chapters[path].sketch, texts) >= ALIKE

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        here = frozenset(self.now.chapters)
        return self.now.moves(self.known.chapters - here, here)

    def _alike(self, texts: frozenset[str]) -> str | None:
        if texts not in self._nearest:
            found = ((best(today.sketch, texts), path) for path, today in self._sketched)
            share, path = max(found, default=(0.0, ""))
            self._nearest[texts] = path if share >= ALIKE else None
        return self._nearest[texts]

    @cached_property
    def _sketched(self) -> list[tuple[str, "Today"]]:
        chapters = self.now.chapters.items()
        return [(path, today) for path, today in chapters if today.sketch]


# --- renames in the history ---------------------------------------------------------------------


def renames(history: History, gone: frozenset[str], here: frozenset[str]) -> dict[str, str]:
    """Return the path of today for each that is gone, as far as the history has renamed it.

    Raises ConfigError where there is no repository.
    """
    with opened(history.root) as repo:
        cut = len(repo.prefix)
    later: dict[str, str] = {}
    for former, path in _renamed(history):
        later.setdefault(former[cut:], path[cut:])
    return {path: last for path in gone if (last := _last(path, later, here)) in here}


def _renamed(history: History) -> Iterator[tuple[str, str]]:
    """Yield each rename, newest first, as the repository names the files."""
    for record in history.commits.values():
        for entry in (entry for diff in record.diffs for entry in diff):
            if entry.status == "R":
                yield entry.former, entry.path


def _last(path: str, later: Mapping[str, str], here: frozenset[str]) -> str:
    for _ in later:  # no chain is longer
        if path in here or path not in later:
            break
        path = later[path]
    return path
