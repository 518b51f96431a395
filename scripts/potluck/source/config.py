"""mkdocs.yml -> Book. Nothing in it is executed: tags are carried as plain values."""

import re
from pathlib import Path

from potluck.errors import ConfigError
from potluck.licensing import parse as parse_license
from potluck.licensing import sellable
from potluck.model import Book, License, NavItem, Thresholds
from potluck.naming import slugify
from potluck.source import yamldoc
from potluck.source.place import NAME, no_book
from potluck.source.schema import UnknownKey, check
from potluck.source.yamldoc import Document, Value
from potluck.storage import read_plain

DEFAULT_LICENSE = "CC-BY-SA-4.0"
MAX_CONFIG = 4 * 1024 * 1024  # bytes; a nav of 10,000 chapters has half a megabyte


def read_config(root: Path) -> tuple[Book, Document]:
    """Read `mkdocs.yml` in a folder. Raises ConfigError (line, hint) where it cannot be used."""
    path = root / NAME
    try:
        text = read_plain(path, MAX_CONFIG).decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise no_book(root) from error
    except (OSError, UnicodeDecodeError) as error:
        hint = "make it a plain file, in UTF-8"  # a link could lead to anything on this computer
        raise ConfigError(f"{NAME} cannot be read: {error}", hint) from error
    try:
        document = yamldoc.load(text, trusted=True)
    except yamldoc.YamlProblem as problem:
        raise ConfigError(f"{NAME}:{problem.line}: {problem.message}", problem.hint) from problem
    return _book(document), document


def _book(document: Document) -> Book:
    data = document.value
    if not isinstance(data, dict) or not isinstance(data.get("site_name"), str):
        raise ConfigError(f"{NAME}:1: The book has no title.", "add a line `site_name: My Book`")
    options, place = plugin_options(document)
    _validate(document, options, place)
    title = str(data["site_name"])
    license_ = _license(_text(options, "license") or DEFAULT_LICENSE, document, place)
    url, repo = _text(data, "site_url"), _text(data, "repo_url")
    edit_uri = _text(data, "edit_uri") or "edit/main/content/"
    return Book(
        title=title,
        slug=_text(options, "slug") or slugify(title) or "book",
        license=license_,
        commercial=_commercial(options.get("commercial"), license_, document, place),
        lang=_text(options, "lang") or _theme_language(data) or "en",
        subtitle=_text(options, "subtitle"),
        description=_text(data, "site_description"),
        author=_text(data, "site_author"),
        publisher=_text(options, "publisher"),
        edition=_text(options, "edition"),
        url=url.rstrip("/") + "/" if url else None,
        repo_url=repo,
        edit_url=_edit_prefix(repo, edit_uri),
        history_url=f"{repo.rstrip('/')}/commits/HEAD/" if repo else None,
        commit_url=f"{repo.rstrip('/')}/commit/" if repo else None,
        page_size=_text(options, "page_size") or "A5",
        pdf=_printings(options.get("pdf")),
        nav=tuple(_nav(data.get("nav"))),
        handbook=options.get("handbook") is True,
        thresholds=_thresholds(options.get("credits"), document, place),
        previous_edition=_text(options, "previous_edition"),
        consent=options.get("consent") == "required",
        community=options.get("community") is True,
        shrink=_percent(options.get("shrink"), Book.shrink),
    )


def _edit_prefix(repo: str | None, edit_uri: str) -> str | None:
    """Return what stands before `content/…`: MkDocs names that folder in edit_uri, we do not."""
    if edit_uri.startswith("http"):
        base = edit_uri
    elif repo:
        base = f"{repo.rstrip('/')}/{edit_uri.lstrip('/')}"
    else:
        return None
    return re.sub(r"content/?$", "", base)


def plugin_options(document: Document) -> tuple[dict[str, Value], yamldoc.Path]:
    """Find our block under `plugins`, in either of the forms MkDocs allows, and its path."""
    data = document.value
    plugins = data.get("plugins") if isinstance(data, dict) else None
    if isinstance(plugins, dict):
        block = plugins.get("potluck")
        return (block if isinstance(block, dict) else {}), ("plugins", "potluck")
    for index, item in enumerate(plugins if isinstance(plugins, list) else []):
        if isinstance(item, dict) and isinstance(item.get("potluck"), dict):
            block = item["potluck"]
            return (block if isinstance(block, dict) else {}), ("plugins", index, "potluck")
    return {}, ("plugins",)


def _validate(document: Document, options: dict[str, Value], place: yamldoc.Path) -> None:
    for problem in check("book", options):
        line, _ = document.mark((*place, *problem.path))
        if isinstance(problem, UnknownKey):
            known = ", ".join(problem.known)
            raise ConfigError(f"{NAME}:{line}: Unknown option `{problem.key}`.", f"known: {known}")
        raise ConfigError(f"{NAME}:{line}: {problem.message}.", problem.hint)


def _license(text: str, document: Document, place: yamldoc.Path) -> License:
    found = parse_license(text)
    if found is None:
        line, _ = document.mark((*place, "license"))
        raise ConfigError(
            f"{NAME}:{line}: The licence `{text}` is not known.",
            "use an SPDX id such as CC-BY-SA-4.0",
        )
    return found


def _commercial(
    said: Value,
    license: License,  # noqa: A002 - the word of the trade
    document: Document,
    place: yamldoc.Path,
) -> bool:
    """Readers may sell what the licence lets them sell, so everything in the book must allow it."""
    allowed = sellable(license)
    if said is True and not allowed:
        line, _ = document.mark((*place, "commercial"))
        raise ConfigError(
            f"{NAME}:{line}: {license} forbids commercial use, so this book cannot be sold.",
            "write `commercial: false`, or give the book a licence such as CC-BY-SA-4.0",
        )
    return allowed if said is None else said is True


def _thresholds(said: Value, document: Document, place: yamldoc.Path) -> Thresholds:
    """Read from how much on work has a name; shares are written in percent."""
    given = {key: value for key, value in _group(said).items() if isinstance(value, int)}
    usual = Thresholds()
    thresholds = Thresholds(
        author_share=given.get("author_share", usual.author_share * 100) / 100,
        author_words=given.get("author_words", usual.author_words),
        editor_share=given.get("editor_share", usual.editor_share * 100) / 100,
        proofreader_words=given.get("proofreader_words", usual.proofreader_words),
    )
    if thresholds.editor_share > thresholds.author_share:
        line, _ = document.mark((*place, "credits"))
        raise ConfigError(
            f"{NAME}:{line}: Here an editor would have to write more than an author.",
            "make `editor_share` smaller than `author_share`",
        )
    return thresholds


def _text(data: dict[str, Value], key: str) -> str | None:
    value = data.get(key)
    return str(value) if isinstance(value, str | int) and str(value).strip() else None


def _percent(said: Value, usual: int) -> int:
    return said if isinstance(said, int) else usual


def _printings(said: Value) -> tuple[str, ...]:
    """Read which PDFs are wanted; the one for the screen is always."""
    named = [str(name) for name in said] if isinstance(said, list) else []
    return tuple(dict.fromkeys(("screen", *named)))


def _theme_language(data: dict[str, Value]) -> str | None:
    return _text(_group(data.get("theme")), "language")


def _group(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _nav(value: Value) -> list[NavItem]:
    """Read MkDocs' `nav`: paths, `Title: path`, `Title: [ … ]`; web addresses are passed over."""
    items: list[NavItem] = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, str):
            items.append(NavItem(None, item))
        elif isinstance(item, dict):
            items.extend(_nav_entry(title, target) for title, target in item.items())
    return [item for item in items if not (item.path or "").startswith(("http:", "https:"))]


def _nav_entry(title: str, target: Value) -> NavItem:
    if isinstance(target, list):
        return NavItem(title, None, tuple(_nav(target)))
    return NavItem(title, str(target))
