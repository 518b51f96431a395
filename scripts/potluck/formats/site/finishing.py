"""Takes each page through MkDocs, or past it: a page that was kept is not written again.

MkDocs is handed a kept page by its own means: the template that the page's metadata names shows the
finished text and nothing else, and the metadata keeps the search from reading it again. So all
pages are in the navigation and the sitemap, and their files are written, as if they were new; but
a preview that stays leaves those alone that stand there already (`written`).
"""

from dataclasses import dataclass, field
from itertools import chain

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from potluck.formats.site.body import article
from potluck.formats.site.head import Head, canonical, contents, tidy
from potluck.formats.site.kept import Finished, Shelf
from potluck.formats.site.navigation import Windows
from potluck.formats.site.plan import SitePage
from potluck.formats.site.seen import ID
from potluck.formats.site.written import Entries, Output, Written
from potluck.model import Build


class BlankPage(Page):
    """A page without Markdown, which MkDocs would set up its converter for, page after page."""

    file: Output

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' own
        """Leave the article blank: `Finishing.article` writes it."""
        self.content, self.toc = "", TableOfContents([])


KEPT = {"template": "kept.html", "search": {"exclude": True}}
DATE = "\ue000date\ue001"  # stands in a page for the date of the build, as ID for its id
STAMP = {"id": ID, "date": DATE}


@dataclass
class _Sheet:
    """One page on its way: kept, or written under a key, or written for this build alone."""

    made: SitePage
    key: str | None = None
    kept: Finished | None = None
    found: Entries = field(default_factory=list)


@dataclass
class Finishing:
    """The pages of one build on their way. `index` is the search's own: it grows page by page."""

    pages: dict[str, SitePage]
    windows: Windows
    shelf: Shelf
    build: Build
    index: Entries
    written: Written
    _sheets: dict[str, _Sheet] = field(default_factory=dict)
    _indexed: int = 0

    def begin(self, page: BlankPage) -> None:
        """Look whether the page stands there, or was kept; tell MkDocs what others show of it."""
        made = self.pages[page.file.src_uri]
        sheet = self._sheets[page.file.src_uri] = _Sheet(made)
        if made.kept and self.shelf.look:
            sheet.key = self.shelf.key(made, self.windows.outline(page))
        page.file.stands = self.written.stands(page.file.dest_uri, self._name(sheet.key))
        if sheet.key and page.file.stands:
            self.shelf.use(sheet.key)
        elif sheet.key:
            sheet.kept = self.shelf.load(sheet.key)
        page.title = escape(made.title)
        page.update_date = made.updated.date().isoformat()
        page.edit_url = escape(made.edit_url) if made.edit_url else None
        page.canonical_url = canonical(made)

    def meta(self, page: Page) -> dict[str, object]:
        """Return the metadata of a page that is written."""
        sheet = self._sheets[page.file.src_uri]
        return dict(KEPT) if sheet.kept else Head.of(sheet.made).meta(sheet.made)

    def article(self, page: Page) -> str:
        """Write the article of a page, and set its contents; of a kept page there is nothing to."""
        sheet = self._sheets[page.file.src_uri]
        if sheet.kept:
            return ""
        page.toc = contents(sheet.made.headings)
        return article(sheet.made)

    def context(self, page: Page) -> dict[str, object]:
        """Return what the templates see; when the search has read the page, see what it found."""
        sheet = self._sheets[page.file.src_uri]
        if sheet.kept:
            self.index.extend(sheet.kept.found)
        sheet.found = self.index[self._indexed :]
        self._indexed = len(self.index)
        finished = self._stamped(sheet.kept.html) if sheet.kept else ""
        nav = self.windows.around(page)
        return {"nav": nav, "edition": sheet.made.seen, "finished": finished}

    def finish(self, output: str, page: Page) -> str:
        """Return the page as it is published; keep what was written now."""
        sheet = self._sheets.pop(page.file.src_uri)
        self.written.found[page.file.dest_uri] = sheet.found
        if sheet.kept:
            return output
        written = tidy(output).encode()
        if sheet.key:
            self.shelf.keep(Finished(sheet.key, written, sheet.found))
        return self._stamped(written)

    def index_all(self) -> None:
        """Have in the search's index what it found on every page, also on those that stand."""
        found = (self.written.found.get(page.href, ()) for page in self.pages.values())
        self.index[:] = chain.from_iterable(found)

    def stamp(self, output: str) -> str:
        """Fill in which build this is."""
        return self._stamped(output.encode())

    def _stamped(self, output: bytes) -> str:
        filled = output.replace(ID.encode(), self.build.id.encode())
        return filled.replace(DATE.encode(), self._date.encode()).decode()

    def _name(self, key: str | None) -> str:
        """Name the bytes of a page that has a key."""
        return f"{key} {self.build.id} {self._date}" if key else ""

    @property
    def _date(self) -> str:
        return self.build.date.date().isoformat()
