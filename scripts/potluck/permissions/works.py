"""Manuscript -> the works in the book: chapters, what they adapt, and pictures, with licences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from potluck.licensing import parse
from potluck.model import License, Relation
from potluck.source.agreement import PICTURES, settled
from potluck.source.fields import MediumRef, SourceRef
from potluck.source.links import Resolver
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Entry, Outline

WorkKind = Literal["chapter", "source", "picture"]


@dataclass(frozen=True)
class Work:
    """One work. `path` is its file, of a source that of the chapter which uses it."""

    kind: WorkKind
    name: str
    path: str
    license: License | None  # None: it has none, or one that is not known
    permission: bool = False  # somebody allowed more than the licence does
    relation: Relation | None = None  # of a source

    @property
    def adapted(self) -> bool:
        """Whether the book holds a changed version of it."""
        return self.relation in {"adapted", "translated"}

    @property
    def binding(self) -> bool:
        """Whether its licence counts: facts and quotations need none."""
        return self.kind != "source" or self.adapted


def works(manuscript: Manuscript, outline: Outline) -> Iterator[Work]:
    """Yield everything that the editions hold; drafts are in none."""
    entries = [entry for entry in outline.entries if entry.fields.status != "draft"]
    for entry in entries:
        yield _chapter(entry, manuscript.book.license)
        yield from (_source(source, entry.path) for source in entry.fields.sources)
    yield from _pictures(manuscript, Resolver(outline, manuscript.files), entries)


def _chapter(entry: Entry, own: License) -> Work:
    fields = entry.fields
    license_ = parse(fields.license) if fields.license else own
    name = entry.title or fields.title or entry.inside
    return Work("chapter", name, entry.path, license_, fields.permission is not None)


def _source(source: SourceRef, path: str) -> Work:
    license_ = parse(source.license) if source.license else None
    allowed = source.permission is not None
    return Work("source", source.title, path, license_, allowed, source.relation)


def _pictures(manuscript: Manuscript, resolver: Resolver, entries: list[Entry]) -> Iterator[Work]:
    """Yield every picture file once, with the licence that a chapter or a header gives for it."""
    named: dict[str, MediumRef] = {}
    for entry in entries:
        for medium in entry.fields.media:
            path = resolver.picture(entry, medium.file)
            if path is not None:
                named.setdefault(path, medium)
    for file in manuscript.files:
        given = named.get(file.path)
        if given:
            license_ = parse(given.license) if given.license else None
            allowed = given.permission is not None
            yield Work("picture", given.title or given.file, file.path, license_, allowed)
        elif file.path.lower().endswith(PICTURES):
            said = settled(manuscript.headers.of(file.path).licenses)
            license_ = parse(said) if said else None
            yield Work("picture", file.path.rpartition("/")[2], file.path, license_)
