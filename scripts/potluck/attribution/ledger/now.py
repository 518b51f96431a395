"""Who and what each chapter credits today: in the text, for pictures, for review, for sending."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from potluck.attribution import Attribution
from potluck.attribution.ledger.entries import Entry, Ledger
from potluck.attribution.ledger.moves import renames
from potluck.attribution.ledger.same import Names, is_source, of_entry, source_key
from potluck.attribution.ledger.sketch import sketch
from potluck.credits.people import scrub
from potluck.model import Contributor, Role
from potluck.source.fields import Removal, SourceRef
from potluck.source.manuscript import RawContributor
from potluck.source.outline import Entry as Place
from potluck.source.yamldoc import Document

Moves = Callable[[frozenset[str], frozenset[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Standing:
    """Somebody who is credited in a chapter, with the roles that are more than observed."""

    who: Contributor
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Today:
    """One chapter as it is.

    `named` are the people in its metadata, `seen` everyone whom the history knows in it, `everyone`
    gives all who are credited, which takes longer to tell.
    """

    named: tuple[Standing, ...] = ()
    seen: tuple[Contributor, ...] = ()
    everyone: Callable[[], tuple[Standing, ...]] = field(default=tuple, repr=False)
    sources: tuple[SourceRef, ...] = ()
    removals: tuple[Removal, ...] = ()
    byline: bool = False  # the metadata says who the authors are
    body: Callable[[], str] = field(default=str, repr=False)

    @cached_property
    def sketch(self) -> str:
        return sketch(self.body())

    @cached_property
    def people(self) -> tuple[Standing, ...]:
        return self.everyone()

    def credits(self, entry: Entry, names: Names) -> bool:
        """Tell whether the person or source of an entry is credited.

        Whom only the history has seen is credited by its rules, and nobody can take that away.
        """
        if entry.kind == "person":
            if self.names(entry, names):
                return True
            if not entry.roles and of_entry(self.seen, entry, names):
                return True
        return self.lists(entry, names)

    def lists(self, entry: Entry, names: Names) -> bool:
        """Tell whether readers find the person or source of an entry."""
        if entry.kind == "source":
            return any(is_source(source, entry) for source in self.sources)
        return self.standing(entry, names) is not None

    def standing(self, entry: Entry, names: Names) -> Standing | None:
        """Return the person of an entry, where they are credited."""
        ids = of_entry(_whose(self.people), entry, names) if entry.kind == "person" else ()
        return next((each for each in self.people if each.who.id in ids), None)

    def names(self, entry: Entry, names: Names) -> bool:
        """Tell whether the metadata names the person of an entry."""
        return bool(of_entry(_whose(self.named), entry, names))

    def demotes(self, entry: Entry, names: Names) -> bool:
        """Tell whether the metadata names authors, and an author of once no more."""
        author = entry.kind == "person" and Role.AUTHOR.label in entry.roles
        return author and self.byline and not self.names(entry, names)


def _whose(people: Iterable[Standing]) -> Iterator[Contributor]:
    return (each.who for each in people)


def no_moves(gone: frozenset[str], here: frozenset[str]) -> Mapping[str, str]:
    """Know of no chapter that was moved."""
    return dict.fromkeys(gone & here, "")


@dataclass(frozen=True)
class Now:
    """The book as it is. `moves` finds the chapters that are `gone` among those that are here."""

    chapters: Mapping[str, Today]
    names: Names = field(default_factory=Names)
    moves: Moves = field(default=no_moves, repr=False)


def now(attribution: Attribution) -> Now:
    """Return what the book credits, with those whose names are withheld."""
    bare = _unveiled(attribution)
    directory = bare.register.directory
    people = ((person, directory.contributor(person)) for person in attribution.history.everyone)
    return Now(
        {place.path: _today(place, bare) for place in attribution.outline.entries},
        Names.of(attribution.manuscript.contributors, people),
        partial(renames, attribution.history),
    )


def of(attribution: Attribution) -> Ledger:
    """Return the ledger of a book without a past."""
    return ledger_of(now(attribution))


def ledger_of(present: Now) -> Ledger:
    """Return the ledger of a book as it is."""
    texts = ((path, today.sketch) for path, today in present.chapters.items() if today.sketch)
    return Ledger.made(entries(present), texts)


def entries(present: Now) -> Iterator[Entry]:
    """Yield an entry for each person and each source that is credited."""
    names = present.names
    for path, today in present.chapters.items():
        for each in today.people:
            yield Entry(path, "person", names.key(each.who), names.name(each.who), roles=each.roles)
        for source in today.sources:
            title, author = scrub(source.title), scrub(source.author or "")
            yield Entry(path, "source", source_key(source), title, author)


# --- from the manuscript ------------------------------------------------------------------------


def _unveiled(attribution: Attribution) -> Attribution:
    """Return the same book as if nobody withheld a name; what comes of it is not shown."""
    files = attribution.manuscript.contributors
    if all(file.meta.get("visibility", "public") == "public" for file in files):
        return attribution
    bare = replace(attribution.manuscript, contributors=tuple(map(_shown, files)))
    return replace(attribution, manuscript=bare)


def _shown(file: RawContributor) -> RawContributor:
    meta = {key: value for key, value in file.meta.items() if key != "visibility"}
    return replace(file, document=Document(meta, file.document.marks))


def _today(place: Place, bare: Attribution) -> Today:
    fields, directory = place.fields, bare.register.directory
    return Today(
        named=_standing(bare.stated(place)),
        seen=tuple(map(directory.contributor, bare.history.people(place.path))),
        everyone=lambda: _standing(_everybody(place, bare)),
        sources=fields.sources,
        removals=fields.removed_credits,
        byline=bool(fields.authors),
        body=lambda: place.raw.body,
    )


def _standing(people: Iterable[tuple[Contributor, Iterable[Role]]]) -> tuple[Standing, ...]:
    found: dict[str, tuple[Contributor, set[str]]] = {}
    for who, roles in people:
        found.setdefault(who.id, (who, set()))[1].update(role.label for role in roles)
    return tuple(Standing(who, tuple(sorted(roles))) for who, roles in found.values())


def _everybody(place: Place, bare: Attribution) -> Iterator[tuple[Contributor, Iterable[Role]]]:
    """Yield everyone who is credited in a chapter; what is only observed is no role."""
    for credit in bare.credits(place):
        yield credit.contributor, credit.roles if credit.declared else ()
    yield from bare.stated(place)
