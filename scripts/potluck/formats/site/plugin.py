"""The MkDocs plugin: hands MkDocs a tree made from the Edition. Its logic is elsewhere.

MkDocs reads no contributor's file: Material writes titles, descriptions and file names into the
page as they are, and copies what lies beside the chapters (architecture, decision 3).
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from potluck import theme
from potluck.formats.site import kept, look, navigation, onpaper, policy, settings
from potluck.formats.site.assets import assets, theirs
from potluck.formats.site.ebook import Ebook
from potluck.formats.site.finishing import STAMP, BlankPage, Finishing
from potluck.formats.site.handover import Handover, handed
from potluck.formats.site.head import tidy
from potluck.formats.site.plan import Plan, SitePage, plan
from potluck.formats.site.written import Written, explained, output, remove
from potluck.model import Download, Edition
from potluck.theme.compiled import Beside


def compose_edition(root: Path, *, preview: bool) -> Handover:
    """Read and check the book in a folder. Raises PotluckError where it cannot be published."""
    from potluck import pipeline  # noqa: PLC0415 - it imports the formats

    return Handover(*pipeline.edition_for(root, preview=preview))


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder of the book: the one that holds mkdocs.yml."""
    return Path(config.config_file_path).resolve().parent


class PotluckConfig(Config):  # type: ignore[no-untyped-call] # MkDocs is half typed
    """Our options in mkdocs.yml. Anything passes: `potluck.source.config` reads and checks them."""

    def validate(self) -> tuple[list[Any], list[Any]]:
        return [], []


class PotluckPlugin(BasePlugin[PotluckConfig]):  # type: ignore[no-untyped-call]
    """`mkdocs build` and `mkdocs serve` for a book; `potluck build site` uses it too."""

    preview = False
    leaving = False  # what a build before has written, where it is the same
    edition: Edition
    downloads: tuple[Download, ...]
    plan: Plan
    pages: dict[str, SitePage]
    blank: list[BlankPage]
    written: Written
    finishing: Finishing
    told: Callable[[int, int], None]
    finished = 0
    paper: onpaper.Paper | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.preview, self.leaving = command == "serve", dirty
        self.written = Written()

    def on_shutdown(self) -> None:
        self.preview = self.leaving = False
        if self.paper:
            self.paper.leave()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        with explained():
            made = handed() or compose_edition(root_of(config), preview=self.preview)
            self.edition, self.downloads, self.told = made.edition, made.downloads, made.told
            if self.paper:
                self.paper.ahead(self.edition)
            self.plan = plan(self.edition, self.downloads)
        if not self.leaving:
            self.written = Written()
        self.written.begin()
        self.pages = {navigation.source(page): page for page in self.plan.pages}
        settings.prepare(config, self.edition, root_of(config))
        config.nav = navigation.nav(self.plan)
        return config

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        apart = (*self.plan.unlisted, *self.plan.handbook_pages)
        unlisted = {page.href for page in apart}
        found = theirs(files, config, self.written)
        with explained():
            ours = assets(config, self.edition, self.downloads, root_of(config), self.written)
        self.blank = []
        for name, page in self.pages.items():
            level = InclusionLevel.NOT_IN_NAV if page.href in unlisted else InclusionLevel.INCLUDED
            file = output(config, name, content="", inclusion=level)
            file.dest_uri = page.href
            self.blank.append(BlankPage(escape(page.title), file, config))
        return Files([*found, *ours, *(page.file for page in self.blank)])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        guide = navigation.handbook(self.plan, files, nav) if self.plan.handbook else None
        windows = navigation.Windows(nav, guide, config.theme["features"])
        shelf = kept.Shelf.of(root_of(config), look.look(config))
        entries = settings.search_entries(config)
        build = self.edition.build
        self.finishing = Finishing(self.pages, windows, shelf, build, entries, self.written)
        self.finished = 0
        for page in self.blank:
            self.finishing.begin(page)
        return nav

    def on_env(self, env: Environment, **_: object) -> Environment:
        env.bytecode_cache = Beside(env)  # Material's thirty templates are compiled once
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        page.meta = self.finishing.meta(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: object) -> str:  # noqa: ARG002
        return self.finishing.article(page)

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, **_: object
    ) -> TemplateContext:
        more = self.finishing.context(page)
        return cast("TemplateContext", {**self.on_template_context(context), **more})

    def on_template_context(self, context: TemplateContext, **_: object) -> TemplateContext:
        context["build_date_utc"] = self.edition.build.date
        more = {"edition": self.edition, "policy": policy.POLICY, "stamp": STAMP}
        return cast("TemplateContext", {**context, **more})

    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        self.finished += 1
        self.told(self.finished, len(self.pages) - self.finished)
        return self.finishing.finish(output, page)

    def on_post_template(self, output: str, **_: object) -> str:
        return self.finishing.stamp(tidy(output))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> None:
        app = policy.previewed(server.serve_request, partial(self._foot, server.mount_path))
        self.paper, ebook = onpaper.Paper(root_of(config)), Ebook(root_of(config))
        app = self.paper.beside(app, lambda: self.edition)
        server.set_app(ebook.beside(app, lambda: self.edition))

    def _foot(self, mounted: str, path: str) -> str:
        """Write what leads from a page of the preview to the other editions."""
        page = path.removeprefix(mounted)
        slug = next((each.slug for each in self.edition.chapters if each.href == page), "")
        return theme.render("site/preview.html.j2", slug=slug)

    @event_priority(100)
    def _index(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        if self.leaving:
            self.finishing.index_all()

    @event_priority(-100)
    def _tidy(self, *, config: MkDocsConfig) -> None:
        self.finishing.shelf.tidy()
        self.write_search(config)
        remove(Path(config.site_dir), self.written.done())

    on_post_build = CombinedEvent(_index, _tidy)

    def write_search(self, config: MkDocsConfig) -> None:
        """Write the search index as a script as well: a page from a disk may not fetch files."""
        folder = Path(config.site_dir) / "search"
        index = (folder / "search_index.json").read_text(encoding="utf-8")
        (folder / "search_index.js").write_text(f"var __index = {index}", encoding="utf-8")
