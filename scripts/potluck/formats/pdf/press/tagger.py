"""Laid out pages -> the structure of the document: an element for each of HTML's that means one.

WeasyPrint 70 makes an element for each box, so that a paragraph, a list or a table that goes over
pages is several. Here, boxes of one element are one; what is repeated, or stands at the edge of a
page, is no part of the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from potluck.formats.pdf.press import roles
from potluck.formats.pdf.press.glyphs import Gaps, Inks
from potluck.formats.pdf.press.nodes import Annotation, Mark, Node, room
from potluck.formats.pdf.press.roles import ARTIFACT, BESIDE, INLINE, PSEUDO

_REPEATED = frozenset({"THead", "TFoot"})
_EDGES = {"top": "Header", "bottom": "Footer"}
_SCALE = 0.75  # points to a CSS pixel


class Links(Protocol):
    """What is to be clicked on a page."""

    def add(self, target: str, words: str, place: Sequence[float]) -> Any: ...
    def drop(self, annotation: Any) -> None: ...


@dataclass(frozen=True)
class Leaf:
    """One page: its boxes, the marks in its content, the content, its links."""

    number: int
    box: Any
    marks: dict[Any, Mapping[str, Any]] = field(repr=False)
    inks: Inks
    gaps: Gaps  # of all pages
    links: Links

    def place(self, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        """Return a rectangle in points from the lower left corner."""
        top = self.box.margin_height() - y
        edges = (x, top - height, x + width, top)
        return tuple(round(each * _SCALE, 3) for each in edges)


class Tagger:
    """Grows the structure page by page; `boxes` is WeasyPrint's module of them."""

    def __init__(self, boxes: Any, lang: str) -> None:
        self.boxes = boxes
        self.document = Node("Document", lang=lang)
        self.nodes: dict[Any, Node | None] = {}

    def page(self, leaf: Leaf) -> None:
        """Add a page."""
        _Page(self, leaf).read(leaf.box, _Around(self.document))


@dataclass(frozen=True)
class _Around:
    """What a box stands in: an element, the block whose lines they are, the link with its box."""

    node: Node
    block: Any = None
    link: Node | None = None
    linked: bool = False  # the box of a link covers this one


class _Page:
    def __init__(self, tagger: Tagger, leaf: Leaf) -> None:
        self.tagger, self.leaf = tagger, leaf
        self.boxes, self.nodes = tagger.boxes, tagger.nodes

    def read(self, box: Any, around: _Around) -> None:
        """Add a box, and all boxes in it, to what it stands in."""
        box = getattr(box, "_box", box)  # of what is positioned, only a stand-in is in the line
        node = self._node(box, around)
        if node is None:
            self._set_aside(box)
            return
        link = node if node.kind == "Link" else around.link
        linked = around.linked and isinstance(box, self.boxes.InlineLevelBox)
        if box.link_annotation:
            linked = self._click(box, link or node, covered=linked)
        if isinstance(box, self.boxes.ReplacedBox):
            self._picture(box, node)
        inner = _Around(node, around.block, link, linked)
        for child in box.children:
            if isinstance(child, self.boxes.LineBox):
                line = _Around(node, child.element, link, linked)
                self._line(child, line)
            else:
                self._child(child, inner)

    def _line(self, line: Any, around: _Around) -> None:
        for child in line.children:
            self._child(child, around)

    def _child(self, child: Any, around: _Around) -> None:
        if isinstance(child, self.boxes.TextBox):
            self._words(child, around)
        else:
            self.read(child, around)

    # -- elements

    def _node(self, box: Any, around: _Around) -> Node | None:
        """Return the element of the structure that a box is of; None where it is set aside."""
        if isinstance(box, self.boxes.MarginBox):
            return None
        if box.element is None:
            return around.node
        pseudo = box.element_tag.partition("::")[2]
        key = (box.element, pseudo) if pseudo in PSEUDO else box.element
        if key not in self.nodes:
            self.nodes[key] = self._made(box, pseudo, around)
        node = self.nodes[key]
        repeated = node and node.kind in _REPEATED and node.page != self.leaf.number
        return None if repeated else node

    def _made(self, box: Any, pseudo: str, around: _Around) -> Node | None:
        parent = around.node
        if pseudo in PSEUDO:
            where = room(parent, PSEUDO[pseudo], around.block)
            node = where.add(Node(PSEUDO[pseudo], page=self.leaf.number))
            return self._called(box, node) if node.kind == "Reference" else node
        element, kind = box.element, roles.role(box.element)
        if kind == "LI" and parent.kind == "TOC":
            kind = "TOCI"
        if kind == ARTIFACT:
            return None
        lang = element.get("lang", "")
        told = lang if lang.lower() != parent.language.lower() else ""
        if not kind and not told:
            return parent
        inline = isinstance(box, self.boxes.InlineLevelBox)
        kind = kind or ("Span" if inline else "Div")
        where = room(parent, "words" if inline and kind in INLINE else kind, around.block)
        return self._entered(box, kind, told, where)

    def _entered(self, box: Any, kind: str, lang: str, parent: Node) -> Node:
        """Put a new element where there is room for it."""
        element = box.element
        if kind == "Caption" and parent.kind not in ("Table", "Figure"):
            kind = "P"
        if kind == "Link" and parent.kind == "Reference":
            same = [each for each in parent.below if _href(each) == element.get("href")]
            if same:
                return same[0]
        node = Node(kind, lang=lang, page=self.leaf.number, element=element)
        _describe(node, box)
        if kind in ("Figure", "Formula"):  # what is within is not told again
            self.nodes |= dict.fromkeys(roles.pictures(element), node)
        return parent.add(node)

    def _called(self, call: Any, reference: Node) -> Node:
        """Lead from the call of a footnote to the note, which stands after the block around it."""
        element = call.element
        note = self.nodes[element] = Node("Note", page=self.leaf.number, element=element)
        block = reference.block()
        if block.kind in BESIDE and block.parent is not None:
            block.parent.add_after(block, note)
        else:
            block.add(note)
        link = reference.add(Node("Link", page=self.leaf.number))
        place = self.leaf.place(*call.hit_area())
        made = self.leaf.links.add(element.get("id"), element.get("data-number"), place)
        link.kids.append(Annotation(self.leaf.number, made))
        return link

    # -- what is drawn

    def _words(self, box: Any, around: _Around) -> None:
        mark = self.leaf.marks.pop(box, None)
        if mark is None:  # not drawn
            return
        if not box.text.strip():
            self.leaf.inks.set_aside(mark["mcid"])
            self.leaf.gaps.pass_blank()
            return
        where = room(around.node, "words", around.block)
        where.kids.append(Mark(self.leaf.number, mark["mcid"]))
        self.leaf.gaps.words(box, mark["mcid"], where.block(), self.leaf.inks)

    def _picture(self, box: Any, node: Node) -> None:
        mark = self.leaf.marks.pop(box)
        node.kids.append(Mark(self.leaf.number, mark["mcid"]))
        node.owner = "Layout"
        edges = (box.content_box_x(), box.content_box_y(), box.width, box.height)
        node.attributes["BBox"] = self.leaf.place(*edges)

    def _click(self, box: Any, node: Node, *, covered: bool) -> bool:
        """Take down what is to be clicked, unless the box around it covers it."""
        if covered and isinstance(box, self.boxes.InlineBox):
            self.leaf.links.drop(box.link_annotation)
        else:
            node.kids.append(Annotation(self.leaf.number, box.link_annotation))
        return True

    def _set_aside(self, box: Any) -> None:
        """Mark all that is drawn in a box as no part of the text."""
        edge = getattr(box, "at_keyword", "").lstrip("@").partition("-")[0]
        for each in self._drawn(box):
            mark = self.leaf.marks.pop(each, None)
            if mark is not None:
                self.leaf.inks.set_aside(mark["mcid"], _EDGES.get(edge, ""))

    def _drawn(self, box: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        yield box
        for child in box.children:
            yield from self._drawn(child)


def _href(node: Node) -> str | None:
    return node.element.get("href") if node.element is not None else None


def _describe(node: Node, box: Any) -> None:
    """Say of an element what its box and its attributes tell."""
    describe = _ABOUT.get(node.kind)
    if describe:
        describe(node, box)


def _drawing(node: Node, box: Any) -> None:
    node.alt = roles.words(box.element)


def _span(node: Node, box: Any) -> None:
    node.expansion = box.element.get("title", "") if box.element.tag == "abbr" else ""


def _list(node: Node, box: Any) -> None:
    numbering = roles.NUMBERING.get(str(box.style["list_style_type"]))
    if numbering and box.element.tag != "dl":
        node.owner, node.attributes = "List", {"ListNumbering": f"/{numbering}"}


def _cell(node: Node, box: Any) -> None:
    spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    node.attributes = {name: span for name, span in spans.items() if span != 1}
    if node.kind == "TH":
        scope = roles.SCOPES.get(box.element.get("scope", ""), "Column")
        node.attributes["Scope"] = f"/{scope}"
    node.owner = "Table"


_ABOUT = {
    "Figure": _drawing,
    "Formula": _drawing,
    "Span": _span,
    "L": _list,
    "TH": _cell,
    "TD": _cell,
}
