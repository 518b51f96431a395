"""What EPUB asks of a page beyond HTML: open details, footnotes, roles and types, headings, ids."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import Element, HtmlElement

# --- forms that paper and e-ink cannot unfold ---------------------------------------------------


def tick_boxes(tree: HtmlElement) -> None:
    """Draw the boxes of task lists as characters: forms are no part of a book."""
    for box in list(tree.iter("input")):
        mark = "☑ " if "checked" in box.attrib else "☐ "
        box.tail = (mark if box.get("type") == "checkbox" else "") + (box.tail or "")
        box.drop_tree()


def unfold(tree: HtmlElement) -> None:
    """Lay `details` open."""
    for details in tree.iter("details"):
        details.tag = "div"  # many asides would be many landmarks, and none unique
        details.set("class", f"details {details.get('class', '')}".strip())
    for summary in tree.iter("summary"):
        summary.tag = "p"
        summary.set("class", "details-title")


def footnotes(tree: HtmlElement) -> None:
    """Make each note an aside, which readers show in a window (EPUB 3.3, appendix on epub:type)."""
    for section in list(tree.iter("section")):
        if section.get("class") == "footnotes":
            _footnotes(section)


def _footnotes(section: HtmlElement) -> None:
    notes = section.findall("./ol/li")
    for number, note in enumerate(notes, 1):
        note.tag = "aside"
        note.set("role", "doc-footnote")
        _number(note, f"{number}. ")
        section.append(note)
    for old in section.findall("./ol"):
        old.drop_tree()
    section.set("role", "doc-endnotes")


def _number(note: HtmlElement, label: str) -> None:
    first = note.find("./p")
    home = note if first is None else first
    mark = Element("span", {"class": "note-number"})
    mark.text, mark.tail, home.text = label, home.text, None
    home.insert(0, mark)


# --- semantics ----------------------------------------------------------------------------------

# As a `div`, not `section` or `aside`: those would be landmarks without a name of their own.
_ROLES = {
    "apparatus": "doc-credits",
    "danger": "doc-notice",
    "tip": "doc-tip",
    "warning": "doc-notice",
}

# DPUB-ARIA 1.1 roles that have an equal in EPUB's vocabulary, without the "doc-".
_TYPES = {
    "abstract", "acknowledgments", "afterword", "appendix", "backlink", "biblioentry",
    "bibliography", "biblioref", "chapter", "colophon", "conclusion", "cover", "credit", "credits",
    "dedication", "endnotes", "epigraph", "epilogue", "errata", "footnote", "foreword", "glossary",
    "glossref", "index", "introduction", "noteref", "notice", "part", "preface", "prologue",
    "pullquote", "qna", "subtitle", "tip", "toc",
}  # fmt: skip


def set_roles(tree: HtmlElement) -> None:
    """Give what is known by its class the role that says the same."""
    for element in tree.iter(etree.Element):
        for name in element.get("class", "").split():
            if name in _ROLES:
                element.set("role", _ROLES[name])


def role(epub_type: str) -> str:
    """Return the ARIA role that must stand beside an `epub:type`; empty where there is none.

    >>> role("chapter"), role("titlepage")
    ('doc-chapter', '')
    """
    return f"doc-{epub_type}" if epub_type in _TYPES else ""


def mark_types(tree: HtmlElement) -> None:
    """Put the `epub:type` beside each role: DAISY Ace asks for both, older readers know one."""
    for element in tree.iter(etree.Element):
        name = element.get("role", "").removeprefix("doc-")
        if name in _TYPES:
            element.set("epub:type", name)


def open_corners(tree: HtmlElement) -> None:
    """A header cell without words heads nothing: the corner of a table is an ordinary cell."""
    for cell in tree.iter("th"):
        if not cell.text_content().strip() and cell.find(".//img") is None:
            cell.tag = "td"
            cell.attrib.pop("scope", None)


def order_headings(tree: HtmlElement) -> None:
    """One h1, the title; below it no level is skipped, else screen readers announce a gap."""
    level = 0
    for heading in _headings(tree):
        lowest = 2 if level else 1
        level = min(max(int(heading.tag[1]), lowest), level + 1)
        heading.tag = f"h{level}"


def _headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    return (element for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))


def set_ids(tree: HtmlElement) -> None:
    """No id twice, none with a space (EPUB 3.3, section 6.1: the XML syntax of HTML)."""
    seen: set[str] = set()
    for element in tree.iter(etree.Element):
        name = "-".join(element.attrib.pop("id", "").split())
        if name and name not in seen:
            element.set("id", name)
            seen.add(name)


def mark_ingredients(tree: HtmlElement) -> None:
    """Give the lists between the heading "Ingredients" and the next of its level a class."""
    inside = False
    for element in tree.iter("h2", "ul"):
        if element.tag == "h2":
            inside = element.get("id") == "ingredients"
        elif inside and "class" not in element.attrib:
            element.set("class", "ingredients")
