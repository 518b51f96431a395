"""The roll of contributors: who stands first, under which letter, with how many chapters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from potluck import collation
from potluck.model import Chapter, Contributor, Deed, Edition, Role

TITLES = 5  # chapters of one person that the list names
LETTERS = 60  # names from which on letters stand above them


@dataclass(frozen=True)
class RoleGroup:
    """The chapters in which somebody had the same part: "author", or "photographer, editor"."""

    label: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Entry:
    """A contributor, the first chapters of theirs, and how many more there are."""

    person: Contributor
    groups: tuple[RoleGroup, ...]
    more: int = 0


@dataclass(frozen=True)
class Section:
    """Entries under one letter; the letter is empty where names are few."""

    id: str
    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Roll:
    """Everyone: groups and authors who say something of themselves, then all others."""

    introduced: tuple[Entry, ...]
    sections: tuple[Section, ...]
    withheld: int  # people who are not named


def roll(edition: Edition) -> Roll:
    """Return everyone who is credited in the edition, each once, in the order of their names."""
    entries = [_entry(who, edition.deeds[who.id]) for who in edition.contributors if who.named]
    first = [entry for entry in entries if _is_introduced(entry.person, edition)]
    others = [entry for entry in entries if entry not in first]
    hidden = any(not who.named for who in edition.contributors)
    return Roll(tuple(first), _sections(others, edition.book.lang), max(edition.withheld, hidden))


def _is_introduced(person: Contributor, edition: Edition) -> bool:
    writes = any(Role.AUTHOR in deed.roles for deed in edition.deeds[person.id])
    return bool(person.bio) and (writes or person.kind == "organization")


def _entry(person: Contributor, deeds: tuple[Deed, ...]) -> Entry:
    more = len(deeds) - TITLES
    shown = deeds if more == 1 else deeds[:TITLES]  # "and 1 more" is no shorter than its title
    return Entry(person, tuple(role_groups(shown)), len(deeds) - len(shown))


def role_groups(deeds: Iterable[Deed]) -> Iterator[RoleGroup]:
    """Group what somebody did by their part in it, in the order of the book."""
    found: dict[str, list[Chapter]] = {}
    for deed in deeds:
        found.setdefault(", ".join(role.label for role in deed.roles), []).append(deed.chapter)
    for label, chapters in found.items():
        yield RoleGroup(label, tuple(chapters))


def _sections(entries: list[Entry], lang: str) -> tuple[Section, ...]:
    """Put names under letters where they are many; a script without letters is under one sign."""
    if not entries:
        return ()
    if len(entries) <= LETTERS:
        return (Section("everyone", "", tuple(entries)),)
    letter = collation.letter(lang)
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(letter(entry.person.sort), []).append(entry)
    return tuple(
        Section(f"letter-{number}", head, tuple(group))
        for number, (head, group) in enumerate(found.items(), 1)
    )
