"""Headings: the title leaves the body, levels have no gaps, each has an anchor of its own."""

from lxml import etree
from lxml.html import HtmlElement

from potluck.anchoring import Anchors, valid, wanted
from potluck.model import Heading

TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def take_title(tree: HtmlElement) -> str | None:
    """Remove the first element if it is an `h1`, and return its text."""
    first = tree[0] if len(tree) and not (tree.text or "").strip() else None
    if first is None or first.tag != "h1":
        return None
    title = plain(first)
    first.drop_tree()
    return title or None


def anchor(tree: HtmlElement) -> tuple[Heading, ...]:
    """Level the headings to h2 … h6 without gaps and give each a unique anchor; list them."""
    found = list(tree.iter(*TAGS))
    anchors = Anchors(_clean_ids(tree, found))
    outline = []
    levels = _levels([int(element.tag[1]) for element in found])
    for element, level in zip(found, levels, strict=True):
        element.tag = f"h{level}"
        text = plain(element)
        element.set("id", anchors.add(wanted(element.get("id") or "", text)))
        outline.append(Heading(level, element.attrib["id"], text))
    return tuple(outline)


def _levels(given: list[int]) -> list[int]:
    """Renumber levels so that they begin at 2 and never skip one downwards.

    >>> _levels([1, 3, 3, 2, 4])
    [2, 3, 3, 3, 4]
    """
    stack: list[int] = []
    out = []
    for level in given:
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        out.append(min(len(stack) + 1, 6))
    return out


def _clean_ids(tree: HtmlElement, found: list[HtmlElement]) -> set[str]:
    """Drop ids that could clash with a format's own; return those that stay."""
    taken: set[str] = set()
    own = {id(element) for element in found}
    for element in tree.iter(etree.Element):
        name = element.get("id")
        if name is None or id(element) in own:
            continue
        if valid(name) and name not in taken:
            taken.add(name)
        else:
            del element.attrib["id"]
    return taken


def plain(element: HtmlElement) -> str:
    """Return the text of an element without footnote marks, spaces folded."""
    return " ".join(
        "".join(
            element.xpath(".//text()[not(ancestor::sup[@class='fnref'])]"),
        ).split()
    )
