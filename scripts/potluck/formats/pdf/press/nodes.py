"""Elements of the structure of a PDF while it grows, and where each kind may stand. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from potluck.formats.pdf.press.roles import GROUPS, INLINE

_BETWEEN = dict.fromkeys(GROUPS, "P") | {
    "L": "LI",
    "LI": "LBody",
    "TOC": "TOCI",
    "TOCI": "Reference",
}
"""What stands between an element and what may not be directly in it."""
_DIRECT = {
    "L": frozenset({"LI", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOCI", "TOC"}),
    "TOCI": frozenset({"Reference", "TOC"}),
}
_EMPTY = frozenset({"TD", "TH"})
"""What may hold nothing: a row has as many cells as the others."""


@dataclass(frozen=True)
class Mark:
    """Words or a picture in the content of a page, by their number there."""

    page: int
    number: int


@dataclass(frozen=True, eq=False)
class Annotation:
    """What is to be clicked: an object of pydyf's."""

    page: int
    object: Any


@dataclass(eq=False)
class Node:
    """An element of the structure. `of` is the block that it was made for, if none says it."""

    kind: str
    parent: "Node | None" = None
    kids: list["Node | Mark | Annotation"] = field(default_factory=list)
    lang: str = ""  # where it is not that of the parent
    alt: str = ""
    expansion: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)  # /A but for its owner
    owner: str = ""
    page: int = -1  # on which it begins
    element: Any = None
    of: Any = None

    @property
    def below(self) -> Iterator["Node"]:
        """The elements in this one."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    @property
    def language(self) -> str:
        """The language in force."""
        node: Node | None = self
        while node is not None:
            if node.lang:
                return node.lang
            node = node.parent
        return ""

    @property
    def text(self) -> str:
        """The text of its element."""
        return "" if self.element is None else " ".join("".join(self.element.itertext()).split())

    def add(self, node: "Node") -> "Node":
        """Put an element in at the end."""
        node.parent = self
        self.kids.append(node)
        return node

    def add_after(self, sibling: "Node", node: "Node") -> None:
        """Put an element in after another one, and after what was so put before."""
        at = next(at for at, kid in enumerate(self.kids) if kid is sibling) + 1
        while at < len(self.kids) and getattr(self.kids[at], "kind", "") == node.kind:
            at += 1
        node.parent = self
        self.kids.insert(at, node)

    def block(self) -> "Node":
        """Return the block in whose lines this stands."""
        node = self
        while node.kind in INLINE and node.parent is not None:
            node = node.parent
        return node


def room(parent: Node, kind: str, of: Any = None) -> Node:
    """Return where an element of this kind, or words, go within a parent.

    What has to stand between is made: a paragraph for loose words (one for each block `of` which
    they are), the body of a list item.
    """
    while not _fits(parent.kind, kind):
        between = "LI" if parent.kind == "L" else _BETWEEN[parent.kind]
        parent = _last(parent, between, kind, of) or parent.add(Node(between, of=of))
    return parent


def _fits(parent: str, kind: str) -> bool:
    if parent in _DIRECT:
        return kind in _DIRECT[parent]
    return parent not in GROUPS or kind not in INLINE - {"Figure"}


def _last(parent: Node, between: str, kind: str, of: Any) -> Node | None:
    """Return what was made, or stands, for the same purpose."""
    found = [kid for kid in parent.below if kid.kind == between]
    if not found:
        return None
    if parent.kind == "L":  # a term begins a new item, unless it follows another term
        begins = kind == "Lbl" and any(kid.kind != "Lbl" for kid in found[-1].below)
        return None if begins else found[-1]
    if parent.kind in GROUPS:
        goes_on = parent.kids[-1] is found[-1] and found[-1].of is of is not None
        return found[-1] if goes_on else None
    return found[-1]


def prune(node: Node) -> None:
    """Take out elements that hold nothing."""
    for kid in node.below:
        prune(kid)
    node.kids[:] = [
        kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.kind in _EMPTY
    ]


def walk(node: Node) -> Iterator[Node]:
    """Yield an element and all in it, in reading order."""
    yield node
    for kid in node.below:
        yield from walk(kid)
