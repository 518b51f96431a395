"""Who holds the rights in which file, and under which licence it is -> Claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from potluck.attribution import Attribution
from potluck.attribution.people import Register
from potluck.credits import credit
from potluck.credits.history import History
from potluck.licensing import parse
from potluck.model import Book, License, Role
from potluck.source.agreement import NOT_STATED, PICTURES, settled
from potluck.source.fields import MediumRef
from potluck.source.links import Resolver
from potluck.source.manuscript import Manuscript
from potluck.source.notices import clean
from potluck.source.outline import Entry, Outline
from potluck.source.reusetoml import NAME, Annotation, Precedence, Unreadable
from potluck.source.reusetoml import parse as parse_table

UNKNOWN = "holder not stated"
SIDECAR = ".license"
REST = "**"


@dataclass(frozen=True)
class Claim:
    """What is said of one file, or of a pattern of files; `holders` as "2024 Ann Author"."""

    path: str
    holders: tuple[str, ...]
    license: License
    precedence: Precedence = "override"
    permission: str | None = None


@dataclass(frozen=True)
class Office:
    """What every claim is made from."""

    attribution: Attribution

    @property
    def manuscript(self) -> Manuscript:
        return self.attribution.manuscript

    @property
    def outline(self) -> Outline:
        return self.attribution.outline

    @property
    def history(self) -> History:
        return self.attribution.history

    @property
    def register(self) -> Register:
        return self.attribution.register

    @property
    def book(self) -> Book:
        return self.manuscript.book

    def year(self, path: str) -> int:
        """The year in which a file came into the book."""
        commits = self.history.of(path)
        return (commits[-1] if commits else self.history).date.year

    @property
    def everyone(self) -> str:
        """All who wrote the book together, since the year it began."""
        years = [self.year(path) for path in self.history.paths]
        first = min(years, default=self.history.date.year)
        return f"{first} {_everyone(self.book)}"


def claims(attribution: Attribution) -> Iterator[Claim]:
    """Yield what there is to say of every file, the most general first.

    Where people wrote a REUSE.toml, only what it leaves open is added to it, and what the book's
    own metadata knows better.
    """
    office = Office(attribution)
    if not office.manuscript.headers.written.strip():
        yield Claim(REST, (office.everyone,), office.book.license, "closest")
    else:
        yield from _left_open(office)
    for entry in sorted(office.outline.entries, key=lambda entry: entry.path):
        yield _chapter(entry, office)
    yield from _pictures(office)


def _chapter(entry: Entry, office: Office) -> Claim:
    """A chapter is its authors', unless it says whose it is."""
    fields = entry.fields
    year = office.year(entry.path)
    people = office.attribution.credits(entry)
    named = [c.contributor.name for c in people if Role.AUTHOR in c.roles and c.declared]
    told = fields.copyright.split("; ") if fields.copyright else []
    lines = [clean(line) for line in told] or [f"{year} {name}" for name in named]
    return Claim(
        entry.path,
        tuple(filter(None, lines)) or (f"{year} {_everyone(office.book)}",),
        parse(fields.license or "") or office.book.license,
        permission=fields.permission,
    )


def _everyone(book: Book) -> str:
    return clean(book.author or "") or f"contributors to {book.title}"


def _left_open(office: Office) -> Iterator[Claim]:
    """Yield the book's files of which the REUSE.toml that people wrote says too little."""
    manuscript = office.manuscript
    tables = _tables(manuscript.headers.written)
    others = [f.path for f in manuscript.files if not f.path.lower().endswith(PICTURES)]
    people = [person.path for person in manuscript.contributors]
    for path in sorted(["mkdocs.yml", *people, *others]):
        said = manuscript.headers.of(path)
        whole = (said.licenses and said.copyrights) or any(t.matches(path) for t in tables)
        if not whole and not path.endswith(SIDECAR) and PurePosixPath(path).name != NAME:
            yield Claim(path, (office.everyone,), office.book.license, "closest")


def _tables(text: str) -> tuple[Annotation, ...]:
    try:
        return parse_table(text, NAME)
    except Unreadable:
        return ()


# --- pictures -----------------------------------------------------------------------------------


def _pictures(office: Office) -> Iterator[Claim]:
    known: dict[str, MediumRef] = {}
    resolver = Resolver(office.outline, office.manuscript.files)
    for entry in office.outline.entries:
        for medium in entry.fields.media:
            path = resolver.picture(entry, medium.file)
            if path and (medium.license or medium.author):
                known.setdefault(path, medium)
    for file in office.manuscript.files:
        if file.path.lower().endswith(PICTURES):
            yield _picture(file.path, known.get(file.path), office)


def _picture(path: str, medium: MediumRef | None, office: Office) -> Claim:
    """A picture is whose its metadata or its licence header says, and nobody's by default."""
    stated = office.manuscript.headers.of(path)
    given = medium.license if medium else settled(stated.licenses)
    authors = [medium.author, *medium.others] if medium else list(stated.holders)
    names = tuple(name for name in authors if name)
    lines = tuple(f"{office.year(path)} {_name(name, office)}" for name in names)
    if names and set(names) <= {*stated.holders}:
        lines = tuple(notice.text for notice in stated.copyrights)
    license_ = parse(given or "") or NOT_STATED
    return Claim(path, lines or (UNKNOWN,), license_,
                 permission=medium.permission if medium else None)  # fmt: skip


def _name(name: str, office: Office) -> str:
    return clean(credit.shown(office.register.find(name)).name)
