"""Which pages the EPUB has, in reading order, each written as neutral HTML with links by name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from potluck import theme
from potluck.formats.epub import metadata
from potluck.formats.epub.links import page_file
from potluck.model import Chapter, Edition, License, Matter, Part

Division = Literal["frontmatter", "bodymatter", "backmatter"]


@dataclass(frozen=True)
class Page:
    """One document of the book. `type` is its `epub:type`, `level` its depth in the contents.

    Level 0 is not listed; level 2 stands below the page of level 1 before it.
    """

    file: str
    title: str
    type: str
    division: Division
    html: str
    level: int = 1
    lang: str = ""  # of the title, where it is not the book's


CONTENTS = Page("nav.xhtml", "Contents", "toc", "frontmatter", "", level=0)
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
class LicenseUse:
    """How often one licence occurs: chapters, uses of pictures, sources."""

    license: License
    chapters: int
    pictures: int
    sources: int


def pages(edition: Edition) -> tuple[Page, ...]:
    """Return every page of the book in reading order."""
    return (
        *_front(edition),
        *(page for part in edition.parts for page in _part(part, edition)),
        *(_matter(matter) for matter in edition.matter),
        _page("colophon", "Colophon", "colophon", "backmatter", edition),
    )


def license_uses(edition: Edition) -> tuple[LicenseUse, ...]:
    """Count where each licence of the edition occurs, the book's own first."""
    texts = [text.license.id for text in edition.texts]
    figures = [f.license.id for text in edition.texts for f in text.figures if f.license]
    sources = [s.license.id for text in edition.texts for s in text.sources if s.license]
    return tuple(
        LicenseUse(given, *(ids.count(given.id) for ids in (texts, figures, sources)))
        for given in edition.licenses
    )


def _front(edition: Edition) -> Iterator[Page]:
    yield _page("cover", "Cover", "cover", "frontmatter", edition, level=0)
    yield _page("title", edition.book.title, "titlepage", "frontmatter", edition, level=0)
    yield _page("copyright", "Copyright", "copyright-page", "frontmatter", edition)
    yield CONTENTS
    if edition.preface:
        yield _chapter(edition.preface, edition, "preface", "frontmatter", 1)


def _part(part: Part, edition: Edition) -> Iterator[Page]:
    """A part without a title has no page of its own: its chapters stand beside the parts."""
    if part.opening:
        yield _chapter(part.opening, edition, "part" if part.title else "chapter", part=part)
    elif part.title:
        text = theme.render("epub/part.html.j2", part=part)
        yield Page(page_file("part", part.slug), part.title, "part", "bodymatter", text)
    for chapter in part.chapters:
        yield _chapter(chapter, edition, "chapter", level=2 if part.title else 1)


def _chapter(  # noqa: PLR0913, PLR0917 - each says one thing about the page
    chapter: Chapter,
    edition: Edition,
    kind: str,
    division: Division = "bodymatter",
    level: int = 1,
    part: Part | None = None,
) -> Page:
    text = theme.render(
        "epub/chapter.html.j2",
        chapter=chapter,
        edition=edition,
        book=edition.book,
        part=part if part and part.title else None,
        required=tuple(text for text in edition.texts if text.slug in chapter.prerequisites),
    )
    title = part.title if part and part.title else chapter.title
    lang = chapter.lang if chapter.lang != edition.book.lang else ""
    return Page(page_file("chapter", chapter.slug), title, kind, division, text, level, lang)


def _matter(matter: Matter) -> Page:
    text = theme.render("epub/matter.html.j2", matter=matter)
    kind = _MATTER_TYPES.get(matter.slug, "")
    return Page(page_file("page", matter.slug), matter.title, kind, "backmatter", text)


def _page(  # noqa: PLR0913
    name: str, title: str, kind: str, division: Division, edition: Edition, *, level: int = 1
) -> Page:
    """A page that is made from the facts of the edition alone, by the template of that name."""
    text = theme.render(
        f"epub/{name}.html.j2",
        book=edition.book,
        build=edition.build,
        preview=edition.preview,
        creators=metadata.creators(edition),
        people=len(edition.contributors),
        uses=license_uses(edition),
    )
    return Page(f"{name}.xhtml", title, kind, division, text, level)
