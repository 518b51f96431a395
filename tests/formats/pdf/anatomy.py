"""What a PDF consists of, as values that can be compared: the same for the same book."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import ImageChops

from potluck.proof.texts import destinations


@dataclass(frozen=True)
class Anatomy:
    """Everything of a PDF that readers and their programs can tell, but for pixels."""

    texts: tuple[str, ...]  # by page
    labels: tuple[str, ...]
    links: tuple[tuple[int, tuple[float, ...], str], ...]  # page, place on it in points, target
    outline: tuple[tuple[int, str, int, bool], ...]  # depth, words, page, folded
    places: tuple[tuple[str, int, int, int], ...]  # name, page, points from the lower left corner
    structure: tuple[str, ...]


def anatomy(file: Path) -> Anatomy:
    """Take a PDF apart."""
    with pikepdf.open(file) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        named = {n: numbers[where[0].objgen] for n, where in destinations(pdf)}
        return Anatomy(
            texts=tuple(_texts(file)),
            labels=tuple(str(page.label) for page in pdf.pages),
            links=tuple(_links(pdf)),
            outline=tuple(_outline(pdf, numbers)),
            places=tuple(sorted(_places(pdf, numbers))),
            structure=tuple(_structure(pdf.Root.StructTreeRoot, numbers)),
        ) if named else Anatomy((), (), (), (), (), ())  # fmt: skip


def _texts(file: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            words = page.get_textpage()
            yield words.get_text_range()
            words.close()
            page.close()


def _links(pdf: Any) -> Iterator[tuple[int, tuple[float, ...], str]]:
    """Yield links; left pages are moved, so places are told from the edge of the page."""
    for number, page in enumerate(pdf.pages):
        left = float(page.mediabox[0])
        for link in page.get("/Annots", ()):
            x1, y1, x2, y2 = map(float, link.Rect)
            target = str(link.A.URI) if "/A" in link else f"#{link.Dest}"
            place = tuple(round(at, 1) for at in (x1 - left, y1, x2 - left, y2))
            yield number, place, f"{target} {link.Contents} {int(link.F)}"


def _outline(pdf: Any, numbers: dict[Any, int]) -> Iterator[tuple[int, str, int, bool]]:
    with pdf.open_outline() as outline:
        waiting = [(0, item) for item in reversed(outline.root)]
        while waiting:
            depth, item = waiting.pop()
            page = numbers[item.destination[0].objgen]
            yield depth, item.title, page, item.is_closed
            waiting += [(depth + 1, child) for child in reversed(item.children)]


def _places(pdf: Any, numbers: dict[Any, int]) -> Iterator[tuple[str, int, int, int]]:
    for name, (page, _, x, y, _zoom) in destinations(pdf):
        left = float(page.MediaBox[0])
        yield name, numbers[page.objgen], round(float(x) - left), round(float(y))


def _structure(root: Any, numbers: dict[Any, int]) -> Iterator[str]:
    """Yield the structure as text: type, page, attributes, and how many marks it holds."""
    waiting = [(0, root.K[0])]
    while waiting:
        depth, node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if "/S" not in node:
            yield f"{depth} {node.Type} {numbers[node.Pg.objgen]}"
            continue
        kids = node.get("/K", pikepdf.Array())
        marks = sum(not isinstance(kid, pikepdf.Dictionary) for kid in kids)
        page = numbers[node.Pg.objgen] if "/Pg" in node else "-"
        told = [str(node.S), str(page), f"{marks} marks"]
        told += [f"{name} {node[name]}" for name in ("/Alt", "/Lang", "/E") if name in node]
        told += list(_attributes(node))
        yield f"{depth} {' '.join(told)}"
        waiting += [(depth + 1, kid) for kid in reversed(list(kids))]


def _attributes(node: Any) -> Iterator[str]:
    """Yield attributes; headers are told by how many they are, since names depend on numbers."""
    for name, value in sorted(node.get("/A", {}).items()):
        told = {"/Headers": _count, "/BBox": _edges}.get(name, _value)
        yield f"{name} {told(node, value)}"


def _count(_: Any, value: Any) -> int:
    return len(value)


def _value(_: Any, value: Any) -> str:
    return str(value)


def _edges(node: Any, box: Any) -> list[float]:
    """Return where a picture lies, told from the edge of the page: left pages are moved."""
    left = float(node.Pg.MediaBox[0])
    return [round(float(at) - (0 if side % 2 else left), 1) for side, at in enumerate(box)]


def differing_pages(first: Path, second: Path, scale: float = 1.5, most: int = 8) -> list[int]:
    """Return the pages on which some pixel differs by more than `most` of 255."""
    found = []
    with pypdfium2.PdfDocument(first) as one, pypdfium2.PdfDocument(second) as other:
        for number, pages in enumerate(zip(one, other, strict=True)):
            images = [page.render(scale=scale).to_pil().convert("L") for page in pages]
            darkest = ImageChops.difference(*images).histogram()
            if any(darkest[most + 1 :]):
                found.append(number)
    return found
