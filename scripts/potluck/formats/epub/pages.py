"""Which pages the EPUB has, in reading order, each written as neutral HTML with links by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Literal

import msgspec

from potluck import keeping, theme
from potluck.formats import around
from potluck.formats.around import Around
from potluck.formats.epub import metadata
from potluck.formats.epub.links import page_file
from potluck.model import Chapter, Edition, License, Part

Division = Literal["frontmatter", "bodymatter", "backmatter"]


@dataclass(frozen=True)
class Page:
    """One document of the book. `type` is its `epub:type`, `level` its depth in the contents.

    Level 0 is not listed; level 2 stands below the page of level 1 before it. `told` is all that
    its HTML is made from, which is written when it is asked for.
    """

    file: str
    title: str
    type: str
    division: Division
    told: bytes = field(repr=False)
    write: Callable[[], str] = field(repr=False, compare=False)
    level: int = 1
    lang: str = ""  # of the title, where it is not the book's

    @cached_property
    def html(self) -> str:
        """The page as neutral HTML, with links by name."""
        return self.write()


CONTENTS = Page("nav.xhtml", "Contents", "toc", "frontmatter", b"", str, level=0)
"""The place of the contents in reading order; `package` writes the page itself."""

_MATTER_TYPES = {
    "acknowledgements": "acknowledgments",
    "bibliography": "bibliography",
    "contributors": "credits",
    "glossary": "glossary",
    "index": "index",
    "pictures": "credits",
    "sources": "bibliography",
}


@dataclass(frozen=True)
class Linked:
    """What a page shows of a chapter that it links to."""

    slug: str
    title: str


@dataclass(frozen=True)
class Opened:
    """What the opening of a part shows of it."""

    title: str
    chapters: tuple[Linked, ...]


@dataclass(frozen=True)
class LicenseUse:
    """How often one licence occurs: chapters, uses of pictures, sources."""

    license: License
    chapters: int
    pictures: int
    sources: int


def pages(edition: Edition) -> tuple[Page, ...]:
    """Return every page of the book in reading order."""
    return tuple(_Desk(edition).pages())


def license_uses(edition: Edition) -> tuple[LicenseUse, ...]:
    """Count where each licence of the edition occurs, the book's own first."""
    texts = [text.license.id for text in edition.texts]
    figures = [f.license.id for text in edition.texts for f in text.figures if f.license]
    sources = [s.license.id for text in edition.texts for s in text.sources if s.license]
    return tuple(
        LicenseUse(given, *(ids.count(given.id) for ids in (texts, figures, sources)))
        for given in edition.licenses
    )


@dataclass(frozen=True)
class _Desk:
    """What lies before whoever writes the pages."""

    edition: Edition

    @cached_property
    def book(self) -> bytes:
        """Stand for all that is said of the book as such."""
        return keeping.sealed(self.edition.book)

    def pages(self) -> Iterator[Page]:
        """Yield the pages in reading order."""
        yield from self._front()
        for part in self.edition.parts:
            yield from self._part(part)
        for matter in self.edition.matter:
            text = theme.render("epub/matter.html.j2", matter=matter)
            kind = _MATTER_TYPES.get(matter.slug, "")
            yield _written(page_file("page", matter.slug), matter.title, kind, "backmatter", text)
        yield self._fact("colophon", "Colophon", "colophon", "backmatter")

    def _front(self) -> Iterator[Page]:
        yield self._fact("cover", "Cover", "cover", "frontmatter", level=0)
        yield self._fact("title", self.edition.book.title, "titlepage", "frontmatter", level=0)
        yield self._fact("copyright", "Copyright", "copyright-page", "frontmatter")
        yield CONTENTS
        if self.edition.preface:
            yield self._chapter(self.edition.preface, "preface", "frontmatter")

    def _part(self, part: Part) -> Iterator[Page]:
        """A part without a title has no page of its own: its chapters stand beside the parts."""
        if part.opening and part.title:
            listed = tuple(Linked(chapter.slug, chapter.title) for chapter in part.chapters)
            yield self._chapter(part.opening, "part", part=Opened(part.title, listed))
        elif part.opening:
            yield self._chapter(part.opening, "chapter")
        elif part.title:
            text = theme.render("epub/part.html.j2", part=part)
            yield _written(page_file("part", part.slug), part.title, "part", "bodymatter", text)
        for chapter in part.chapters:
            yield self._chapter(chapter, "chapter", level=2 if part.title else 1)

    def _chapter(
        self,
        chapter: Chapter,
        kind: str,
        division: Division = "bodymatter",
        *,
        level: int = 1,
        part: Opened | None = None,
    ) -> Page:
        """There are many, most of them known: their HTML is written for those that are not."""
        book = Around.of(self.edition, chapter.copied_from)
        required = self._required(chapter)
        shown = around.uncited(chapter)
        values = {"chapter": shown, "edition": book, "book": book.book, "part": part}
        write = partial(theme.render, "epub/chapter.html.j2", **values, required=required)
        told = msgspec.msgpack.encode((self.book, shown, book.titles, part, required))
        title = part.title if part else chapter.title
        lang = chapter.lang if chapter.lang != book.book.lang else ""
        file = page_file("chapter", chapter.slug)
        return Page(file, title, kind, division, told, write, level, lang)

    def _required(self, chapter: Chapter) -> tuple[Linked, ...]:
        """Return what is to be read before a chapter, in reading order."""
        texts = self.edition.texts if chapter.prerequisites else ()
        return tuple(
            Linked(text.slug, text.title) for text in texts if text.slug in chapter.prerequisites
        )

    def _fact(
        self, name: str, title: str, kind: str, division: Division, *, level: int = 1
    ) -> Page:
        """A page that is made from the facts of the edition alone, by the template of that name."""
        edition = self.edition
        text = theme.render(
            f"epub/{name}.html.j2",
            book=edition.book,
            build=edition.build,
            preview=edition.preview,
            creators=self._creators,
            people=len(edition.contributors),
            uses=self._uses,
        )
        return _written(f"{name}.xhtml", title, kind, division, text, level)

    @cached_property
    def _creators(self) -> tuple[metadata.Person, ...]:
        return metadata.creators(self.edition)

    @cached_property
    def _uses(self) -> tuple[LicenseUse, ...]:
        return license_uses(self.edition)


def _written(  # noqa: PLR0913, PLR0917 - each says one thing about the page
    file: str, title: str, kind: str, division: Division, text: str, level: int = 1
) -> Page:
    """Return a page whose HTML is written already."""
    return Page(file, title, kind, division, text.encode(), partial(str, text), level)
