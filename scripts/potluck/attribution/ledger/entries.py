"""What a ledger holds. Frozen values; the order of nothing matters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

Kind = Literal["person", "source"]
Mark = tuple[str, Kind, str]  # chapter, kind, key


@dataclass(frozen=True)
class Entry:
    """One credit. `key` is a contributor's id; of a source its address, else title and author.

    `name` is for messages, and empty where it is withheld. `roles` are the declared ones. Where
    `removed` has a day, the chapter said so, and why. `texts` are the fingerprints that the chapter
    had when this was written.
    """

    chapter: str
    kind: Kind
    key: str
    name: str = ""
    by: str = ""  # who made the source
    roles: tuple[str, ...] = ()
    removed: str = ""
    reason: str = ""
    texts: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def mark(self) -> Mark:
        return self.chapter, self.kind, self.key


@dataclass(frozen=True)
class Trouble:
    """A line of the ledger's file that cannot be read."""

    line: int
    message: str


@dataclass(frozen=True)
class Ledger:
    """Every credit once, and the fingerprints of each chapter.

    `conflict`: the file still has the marks of a merge in it, which do no harm.
    """

    entries: Mapping[Mark, Entry] = field(default_factory=dict)
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    conflict: bool = False

    @classmethod
    def made(cls, entries: Iterable[Entry], texts: Iterable[tuple[str, str]]) -> "Ledger":
        """Make a ledger; what is named twice is joined."""
        by_chapter: dict[str, frozenset[str]] = {}
        for chapter, text in texts:
            by_chapter[chapter] = by_chapter.get(chapter, frozenset()) | {text}
        nothing: frozenset[str] = frozenset()
        placed = (_with(each, by_chapter.get(each.chapter, nothing)) for each in entries)
        return cls(_joined(placed), by_chapter)

    @property
    def chapters(self) -> frozenset[str]:
        """The path of every chapter that has a credit."""
        return frozenset(chapter for chapter, _, _ in self.entries)

    def __bool__(self) -> bool:
        return bool(self.entries or self.texts)


@lru_cache(maxsize=100_000)
def _with(entry: Entry, texts: frozenset[str]) -> Entry:
    """Return the entry with fingerprints; hundreds of versions of a ledger say the same."""
    return replace(entry, texts=texts) if texts != entry.texts else entry


def union(*ledgers: Ledger) -> Ledger:
    """Return everything that any of these says."""
    texts: dict[str, frozenset[str]] = {}
    for chapter, found in (item for ledger in ledgers for item in ledger.texts.items()):
        texts[chapter] = texts.get(chapter, frozenset()) | found
    entries = _joined(entry for ledger in ledgers for entry in ledger.entries.values())
    return Ledger(entries, texts)


def _joined(entries: Iterable[Entry]) -> dict[Mark, Entry]:
    found: dict[Mark, Entry] = {}
    for entry in entries:
        other = found.get(entry.mark)
        if other is not entry:
            found[entry.mark] = _both(other, entry) if other and other != entry else entry
    return found


def _both(one: Entry, other: Entry) -> Entry:
    """Return what two entries about the same say; removed is only what is removed in both."""
    gone = max((one.removed, one.reason), (other.removed, other.reason))
    removed, reason = gone if one.removed and other.removed else ("", "")
    return Entry(
        *one.mark,
        name=max(one.name, other.name),
        by=max(one.by, other.by),
        roles=tuple(sorted({*one.roles, *other.roles})),
        removed=removed,
        reason=reason,
        texts=one.texts | other.texts,
    )
