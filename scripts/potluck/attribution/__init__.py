"""Who is credited for what: what chapters declare, and what git has seen, never averaged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from potluck.attribution.account import Account, Edit, Evidence
from potluck.attribution.people import Register
from potluck.credits import credit
from potluck.credits.history import History
from potluck.credits.people import Part
from potluck.model import Contributor, Credit
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Entry, Outline

__all__ = ["Attribution"]


@dataclass(frozen=True)
class Attribution:
    """The whole book: who its people are, and what each of them did in each chapter."""

    manuscript: Manuscript = field(repr=False)
    outline: Outline = field(repr=False)
    history: History = field(repr=False)

    @cached_property
    def register(self) -> Register:
        """Everyone whom the book may mean."""
        named = _named(self.outline.entries)
        return Register.of(self.manuscript.contributors, self.history, named)

    def account(self, path: str) -> Account:
        """Return what git has seen of a chapter; empty for a file that it does not know."""
        found: dict[str, tuple[Contributor, list[Edit]]] = {}
        for change in self.history.changes(path)[::-1]:
            for person in change.people:
                someone = self.register.directory.contributor(person)
                edits = found.setdefault(someone.id, (someone, []))[1]
                edits.append(Edit(change.commit, Part.AUTHOR))
        people = tuple(Evidence(someone, tuple(edits)) for someone, edits in found.values())
        return Account(path, people)

    def credits(self, entry: Entry) -> tuple[Credit, ...]:
        """Return the credits of a chapter, in their order, as they may be shown."""
        declared = tuple(
            Credit(self.register.find(person.name), person.roles) for person in entry.fields.authors
        )
        seen = credit.observed(self.history, entry.path, self.register.directory)
        return credit.credits(declared, seen, self.submitter(entry))

    def submitter(self, entry: Entry) -> Contributor | None:
        """Return who typed the chapter in for somebody else, where it says so."""
        name = entry.fields.submitted_by
        return credit.shown(self.register.find(name)) if name else None


def _named(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Yield everyone whom the chapters name, by id or by name."""
    for fields in (entry.fields for entry in entries):
        yield from (person.name for person in fields.authors)
        yield from (medium.author for medium in fields.media if medium.author)
        yield from (name for medium in fields.media for name in medium.others)
        yield from fields.reviewers
        yield from [fields.submitted_by] if fields.submitted_by else []
