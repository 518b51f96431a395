"""One chapter's manuscript -> one chapter of the edition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from potluck import dialect, theme
from potluck.attribution import Attribution
from potluck.attribution.account import Account
from potluck.attribution.people import Register
from potluck.citation import cite
from potluck.credits import credit
from potluck.dialect import Fragment
from potluck.dialect.figures import Shown
from potluck.edition.larder import Larder, Order
from potluck.kitchen.headings import opens_recipe
from potluck.licensing import parse as parse_license
from potluck.model import (
    Assistance,
    Book,
    Build,
    Chapter,
    Citation,
    Commit,
    Contributor,
    Credit,
    Kind,
    Picture,
    Role,
    Source,
)
from potluck.source.fields import Fields, MediumRef, SourceRef
from potluck.source.links import Resolver
from potluck.source.outline import INDEXES, Entry

SUMMARY = 160  # characters: what search engines and cards show
COMMON_ALT = "Picture"


@dataclass(frozen=True)
class Kitchen:
    """What every chapter is cooked with."""

    book: Book
    attribution: Attribution
    resolver: Resolver
    pictures: Mapping[str, Picture]  # by path in the book
    build: Build
    slugs: frozenset[str]  # of every chapter in the edition
    larder: Larder
    cited: bool = True

    @property
    def register(self) -> Register:
        return self.attribution.register


def order(entry: Entry, kitchen: Kitchen) -> Order:
    """Return what the larder needs to know to cook the body of a chapter."""
    lang = entry.fields.lang or kitchen.book.lang
    return Order(entry.path, entry.raw.body, _desk(entry, kitchen), lang)


def finish(entry: Entry, kitchen: Kitchen, body: Fragment) -> Chapter:
    """Return the finished chapter."""
    fields, book = entry.fields, kitchen.book
    lang = fields.lang or book.lang
    title = dialect.curl(entry.title or fields.title or body.title or entry.slug, lang)
    standfirst = dialect.curl(fields.summary or "", lang)
    past = credit.commits(kitchen.attribution.history, entry.path, kitchen.register.directory)
    people = kitchen.attribution.credits(entry)
    license_ = parse_license(fields.license or "") or book.license
    created = past[-1] if past else None
    named = _with_role(people, Role.AUTHOR)
    year = (created or kitchen.build).date.year
    made = Chapter(
        slug=entry.slug,
        title=title,
        kind=_kind(entry, body),
        path=entry.path,
        href=entry.href,
        html=body.html,
        license=license_,
        lang=lang,
        summary=standfirst or shorten(body.opening),
        standfirst=standfirst,
        tags=fields.tags,
        status=fields.status,
        credits=people,
        reviewers=tuple(
            dict.fromkeys(credit.shown(kitchen.register.find(name)) for name in fields.reviewers)
        ),
        submitted_by=kitchen.attribution.submitter(entry),
        copyright=fields.copyright or _copyright(year, named, book),
        ai_note=_ai_note(fields, kitchen.attribution.account(entry.path)),
        assistance=_assistance(fields.ai),
        sources=tuple(source(item) for item in fields.sources),
        headings=body.headings,
        figures=body.figures,
        recipe=fields.recipe,
        objectives=fields.objectives,
        prerequisites=tuple(slug for slug in fields.prerequisites if slug in kitchen.slugs),
        level=fields.level,
        learning_time=fields.learning_time,
        since=_since(past, entry, kitchen),
        copied_from=_copied_from(entry, kitchen),
        created=created,
        modified=past[0] if past else None,
        revisions=len(past),
        edit_url=f"{book.edit_url}{entry.path}" if book.edit_url else None,
        history_url=f"{book.history_url}{entry.path}" if book.history_url else None,
    )
    return replace(made, citation=_cited(made, kitchen)) if kitchen.cited else made


def _cited(chapter: Chapter, kitchen: Kitchen) -> Citation:
    """Say how a chapter is to be cited."""
    book, people = kitchen.book, chapter.credits
    return cite(
        book,
        chapter_title=chapter.title,
        slug=chapter.slug,
        authors=_with_role(people, Role.AUTHOR),
        url=f"{book.url}{chapter.href}" if book.url else None,
        date=(chapter.modified or kitchen.build).date,
        version=kitchen.build.id,
        editors=_with_role(people, Role.EDITOR),
        translators=_with_role(people, Role.TRANSLATOR),
        license=chapter.license,
    )


def _kind(entry: Entry, body: Fragment) -> Kind:
    given: dict[str, Kind] = {"recipe": "recipe", "chapter": "chapter", "page": "page"}
    if entry.fields.kind in given:
        return given[entry.fields.kind]
    if PurePosixPath(entry.path).name in INDEXES:
        return "page"
    cooks = entry.fields.recipe or any(opens_recipe(heading.text) for heading in body.headings)
    return "recipe" if cooks else "chapter"


def shorten(text: str, limit: int = SUMMARY) -> str:
    """Cut a text at a word, with an ellipsis, to at most `limit` characters.

    >>> shorten("One two three", 9)
    'One two…'
    """
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


COPIED = 25  # words of another chapter from which on it is named


def _since(past: tuple[Commit, ...], entry: Entry, kitchen: Kitchen) -> tuple[Commit, ...]:
    """Return what was done after the edition before, with the names that may be shown."""
    new = {commit.id for commit in kitchen.attribution.since(entry.path)}
    return tuple(commit for commit in past if commit.id in new)


def _copied_from(entry: Entry, kitchen: Kitchen) -> tuple[str, ...]:
    """Return the chapters of the edition whose words stand in this one, the most words first."""
    copied = [c for c in kitchen.attribution.account(entry.path).copied if c.words >= COPIED]
    if not copied:
        return ()
    slugs = {each.path: each.slug for each in kitchen.attribution.outline.entries}
    copied.sort(key=lambda c: (-c.words, c.path))
    return tuple(slugs[c.path] for c in copied if c.path in slugs and c.path != entry.path)


# --- people -------------------------------------------------------------------------------------


def _with_role(people: tuple[Credit, ...], role: Role) -> tuple[Contributor, ...]:
    """Return whom the chapter itself names in this role."""
    return tuple(c.contributor for c in people if role in c.roles and c.declared)


def _copyright(year: int, authors: tuple[Contributor, ...], book: Book) -> str:
    names = [person.name for person in authors]
    who = theme.joined(names, book.lang)
    return f"{year} {who or book.author or f'contributors to {book.title}'}"


_AI = {
    "edited": "A machine helped to edit this text.",
    "drafted": "A machine drafted this text; people have revised it.",
    "translated": "A machine translated this text; people have revised it.",
}


def _assistance(said: str | None) -> Assistance | None:
    known: dict[str, Assistance] = {
        "edited": "edited",
        "drafted": "drafted",
        "translated": "translated",
    }
    return known.get(said or "")


def _ai_note(fields: Fields, account: Account) -> str | None:
    """Say what a machine did: as the chapter tells it, else as its history shows."""
    said = _AI.get(fields.ai or "")
    if fields.ai in {None, "none"} and account.machine:
        said = f"A machine helped to write {account.mechanised} of this text, as its history tells."
    return " ".join(filter(None, (said, fields.ai_note))) or None


# --- sources and pictures -----------------------------------------------------------------------


def source(item: SourceRef) -> Source:
    """Return a source as editions show it."""
    return Source(
        title=item.title,
        author=item.author,
        url=item.url,
        license=parse_license(item.license) if item.license else None,
        relation=item.relation,
        changes=item.changes,
        year=item.year,
        publisher=item.publisher,
        accessed=item.accessed,
    )


def _desk(entry: Entry, kitchen: Kitchen) -> dialect.Desk:
    media = {
        path: medium
        for medium in entry.fields.media
        if (path := kitchen.resolver.picture(entry, medium.file))
    }

    def picture(src: str, alt: str, title: str) -> Shown | None:
        path = kitchen.resolver.picture(entry, src) or ""
        found = kitchen.pictures.get(path)
        medium = media.get(path) or MediumRef(0, src)
        caption = dialect.curl(medium.caption or title, entry.fields.lang or kitchen.book.lang)
        return _show(found, medium, kitchen, alt=alt, caption=caption) if found else None

    return dialect.Desk(lambda href: kitchen.resolver.link(entry, href).target, picture)


def _show(
    picture: Picture, medium: MediumRef, kitchen: Kitchen, *, alt: str, caption: str
) -> Shown:
    """Put together what is said of a picture: front matter first, then the Markdown itself."""
    makers = (medium.author, *medium.others) if medium.author else ()
    return Shown(
        name=picture.name,
        width=picture.width,
        height=picture.height,
        alt=medium.alt or alt or caption or COMMON_ALT,
        caption=caption or None,
        credits=tuple(dict.fromkeys(credit.shown(kitchen.register.find(m)) for m in makers)),
        license=parse_license(medium.license) if medium.license else None,
        source=_picture_source(medium),
    )


def _picture_source(medium: MediumRef) -> Source | None:
    """A picture taken from elsewhere has a title or an address of its own."""
    if not (medium.title or medium.url):
        return None
    title = medium.title or PurePosixPath(medium.file).name
    return Source(title, url=medium.url, changes=medium.changes)
