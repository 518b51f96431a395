"""Who is credited for what: what chapters declare, and what git has seen, never averaged."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from potluck.attribution import account, roles
from potluck.attribution.account import Account
from potluck.attribution.people import Register
from potluck.attribution.suggestions import told_apart
from potluck.credits import credit, history
from potluck.credits.history import History
from potluck.credits.people import Person, fold
from potluck.model import Commit, Contributor, Credit, Role
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Entry, Outline

__all__ = ["Attribution", "named"]

DRAWING = ".svg"


@dataclass(frozen=True)
class Attribution:
    """The whole book: who its people are, and what each of them did in each chapter."""

    manuscript: Manuscript = field(repr=False)
    outline: Outline = field(repr=False)
    history: History = field(repr=False)
    _accounts: dict[str, Account] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _observed: dict[str, tuple[Credit, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _credits: dict[str, tuple[Credit, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def register(self) -> Register:
        """Everyone whom the book may mean."""
        mentioned = named(self.outline.entries)
        return Register.of(
            self.manuscript.contributors, self.history, mentioned, self.history.mailmap
        )

    @cached_property
    def people(self) -> Mapping[str, tuple[Person, ...]]:
        """Under which names and addresses the history knows each contributor, by id."""
        found: dict[str, list[Person]] = {}
        for person in self.history.everyone:
            who = self.register.directory.contributor(person)
            found.setdefault(who.id, []).append(person)
        return {who: tuple(persons) for who, persons in found.items()}

    @cached_property
    def earlier(self) -> History | None:
        """The history of the edition before, where the book names its tag or commit.

        Raises ConfigError where that is not there.
        """
        revision = self.manuscript.book.previous_edition
        return history.read(self.history.root, revision) if revision else None

    def since(self, path: str) -> tuple[Commit, ...]:
        """Return what was done to a chapter after the edition before, newest first."""
        return self.history.after(self.earlier, path) if self.earlier else ()

    def account(self, path: str) -> Account:
        """Return what git has seen of a chapter; empty for a file that it does not know."""
        if path not in self._accounts:
            seen = account.account(self.history, path, self._who(path))
            self._accounts[path] = told_apart(seen)
        return self._accounts[path]

    def _who(self, path: str) -> Callable[[Person], Contributor]:
        """Return who somebody in the history of a chapter is.

        One word proves nothing in a whole book; but whoever is declared in a chapter by the very
        name under which its words were committed is not taken for two people there.
        """
        entry = self._entries.get(path)
        people = entry.fields.authors if entry else ()
        declared = {fold(person.name): self.register.find(person.name) for person in people}
        declared |= {fold(who.name): who for who in declared.values()}

        def who(person: Person) -> Contributor:
            found = self.register.directory.contributor(person)
            return found if found.known else declared.get(fold(found.name), found)

        return who

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.outline.entries}

    def credits(self, entry: Entry) -> tuple[Credit, ...]:
        """Return the credits of a chapter, in their order, as they may be shown."""
        if entry.path not in self._credits:
            declared = (
                Credit(self.register.find(person.name), person.roles, credit=person.credit)
                for person in entry.fields.authors
            )
            observed = self.observed(entry.path)
            self._credits[entry.path] = roles.credits(declared, observed, self._sender(entry))
        return self._credits[entry.path]

    def credit_all(self, entries: Iterable[Entry]) -> None:
        """Work out the credits of chapters before they are wanted."""
        for entry in entries:
            self.credits(entry)

    def observed(self, path: str) -> tuple[Credit, ...]:
        """Return the people whom the history shows in a chapter, in their order.

        No words are known in a clone without the files of the past.
        """
        if path not in self._observed:
            self._observed[path] = self._observe(path)
        return self._observed[path]

    def _observe(self, path: str) -> tuple[Credit, ...]:
        seen = self.account(path)
        if seen.words:
            return roles.observed(seen, self.manuscript.book.thresholds)
        there = credit.observed(self.history, path, self.register.directory)
        return roles.unmeasured(seen, there)

    def stated(self, entry: Entry) -> Iterator[tuple[Contributor, tuple[Role, ...]]]:
        """Yield everyone whom the metadata names: for text, pictures, review, and sending it in."""
        find, fields = self.register.find, entry.fields
        for person in fields.authors:
            yield find(person.name), person.roles
        for medium in fields.media:
            drawn = medium.file.casefold().endswith(DRAWING)
            for maker in filter(None, (medium.author, *medium.others)):
                yield find(maker), (Role.ILLUSTRATOR if drawn else Role.PHOTOGRAPHER,)
        for name in fields.reviewers:
            yield find(name), (Role.REVIEWER,)
        if fields.submitted_by:
            yield find(fields.submitted_by), (Role.SUBMITTER,)

    def submitter(self, entry: Entry) -> Contributor | None:
        """Return who typed the chapter in for somebody else, where it says so."""
        sender = self._sender(entry)
        return credit.shown(sender) if sender else None

    def _sender(self, entry: Entry) -> Contributor | None:
        name = entry.fields.submitted_by
        return self.register.find(name) if name else None


def named(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Yield everyone whom the chapters name, by id or by name."""
    for fields in (entry.fields for entry in entries):
        yield from (person.name for person in fields.authors)
        yield from (medium.author for medium in fields.media if medium.author)
        yield from (name for medium in fields.media for name in medium.others)
        yield from fields.reviewers
        yield from [fields.submitted_by] if fields.submitted_by else []
