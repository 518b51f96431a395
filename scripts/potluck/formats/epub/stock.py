"""Finished pages of the EPUB and its cover, kept between builds below the git directory.

A page depends on what it is made from, which names it here, and on the rest of the book only by
its links and pictures. What each of them became is kept with the page, and asked again before use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree, html

from potluck import keeping, neutral
from potluck.formats.epub import cover, documents, links, xhtml
from potluck.formats.epub.cover import Sketch
from potluck.formats.epub.documents import Finished
from potluck.formats.epub.pages import Page
from potluck.formats.epub.pictures import Image
from potluck.versions import known

_ROOMS = (".", "formats", "formats/epub", "theme", "theme/epub")
_LIBRARIES = ("babel", "jinja2", "markupsafe", "pillow", "fontpkg-source-serif-4")


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
        with neutral.held(self.tree):
            return documents.finish(self.page, self.tree, places, images, self.lang)


@dataclass(frozen=True)
class Kept:
    """What a build has finished, by names that stand for all that it was made from."""

    pages: Mapping[str, Finished] = field(default_factory=dict)
    covers: Mapping[str, Image] = field(default_factory=dict)


@dataclass(frozen=True)
class Stock:
    """What the build before has finished; nothing is kept without a file."""

    file: Path | None = None
    kept: Kept = field(default_factory=Kept)

    def draft(self, page: Page, lang: str) -> Draft:
        """Begin a page; all of its own that shapes it names it."""
        own = (page.file, page.title, page.type, page.division, lang, page.told)
        key = keeping.sealed(own).hex()
        return Draft(page, lang, key, self.kept.pages.get(key))

    def cover(self, plan: Sketch) -> tuple[str, Image]:
        """Return the cover, and its name."""
        key = keeping.sealed(plan).hex()
        return key, self.kept.covers.get(key) or cover.draw(plan)

    def save(self, made: Kept) -> None:
        """Keep what this build has finished for the next, if it is anything else."""
        pairs = (made.pages, self.kept.pages), (made.covers, self.kept.covers)
        if self.file is not None and not all(keeping.same(*pair) for pair in pairs):
            keeping.keep(self.file, made)


def opened(folder: Path | None) -> Stock:
    """Return the stock in a folder."""
    if folder is None:
        return Stock()
    told = repr((etree.LXML_VERSION, etree.LIBXML_VERSION, [*map(known, _LIBRARIES)]))
    file = folder / f"epub-{keeping.edition(*_ROOMS, also=told.encode())}.msgpack"
    return Stock(file, keeping.load(file, Kept) or Kept())
