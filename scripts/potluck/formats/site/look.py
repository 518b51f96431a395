"""What shapes every page of the site alike: code, templates, versions, and MkDocs' settings."""

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import material
from mkdocs.config.defaults import MkDocsConfig

from potluck import keeping
from potluck.formats.site.seen import told
from potluck.formats.site.settings import SEARCH
from potluck.versions import version

LIBRARIES = ("mkdocs", "mkdocs-material", "jinja2", "markupsafe", "lxml", "babel", "msgspec")
ROOMS = (".", "theme", "formats/site", "formats/metadata", "kitchen")
"""The code that writes pages; that of the Edition shows in what it says."""
OURS = frozenset({"potluck", SEARCH})
APART = frozenset({"plugins", "hooks", "nav", "theme"})  # looked at on their own
PLACES = frozenset({"config_file_path", "docs_dir", "site_dir", "watch", "dev_addr"})
_PACKAGE = Path(keeping.__file__).parent
_MATERIAL = Path(material.__file__).parent


def _known(config: MkDocsConfig) -> bool:
    """Say whether we know all that shapes a page: not where another's plugin has a hand in it."""
    return set(config.plugins) <= OURS and not config.hooks and find_spec("jieba") is None


def look(config: MkDocsConfig) -> bytes | None:
    """Name all that shapes every page alike, in a few bytes; None where it cannot be known."""
    if not _known(config):
        return None
    said = {name: value for name, value in config.items() if name not in APART | PLACES}
    theme = {"name": config.theme.name, "dirs": config.theme.dirs, **dict(config.theme)}
    others = [Path(each) for each in config.theme.dirs if _MATERIAL not in Path(each).parents]
    plugins = [(name, dict(plugin.config)) for name, plugin in config.plugins.items()]
    texts = [_digest(folder) for folder in others]
    return hashlib.blake2b(_tools() + told(said, theme, plugins, texts), digest_size=16).digest()


@cache
def _tools() -> bytes:
    """Name the code that writes pages: ours by its content, that of others by its version."""
    ours = [_digest(_PACKAGE / room, deep=room == "theme") for room in ROOMS]
    return told(sys.version, [(name, version(name)) for name in LIBRARIES], ours)


def _digest(folder: Path, *, deep: bool = True) -> str:
    """Name the content of a folder."""
    made = hashlib.blake2b(digest_size=16)
    for path in _files(folder, deep=deep):
        data = path.read_bytes()
        made.update(f"{path.relative_to(folder)} {len(data)}\n".encode(errors="replace") + data)
    return made.hexdigest()


def _files(folder: Path, *, deep: bool) -> Iterator[Path]:
    found = folder.rglob("*") if deep else folder.glob("*.py")
    return (path for path in sorted(found) if path.is_file() and path.suffix != ".pyc")
