"""Neutral HTML to a tree of what EPUB allows, with EPUB's semantics, and to XHTML text."""

import re

from lxml import etree, html

from potluck import neutral
from potluck.formats.epub import allowlist, semantics

MATHML = "http://www.w3.org/1998/Math/MathML"

_CHANGES = (
    semantics.tick_boxes,
    semantics.unfold,
    semantics.footnotes,
    semantics.set_roles,
    semantics.open_corners,
    semantics.order_headings,
    semantics.set_ids,
    semantics.mark_ingredients,
)


_NUMBERED = re.compile("&#(?!3[49];)")  # but for quotation marks, as templates write them


def read(text: str) -> html.HtmlElement:
    """Return neutral HTML as the children of one `div`: allowed, tidy, with roles."""
    text = allowlist.printable(text)
    tree = neutral.parse(text)
    allowlist.refuse(tree)
    if _NUMBERED.search(text):
        allowlist.clean_text(tree)
    with neutral.held(tree):
        for change in _CHANGES:
            change(tree)
    return tree


def write(tree: html.HtmlElement) -> str:
    """Write the children of the `div` as XHTML, for a document that declares `epub:`."""
    semantics.mark_types(tree)
    for element in tree.iter("math"):
        element.set("xmlns", MATHML)
    for element in tree.iter(etree.Element):
        if "lang" in element.attrib:
            element.set("xml:lang", element.get("lang"))
    return neutral.to_xhtml(tree)
