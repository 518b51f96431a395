"""Who and what a chapter credited once and does not any more; and what its metadata says of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from potluck.attribution.ledger.entries import Entry, Ledger
from potluck.attribution.ledger.moves import Finder
from potluck.attribution.ledger.now import Now
from potluck.attribution.ledger.same import Names, bare
from potluck.credits.people import fold
from potluck.source.fields import Removal


@dataclass(frozen=True)
class Loss:
    """A credit that is no longer in `chapter`.

    `demoted`: an author is now only somebody whom the history has seen.
    """

    chapter: str
    entry: Entry
    demoted: bool = False


@dataclass(frozen=True)
class Balance:
    """All that was lost: without a word, with a removal, and removals of what was not lost."""

    open: tuple[Loss, ...] = ()
    settled: tuple[tuple[Loss, Removal], ...] = ()
    idle: tuple[tuple[str, Removal], ...] = ()  # with the chapter's path


def balance(known: Ledger, now: Now) -> Balance:
    """Compare what was ever credited with what is."""
    opened: list[Loss] = []
    settled: list[tuple[Loss, Removal]] = []
    lost: dict[str, list[Entry]] = defaultdict(list)
    for loss in _losses(known, now):
        lost[loss.chapter].append(loss.entry)
        if removal := removal_of(loss.entry, loss.chapter, now):
            settled.append((loss, removal))
        else:
            opened.append(loss)
    idle = (
        (path, removal)
        for path, today in now.chapters.items()
        for removal in today.removals
        if not any(_covers(removal, entry, now.names) for entry in lost[path])
    )
    return Balance(tuple(opened), tuple(settled), tuple(idle))


def removal_of(entry: Entry, path: str, now: Now) -> Removal | None:
    """Return what a chapter says about a credit that it has no longer."""
    removals = now.chapters[path].removals
    return next((each for each in removals if _covers(each, entry, now.names)), None)


def _losses(known: Ledger, now: Now) -> Iterator[Loss]:
    """Yield each loss once, however many names the person or the source had."""
    finder = Finder(known, now)
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for mark in sorted(known.entries):
        loss = _loss(known.entries[mark], finder)
        if loss is None:
            continue
        entry = loss.entry
        ids = now.names.who(entry.key, entry.name) if entry.kind == "person" else {bare(entry.key)}
        sign = (loss.chapter, entry.kind, frozenset(ids))
        if sign not in seen:
            seen.add(sign)
            yield loss


def _loss(entry: Entry, finder: Finder) -> Loss | None:
    names, path = finder.now.names, finder.where(entry)
    if path is None:
        return None  # the text is gone, and its credits with it
    if entry.kind == "person" and names.who(entry.key, entry.name) & names.hidden:
        return None  # they asked for it
    today = finder.now.chapters[path]
    if not today.credits(entry, names):
        return Loss(path, entry)
    return Loss(path, entry, demoted=True) if today.demotes(entry, names) else None


def _covers(removal: Removal, entry: Entry, names: Names) -> bool:
    """Tell whether a removal is about the person or the source of an entry."""
    if entry.kind == "source":
        said = removal.source or ""
        return bool(said) and (bare(said) == bare(entry.key)
                               or fold(said) in {fold(entry.key), fold(entry.name)})  # fmt: skip
    if not removal.who:
        return False
    same = names.who(removal.who, removal.who) & names.who(entry.key, entry.name)
    return bool(same) or fold(removal.who) in {fold(entry.key), fold(entry.name)}
