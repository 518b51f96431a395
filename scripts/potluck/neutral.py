"""Turn the Edition's neutral HTML into a tree, point its `book:` links somewhere, write it out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree, html

SCHEME = "book:"


@dataclass(frozen=True)
class Target:
    """What a neutral link names.

    >>> Target.parse("book:chapter/leek-soup#method")
    Target(kind='chapter', name='leek-soup', anchor='method')
    """

    kind: str  # chapter, media, page, contributor
    name: str
    anchor: str = ""

    @classmethod
    def parse(cls, url: str) -> "Target":
        """Read a `book:` link; ValueError if it is none."""
        scheme, _, rest = url.partition(":")
        kind, slash, name = rest.partition("/")
        if f"{scheme}:" != SCHEME or not slash:
            raise ValueError(f"not a link into the book: {url!r}")
        name, _, anchor = name.partition("#")
        return cls(kind, unquote(name), unquote(anchor))


Resolve = Callable[[Target], str]
"""From what a link names to what the format writes in `href` or `src`."""


def parse(text: str) -> html.HtmlElement:
    """Return the neutral HTML as the children of one `div`."""
    return html.fragment_fromstring(text, create_parent="div")


@contextmanager
def held(tree: etree._Element) -> Iterator[None]:
    """Hold every element meanwhile: lxml makes those that nobody holds anew at each walk."""
    every = list(tree.iter())
    try:
        yield
    finally:
        every.clear()


def point(tree: html.HtmlElement, resolve: Resolve) -> None:
    """Replace every `book:` link of the tree, in place, also what its RDFa is about."""
    for element in tree.iter(etree.Element):
        for attribute in ("href", "src", "about"):
            url = element.get(attribute, "")
            if url.startswith(SCHEME):
                element.set(attribute, resolve(Target.parse(url)))


def prefix_ids(tree: html.HtmlElement, prefix: str) -> None:
    """Make every id and local link of a chapter unique in a document of many chapters."""
    for element in tree.iter(etree.Element):
        if "id" in element.attrib:
            element.set("id", prefix + element.attrib["id"])
        if element.get("href", "").startswith("#"):
            element.set("href", f"#{prefix}{element.attrib['href'][1:]}")


def to_html(tree: html.HtmlElement) -> str:
    """Write the children of the wrapping `div` as HTML."""
    return _inner(tree, "html")


def to_xhtml(tree: html.HtmlElement) -> str:
    """Write the children of the wrapping `div` as XHTML (no namespace declarations)."""
    return _inner(tree, "xml")


def _inner(tree: html.HtmlElement, method: str) -> str:
    parts = [html_escape(tree.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method=method) for child in tree]
    return "".join(parts)


def html_escape(text: str) -> str:
    """Escape the three characters that matter in text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
