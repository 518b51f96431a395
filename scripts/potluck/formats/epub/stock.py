"""Finished pages of the EPUB, kept from one build to the next below the git directory.

A page depends on its own words, which name it here, and on the rest of the book only through its
links and pictures. What each of them became is kept with the page, and asked again before use.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec
from lxml import etree, html

from potluck import keeping, theme
from potluck.formats.epub import documents, links, xhtml
from potluck.formats.epub.documents import Finished
from potluck.formats.epub.pages import Page
from potluck.versions import version

_ROOMS = (".", "formats/epub", "theme")
_FRAME = "epub/document.xhtml.j2"  # what other templates write is among the words of a page


@dataclass(frozen=True)
class Draft:
    """A page that is to be finished, and as what it was finished before, if it was."""

    page: Page
    lang: str  # of the book
    key: str
    known: Finished | None

    @cached_property
    def tree(self) -> html.HtmlElement:
        return xhtml.read(self.page.html)

    @property
    def ids(self) -> frozenset[str]:
        """The places in this page that links may lead to."""
        return self.known.ids if self.known else documents.ids(self.tree)

    def finish(self, places: links.Anchors, images: documents.Images) -> Finished:
        """Return the finished page, the same whether it was known or not."""
        if self.known and self.known.holds(self.page.file, places, images):
            return self.known
        return documents.finish(self.page, self.tree, places, images, self.lang)


@dataclass(frozen=True)
class Stock:
    """What the build before has finished; nothing is kept without a file."""

    file: Path | None = None
    kept: Mapping[str, Finished] = field(default_factory=dict)

    def draft(self, page: Page, lang: str) -> Draft:
        """Begin a page; all of its own that shapes it names it."""
        own = (page.file, page.title, page.type, page.division, lang, page.html)
        key = hashlib.blake2b(msgspec.msgpack.encode(own), digest_size=16).hexdigest()
        return Draft(page, lang, key, self.kept.get(key))

    def save(self, made: Mapping[str, Finished]) -> None:
        """Keep the pages of this build for the next, if they are others."""
        if self.file is not None and made != self.kept:
            keeping.keep(self.file, made)


def opened(folder: Path | None) -> Stock:
    """Return the stock in a folder."""
    if folder is None:
        return Stock()
    libraries: Iterable[object] = (etree.LXML_VERSION, etree.LIBXML_VERSION, version("jinja2"))
    also = f"{libraries} {version('babel')} {theme.style(_FRAME)}".encode()
    file = folder / f"epub-{keeping.edition(*_ROOMS, also=also)}.msgpack"
    return Stock(file, keeping.load(file, dict[str, Finished]) or {})
