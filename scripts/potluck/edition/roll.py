"""The roll of contributors: who stands first, under which letter, with how many chapters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from potluck import collation
from potluck.model import Chapter, Contributor, Deed, Edition, Role

TITLES = 5  # chapters of one person that the list names
LETTERS = 60  # names from which on letters stand above them


@dataclass(frozen=True)
class RoleGroup:
    """The chapters in which somebody had the same part: "author", or "photographer, editor"."""

    label: str
    chapters: tuple[Chapter, ...]
    more: int = 0  # that are not named


@dataclass(frozen=True)
class Entry:
    """A contributor, and what they did."""

    person: Contributor
    groups: tuple[RoleGroup, ...]


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
    """Name every part of somebody, authors' first, and share out the titles among the parts."""
    groups = sorted(role_groups(deeds), key=lambda group: "author" not in group.label.split(", "))
    room = max(2, TITLES // len(groups)) if len(deeds) > TITLES + 1 else len(deeds)
    return Entry(person, tuple(_cut(group, room) for group in groups))


def _cut(group: RoleGroup, room: int) -> RoleGroup:
    """Name at most so many chapters, or one more: "and 1 more" is no shorter than a title."""
    if len(group.chapters) <= room + 1:
        return group
    return replace(group, chapters=group.chapters[:room], more=len(group.chapters) - room)


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
