"""What pages, drawings and lists hold for programs: data that is whole, and nothing that acts.

Browsers run no `script` whose type is not JavaScript's: it is a data block (HTML, 4.12.1), which
the policy of our pages does not concern. Every program of the site is a file of its own.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from potluck.formats.site.policy import POLICY
from potluck.model import Chapter, Edition
from potluck.proof.blocks import Block
from potluck.proof.documents import Tree, attributes, named
from potluck.proof.schemes import SCHEMES

DATA = frozenset({"application/json", "application/ld+json"})
ACTING = frozenset({
    *("animate", "animatemotion", "animatetransform", "applet", "base", "embed", "fencedframe"),
    *("foreignobject", "frame", "frameset", "handler", "iframe", "object", "portal", "set"),
})  # fmt: skip
"""Elements that load, run, move or redirect something; no edition needs any."""
ADDRESSES = frozenset({"action", "background", "cite", "data", "formaction", "href", "ping", "src"})
PROGRAM = "The page holds a program of its own."
_BEFORE = frozenset({"html", "head", "meta", "title"})  # what may stand before the policy
_DESCRIPTION = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\t\r\n]*):", re.IGNORECASE)


def faults(tree: Tree) -> Iterator[str]:
    """Yield what is wrong with a page of a site: what acts, or data that cannot be read."""
    for script in named(tree, "script"):
        if "src" in script.attrib:
            continue  # a file of the site, as every other thing that a page fetches
        if (script.get("type") or "").lower() not in DATA:
            yield PROGRAM
        elif not _readable(script.text or ""):
            yield "The page holds data for programs that cannot be read."
    yield from acting(tree)
    if next(named(tree, "style"), None) is not None or tree.xpath("//@style"):
        yield "The page holds a style of its own, which its policy refuses."


def acting(tree: Tree) -> Iterator[str]:
    """Yield what in a page or a drawing does something, or says what a browser is to do."""
    for element in tree.iter("*"):
        name = element.tag.rpartition("}")[2].lower()
        if name in ACTING:
            yield f"The page holds <{name}>, which a book does not need."
        if any(str(attribute).lower().startswith("on") for attribute in element.attrib):
            yield PROGRAM
        if name == "meta" and (said := _directive(element)):
            yield f"The page tells browsers: “{said}”."


def _directive(meta: Tree) -> str:
    """Return what a page says in place of a server, unless that is our policy."""
    name = (meta.get("http-equiv") or "").strip()
    ours = name == "Content-Security-Policy" and meta.get("content") == POLICY
    return "" if ours else name


def unguarded(tree: Tree) -> Iterator[str]:
    """Yield a fault where a page does not begin with our policy: it holds for what comes after."""
    for element in tree.iter("*"):
        if element.tag == "meta" and element.get("http-equiv") and not _directive(element):
            return
        if element.tag not in _BEFORE:
            break
    yield "The page does not begin with its policy."


def still(tree: Tree, data: bytes) -> Iterator[str]:
    """Yield what in a document of an EPUB or a drawing acts, or leads where no book leads."""
    if _TYPE.search(data):
        yield "The document has a document type, which could make it grow."
    yield from acting(tree)
    if next(named(tree, "script", "form"), None) is not None:
        yield PROGRAM
    for element in tree.iter("*"):
        for attribute, value in attributes(element):
            found = _SCHEME.match(value) if _local(attribute) in ADDRESSES else None
            if found and "".join(found[1].split()).lower() not in SCHEMES:
                yield f"The link “{value}” is not allowed."


def _local(attribute: str) -> str:
    return attribute.rpartition("}")[2].rpartition(":")[2].lower()


def _readable(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def missing(folder: Path, edition: Edition) -> Iterator[Block]:
    """Yield the people, sources and licences that the description of a chapter leaves out."""
    for chapter in edition.chapters:
        page = folder / chapter.href
        told = _DESCRIPTION.search(page.read_text(encoding="utf-8")) if page.is_file() else None
        words = frozenset(_strings(json.loads(told[1]))) if told else frozenset()
        for kind, text in _owed(chapter, edition):
            if text not in words:
                yield Block(f"chapter/{chapter.slug}", f"{kind} for programs", text)


def _owed(chapter: Chapter, edition: Edition) -> Iterator[tuple[str, str]]:
    yield "title", chapter.title
    for who in edition.involved(chapter):
        if who.contributor.named:
            yield "credit", who.contributor.name
    yield from (("source", source.title) for source in chapter.sources)
    yield "licence", chapter.license.url or chapter.license.name


def _strings(value: object) -> Iterator[str]:
    """Yield every text of some JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
