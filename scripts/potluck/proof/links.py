"""Where the links of a site and of an EPUB lead, and what their pages fetch by themselves."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from potluck.keeping import seal
from potluck.proof import known, packed
from potluck.proof.leaf import Leaf, urls
from potluck.proof.memory import Memory
from potluck.proof.schemes import SCHEMES

Fault = tuple[str, str]
"""Which file, and what is wrong with it."""


@dataclass(frozen=True)
class Shelf:
    """All files of an edition, and the anchors in those that are pages.

    `base` is the path at which the site will live; its 404 page links from the root of the host.
    """

    files: Collection[str]
    anchors: Mapping[str, frozenset[str]]
    base: str = "/"


def site(folder: Path, url: str | None, memory: Memory) -> Iterator[Fault]:
    """Yield what is wrong with the links of a site that will live at `url`."""
    leaves = memory.site(folder)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    shelf = Shelf(files, _anchors(leaves), urlsplit(url or "").path or "/")
    yield from _unless_known(leaves, shelf, memory)
    yield from ((name, fault) for name, leaf in leaves.items() for fault in leaf.faults)
    yield from known.strangers(folder, sorted(files))
    for name in sorted(files):
        if name.endswith(".css"):
            yield from _check_style(name, (folder / name).read_text(encoding="utf-8"), shelf)
        elif name.endswith(".svg"):
            yield from _check_drawing(name, memory.drawing((folder / name).read_bytes()))


def epub(file: Path, memory: Memory) -> Iterator[Fault]:
    """Yield what is wrong with the links of an EPUB."""
    leaves, found = memory.epub(file), memory.packed(file)
    broken = _unless_known(leaves, Shelf(frozenset(found.names), _anchors(leaves)), memory)
    acting = ((name, fault) for name, leaf in leaves.items() for fault in leaf.faults)
    odd = packed.faults(found, memory)
    for where, message in dict.fromkeys((*broken, *acting, *odd)):
        yield file.name, f"{where}: {message}"


def _unless_known(leaves: Mapping[str, Leaf], shelf: Shelf, memory: Memory) -> tuple[Fault, ...]:
    """Check where links lead, unless nothing was wrong with the very same links before."""
    pages = [
        (name, leaf.links, leaf.fetched, sorted(leaf.anchors)) for name, leaf in leaves.items()
    ]
    told = repr((pages, sorted(shelf.files), shelf.base))
    mark = seal(b"links" + told.encode("utf-8", "surrogatepass"))
    return memory.proven().unless(mark, lambda: _check(leaves, shelf))


def _anchors(leaves: Mapping[str, Leaf]) -> dict[str, frozenset[str]]:
    return {name: leaf.anchors for name, leaf in leaves.items()}


def _check(leaves: Mapping[str, Leaf], shelf: Shelf) -> Iterator[Fault]:
    for name, leaf in leaves.items():
        for url in leaf.links:
            if fault := link_fault(url, name, shelf):
                yield name, fault
        for url in leaf.fetched:
            if fault := resource_fault(url, name, shelf):
                yield name, fault


def _check_style(name: str, text: str, shelf: Shelf) -> Iterator[Fault]:
    for url in dict.fromkeys(urls(text)):
        fault = None if urlsplit(url).scheme == "data" else resource_fault(url, name, shelf)
        if fault:
            yield name, fault


def _check_drawing(name: str, leaf: Leaf) -> Iterator[Fault]:
    """Yield what is wrong with a drawing: it may name only its own parts."""
    yield from ((name, fault) for fault in leaf.faults)
    for url in (*leaf.links, *leaf.fetched):
        if not url.startswith("#"):
            yield name, f"The drawing leads to “{url}”."


# --- where it leads -----------------------------------------------------------------------------


def link_fault(url: str, page: str, shelf: Shelf) -> str | None:
    """Say what is wrong with a link on a page, if anything.

    >>> shelf = Shelf({"a.html", "b/c.html"}, {"b/c.html": frozenset({"x"})}, "/book/")
    >>> [link_fault(url, "a.html", shelf) for url in ("b/c.html#x", "/book/a.html", "b/", "#")]
    [None, None, 'The link “b/” leads to no file.', None]
    >>> link_fault("#y", "b/c.html", shelf), link_fault("javascript:x", "a.html", shelf)
    ('The link “#y” leads to no place in its page.', 'The link “javascript:x” is not allowed.')
    """
    parts = urlsplit(url.strip())
    if parts.scheme or parts.netloc:
        return None if parts.scheme in SCHEMES else f"The link “{url}” is not allowed."
    target = _target(unquote(parts.path), page, shelf)
    if target not in shelf.files:
        return f"The link “{url}” leads to no file."
    anchors = shelf.anchors.get(target)
    if parts.fragment and anchors is not None and unquote(parts.fragment) not in anchors:
        return f"The link “{url}” leads to no place in its page."
    return None


def _target(path: str, page: str, shelf: Shelf) -> str:
    if path.startswith("/"):
        inside = path.startswith(shelf.base)
        path = path.removeprefix(shelf.base) if inside else path
    else:
        path = join(dirname(page), path) if path else page
    name = normpath(path)
    if name == "." or not path:
        return "index.html"
    return f"{name}/index.html" if path.endswith("/") else name


def resource_fault(url: str, page: str, shelf: Shelf) -> str | None:
    """Say what is wrong with something that a page fetches, if anything.

    >>> shelf = Shelf({"pot.svg"}, {}, "/book/")
    >>> resource_fault("../pot.svg", "a/b.html", shelf), resource_fault("/book/pot.svg", "", shelf)
    (None, None)
    >>> resource_fault("//fonts.example/x.css", "a/b.html", shelf)
    'The page fetches “//fonts.example/x.css” from another host.'
    """
    parts = urlsplit(url.strip())
    if parts.scheme or parts.netloc:
        return f"The page fetches “{url}” from another host."
    if parts.path and _target(unquote(parts.path), page, shelf) not in shelf.files:
        return f"The page fetches “{url}”, which is not there."
    return None
