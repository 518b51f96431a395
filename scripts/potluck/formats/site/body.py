"""The article of one page: its links resolved, tabs and lists as the site has them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType

from lxml.etree import Element, SubElement
from lxml.html import HtmlElement

from potluck import neutral
from potluck.formats.metadata import bibliography
from potluck.formats.site import addresses, sizes
from potluck.formats.site.addresses import harmless
from potluck.formats.site.plan import SitePage
from potluck.model import Matter, Picture
from potluck.theme import render


def article(page: SitePage) -> str:
    """Write the article of a page, with its one `h1`."""
    shows = dict(page.shows)
    matter = shows.get("matter")
    if isinstance(matter, Matter) and shows["linked"]:
        shows["matter"] = replace(matter, html=link_names(matter.html))
    html = render(
        f"site/{page.template}.html.j2",
        edition=page.seen,
        book=page.seen.book,
        title=page.title,
        href=lambda target: addresses.relative(target, page.href),
        address=addresses,
        beside=lambda form: addresses.relative(bibliography.beside(page.href, form), page.href),
        size=size,
        **shows,
    )
    return finish(html, addresses.resolver(page.seen, page.href), page.seen.pictures)


def size(count: int) -> str:
    """Write a number of bytes for people.

    >>> size(812), size(40_960), size(3_450_000)
    ('812 bytes', '41 kB', '3.5 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


def finish(
    html: str, resolve: neutral.Resolve, pictures: Mapping[str, Picture] = MappingProxyType({})
) -> str:
    """Return the HTML of an article as Material expects it. `html` is neutral."""
    tree = neutral.parse(html)
    sizes.offer(tree, pictures, resolve)
    neutral.point(tree, resolve)
    _disarm(tree)
    _mark_ingredients(tree)
    _blank_corners(tree)
    _part_words(tree)
    for number, tabs in zip(count(1), list(_with_class(tree, "div", "tabs")), strict=False):
        _tabbed_set(tabs, number)
    return neutral.to_html(tree)


def link_names(html: str) -> str:
    """Link each name in the list of contributors to the page that only the site has of them."""
    tree = neutral.parse(html)
    for entry in tree.iter("li"):
        who = entry.get("id", "").removeprefix("contributor-")
        for name in entry.find_class("name")[:1] if who != entry.get("id", "") else ():
            link = SubElement(name, "a", {"href": f"book:contributor/{who}"})
            link.text, name.text = name.text, None
    return neutral.to_html(tree)


def _disarm(tree: HtmlElement) -> None:
    """Take away links that would run something, and what would make Material fetch a script.

    Links of chapters are clean already; this is for addresses that come from metadata.
    """
    for element in list(tree.iter("a", "img")):
        for attribute in ("href", "src"):
            if not harmless(element.get(attribute, "")):
                del element.attrib[attribute]
    for element in list(_with_class(tree, "pre", "mermaid")):
        element.set("class", "")


def _with_class(tree: HtmlElement, tag: str, name: str) -> Iterator[HtmlElement]:
    return (item for item in tree.iter(tag) if name in item.get("class", "").split())


def _mark_ingredients(tree: HtmlElement) -> None:
    """Give the lists between the heading "Ingredients" and the next of its kind a class."""
    inside = False
    for element in tree.iter("h2", "ul"):
        if element.tag == "h2":
            inside = element.get("id", "").startswith("ingredients")
        elif inside and "class" not in element.attrib:
            element.set("class", "ingredients")


def _blank_corners(tree: HtmlElement) -> None:
    """Make plain cells of heads without words: they name no row and no column to anybody."""
    for cell in list(tree.iter("th")):
        if not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
            cell.attrib.pop("scope", None)


def _part_words(tree: HtmlElement) -> None:
    """Put a space after cells and terms, or the search takes two words for one."""
    for element in tree.iter("td", "th", "dt", "dd", "summary"):
        element.tail = element.tail or " "


def _tabbed_set(tabs: HtmlElement, number: int) -> None:
    """Turn neutral tabs into Material's: radio buttons, labels, blocks; no script needed."""
    panes = [pane for pane in tabs if pane.get("class") == "tab"]  # not those of tabs inside
    name = f"__tabbed_{number}"
    titles = [_take_title(pane) for pane in panes]
    inputs = [_radio(name, index) for index in range(1, len(panes) + 1)]
    labels = Element("div", {"class": "tabbed-labels"})
    for index, title in enumerate(titles, 1):
        SubElement(labels, "label", {"for": f"{name}_{index}"}).text = title
    content = Element("div", {"class": "tabbed-content"})
    for title, pane in zip(titles, panes, strict=True):
        pane.set("class", "tabbed-block")
        pane.set("data-title", title)  # for print, where every block is shown
        pane.tail = None
        content.append(pane)
    tabs.text = None
    tabs[:] = [*inputs, labels, content]
    tabs.set("class", "tabbed-set tabbed-alternate")
    tabs.set("data-tabs", f"{number}:{len(panes)}")


def _take_title(pane: HtmlElement) -> str:
    for title in list(_with_class(pane, "p", "tab-title")):
        text = title.text_content()
        title.drop_tree()
        return str(text)
    return ""


def _radio(name: str, index: int) -> HtmlElement:
    given = {"type": "radio", "name": name, "id": f"{name}_{index}"}
    return Element("input", given | ({"checked": "checked"} if index == 1 else {}))
