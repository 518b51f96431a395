"""What stands around the article: the head of a page and its table of contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import escape
from mkdocs.structure.toc import AnchorLink, TableOfContents

from potluck.formats.metadata import bibliography, humans, schemaorg
from potluck.formats.site import addresses
from potluck.formats.site.plan import SitePage
from potluck.model import Chapter, Heading

MAX_DESCRIPTION = 300
_FAULTS = (
    (r'(?<=id="__drawer") autocomplete="off"', ""),
    (r'(?<=id="__search") autocomplete="off"', ""),
    # Its way past the menu is not on every page; `main.html` has another one, which leads there.
    (r'(<div data-md-component="skip">).*?(?=</div>)', r"\1"),
    # Not around the article: Material names code blocks after what bears an id around them.
    (r'(<div class="md-content"[^>]*>)', r'\1<span id="text:" tabindex="-1"></span>'),
)
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Head:
    """What the head of one page says, plain: the template escapes it."""

    title: str
    og_title: str
    description: str
    canonical: str | None
    image: str | None
    license: str | None
    type: str
    robots: str | None
    data: str | None  # JSON-LD, safe in a script element as it is
    citations: tuple[tuple[str, str], ...]  # media types and addresses, seen from the page
    humans: str

    @classmethod
    def of(cls, page: SitePage) -> "Head":
        book = page.seen.book
        home = page.href == addresses.HOME
        return cls(
            og_title=book.title if home else page.title,
            title=book.title if home else f"{page.title} · {book.title}",
            description=_shorten(page.description or book.description or book.subtitle or ""),
            canonical=canonical(page),
            image=addresses.absolute(book.url, page.image) if book.url and page.image else None,
            license=page.license.url,
            type="article" if page.article else "book" if home else "website",
            robots="noindex" if page.seen.preview else None,
            data=_data(page),
            citations=tuple(_citations(page)) if page.cited else (),
            humans=addresses.relative(humans.NAME, page.href),
        )

    def meta(self, page: SitePage) -> dict[str, Any]:
        """Return the page's metadata for MkDocs: ours for our template, tags for the search."""
        tags = [str(escape(tag)) for tag in page.tags]  # Material writes them into results as HTML
        found = {"head": self, "tags": tags, "canonical": self.canonical}
        return found if page.searched else found | {"search": {"exclude": True}}


def canonical(page: SitePage) -> str | None:
    """Return the full address of a page, where the book says where it is published."""
    book = page.seen.book
    return addresses.absolute(book.url, page.href) if book.url else None


def _data(page: SitePage) -> str | None:
    """Return what the page says to programs: about the book, or about the chapter on it."""
    if page.href == addresses.HOME:
        return schemaorg.to_script(schemaorg.book(page.seen))
    chapter = page.shows.get("chapter")
    if not isinstance(chapter, Chapter):
        return None
    return schemaorg.to_script(schemaorg.chapter(chapter, page.seen))


def _citations(page: SitePage) -> Iterator[tuple[str, str]]:
    for ending, kind in bibliography.TYPES.items():
        yield kind, addresses.relative(bibliography.beside(page.href, ending), page.href)


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MAX_DESCRIPTION else words[: MAX_DESCRIPTION - 1].rstrip() + "…"


def contents(headings: tuple[Heading, ...]) -> TableOfContents:
    """Return the table of contents of a page: headings of level 2 and 3, nested."""
    links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(escape(heading.text), heading.id, heading.level)
        if heading.level == 2 or not links:
            links.append(link)
        elif heading.level == 3:
            links[-1].children.append(link)
    return TableOfContents(links)


def tidy(page: str) -> str:
    """Take away the known faults of Material's outermost template, which no block covers.

    Also the blank lines around the article that its loops leave behind: a quarter of a page.
    """
    before, opening, rest = page.partition("<article")
    article, closing, after = rest.rpartition("</article>")
    for fault, mended in _FAULTS:
        before = re.sub(fault, mended, before, count=1, flags=re.DOTALL)
    around = (_BLANK.sub("\n", before), opening, article, closing, _BLANK.sub("\n", after))
    return "".join(around)
