"""What a PDF says to somebody who does not see it: its structure, and the words that it leads to.

Read from the file alone, with pikepdf: elements, marks in the content of pages, text of glyphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

INLINE = frozenset({"Code", "Em", "Link", "Quote", "Reference", "Span", "Strong"})
_GLYPH = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4,})>")
SHY = "\u00ad"


@dataclass
class Element:
    """An element, with all that its dictionary says, and what is in it in its order."""

    kind: str
    told: dict[str, str]
    kids: list["Element | str"] = field(default_factory=list)
    links: int = 0  # that can be clicked

    @property
    def words(self) -> str:
        """All words in it; a word that was parted at the end of a line is whole."""
        return "".join(kid if isinstance(kid, str) else kid.words for kid in self.kids)

    def find(self, *kinds: str) -> Iterator["Element"]:
        """Yield elements of these kinds in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.kind in kinds:
                    yield kid
                yield from kid.find(*kinds)

    def outline(self, *, deep: int = 99) -> str:
        """Write it on one line: `L[LI[Lbl LBody]]`."""
        kids = [kid.outline(deep=deep - 1) for kid in self.kids if isinstance(kid, Element)]
        return f"{self.kind}[{' '.join(kids)}]" if kids and deep else self.kind


@dataclass(frozen=True)
class Spoken:
    """The document, and the words of each page that are no part of it, by their kind."""

    document: Element
    artifacts: tuple[dict[str, str], ...]
    unread: int  # marks that lead to no element, or elements to no mark


def spoken(file: Path) -> Spoken:
    """Read a PDF."""
    with pikepdf.open(file) as pdf:
        return _Reader(pdf).read()


class _Reader:
    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.letters: dict[Any, dict[int, str]] = {}
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.pages = [_content(page, self._letters) for page in pdf.pages]
        self.seen: set[tuple[int, int]] = set()

    def read(self) -> Spoken:
        root = self.pdf.Root.StructTreeRoot
        document = self._element(root.K[0])
        marks = {(at, number) for at, (words, _) in enumerate(self.pages) for number in words}
        return Spoken(document, tuple(set_aside for _, set_aside in self.pages),
                      len(marks ^ self.seen))  # fmt: skip

    def _element(self, node: Any) -> Element:
        names = ("/Alt", "/Lang", "/E", "/ID")
        told = {name: str(node[name]) for name in names if name in node}
        told |= {name: str(value) for name, value in node.get("/A", {}).items()
                 if name not in ("/O", "/BBox", "/Headers")}  # fmt: skip
        made = Element(str(node.S)[1:], told)
        page = self.numbers[node.Pg.objgen] if "/Pg" in node else -1
        for kid in node.get("/K", ()):
            if not isinstance(kid, pikepdf.Dictionary):
                made.kids.append(self._words(page, int(kid)))
            elif kid.get("/Type") == "/MCR":
                made.kids.append(self._words(self.numbers[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                made.links += 1
            else:
                made.kids.append(self._element(kid))
        return made

    def _words(self, page: int, number: int) -> str:
        self.seen.add((page, number))
        return self.pages[page][0][number].replace(SHY, "")

    def _letters(self, font: Any) -> dict[int, str]:
        if font.objgen not in self.letters:
            table = font.ToUnicode.read_bytes()
            self.letters[font.objgen] = {
                int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
                for code, text in _GLYPH.findall(table)
            }
        return self.letters[font.objgen]


def _content(page: Any, letters: Any) -> tuple[dict[int, str], dict[str, str]]:
    """Return the words of each mark of a page, and those of artifacts by their kind."""
    marks: dict[int, str] = {}
    set_aside: dict[str, str] = {}
    within: list[tuple[str, Any]] = []
    font: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands: Any = step.operands
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            told = operands[1] if name == "BDC" else {}
            within.append((str(operands[0]), told))
            if "/MCID" in told:
                marks[int(told["/MCID"])] = ""
            if "/ActualText" in told:
                _say(within, str(told["/ActualText"]), marks, set_aside)
        elif name == "EMC":
            within.pop()
        elif name == "Tf":
            font = letters(page.Resources.Font[operands[0]])
        elif name in ("Tj", "TJ") and not any("/ActualText" in told for _, told in within):
            shown = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            pairs = zip(codes[::2], codes[1::2], strict=True)
            _say(within, "".join(font.get(a << 8 | b, "?") for a, b in pairs), marks, set_aside)
    return marks, set_aside


def _say(
    within: list[tuple[str, Any]], words: str, marks: dict[int, str], set_aside: dict[str, str]
) -> None:
    """Add words to the mark, or to the artifact, that they are in."""
    for kind, told in reversed(within):
        if "/MCID" in told:
            marks[int(told["/MCID"])] += words
            return
        if kind == "/Artifact":
            edge = str(told.get("/Subtype", "/Layout"))
            set_aside[edge] = set_aside.get(edge, "") + words
            return
    set_aside["unmarked"] = set_aside.get("unmarked", "") + words


# --- blocks -------------------------------------------------------------------------------------


def blocks(element: Element) -> Iterator[str]:
    """Yield, as `potluck.proof.blocks.running` does, the words that stand together, in their order.

    Footnotes, and what items of lists are marked with, are left out.
    """
    waiting: list[str] = []
    for each in element.kids:
        kid = each
        if isinstance(kid, str) or kid.kind in INLINE:
            waiting.append(kid if isinstance(kid, str) else kid.words)
            continue
        if kid.kind == "Note":
            continue
        yield from _joined(waiting)
        waiting.clear()
        if kid.kind == "Figure":  # words in the picture are part of what is drawn
            yield kid.told["/Alt"]
            kid = Element(kid.kind, {}, [*kid.find("Caption")])
        if not _is_sign(element, kid):
            yield from blocks(kid)
    yield from _joined(waiting)


def _is_sign(parent: Element, kid: Element) -> bool:
    """Tell whether this is what an item of a list is marked with."""
    sign = re.fullmatch(r"(?:[•◦▪]|\w{1,4}\.)\s*", kid.words)
    return kid.kind == "Lbl" and parent.kind == "LI" and sign is not None


def _joined(parts: list[str]) -> Iterator[str]:
    text = " ".join("".join(parts).split())
    if text:
        yield text
