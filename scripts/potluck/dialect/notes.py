"""Footnotes: Python-Markdown's markup becomes ours, numbered in the order of the text."""

from lxml.html import HtmlElement, fragment_fromstring

BACK = "↩"


def number(tree: HtmlElement) -> None:
    """Rewrite footnote marks and the list of notes; a mark without a note loses its link."""
    lists = [div for div in tree.iter("div") if div.get("class") == "footnote"]
    items = [item for div in lists for item in div.iter("li") if _label(item.get("id"), "fn:")]
    items = _as_called(tree, items)
    numbers = {_label(item.get("id"), "fn:"): place for place, item in enumerate(items, 1)}
    _marks(tree, numbers)
    if items:
        tree.append(_section(items))
    for div in lists:
        div.drop_tree()


def _as_called(tree: HtmlElement, items: list[HtmlElement]) -> list[HtmlElement]:
    """Put notes in the order of their first marks; those never called come last."""
    marks = [a.get("href") for a in tree.iter("a") if a.get("class") == "footnote-ref"]
    called = list(dict.fromkeys(_label(href, "#fn:") for href in marks))
    order = {label: place for place, label in enumerate(called)}
    return sorted(items, key=lambda item: order.get(_label(item.get("id"), "fn:"), len(order)))


def _label(value: str | None, prefix: str) -> str:
    return value.removeprefix(prefix) if value and value.startswith(prefix) else ""


def _marks(tree: HtmlElement, numbers: dict[str, int]) -> None:
    used: dict[int, int] = {}
    for link in [a for a in tree.iter("a") if a.get("class") == "footnote-ref"]:
        place = numbers.get(_label(link.get("href"), "#fn:"))
        mark = link.getparent()
        if place is None or mark is None or mark.tag != "sup":
            link.drop_tag()
            continue
        used[place] = used.get(place, 0) + 1
        suffix = f"-{used[place]}" if used[place] > 1 else ""
        mark.attrib.clear()
        mark.set("class", "fnref")
        mark.set("id", f"fnref-{place}{suffix}")
        link.attrib.clear()
        link.set("href", f"#fn-{place}")
        link.set("role", "doc-noteref")
        link.text = str(place)


def _section(items: list[HtmlElement]) -> HtmlElement:
    section = fragment_fromstring(
        '<section class="footnotes" role="doc-endnotes"><ol></ol></section>'
    )
    for place, item in enumerate(items, 1):
        section[0].append(_note(item, place))
    return section


def _note(item: HtmlElement, place: int) -> HtmlElement:
    for link in [a for a in item.iter("a") if a.get("class") == "footnote-backref"]:
        link.drop_tree()
    item.attrib.clear()
    item.set("id", f"fn-{place}")
    item.tail = None
    last = item[-1] if len(item) and item[-1].tag == "p" else item
    _trim(last)
    back = fragment_fromstring(
        f'<a class="backref" href="#fnref-{place}" role="doc-backlink">{BACK}</a>'
    )
    last.append(back)
    return item


def _trim(element: HtmlElement) -> None:
    """End the text with one space, whatever the back link left behind."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip("\xa0 \n") + " "
    else:
        element.text = (element.text or "").rstrip("\xa0 \n") + " "
