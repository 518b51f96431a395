"""The roll of a book: everyone who is credited, chapter by chapter, as they may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from potluck.attribution import Attribution
from potluck.credits.credit import shown
from potluck.model import Contributor, Role
from potluck.source.fields import SourceRef
from potluck.source.outline import Entry


@dataclass(frozen=True)
class Line:
    """One person in one chapter: what they did, said by the chapter or seen in its history.

    `byline`: readers find an author in the byline; without metadata the history fills that, too.
    """

    who: Contributor
    roles: tuple[Role, ...]
    declared: bool = True
    extent: str = ""
    byline: bool = True

    @property
    def label(self) -> str:
        """What they did, in words: "author, photographer"."""
        return ", ".join(role.label for role in self.roles)


@dataclass(frozen=True)
class Leaf:
    """One chapter of the roll."""

    path: str
    title: str
    lines: tuple[Line, ...]
    sources: tuple[SourceRef, ...] = ()


def roll(attribution: Attribution) -> tuple[Leaf, ...]:
    """Return every chapter in reading order, with everyone who is credited in it."""
    return tuple(leaf(entry, attribution) for entry in attribution.outline.entries)


def leaf(entry: Entry, attribution: Attribution) -> Leaf:
    """Return one chapter of the roll."""
    found: dict[str, Line] = {}
    for line in _lines(entry, attribution):
        before = found.setdefault(line.who.id, line)
        roles = tuple(dict.fromkeys((*before.roles, *line.roles)))
        found[line.who.id] = replace(before, roles=roles)
    return Leaf(entry.path, title(entry), tuple(found.values()), entry.fields.sources)


def title(entry: Entry) -> str:
    """Return the title of a chapter, as its author wrote it."""
    first = entry.raw.body.lstrip().partition("\n")[0]
    heading = first[2:].strip("# ") if first.startswith("# ") else ""
    return entry.title or entry.fields.title or heading or PurePosixPath(entry.path).stem


def _lines(entry: Entry, attribution: Attribution) -> Iterator[Line]:
    fields, find = entry.fields, attribution.register.find
    names = [*(person.name for person in fields.authors), fields.submitted_by]
    told = {shown(find(name)).id for name in names if name}
    for credit in attribution.credits(entry):
        declared = credit.contributor.id in told  # the default byline is seen in the history
        yield Line(credit.contributor, credit.roles, declared, credit.extent, credit.declared)
    for who, roles in attribution.stated(entry):
        yield Line(shown(who), roles)
