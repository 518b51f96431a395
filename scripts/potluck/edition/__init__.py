"""Manuscript, history and pictures -> Edition: numbered, linked, credited; what formats render."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from potluck import __version__
from potluck.attribution import Attribution, named, wording
from potluck.cell.limits import Overruns
from potluck.credits.history import History
from potluck.edition.absent import finding, page
from potluck.edition.chapters import Kitchen, finish, order
from potluck.edition.larder import larder
from potluck.edition.matter import back_matter
from potluck.model import Build, Chapter, Contributor, Edition, Finding, Part, Picture
from potluck.source.links import Resolver
from potluck.source.manuscript import Manuscript
from potluck.source.outline import Entry, Outline, OutlinePart

if TYPE_CHECKING:
    from potluck.cell.shift import Told

MaybeChapter = TypeVar("MaybeChapter", Chapter, Chapter | None)
PREVIEW = "preview"
"""Stands in the name of a build that is a preview, for what the work tree is like."""


@dataclass(frozen=True)
class Materials:
    """What an edition is made from, already read. `pictures` is by path in the book.

    `larder` is the folder where what was cooked before is kept, if anything is. `absent` are the
    chapters, by path, that are known to take more than a chapter may: a preview does not show them.
    `cited`: chapters say how they are to be cited, which only the site shows. `told` hears how many
    chapters were converted, and how many are left.
    """

    attribution: Attribution
    pictures: Mapping[str, Picture]
    larder: Path | None = None
    absent: Mapping[str, Finding] = field(default_factory=dict)
    cited: bool = True
    told: "Told" = lambda *_: None


def compose(materials: Materials, *, preview: bool = False) -> Edition:
    """Return the edition of a manuscript without errors. Drafts are in it only in a preview.

    Overruns where chapters, named by path, take more than a chapter may: a preview says so instead.
    """
    attribution = materials.attribution
    if not preview and not all(map(_finished, attribution.outline.entries)):
        attribution = replace(attribution, outline=_without_drafts(attribution.outline))
    manuscript, outline = attribution.manuscript, attribution.outline
    build = build_of(manuscript, attribution.history, preview=preview)
    kitchen = Kitchen(
        book=manuscript.book,
        attribution=attribution,
        resolver=Resolver(outline, manuscript.files),
        pictures=materials.pictures,
        build=build,
        slugs=frozenset(entry.slug for entry in outline.entries),
        larder=larder(materials.larder),
        cited=materials.cited,
    )
    chapters = _chapters(outline.entries, kitchen, materials, preview=preview)
    parts = tuple(_part(part, chapters) for part in outline.parts)
    preface = chapters[outline.preface.slug] if outline.preface else None
    edition = Edition(
        book=manuscript.book,
        build=build,
        parts=tuple(part for part in parts if part.chapters or part.opening),
        contributors=_everyone(list(chapters.values()), kitchen),
        pictures=_used(list(chapters.values()), materials.pictures),
        matter=(),
        preface=preface,
        preview=preview,
    )
    edition = replace(edition, withheld=_withheld(attribution))
    rules = (wording.RULE_OF_ORDER, wording.thresholds(manuscript.book))
    bare = _bare(edition)
    told = (replace(bare, pictures={}), _facts(bare.pictures), rules)
    matter = kitchen.larder.matter(told, lambda: back_matter(bare, rules))
    kitchen.larder.close()
    return replace(edition, matter=matter)


def _chapters(
    entries: Sequence[Entry], kitchen: Kitchen, materials: Materials, *, preview: bool
) -> dict[str, Chapter]:
    """Return the finished chapters by slug."""
    absent = materials.absent
    orders = {entry.path: order(entry, kitchen) for entry in entries if entry.path not in absent}
    credited = partial(kitchen.attribution.credit_all, entries)
    excess = kitchen.larder.cook(orders, credited, materials.told)
    if excess and not preview:
        raise Overruns(excess)
    told = {**absent, **{path: finding(path, overrun) for path, overrun in excess.items()}}
    notes = {path: page(found) for path, found in told.items()}
    bodies = {path: kitchen.larder.body(each) for path, each in orders.items() if path not in notes}
    bodies |= notes
    return {entry.slug: finish(entry, kitchen, bodies[entry.path]) for entry in entries}


def build_of(manuscript: Manuscript, history: History, *, preview: bool) -> Build:
    """Name the build: the commit, and a hash of the work tree where it differs from it.

    A preview says that it is one: with another name after each change, each page would be another.
    """
    suffix = f"+{PREVIEW if preview else _tree_hash(manuscript)}" if history.modified else ""
    return Build(
        id=history.head[:10] + suffix,
        commit=history.head,
        date=history.date,
        version=__version__,
        modified=history.modified,
    )


def _tree_hash(manuscript: Manuscript) -> str:
    digest = hashlib.sha256()
    for chapter in manuscript.chapters:
        digest.update(f"{chapter.path}\0{chapter.document.value}\0{chapter.body}\0".encode())
    for person in manuscript.contributors:
        digest.update(f"{person.path}\0{person.document.value}\0".encode())
    for file in manuscript.files:
        digest.update(f"{file.path}\0{file.size}\0".encode())
    digest.update(str(manuscript.config.value).encode())
    return digest.hexdigest()[:6]


def _without_drafts(outline: Outline) -> Outline:
    parts = (
        replace(part, opening=_finished(part.opening),
                chapters=tuple(entry for entry in part.chapters if _finished(entry)))
        for part in outline.parts
    )  # fmt: skip
    both = zip(parts, outline.parts, strict=True)
    kept = tuple(now for now, was in both if now.chapters or (now.opening and not was.chapters))
    return Outline(_finished(outline.preface), kept)


def _finished(entry: Entry | None) -> Entry | None:
    return entry if entry and entry.fields.status != "draft" else None


def _part(part: OutlinePart, chapters: dict[str, Chapter]) -> Part:
    opening = chapters[part.opening.slug] if part.opening else None
    title = part.title or (opening.title if opening else part.folder) or ""
    return Part(part.slug, title, tuple(chapters[entry.slug] for entry in part.chapters), opening)


def _everyone(chapters: list[Chapter], kitchen: Kitchen) -> tuple[Contributor, ...]:
    """Everyone who is named anywhere, once, in the order of names in the book's language."""
    found: dict[str, Contributor] = {}
    for chapter in chapters:
        named = [credit.contributor for credit in chapter.credits]
        named += [*chapter.reviewers, *([chapter.submitted_by] if chapter.submitted_by else [])]
        named += [person for figure in chapter.figures for person in figure.credits]
        for person in named:
            found.setdefault(person.id, person)
    order = kitchen.larder.order([person.sort for person in found.values()], kitchen.book.lang)
    return tuple(sorted(found.values(), key=lambda person: (order[person.sort], person.id)))


def _withheld(attribution: Attribution) -> int:
    """Count the people who are credited for something and asked not to be named."""
    entries = attribution.outline.entries
    seen = [credit.contributor for entry in entries for credit in attribution.observed(entry.path)]
    seen += [attribution.register.find(name) for name in named(entries)]
    return len({person.id for person in seen if not person.named})


def _bare(edition: Edition) -> Edition:
    """Leave out what changes at each commit and in each text, and no back matter tells."""
    parts = (
        replace(part, opening=_barest(part.opening), chapters=tuple(map(_barest, part.chapters)))
        for part in edition.parts
    )
    build = Build("", "", datetime.fromtimestamp(0, UTC), "")
    preface = _barest(edition.preface)
    return replace(edition, build=build, parts=tuple(parts), preface=preface)


def _facts(pictures: Mapping[str, Picture]) -> list[tuple[str | int, ...]]:
    """Tell all of pictures but their bytes."""
    return [(p.name, p.path, p.media_type, p.width, p.height) for p in pictures.values()]


def _barest(chapter: MaybeChapter) -> MaybeChapter:
    if chapter is None:
        return None
    return replace(
        chapter,
        html="",
        headings=(),
        summary="",
        citation=None,
        created=None,
        modified=None,
        revisions=0,
        since=(),
    )


def _used(chapters: list[Chapter], pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    names = {figure.picture for chapter in chapters for figure in chapter.figures}
    return {picture.name: picture for picture in pictures.values() if picture.name in names}
