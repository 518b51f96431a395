"""Sanitised HTML -> neutral HTML: anchors, links, figures, notes, tabs. What we add is trusted."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

from potluck.dialect import blocks, figures, headings, notes
from potluck.dialect.figures import Shown
from potluck.model import Figure, Heading
from potluck.neutral import parse, to_html


@dataclass(frozen=True)
class Desk:
    """What a chapter's own words cannot tell: where its links and pictures lead.

    `link(href)` returns a neutral or web address, or None where there is nothing to point at (the
    words stay, the link goes). `picture(src, alt, title)` returns how to show a picture, or None.
    """

    link: Callable[[str], str | None]
    picture: Callable[[str, str, str], Shown | None]


@dataclass(frozen=True)
class Fragment:
    """A finished chapter body. `title` is its first `# heading`, which is taken out of the body."""

    html: str
    title: str | None
    headings: tuple[Heading, ...]
    figures: tuple[Figure, ...]
    opening: str  # plain text of the first paragraph


def finish(html: str, desk: Desk) -> Fragment:
    """Finish sanitised HTML; pure but for what the desk looks up."""
    tree = parse(html)
    blocks.flatten(tree)
    title = headings.take_title(tree)
    notes.number(tree)
    _point_links(tree, desk)  # before figures: what we write ourselves leads where it should
    shown = figures.place(tree, desk.picture)
    blocks.tabs(tree)
    blocks.captions(tree)
    blocks.complete_rows(tree)
    blocks.tables(tree)
    blocks.languages(tree)
    outline = headings.anchor(tree)
    return Fragment(to_html(tree), title, outline, shown, _opening(tree))


def _point_links(tree: HtmlElement, desk: Desk) -> None:
    for link in list(tree.iter("a")):
        href = link.get("href")
        if href is not None and href.startswith("#fn"):
            continue
        target = desk.link(href) if href else None
        if target is None:
            link.drop_tag()
        else:
            link.set("href", target)


def _opening(tree: HtmlElement) -> str:
    texts = (headings.plain(child) for child in tree if child.tag == "p")
    return next((text for text in texts if text), "")
