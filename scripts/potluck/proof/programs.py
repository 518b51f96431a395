"""What the pages of a site hold for programs: data that is whole and credits everyone, no script.

Browsers run no `script` whose type is not JavaScript's: it is a data block (HTML, 4.12.1), which
the policy of our pages does not concern. Every program of the site is a file of its own.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from potluck.model import Chapter, Edition
from potluck.proof.blocks import Block
from potluck.proof.documents import Tree, named

DATA = frozenset({"application/json", "application/ld+json"})
_DESCRIPTION = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')


def faults(tree: Tree) -> Iterator[str]:
    """Yield what is wrong with a page: a program, or data that cannot be read."""
    for script in named(tree, "script"):
        if "src" in script.attrib:
            continue  # a file of the site, as every other thing that a page fetches
        if (script.get("type") or "").lower() not in DATA:
            yield "The page holds a program of its own."
        elif not _readable(script.text or ""):
            yield "The page holds data for programs that cannot be read."
    for element in tree.iter("*"):
        if any(str(attribute).lower().startswith("on") for attribute in element.attrib):
            yield "The page holds a program of its own."


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
