"""The structure of a document as objects of pydyf's, in place of those that WeasyPrint makes.

What it leans on in WeasyPrint 70.0, besides what is said in `interior`: `weasyprint.pdf.add_tags`
is called by its own name, once all pages are drawn; `_tags` of the content of a page tell the
number of the mark of each box that was drawn; `link_annotation` of a box is the object of a link.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from potluck.formats.pdf.press import headers
from potluck.formats.pdf.press.glyphs import Gaps, Inks, settle
from potluck.formats.pdf.press.nodes import Annotation, Mark, Node, prune, walk
from potluck.formats.pdf.press.roles import ROLES
from potluck.formats.pdf.press.tagger import Leaf, Tagger

_NOTHING = b"null"


@contextmanager
def tagged(weasyprint: Any) -> Iterator[None]:
    """Let documents have our structure."""
    inside = weasyprint.pdf
    before = inside.add_tags, inside.build_fonts_dictionary

    def build(pdf: Any, fonts: Any, *rest: Any) -> Any:
        settle(fonts.values())
        return before[1](pdf, fonts, *rest)

    def add(pdf: Any, document: Any, _: object, streams: Sequence[Any]) -> None:
        leaves = tuple(_leaves(pdf, document, streams))
        tagger = Tagger(weasyprint.formatting_structure.boxes, document.metadata.lang or "")
        for leaf in leaves:
            tagger.page(leaf)
        prune(tagger.document)
        _Writer(pdf, leaves).write(tagger.document)

    inside.add_tags, inside.build_fonts_dictionary = add, build
    try:
        yield
    finally:
        inside.add_tags, inside.build_fonts_dictionary = before


def _leaves(pdf: Any, document: Any, streams: Sequence[Any]) -> Iterator[Leaf]:
    """Yield the pages; what parts words is watched over all of them."""
    objects, gaps = {each.number: each for each in pdf.objects}, Gaps()
    fonts = tuple(document.fonts.values())
    numbers = pdf.pages["Kids"][::3]
    for at, (page, stream, number) in enumerate(zip(document.pages, streams, numbers, strict=True)):
        whole = objects[number]
        inks = Inks(stream.stream, fonts)
        yield Leaf(at, page._page_box, stream._tags, inks, gaps, _Links(pdf, whole))  # noqa: SLF001


class _Links:
    """What is to be clicked on a page."""

    def __init__(self, pdf: Any, page: Any) -> None:
        self.pdf, self.page = pdf, page

    def drop(self, annotation: Any) -> None:
        """Take a link out."""
        self.page["Annots"].remove(annotation.reference)
        annotation.free = "f"

    def add(self, target: str, words: str, place: Sequence[float]) -> Any:
        """Put in a link to a place of the document, and return it."""
        import pydyf  # noqa: PLC0415 - comes with WeasyPrint

        annotation = pydyf.Dictionary({
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": pydyf.Array(place),
            "BS": pydyf.Dictionary({"W": 0}),
            "Contents": pydyf.String(words),
            "Dest": pydyf.String(target),
        })  # fmt: skip
        self.pdf.add_object(annotation)
        self.page.setdefault("Annots", pydyf.Array()).append(annotation.reference)
        return annotation


class _Writer:
    """Writes elements as objects, in reading order."""

    def __init__(self, pdf: Any, leaves: Sequence[Leaf]) -> None:
        import pydyf  # noqa: PLC0415 - comes with WeasyPrint

        self.pdf, self.leaves = pdf, leaves
        self.array, self.dictionary, self.string = pydyf.Array, pydyf.Dictionary, pydyf.String
        self.pages = [b"%d 0 R" % number for number in pdf.pages["Kids"][::3]]
        self.made: dict[Node, Any] = {}
        self.marks: list[dict[int, bytes]] = [{} for _ in leaves]
        self.clicked: list[tuple[Any, bytes]] = []

    def write(self, document: Node) -> None:
        parents, root = self.dictionary({}), self.dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(parents)
        self.pdf.add_object(root)
        nodes = tuple(walk(document))
        for node in nodes:
            self.made[node] = self.dictionary({"S": f"/{node.kind}"})
            self.pdf.add_object(self.made[node])
        named = [node for table in nodes if table.kind == "Table" for node in self._headed(table)]
        named += [node for node in nodes if node.kind == "Note"]
        for node in named:
            self.made[node]["ID"] = self._id(node)
        for node in nodes:
            self._fill(node, self.made[node.parent] if node.parent else root)
        parents["Nums"] = self.array(self._parents())
        root["ParentTree"] = parents.reference
        root["K"] = self.array([self.made[document].reference])
        root["RoleMap"] = self.dictionary({name: f"/{kind}" for name, kind in ROLES.items()})
        if named:
            root["IDTree"] = self.dictionary({"Names": self.array(self._names(named))})
        self._tell(root)

    def _tell(self, root: Any) -> None:
        catalog = self.pdf.catalog
        catalog["StructTreeRoot"] = root.reference
        catalog["ViewerPreferences"] = self.dictionary({"DisplayDocTitle": "true"})
        catalog["MarkInfo"] = self.dictionary({"Marked": "true"})

    # -- one element

    def _fill(self, node: Node, parent: Any) -> None:
        made = self.made[node]
        made["P"] = parent.reference
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), -1)
        if page >= 0:
            made["Pg"] = self.pages[page]
        made["K"] = self.array(self._kid(kid, page, node) for kid in node.kids)
        told = {"Alt": node.alt, "E": node.expansion, "Lang": node.lang if node.parent else ""}
        for name, text in told.items():
            if text:
                made[name] = self.string(text)
        if node.attributes:
            values = {name: self._value(each) for name, each in node.attributes.items()}
            made["A"] = self.dictionary({"O": f"/{node.owner}", **values})

    def _kid(self, kid: Node | Mark | Annotation, page: int, node: Node) -> Any:
        made = self.made[node]
        if isinstance(kid, Node):
            return self.made[kid].reference
        if isinstance(kid, Annotation):
            self.clicked.append((kid.object, made.reference))
            if node.text:
                kid.object["Contents"] = self.string(node.text)
            return self.dictionary(
                {"Type": "/OBJR", "Obj": kid.object.reference, "Pg": self.pages[kid.page]}
            )
        self.marks[kid.page][kid.number] = made.reference
        if kid.page == page:
            return kid.number
        return self.dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.number})

    def _value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return self.array(self._id(each) if isinstance(each, Node) else each for each in value)
        return value

    # -- what leads to elements

    def _id(self, node: Node) -> Any:
        """Name an element by its number, so that names stand in the order of the text."""
        return self.string(f"{self.made[node].number:08d}-{node.kind}")

    def _headed(self, table: Node) -> Iterator[Node]:
        """Tell the cells of a table with spans which headers are theirs; yield those that are."""
        rows = [(part.kind, tuple(row.below)) for part, row in _rows(table)]
        cells = [cell for _, row in rows for cell in row]
        if not any({"ColSpan", "RowSpan"} & set(cell.attributes) for cell in cells):
            return
        own = headers.headers([[_cell(cell) for cell in row] for _, row in rows])
        for cell, found in zip(cells, own, strict=True):
            if found:
                cell.attributes["Headers"] = tuple(cells[number] for number in found)
        yield from (cell for cell in cells if cell.kind == "TH")

    def _names(self, nodes: Iterable[Node]) -> Iterator[Any]:
        for node in sorted(nodes, key=lambda each: int(self.made[each].number)):
            yield self.made[node]["ID"]
            yield self.made[node].reference

    def _parents(self) -> Iterator[Any]:
        """Yield, by key, what leads from marks and links to their elements."""
        for at, marks in enumerate(self.marks):
            yield at
            count = max(marks, default=-1) + 1
            yield self.array(marks.get(number, _NOTHING) for number in range(count))
        for at, (annotation, element) in enumerate(self.clicked, start=len(self.marks)):
            annotation["StructParent"] = at
            yield at
            yield element


def _rows(table: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the rows of a table, each with the part of the table that it is in."""
    for part in table.below:
        if part.kind == "TR":
            yield table, part
        elif part.kind in ("THead", "TBody", "TFoot"):
            yield from ((part, row) for row in part.below if row.kind == "TR")


def _cell(node: Node) -> headers.Cell:
    wide, high = (int(node.attributes.get(name, 1)) for name in ("ColSpan", "RowSpan"))
    return headers.Cell(wide, high, _OVER.get(node.attributes.get("Scope", ""), ""))


_OVER = {"/Column": "columns", "/Row": "rows"}
