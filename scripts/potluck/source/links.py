"""Where a link or a picture in a chapter leads: the one answer for rules and for every edition.

People write addresses as they know them: `../mains/dal.md`, `dal.html`, `/dal/` (Hugo), `./dal`,
a folder. Nothing is looked up outside the outline and the list of files, and no address leads out
of content/.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from potluck.source.manuscript import RawFile
from potluck.source.outline import CONTENT, INDEXES, Entry, Outline

WEB: Final = frozenset({"http", "https", "mailto"})
_DOTS = re.compile(r"(?:^|/)\.{1,2}(?:/|$)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ENDINGS = (".md", ".html", ".htm")


@dataclass(frozen=True)
class Link:
    """Where a link leads. Without a `target` it leads nowhere, and `reason` says why.

    `target` is a neutral address (`book:chapter/SLUG#ANCHOR`), or the web or mail address as
    written. `entry` is the chapter it leads to, if it is one; whether that chapter has the `anchor`
    is not asked here.
    """

    target: str | None
    reason: str = ""
    entry: Entry | None = field(default=None, repr=False)
    anchor: str = ""


@dataclass(frozen=True)
class Resolver:
    """Answers for one outline; what is not in it, such as drafts, leads nowhere."""

    outline: Outline
    files: tuple[RawFile, ...]

    def link(self, entry: Entry, href: str) -> Link:
        """Find out where a link in a chapter leads."""
        href = href.strip()
        if not href:
            return Link(None, "it is empty")
        scheme = _SCHEME.match(href)
        if scheme or href.startswith("//"):
            return _outward(scheme[1].lower() if scheme else "https", href)
        address, _, anchor = href.partition("#")
        path = unquote(address.partition("?")[0])
        if not path:
            return _to(entry, unquote(anchor))
        return self._inward(entry, path, unquote(anchor))

    def picture(self, entry: Entry, src: str) -> str | None:
        """Return the path of the file that a picture in a chapter names; None if there is none."""
        src = src.strip()
        if _SCHEME.match(src) or src.startswith("//"):
            return None
        path = unquote(src.partition("#")[0].partition("?")[0])
        found = (place for place in places(entry, path) if place in self._files)
        return next((f"{CONTENT}/{place}" for place in found), None)

    def _inward(self, entry: Entry, path: str, anchor: str) -> Link:
        for place in places(entry, path):
            found = self._chapter(place)
            if found is not None:
                return _to(found, anchor)
        possible = tuple(places(entry, path))
        if not possible:
            return Link(None, f"`{path}` lies outside {CONTENT}/")
        return Link(None, self._why_not(possible))

    def _chapter(self, place: str) -> Entry | None:
        """Find a chapter by its path, its folder, its address on the site, or its slug."""
        bare = _bare(place)
        if bare in {"", "index", "_index"}:
            return self.outline.preface
        for name in _paths(place):
            if name in self.outline.by_path:
                return self.outline.by_path[name]
        if place.endswith(".md"):
            return None
        return self._by_href.get(f"{bare}.html") or self._by_slug.get(bare)

    def _why_not(self, possible: tuple[str, ...]) -> str:
        for place in possible:
            if place in self._files:
                return f"`{CONTENT}/{place}` is no chapter, and only chapters are in the book"
            if place in self._folders:
                return f"the folder `{CONTENT}/{place}` has no index.md"
        if _bare(possible[0]) in {"", "index", "_index"}:
            return f"the book has no first page ({CONTENT}/index.md)"
        return f"there is no chapter `{possible[0]}`"

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(file.path.removeprefix(f"{CONTENT}/") for file in self.files)

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(_ancestors((*self._files, *self.outline.by_path)))

    @cached_property
    def _by_href(self) -> dict[str, Entry]:
        return _first((entry.href, entry) for entry in self.outline.entries)

    @cached_property
    def _by_slug(self) -> dict[str, Entry]:
        return _first((entry.slug, entry) for entry in self.outline.entries)


def _to(entry: Entry, anchor: str) -> Link:
    place = f"#{quote(anchor)}" if anchor else ""
    return Link(f"book:chapter/{quote(entry.slug)}{place}", "", entry, anchor)


def _outward(scheme: str, href: str) -> Link:
    if scheme not in WEB:
        return Link(None, f"addresses that begin with `{scheme}:` are not allowed")
    address = href if _SCHEME.match(href) else f"{scheme}:{href}"
    try:
        parts = urlsplit(address)
        complete = parts.path if scheme == "mailto" else parts.hostname
    except ValueError:
        complete = None
    return Link(address) if complete else Link(None, f"`{href}` is no complete address")


def places(entry: Entry, path: str) -> Iterator[str]:
    """Yield the paths below content/ that an address may mean, the likeliest first."""
    plain = path.lstrip("/")
    folder = "" if path.startswith("/") else posixpath.dirname(entry.inside)
    for place in dict.fromkeys((f"{folder}/{plain}", plain, plain.removeprefix(f"{CONTENT}/"))):
        normal = _normal(place.lstrip("/"))
        if normal != ".." and not normal.startswith("../"):
            yield "" if normal == "." else normal


def _normal(path: str) -> str:
    """Do what `normpath` does, which most paths need not."""
    plain = path and "//" not in path and not path.endswith("/") and not _DOTS.search(path)
    return path if plain else posixpath.normpath(path)


def _bare(place: str) -> str:
    """Take the ending off an address.

    >>> _bare("mains/dal.html"), _bare("mains/dal")
    ('mains/dal', 'mains/dal')
    """
    for ending in _ENDINGS:
        if place.endswith(ending):
            return place.removesuffix(ending)
    return place


def _paths(place: str) -> Iterator[str]:
    """Name the chapter files that an address may mean."""
    bare = _bare(place)
    yield place
    yield f"{bare}.md"
    yield from (posixpath.join(bare, index) for index in INDEXES)
    if posixpath.basename(bare) in {"index", "_index"}:
        yield from (posixpath.join(posixpath.dirname(bare), index) for index in INDEXES)


def _ancestors(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        folder = posixpath.dirname(path)
        while folder:
            yield folder
            folder = posixpath.dirname(folder)


def _first(pairs: Iterable[tuple[str, Entry]]) -> dict[str, Entry]:
    """Make a dictionary in which the first of several equal keys wins."""
    found: dict[str, Entry] = {}
    for key, entry in pairs:
        found.setdefault(key, entry)
    return found
