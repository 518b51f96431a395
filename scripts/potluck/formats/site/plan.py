"""Edition -> the pages of the site: what each shows, and all that its head says.

Nothing is rendered here: most pages of a book stay as they were, and are not made again (`kept`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TypedDict

from potluck import collation
from potluck.formats.pdf.variants import VARIANTS
from potluck.formats.site import addresses
from potluck.formats.site.seen import Sight, named, told, unstamped
from potluck.formats.site.work import works
from potluck.model import (
    Chapter,
    Contributor,
    Download,
    Edition,
    HandbookPage,
    Heading,
    License,
    Matter,
    Part,
)

ABOUT = "About this book"
POTLUCKS = License(
    "Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"
)
"""The handbook comes with Potluck, under Potluck's licence, not under the book's."""


@dataclass(frozen=True)
class SitePage:
    """One page, not written yet. Texts are plain.

    Its article is `template` of `theme/site/`, filled with what it `shows`, which has a `digest`;
    of the book it knows what is in `seen`, and no more.
    """

    href: str
    title: str
    template: str
    seen: Edition = field(repr=False)
    shows: Mapping[str, object] = field(repr=False)
    digest: str
    license: License
    updated: datetime
    description: str = ""
    headings: tuple[Heading, ...] = ()
    tags: tuple[str, ...] = ()
    edit_url: str | None = None
    image: str | None = None  # address of a picture
    article: bool = False  # a text somebody wrote, not a list we made
    searched: bool = True  # whether the site's own search finds it
    cited: bool = False  # whether citations stand beside it as files
    kept: bool = True  # whether it may stay as it was; not if it shows the whole book


@dataclass(frozen=True)
class Group:
    """Pages that stand together in the navigation; without a title, at its top."""

    title: str
    pages: tuple[SitePage, ...]


@dataclass(frozen=True)
class Plan:
    """The whole site: what the navigation shows, and the pages that only links lead to.

    The handbook has a navigation of its own; its first group has no title and begins with its home.
    """

    groups: tuple[Group, ...]
    unlisted: tuple[SitePage, ...]
    handbook: tuple[Group, ...] = ()

    @property
    def pages(self) -> tuple[SitePage, ...]:
        listed = tuple(page for group in self.groups for page in group.pages)
        return listed + self.unlisted + self.handbook_pages

    @property
    def handbook_pages(self) -> tuple[SitePage, ...]:
        return tuple(page for group in self.handbook for page in group.pages)


def plan(edition: Edition, downloads: tuple[Download, ...] = ()) -> Plan:
    """Lay out the site. Raises ProofError if two pages claim one address."""
    writer = _Writer(edition, downloads)
    made = Plan(
        groups=(
            Group("", (writer.home(),)),
            *(Group(part.title, tuple(writer.part(part))) for part in edition.parts),
            Group(ABOUT, tuple(writer.about())),
        ),
        unlisted=tuple(writer.contributor(person) for person in edition.contributors),
        handbook=tuple(writer.handbook()),
    )
    addresses.check(page.href for page in made.pages)
    return made


@dataclass(frozen=True)
class _Writer:
    """Lays out the pages of one edition."""

    edition: Edition
    downloads: tuple[Download, ...]

    @cached_property
    def _books(self) -> tuple[Download, ...]:
        return tuple(item for item in self.downloads if not item.chapter)

    @cached_property
    def _firsts(self) -> tuple[Download, ...]:
        """The first file of each format."""
        formats = [item.format for item in self._books]
        return tuple(item for at, item in enumerate(self._books) if item.format not in formats[:at])

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The chapters that readers can fetch alone."""
        return frozenset(item.chapter for item in self.downloads if item.chapter)

    @cached_property
    def _sight(self) -> Sight:
        return Sight(self.edition)

    def home(self) -> SitePage:
        preface = self.edition.preface
        book = self.edition.book
        page = self._whole(
            addresses.HOME,
            preface.title if preface else "Home",
            "home",
            chapter=preface,
            count=sum(len(part.chapters) for part in self.edition.parts),
            people_href=self._matter_href("contributors"),
            downloads=self._firsts,
        )
        page = replace(
            page,
            description=book.description or book.subtitle or "",
            cited=bool(preface and preface.citation),
        )
        parts = tuple(self._part_headings())
        if preface is None:
            return replace(page, headings=parts)
        return replace(page, **_facts(preface), headings=preface.headings + parts)

    def _matter_href(self, slug: str) -> str | None:
        known = {item.slug for item in self.edition.matter}
        return addresses.matter(slug) if slug in known else None

    def _part_headings(self) -> Iterator[Heading]:
        for part in self.edition.parts:
            if part.title:
                yield Heading(2, f"contents:{part.slug}", part.title)

    def part(self, part: Part) -> Iterator[SitePage]:
        """Lay out a part. Of the chapters, its own page lists the names; theirs need none."""
        listed = tuple(named(chapter, listed=True) for chapter in part.chapters)
        if part.opening:
            opening = unstamped(part.opening, self.edition.build)
            yield self.chapter(opening, replace(part, chapters=listed, opening=opening))
        elif part.title:
            shown = replace(part, chapters=listed)
            yield self._page(addresses.part(part), part.title, "part", part=shown)
        opened = named(part.opening) if part.opening else None
        within = replace(part, chapters=(), opening=opened)
        for chapter in part.chapters:
            yield self.chapter(unstamped(chapter, self.edition.build), within)

    def chapter(self, chapter: Chapter, part: Part) -> SitePage:
        alone = addresses.alone(chapter.slug) if chapter.slug in self._alone else ""
        shown = {"chapter": chapter, "part": part, "alone": alone}
        page = self._page(chapter.href, chapter.title, "chapter", **shown)
        page = replace(page, **_facts(chapter), description=chapter.summary)
        page = replace(page, cited=chapter.citation is not None)
        return replace(page, headings=chapter.headings, tags=chapter.tags, article=True)

    def about(self) -> Iterator[SitePage]:
        for item in self.edition.matter:
            yield self._matter(item, linked=True)
        if self.edition.corrections:
            page = self._matter(self.edition.corrections, linked=False)
            yield replace(page, searched=False)  # it names every chapter
        if self.edition.community:
            yield self._matter(self.edition.community, linked=False)
        if tagged := self._tagged():
            yield self._page(addresses.TAGS, "Tags", "tags", tagged=tagged)
        shown = {"downloads": self._books, "uses": self._uses, "alone": bool(self._alone)}
        yield self._whole(addresses.DOWNLOADS, "Downloads", "downloads", **shown)

    @cached_property
    def _uses(self) -> dict[str, str]:
        """What each printing is for, by the name of its file."""
        slug = self.edition.book.slug
        return {variant.file(slug): variant.use for variant in VARIANTS.values()}

    def _matter(self, item: Matter, *, linked: bool) -> SitePage:
        """Lay out a page of lists; `linked`: whether the names in it lead to their pages."""
        href = addresses.matter(item.slug)
        page = self._page(href, item.title, "matter", matter=item, linked=linked)
        return replace(page, headings=item.headings)

    def _tagged(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return the tags in order, each with the addresses and titles of its chapters."""
        found: dict[str, list[tuple[str, str]]] = {}
        for chapter in self.edition.texts:
            for tag in dict.fromkeys(chapter.tags):
                found.setdefault(tag, []).append((chapter.href, chapter.title))
        order = collation.key(self.edition.book.lang)
        in_order = sorted(found, key=lambda tag: (order(tag), tag))
        return tuple((tag, tuple(found[tag])) for tag in in_order)

    def contributor(self, person: Contributor) -> SitePage:
        done = tuple(works(self.edition, person))
        href = addresses.contributor(person.id)
        return self._page(href, person.name, "contributor", person=person, works=done)

    def handbook(self) -> Iterator[Group]:
        pages = self.edition.handbook.pages if self.edition.handbook else ()
        for title in dict.fromkeys(page.group for page in pages):
            yield Group(title, tuple(self._guide(page) for page in pages if page.group == title))

    def _guide(self, page: HandbookPage) -> SitePage:
        """Lay out a page of the handbook. The search leaves it out: readers look for recipes."""
        href = addresses.handbook(page.slug)
        made = self._page(href, page.title, "handbook", page=page)
        made = replace(made, license=POTLUCKS, description=page.summary)
        return replace(made, headings=page.headings, searched=False)

    def _whole(self, href: str, title: str, template: str, **shows: object) -> SitePage:
        """Lay out a page that shows the whole book, and is written for every build."""
        book, build = self.edition.book, self.edition.build
        page = SitePage(href, title, template, self.edition, shows, "", book.license, build.date)
        return replace(page, kept=False)

    def _page(self, href: str, title: str, template: str, **shows: object) -> SitePage:
        """Lay out a page. It is under the book's licence, and as old as the build."""
        book, build = self.edition.book, self.edition.build
        shown = told(shows)
        seen = self._sight.of(shows.get("chapter"), shown)
        digest = hashlib.blake2b(shown, digest_size=16).hexdigest()
        return SitePage(href, title, template, seen, shows, digest, book.license, build.date)


class _Facts(TypedDict, total=False):
    license: License
    updated: datetime
    edit_url: str | None
    image: str | None


def _facts(chapter: Chapter) -> _Facts:
    """Return what the head of a page says of the text on it."""
    facts = _Facts(license=chapter.license, edit_url=chapter.edit_url, image=_image(chapter))
    return facts | _Facts(updated=chapter.modified.date) if chapter.modified else facts


def _image(chapter: Chapter) -> str | None:
    """Choose the picture that shows a chapter elsewhere: photographs before drawings."""
    names = [figure.picture for figure in chapter.figures]
    raster = [name for name in names if not name.endswith(".svg")]
    return addresses.media((raster or names)[0]) if names else None
