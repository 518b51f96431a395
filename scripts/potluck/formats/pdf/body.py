"""Prepare neutral HTML for paper: lay open what folds, name what the style sheet needs to see."""

import re
from collections.abc import Callable
from itertools import zip_longest
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from potluck import neutral
from potluck.formats.pdf import marks, notes
from potluck.formats.pdf.paper import PIXEL, POINT, Paper

KEEP_TOGETHER = 14
"""Rows of a table, or items of a list of ingredients, that are not parted by a page."""
TWO_COLUMNS = 8
"""Ingredients from which on a list stands in two columns, if its lines are short."""
SHORT_LINE = 0.52
"""Of the letters of a line of text: what fits half the measure in the type of ingredients."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "div", "blockquote", "pre", "table", "figure", "dl", "hr"}
SHORT_BOX = 700
"""Letters: a third of an A5 page, so that no more is left empty before a box."""
TABLE_LINE = 1.1
"""Of the letters of a line of text: what fits the measure in the type of tables."""
TALLEST = 0.62
"""Of the depth of a page: the height of a picture."""
SCHEMES = frozenset({"http", "https", "mailto"})
BOXES = frozenset({"figure", "table", "pre", "blockquote", ".box", ".admonition", ".tabs"})
"""Blocks that want a line of distance, by their element or one of their classes."""


def prepare(tree: HtmlElement, prefix: str, paper: Paper) -> None:
    """Make a chapter's tree ready for paper, in place. `prefix` makes its ids unique."""
    for fit in FITTING:
        fit(tree, paper)
    for step in STEPS:
        step(tree)
    neutral.prefix_ids(tree, prefix)


def unfold(tree: HtmlElement) -> None:
    """Turn each `details` into a box with its summary as title."""
    for details in list(tree.iter("details")):
        details.tag = "div"
        details.attrib.pop("open", None)
        details.set("class", f"box {details.get('class', '')}".strip())
        for summary in details.findall("summary"):
            summary.tag = "p"
            summary.set("class", "box-title")


def keep_boxes(tree: HtmlElement) -> None:
    """Mark the boxes that are short enough to stand whole on a page."""
    for box in tree.xpath('.//div[contains(@class, "admonition") or contains(@class, "box")]'):
        if len(box.text_content()) <= SHORT_BOX:
            box.set("class", f"{box.get('class')} together")


def lay_out_facts(tree: HtmlElement) -> None:
    """Turn the `dl` of facts into paragraphs: a list in a PDF has no groups, as HTML allows."""
    for facts in tree.xpath('.//dl[@class="facts"]'):
        facts.tag = "div"
        for group in facts.findall("div"):
            group.tag = "p"
            for part, name in ((group.find("dt"), "fact-name"), (group.find("dd"), "fact-value")):
                part.tag = "span"
                part.set("class", name)


def wrap_items(tree: HtmlElement) -> None:
    """Give list items that hold blocks one body, which WeasyPrint tags as LBody only for `dd`."""
    for item in tree.iter("li"):
        if any(child.tag in BLOCKS for child in item):
            body = item.makeelement("dd", {"class": "item"})
            body.text, item.text = item.text, None
            body.extend(list(item))
            item.append(body)


def label_headings(tree: HtmlElement) -> None:
    """Give each heading its words as `data-label` for the bookmarks, without footnotes."""
    for heading in tree.iter(*sorted(HEADINGS)):
        calls = heading.xpath('.//sup[contains(@class, "fnref")]')
        words = heading.text_content()
        for call in calls:
            words = words.replace(call.text_content(), "", 1)
        heading.set("data-label", " ".join(words.split()))


def mark_ingredients(tree: HtmlElement, paper: Paper) -> None:
    """Mark the lists under the heading `ingredients`, the long ones for two columns."""
    for heading in tree.xpath('.//h2[@id="ingredients"]'):
        for block in list(heading.itersiblings()):
            if block.tag == "h2":
                break
            if block.tag == "ul":
                names = _shape(block, paper)
                block.set("class", " ".join(names))
                if {"two-columns", "together"} <= set(names):
                    _hold(block)


def _hold(block: HtmlElement) -> None:
    """Put a block into one that is not parted: WeasyPrint 70 parts columns, whatever they want."""
    holder = block.makeelement("div", {"class": "together"})
    holder.tail, block.tail = block.tail, None
    block.getparent().replace(block, holder)
    holder.append(block)


def _shape(block: HtmlElement, paper: Paper) -> list[str]:
    items = [item.text_content().strip() for item in block.findall("li")]
    short = sum(map(len, items)) <= SHORT_LINE * paper.letters * len(items)
    names = [*block.get("class", "").split(), "ingredients"]
    names += ["two-columns"] if short and len(items) >= TWO_COLUMNS else []
    names += ["together"] if len(items) <= KEEP_TOGETHER else []
    return names


def keep_tables(tree: HtmlElement, paper: Paper) -> None:
    """Mark the tables that are short enough for one page, and those too wide for whole words."""
    for table in tree.iter("table"):
        rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
        names = table.get("class", "").split()
        names += ["together"] if len(rows) <= KEEP_TOGETHER else []
        names += ["wide"] if _width(rows) > TABLE_LINE * paper.letters else []
        if names:
            table.set("class", " ".join(names))


def _width(rows: list[list[str]]) -> int:
    """Return how many letters wide a table is at least: the longest word of each column."""
    words = ([max(map(len, cell.split()), default=0) + 2 for cell in row] for row in rows)
    return sum(max(column) for column in zip_longest(*words, fillvalue=0))


def describe_pictures(tree: HtmlElement) -> None:
    """Give a picture without words the word PDF/UA demands: `img` may not be decoration there."""
    for image in tree.iter("img"):
        if not image.get("alt", "").strip():
            image.set("alt", "Picture")


def fit_pictures(tree: HtmlElement, paper: Paper) -> None:
    """Give each figure's picture a margin that fills its last line: the text stays on the grid."""
    width, height = paper.measure / PIXEL, TALLEST * paper.depth / PIXEL
    half = paper.leading * POINT / PIXEL / 2
    for image in tree.xpath(".//figure/img[@width and @height]"):
        wide, high = int(image.get("width")), int(image.get("height"))
        shown = high * min(width / wide, height / high, 1) if wide and high else 0
        image.set("style", f"margin-bottom: {-round(shown / half, 6) % 1 * half:.2f}px")


# Symbols of units, before which a space stands (SI brochure, 9th edition, 5.4.3), and of kitchens:
# no line may begin with one.
_UNIT = re.compile(
    r"(?<=[\d¼½¾⅓⅔⅛]) (?=(?:°[CF]?|%|[kmµ]?g|[cdm]?l|[cdkmµ]?m|ms|s|min|h|kJ|kcal|k?W|k?Pa|bar|Hz"
    r"|tsp|tbsp|oz|lb)(?!\w))"
)
_WORDS = ".//text()[not(ancestor::pre or ancestor::code or ancestor::kbd or ancestor::samp)]"


def hold_units(tree: HtmlElement) -> None:
    """Keep a number and the symbol of its unit on one line."""
    for text in tree.xpath(_WORDS):
        held = _UNIT.sub("\u00a0", text)
        if held != text:
            setattr(text.getparent(), "tail" if text.is_tail else "text", held)


FITTING: tuple[Callable[[HtmlElement, Paper], None], ...] = (
    mark_ingredients,
    keep_tables,
    fit_pictures,
)
STEPS: tuple[Callable[[HtmlElement], None], ...] = (
    marks.mark_terms,
    marks.mark_tables,
    unfold,
    keep_boxes,
    lay_out_facts,
    label_headings,
    describe_pictures,
    notes.lower,
    wrap_items,
    hold_units,
)


def link(tree: HtmlElement, resolve: neutral.Resolve) -> None:
    """Point the `book:` links, then drop those that leave by a strange door, in place."""
    neutral.point(tree, resolve)
    for anchor in tree.iter("a"):
        href = anchor.get("href")
        if href is not None and not (href.startswith("#") or urlsplit(href).scheme in SCHEMES):
            del anchor.attrib["href"]


def tell_what_follows(tree: HtmlElement) -> None:
    """Give each element that stands above a heading, a box or a letter a class that says so.

    A style sheet could ask for `:has(+ h2)`, but for each such rule cssselect2 0.10 looks at all
    siblings of each element: that took a third of the time of a long chapter.
    """
    for element in tree.iterdescendants(etree.Element):
        below = element.getnext()
        names = [] if below is None else [f"above-{kind}" for kind in _kinds(below)]
        if names:
            element.set("class", " ".join([*element.get("class", "").split(), *names]))


def _kinds(block: HtmlElement) -> list[str]:
    """Tell as what a block wants distance from what stands above it."""
    names = {f".{name}" for name in block.get("class", "").split()}
    kinds = [block.tag] if block.tag in HEADINGS - {"h1"} else []
    kinds += ["box"] if BOXES & {block.tag, *names} else []
    return [*kinds, "letter"] if ".letter" in names else kinds


def drop_links(tree: HtmlElement, anchors: frozenset[str]) -> None:
    """Drop the links to places that are not among these, in place."""
    for anchor in tree.iter("a"):
        href = anchor.get("href", "")
        if href.startswith("#") and href[1:] not in anchors:
            del anchor.attrib["href"]


def ids(tree: HtmlElement) -> set[str]:
    """Return every id of the tree."""
    return set(map(str, tree.xpath(".//@id")))
