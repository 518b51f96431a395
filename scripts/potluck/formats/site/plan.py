"""Edition -> the pages of the site, each with its finished article and all that its head says."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict

from potluck import collation
from potluck.formats.metadata import bibliography, schemaorg
from potluck.formats.metadata.things import Thing
from potluck.formats.site import addresses
from potluck.formats.site.body import finish, link_names
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
from potluck.theme import render

ABOUT = "About this book"
POTLUCKS = License(
    "Apache-2.0", "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"
)
"""The handbook comes with Potluck, under Potluck's licence, not under the book's."""


@dataclass(frozen=True)
class SitePage:
    """One page. Texts are plain, `html` is the article with its one `h1`."""

    href: str
    title: str
    html: str = field(repr=False)
    license: License
    updated: datetime
    description: str = ""
    headings: tuple[Heading, ...] = ()
    tags: tuple[str, ...] = ()
    edit_url: str | None = None
    image: str | None = None  # address of a picture
    article: bool = False  # a text somebody wrote, not a list we made
    searched: bool = True  # whether the site's own search finds it
    data: Thing | None = field(default=None, repr=False)  # the same for programs, as JSON-LD
    cited: bool = False  # whether citations stand beside it as files


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


def size(count: int) -> str:
    """Write a number of bytes for people.

    >>> size(812), size(40_960), size(3_450_000)
    ('812 bytes', '41 kB', '3.5 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


@dataclass(frozen=True)
class _Writer:
    """Fills the templates of `theme/site/` from one edition."""

    edition: Edition
    downloads: tuple[Download, ...]

    def home(self) -> SitePage:
        preface = self.edition.preface
        book = self.edition.book
        page = self._page(
            addresses.HOME,
            preface.title if preface else "Home",
            "home",
            chapter=preface,
            count=sum(len(part.chapters) for part in self.edition.parts),
            people_href=self._matter_href("contributors"),
        )
        page = replace(
            page,
            description=book.description or book.subtitle or "",
            data=schemaorg.book(self.edition),
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
        if part.opening:
            yield self.chapter(part.opening, part)
        elif part.title:
            yield self._page(addresses.part(part), part.title, "part", part=part)
        for chapter in part.chapters:
            yield self.chapter(chapter, part)

    def chapter(self, chapter: Chapter, part: Part) -> SitePage:
        page = self._page(chapter.href, chapter.title, "chapter", chapter=chapter, part=part)
        page = replace(page, **_facts(chapter), description=chapter.summary)
        page = replace(
            page,
            data=schemaorg.chapter(chapter, self.edition),
            cited=chapter.citation is not None,
        )
        return replace(page, headings=chapter.headings, tags=chapter.tags, article=True)

    def about(self) -> Iterator[SitePage]:
        for item in self.edition.matter:
            shown = replace(item, html=link_names(item.html))
            page = self._page(addresses.matter(item.slug), item.title, "matter", matter=shown)
            yield replace(page, headings=item.headings)
        if self.edition.community:
            yield self.community(self.edition.community)
        tags = {tag for chapter in self.edition.texts for tag in chapter.tags}
        if tags:
            order = collation.key(self.edition.book.lang)
            in_order = sorted(tags, key=lambda tag: (order(tag), tag))
            yield self._page(addresses.TAGS, "Tags", "tags", shown=in_order)
        yield self._page(addresses.DOWNLOADS, "Downloads", "downloads")

    def community(self, item: Matter) -> SitePage:
        page = self._page(addresses.matter(item.slug), item.title, "matter", matter=item)
        return replace(page, headings=item.headings)

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

    def _page(self, href: str, title: str, template: str, **values: object) -> SitePage:
        """Fill a template. The page is under the book's licence, and as old as the build."""
        neutral = render(
            f"site/{template}.html.j2",
            edition=self.edition,
            book=self.edition.book,
            downloads=self.downloads,
            title=title,
            href=lambda target: addresses.relative(target, href),
            address=addresses,
            beside=lambda ending: addresses.relative(bibliography.beside(href, ending), href),
            size=size,
            **values,
        )
        html = finish(neutral, addresses.resolver(self.edition, href), self.edition.pictures)
        build = self.edition.build
        return SitePage(href, title, html, self.edition.book.license, build.date)


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
