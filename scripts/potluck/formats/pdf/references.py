"""Which pages a chapter sends its readers to: on paper, a link is only of use with its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from potluck import neutral
from potluck.model import Chapter, Edition

_CHAPTER = f"{neutral.SCHEME}chapter/"


@dataclass(frozen=True)
class Reference:
    """A chapter that another names: its title, and a neutral link to the place that is meant."""

    title: str
    target: str


def references(edition: Edition, chapter: Chapter) -> tuple[Reference, ...]:
    """Return the chapters that a text links to, each once, in the order of the text.

    Those to be read first are named above the text, with their pages.
    """
    passed = {chapter.slug, *chapter.prerequisites}
    first: dict[str, str] = {}
    for slug, href in _links(chapter):
        if slug not in passed:
            first.setdefault(slug, href)
    found = ((edition.find(slug), href) for slug, href in first.items())
    return tuple(Reference(text.title, href) for text, href in found if text)


def _links(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield the slugs and the links of the chapters that a text names; most name none."""
    if _CHAPTER not in chapter.html:
        return
    for href in neutral.parse(chapter.html).xpath("//a/@href"):
        if href.startswith(neutral.SCHEME):
            target = neutral.Target.parse(href)
            if target.kind == "chapter":
                yield target.name, str(href)
