"""Tabs, tables and language marks in their neutral form."""

from lxml import etree
from lxml.html import HtmlElement

MAX_DEPTH = 60  # of elements; WeasyPrint gives up at about 150
_ALIGN = {"text-align:center": "center", "text-align:right": "right"}


def flatten(tree: HtmlElement) -> None:
    """Take out elements that stand deeper than any real text; their words stay."""
    for element in list(tree.iter(etree.Element)):
        if sum(1 for _ in element.iterancestors()) > MAX_DEPTH:
            element.drop_tag()


def tabs(tree: HtmlElement) -> None:
    """Turn pymdownx' labels-then-blocks into `div.tabs` of `div.tab`, each with its title."""
    for group in [div for div in tree.iter("div") if div.get("class") == "tabbed-set"]:
        labels = [_text(label) for label in group.iter("label") if _group(label) is group]
        panels = [
            d for d in group.iter("div") if d.get("class") == "tabbed-block" and _group(d) is group
        ]
        if len(labels) != len(panels) or not panels:
            group.drop_tag()
            continue
        _rebuild(group, labels, panels)
    for label in list(tree.iter("label")):
        label.drop_tag()


def _group(element: HtmlElement) -> HtmlElement | None:
    return next(
        (up for up in element.iterancestors("div") if up.get("class") == "tabbed-set"), None
    )


def _rebuild(group: HtmlElement, labels: list[str], panels: list[HtmlElement]) -> None:
    tail = group.tail
    for panel in panels:
        panel.getparent().remove(panel)
    group.clear()
    group.tail = tail
    group.set("class", "tabs")
    for title, panel in zip(labels, panels, strict=True):
        panel.attrib.clear()
        panel.set("class", "tab")
        panel.tail = None
        heading = etree.SubElement(panel, "p")
        heading.set("class", "tab-title")
        heading.text, heading.tail = title, panel.text
        panel.text = None
        panel.insert(0, heading)
        group.append(panel)


CAPTION = "Table:"
"""Begins the paragraph below a table that says what it shows, as in Pandoc's Markdown."""


def captions(tree: HtmlElement) -> None:
    """Make the paragraph `Table: …` right below a table its caption."""
    for table in list(tree.iter("table")):
        below = table.getnext()
        if below is None or below.tag != "p" or (table.tail or "").strip():
            continue
        if (below.text or "").startswith(CAPTION) and _text(below) != CAPTION:
            _head_with(table, below)


def _head_with(table: HtmlElement, words: HtmlElement) -> None:
    """Put the words at the head of the table, where HTML has captions; one is enough."""
    for old in table.findall("caption"):
        old.drop_tree()
    words.tag = "caption"
    words.text = (words.text or "").removeprefix(CAPTION).lstrip()
    table.tail, words.tail = words.tail, None
    table.insert(0, words)


def tables(tree: HtmlElement) -> None:
    """Give header cells their scope and turn alignment styles into classes."""
    for cell in tree.iter("th", "td"):
        align = _ALIGN.get((cell.attrib.pop("style", "") or "").replace(" ", "").rstrip(";"))
        if align:
            cell.set("class", align)
        if cell.tag == "th":
            cell.set("scope", "col" if _heads_columns(cell) else "row")


def _heads_columns(cell: HtmlElement) -> bool:
    """A header stands over columns in the head of a table, and in a row that says nothing else."""
    if next(cell.iterancestors("thead"), None) is not None:
        return True
    return all(_is_empty(other) for other in cell.getparent().iterchildren("td"))


def _is_empty(cell: HtmlElement) -> bool:
    return len(cell) == 0 and not _text(cell)


def complete_rows(tree: HtmlElement) -> None:
    """Give each row as many columns as the widest has: PDF/UA asks it, and readers count them."""
    for table in tree.iter("table"):
        rows = table.xpath("./tr | ./*/tr")
        widths = _widths(rows)
        for row, width in zip(rows, widths, strict=True):
            kind = "th" if {cell.tag for cell in row} == {"th"} else "td"
            for _ in range(max(widths) - width):
                etree.SubElement(row, kind)


def _widths(rows: list[HtmlElement]) -> list[int]:
    """Count the columns of each row; a cell of several rows is in each of them."""
    widths = [0] * len(rows)
    for at, row in enumerate(rows):
        for cell in row.iterchildren("td", "th"):
            for reached in range(at, min(at + int(cell.get("rowspan", 1)), len(rows))):
                widths[reached] += int(cell.get("colspan", 1))
    return widths


def languages(tree: HtmlElement) -> None:
    """Drop language marks that are no language codes."""
    for element in tree.iter(etree.Element):
        lang = element.get("lang")
        if lang is not None and not lang.replace("-", "").isalnum():
            del element.attrib["lang"]


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
