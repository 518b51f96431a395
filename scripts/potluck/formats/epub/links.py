"""What a link by name (`book:`) is in an EPUB: a file beside this one, perhaps a place in it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from potluck.neutral import SCHEME, Target

CONTRIBUTORS = "contributors"  # the page of the back matter that lists them
MANY = 20_000  # links that are remembered: the pages of a book lead to the same places
OUTSIDE = ("https://", "http://", "mailto:")

Anchors = Mapping[str, frozenset[str]]
"""The ids of every page, by file name."""


def safe(name: str) -> str:
    """Make a file name that any system can hold; a changed name keeps a trace of the old one.

    >>> safe("leek-soup")
    'leek-soup'
    >>> safe("Crème.jpg")
    'cr-me-5bc30b.jpg'
    """
    plain = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip(".-")
    if plain == name:
        return name
    stem, dot, suffix = plain.rpartition(".") if "." in plain else (plain, "", "")
    return f"{stem.strip('-')}-{sha256(name.encode()).hexdigest()[:6]}{dot}{suffix}"


def page_file(kind: str, slug: str) -> str:
    """Name the file of a page.

    >>> page_file("chapter", "leek-soup")
    'chapter-leek-soup.xhtml'
    """
    return f"{kind}-{safe(slug)}.xhtml"


def href(url: str, here: str, anchors: Anchors) -> str | None:
    """Return what to write for a link on the page `here`; None where it leads nowhere allowed.

    >>> anchors = {"chapter-heat.xhtml": frozenset({"browning"}), "here.xhtml": frozenset()}
    >>> href("book:chapter/heat#browning", "here.xhtml", anchors)
    'chapter-heat.xhtml#browning'
    >>> href("book:chapter/cold", "here.xhtml", anchors) is None
    True
    >>> href("javascript:alert(1)", "here.xhtml", anchors) is None
    True
    """
    if url.startswith(SCHEME):
        return _inside(*_place(url), anchors)
    if url.startswith("#"):
        return url if url[1:] in anchors[here] else None
    return url if url.lower().startswith(OUTSIDE) else None


@lru_cache(maxsize=MANY)
def _place(url: str) -> tuple[str, str]:
    try:
        target = Target.parse(url)
    except ValueError:
        return "", ""
    if target.kind == "contributor":
        return page_file("page", CONTRIBUTORS), f"contributor-{target.name}"
    return page_file(target.kind, target.name), target.anchor


def _inside(page: str, anchor: str, anchors: Anchors) -> str | None:
    if page not in anchors or (anchor and anchor not in anchors[page]):
        return None
    return f"{page}#{quote(anchor)}" if anchor else page
