"""What MkDocs' configuration must say for a book; a `mkdocs.yml` of three lines is enough.

What the book's own `mkdocs.yml` says about the look is kept. What would make a reader's browser
ask another host, or would let MkDocs read a contributor's file, is set here whatever it says.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from potluck.model import Edition

OVERRIDES = str(files("potluck.theme") / "site" / "overrides")
FEATURES = (
    *("navigation.indexes", "navigation.prune", "navigation.top", "navigation.footer"),
    *("search.suggest", "search.highlight"),
    *("content.action.edit", "content.code.copy", "toc.follow"),
)
PALETTE = (
    ("(prefers-color-scheme)", "default", "material/brightness-auto", "Switch to light mode"),
    ("(prefers-color-scheme: light)", "default", "material/brightness-7", "Switch to dark mode"),
    ("(prefers-color-scheme: dark)", "slate", "material/brightness-4", "Use the system's colours"),
)
STYLES = ("assets/potluck/fonts.css", "assets/potluck/book.css")
SEARCH = "material/search"
SEARCH_SHIM = "assets/potluck/iframe-worker.js"
"""Search without a server. The name keeps Material's own plugin from loading its own from unpkg."""


def prepare(config: MkDocsConfig, edition: Edition, root: Path) -> None:
    """Change MkDocs' configuration, in place, into that of the site of this edition."""
    _name(config, edition)
    _close(config, root)
    _look(config, edition)
    _plugins(config)


def _name(config: MkDocsConfig, edition: Edition) -> None:
    """Set the names, escaped: Material writes them into the page as they are."""
    book = edition.book
    config.site_name = escape(book.title)
    config.site_description = escape(book.description or book.subtitle or "")
    config.site_author = escape(book.author or "")
    config.site_url = book.url
    config.repo_url = escape(book.repo_url) if book.repo_url else None
    config.copyright = None


def _close(config: MkDocsConfig, root: Path) -> None:
    """Keep MkDocs away from the chapters: it would copy what lies there and follow symlinks."""
    config.watch = [*config.watch, *(str(root / n) for n in ("content", "contributors"))]
    config.watch = [path for path in config.watch if Path(path).exists()]
    config.docs_dir = OVERRIDES  # a folder of ours: MkDocs lists it, and the plugin drops the list
    config.use_directory_urls = False  # so that links work from a disk, too
    config.extra_templates = []
    config.extra["generator"] = False
    for option in ("analytics", "consent", "version", "social", "alternate"):
        config.extra.pop(option, None)


def _look(config: MkDocsConfig, edition: Edition) -> None:
    if config.theme.name != "material":
        config.theme = Theme("material")
    theme = config.theme
    theme.dirs.insert(0, OVERRIDES)
    theme["font"] = False  # ours are in STYLES; Material's come from Google
    theme["language"] = _language(edition.book.lang, theme.dirs)
    theme["features"] = list(dict.fromkeys([*FEATURES, *(theme.get("features") or [])]))
    theme["palette"] = theme.get("palette") or [_shade(*row) for row in PALETTE]
    theme["icon"] = {"logo": "material/pot-steam-outline"} | (theme.get("icon") or {})
    if theme.get("favicon") == "assets/images/favicon.png":
        theme["favicon"] = "assets/potluck/favicon.svg"
    config.extra_css = [*STYLES, *(path for path in config.extra_css if _local(path))]
    config.extra_javascript = [path for path in config.extra_javascript if _local(str(path))]


def _local(path: str) -> bool:
    return "//" not in path


def _shade(media: str, scheme: str, icon: str, name: str) -> dict[str, object]:
    toggle = {"icon": icon, "name": name}
    colours = {"scheme": scheme, "primary": "custom", "accent": "custom"}  # they are in book.css
    return {"media": media, **colours, "toggle": toggle}


def _language(lang: str, folders: list[str]) -> str:
    """Choose the language of Material's own words: `pt-BR`, else `pt`, else English."""
    for name in (lang, lang.partition("-")[0]):
        for folder in folders:
            if (Path(folder) / "partials" / "languages" / f"{name}.html").is_file():
                return name
    return "en"


def _plugins(config: MkDocsConfig) -> None:
    """Add search where `mkdocs.yml` has none, and the shim that lets it work from a disk."""
    config.extra["polyfills"] = [SEARCH_SHIM]
    if SEARCH not in config.plugins:
        from material.plugins.search.plugin import SearchPlugin  # noqa: PLC0415 - heavy, needed once

        plugin = SearchPlugin()
        plugin.load_config({}, config.config_file_path)
        config.plugins[SEARCH] = plugin  # its own on_config runs after ours, in the same round
    cast("Any", config.plugins[SEARCH]).is_dirty = False  # its index is whole in each build


def search_entries(config: MkDocsConfig) -> list[dict[str, Any]]:
    """Return the list to which Material's search adds what it finds on each page."""
    plugin = config.plugins[SEARCH]
    return cast("Any", plugin).search_index.entries if plugin.config.enabled else []
