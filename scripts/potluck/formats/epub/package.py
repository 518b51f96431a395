"""The package document, the navigation, and the contents for older readers (EPUB 3.3, 5 and 7)."""

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from potluck import theme
from potluck.formats.epub import allowlist, documents, metadata
from potluck.formats.epub.documents import Document
from potluck.formats.epub.links import page_file
from potluck.formats.epub.pages import CONTENTS, Page
from potluck.formats.epub.pictures import Image
from potluck.model import Edition, License

_LANDMARKS = {
    "cover": "Cover",
    "titlepage": "Title page",
    "copyright-page": "Copyright",
    "toc": "Contents",
    "preface": "Preface",
    "glossary": "Glossary",
    "bibliography": "Sources",
    "index": "Index",
    "colophon": "Colophon",
}


@dataclass(frozen=True)
class Item:
    """One `item` of the manifest."""

    file: str
    media_type: str
    properties: str = ""

    @property
    def id(self) -> str:
        return item_id(self.file)


def item_id(file: str) -> str:
    """Return the id of a file in the manifest; our file names are fit for XML names.

    >>> item_id("images/pots.svg")
    'images-pots.svg'
    """
    return file.replace("/", "-")


@dataclass(frozen=True)
class Contents:
    """Everything that goes into the EPUB, for the files that describe it."""

    edition: Edition
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    cover: Image
    images: dict[str, Image]  # by name in the edition

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The manifest: every file but the package itself, once."""
        return (
            Item(CONTENTS.file, "application/xhtml+xml", "nav"),
            Item("toc.ncx", "application/x-dtbncx+xml"),
            Item("style.css", "text/css"),
            Item(self.cover.file, self.cover.media_type, "cover-image"),
            *(_item(document) for document in self.documents),
            *(Item(image.file, image.media_type) for image in self.images.values()),
        )

    @cached_property
    def access(self) -> metadata.Access:
        """What is true of this edition for people who cannot see, hear or hold."""
        return metadata.access(
            {image.media_type for image in self.images.values()},
            described=not any(document.made.undescribed for document in self.documents),
            formulas=any(document.made.formulas for document in self.documents),
        )

    @cached_property
    def tree(self) -> tuple[tuple[Page, tuple[Page, ...]], ...]:
        """The table of contents: each page of level 1 with those of level 2 below it."""
        entries: list[tuple[Page, list[Page]]] = []
        for page in self.pages:
            if page.level == 1:
                entries.append((page, []))
            elif page.level:
                entries[-1][1].append(page)
        return tuple((page, tuple(below)) for page, below in entries)

    @cached_property
    def landmarks(self) -> tuple[tuple[str, str, str], ...]:
        """Type, title and file of the places that readers offer (EPUB 3.3, section 7.4.3)."""
        start = next((p.file for p in self.pages if p.division == "bodymatter"), CONTENTS.file)
        found = {"bodymatter": ("bodymatter", "Start of the text", start)}
        for page in self.pages:
            if page.type in _LANDMARKS:
                found.setdefault(page.type, (page.type, _LANDMARKS[page.type], page.file))
        return tuple(found[kind] for kind in ("bodymatter", *_LANDMARKS) if kind in found)

    @cached_property
    def licensed(self) -> tuple[tuple[str, License], ...]:
        """Manifest id and licence of each chapter and picture: the units that are licensed."""
        given: dict[str, License] = {}
        for text in self.edition.texts:
            given.setdefault(item_id(page_file("chapter", text.slug)), text.license)
            for figure in text.figures:
                if figure.license and figure.picture in self.images:
                    given.setdefault(item_id(self.images[figure.picture].file), figure.license)
        return tuple(pair for pair in given.items() if pair[1].url)


def files(told: Contents) -> dict[str, bytes]:
    """Write `package.opf`, `nav.xhtml` and `toc.ncx`."""
    book = told.edition.book
    nav = Markup(theme.render("epub/nav.html.j2", told=told))  # noqa: S704 - autoescaped
    return {
        "package.opf": _write("epub/package.opf.j2", told),
        "toc.ncx": _write("epub/toc.ncx.j2", told),
        CONTENTS.file: documents.write(CONTENTS, nav, book.lang),
    }


def _write(template: str, told: Contents) -> bytes:
    book = told.edition.book
    text = theme.render(
        template,
        told=told,
        book=book,
        edition=told.edition,
        metadata=metadata,
        direction=documents.direction(book.lang),
    )
    return allowlist.printable(text).encode()


def _item(document: Document) -> Item:
    properties = "mathml" if document.made.formulas else ""
    return Item(document.page.file, "application/xhtml+xml", properties)
