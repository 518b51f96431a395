"""Follow every file through all renames at once: records of the log -> changes of each path.

A walk from the newest commit to the oldest carries, for each commit, a map from the names that
files had there to the names they have now. A branch that still used an old name finds the new one
in the renames of the others, so a file that was moved here and edited there keeps all its people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from potluck.credits.log import Entry, Record
from potluck.credits.people import Person, display
from potluck.model import Commit

Kind = Literal["added", "edited", "moved"]
Names = Mapping[str, frozenset[str]]  # a name at some commit -> names now; missing: unchanged


@dataclass(frozen=True)
class Change:
    """What one commit did to one path. `width`: how many chapters the commit touched."""

    commit: Commit
    people: tuple[Person, ...]
    kind: Kind
    width: int


def changes(
    records: Collection[Record], live: frozenset[str], chapters: frozenset[str]
) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each live path, newest first. Records come children before parents."""
    later = _later(records)
    each = ((record, _kinds(record, names, live, later)) for record, names in _named(records))
    return by_path((record, len(chapters & kinds.keys()), kinds) for record, kinds in each)


def by_path(
    done: Iterable[tuple[Record, int, Mapping[str, Kind]]],
) -> dict[str, tuple[Change, ...]]:
    """Return the changes of each path, out of records with their width and what they did to it."""
    found: dict[str, list[Change]] = defaultdict(list)
    for record, width, kinds in done:
        commit = replace(record.commit, people=tuple(map(display, record.people)))
        for path, kind in kinds.items():
            found[path].append(Change(commit, record.people, kind, width))
    return {path: tuple(done) for path, done in found.items()}


def _named(records: Collection[Record]) -> Iterator[tuple[Record, Names]]:
    """Yield each record with its map of names, which its children have prepared."""
    trees = {record.commit.id: record.tree for record in records}
    maps: dict[str, Names] = {}
    for record in records:
        names = maps.pop(record.commit.id, {})
        yield record, names
        # git leaves out the parents whose tree is the same, and does not say which.
        differing = iter(record.diffs)
        for parent in record.parents:
            same = trees.get(parent) == record.tree
            entries = () if same else next(differing, ())
            before = _before(names, entries)
            maps[parent] = _joined(maps[parent], before) if parent in maps else before


def _before(names: Names, entries: tuple[Entry, ...]) -> Names:
    """Return the map for the parent: what was renamed has its old name there."""
    renamed = {
        entry.former: names.get(entry.path, frozenset((entry.path,)))
        for entry in entries
        if entry.status == "R"
    }
    return {**names, **renamed} if renamed else names


def _joined(one: Names, other: Names) -> Names:
    """Return the map for a commit with two children: a file may have become two."""
    if one is other or one == other:
        return one
    keys = one.keys() | other.keys()
    own = {key: frozenset((key,)) for key in keys}
    return {key: one.get(key, own[key]) | other.get(key, own[key]) for key in keys}


def _later(records: Collection[Record]) -> dict[str, str]:
    """Return every rename of the history, from the former name to the one after it."""
    entries = (entry for record in records for diff in record.diffs for entry in diff)
    renames = [(entry.former, entry.path) for entry in entries if entry.status == "R"]
    return dict(reversed(renames))  # of two, the newer counts


def _today(path: str, live: frozenset[str], later: Mapping[str, str]) -> str:
    """Return the name that a file of a branch got by renames elsewhere, where its own is gone."""
    for _ in later:  # no chain is longer
        if path in live or path not in later:
            break
        path = later[path]
    return path


def _kinds(
    record: Record, names: Names, live: frozenset[str], later: Mapping[str, str]
) -> dict[str, Kind]:
    """Return what the commit did to each path that lives today."""
    found = (_merged if len(record.parents) > 1 else _plain)(record)
    return {
        today: kind
        for name, kind in found
        for path in sorted(names.get(name, (name,)))
        if (today := _today(path, live, later)) in live
    }


def _plain(record: Record) -> Iterator[tuple[str, Kind]]:
    for entry in record.diffs[0] if record.diffs else ():
        if entry.status != "D":
            yield entry.path, _kind(entry)


def _merged(record: Record) -> Iterator[tuple[str, Kind]]:
    """Yield only what a merge itself brought: files that no parent had under their name.

    A file that differs from all parents has usually been joined by git, not by a person.
    """
    if len(record.diffs) < len(record.parents):
        return
    by_path: dict[str, list[Entry]] = defaultdict(list)
    for entries in record.diffs:
        for entry in entries:
            by_path[entry.path].append(entry)
    for path, found in by_path.items():
        new = [entry for entry in found if entry.status in {"A", "R"}]
        if len(new) == len(record.parents):
            yield path, _kind(min(new, key=lambda entry: (entry.status != "R", -entry.score)))


def _kind(entry: Entry) -> Kind:
    if entry.status == "A":
        return "added"
    return "moved" if entry.status == "R" and entry.score == 100 else "edited"
