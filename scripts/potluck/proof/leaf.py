"""One page of a site or an EPUB: what is to be read on it, where it leads, what it fetches.

All of it follows from the bytes of the page alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree, html

from potluck.neutral import held
from potluck.proof import programs
from potluck.proof.documents import STRICT, Tree, attributes, named
from potluck.proof.parity import Seen

_FETCHING = ("src", "poster", "data", "background")  # what a browser asks for without being told to
_DRAWN = ("image", "use", "feImage")  # in drawings, `href` fetches
_LEADING = ("action", "formaction", "cite", "ping", "longdesc")  # besides the `href` of all others
_RELATIONS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}
    | {"preconnect", "dns-prefetch", "prerender"}
)
_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_UNREAD = frozenset({"script", "style", "template", "noscript"})
# The site's box "Cite this chapter" repeats title and names: it would hide that they are lost.
_REPEATED = "pl-cite"


@dataclass(frozen=True)
class Leaf:
    """A page as it was read; `faults` are programs and data in it that do not belong there."""

    text: str
    ends: tuple[int, ...]
    alts: tuple[str, ...]
    links: tuple[str, ...]
    fetched: tuple[str, ...]
    anchors: frozenset[str]
    faults: tuple[str, ...] = ()

    @property
    def seen(self) -> Seen:
        return Seen(self.text, frozenset(self.alts), frozenset(self.ends))

    def mentions(self, word: str) -> bool:
        """Tell whether a word, in small letters, stands anywhere in what was read."""
        named = (*self.alts, *self.links, *self.fetched, *self.anchors, *self.faults)
        return word in self.text or any(word in each for each in named)


def of_html(data: bytes) -> Leaf:
    """Read a page of a site: its article, and all that it names."""
    tree = html.document_fromstring(data)
    with held(tree):
        found = (*programs.unguarded(tree), *programs.faults(tree))
        return _leaf(tree, "article", tuple(dict.fromkeys(found)))


def of_drawing(data: bytes) -> Leaf:
    """Read a drawing of a site: what acts in it, and what it fetches."""
    try:
        tree = etree.fromstring(data, STRICT)
    except etree.XMLSyntaxError:
        return Leaf("", (), (), (), (), frozenset(), ("The drawing cannot be read.",))
    return _leaf(tree, "article", tuple(dict.fromkeys(programs.still(tree, data))))


def of_xhtml(data: bytes) -> Leaf:
    """Read a document of an EPUB."""
    tree = etree.fromstring(data, STRICT)
    with held(tree):
        return _leaf(tree, "body", tuple(dict.fromkeys(programs.still(tree, data))))


def _leaf(tree: Tree, part: str, faults: tuple[str, ...] = ()) -> Leaf:
    seen = _see(named(tree, part))
    links, fetched = _addresses(tree)
    return Leaf(
        text=seen.text,
        ends=tuple(sorted(seen.ends)),
        alts=tuple(sorted(seen.alts)),
        links=tuple(dict.fromkeys(links)),
        fetched=tuple(dict.fromkeys(fetched)),
        anchors=frozenset(_given(tree, "id", "name")),
        faults=faults,
    )


# --- what is to be read -------------------------------------------------------------------------


def _see(parts: Iterable[Tree]) -> Seen:
    chosen = tuple(parts)
    alts = (image.get("alt", "") for part in chosen for image in named(part, "img"))
    return Seen.of("\n".join(word for part in chosen for word in _words(part)), alts)


def _words(element: Tree) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"
    if tag in _UNREAD or _REPEATED in (element.get("class") or "").split():
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


# --- what a page names --------------------------------------------------------------------------


def _given(tree: Tree, *attributes: str) -> Iterator[str]:
    """Yield the values of these attributes, wherever they stand."""
    for element in tree.iter("*"):
        yield from (str(element.attrib[name]) for name in attributes if name in element.attrib)


def _addresses(tree: Tree) -> tuple[list[str], list[str]]:
    """Return where a page leads to, and what it asks for by itself, whatever the element."""
    links: list[str] = []
    fetched: list[str] = []
    for element in tree.iter("*"):
        for name, value in attributes(element):
            if name in _FETCHING:
                fetched.append(value)
            elif name in _LEADING:
                links.append(value)
            elif _href(name):
                (fetched if _fetches(element) else links).append(value)
    return links, [*fetched, *_fetched_by_lists(tree)]


def _href(name: str) -> bool:
    """Tell whether this is `href`, or `xlink:href` as HTML or XML has it.

    >>> [_href(name) for name in ("href", "xlink:href", "{http://www.w3.org/1999/xlink}href", "h")]
    [True, True, True, False]
    """
    return name == "href" or name.endswith((":href", "}href"))


def _fetches(element: Tree) -> bool:
    """Tell whether the `href` of an element is asked for by itself."""
    name = element.tag.rpartition("}")[2]
    related = name == "link" and _RELATIONS & set((element.get("rel") or "").lower().split())
    return bool(related) or name in _DRAWN


def _fetched_by_lists(tree: Tree) -> Iterator[str]:
    """Yield what a page asks for in attributes and styles that name several addresses."""
    for element in named(tree, "img", "source"):
        yield from (part.split()[0] for part in (element.get("srcset") or "").split(",") if part)
    for text in (*(style.text or "" for style in named(tree, "style")), *_given(tree, "style")):
        yield from urls(text)


def urls(style: str) -> Iterator[str]:
    """Yield the addresses in a style sheet."""
    for match in _URL.finditer(style):
        yield (match[1] or match[2]).strip()
