"""What a program made of a book: facts read from its PDF, its site or its EPUB."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pikepdf
import pypdfium2
from lxml import etree

CONTENTS = 40  # pages at the front in which contents are looked for
FEWEST = 3  # pages that a page of contents leads to
MOST = 0.8  # of its numbers are right; front matter has others
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
NAMESPACES = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
CONTENTS_OF_EPUB = "//h:nav[contains(@epub:type, 'toc')]//h:a"
_FACE = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Pdf:
    """A PDF: how long, how large, and what a reader finds their way by."""

    pages: int
    bytes: int
    contents: bool  # with the numbers of pages
    links: int  # that lead to a place in it
    outline: int  # entries, of all levels
    tagged: bool
    fonts: int  # font files
    pictures: int  # bytes of pictures, as they stand in the file


@dataclass(frozen=True)
class Site:
    """A folder of HTML."""

    pages: int
    files: int
    bytes: int
    pictures: int  # bytes of them


@dataclass(frozen=True)
class Epub:
    """An EPUB."""

    documents: int
    bytes: int
    pictures: int  # bytes of them
    contents: int  # entries of its navigation
    broken: int  # documents that are not well-formed, which readers may refuse to show


@dataclass(frozen=True)
class Shelf:
    """Many books; of each, on average, what it took and left."""

    books: int
    processor: float  # seconds
    kept: int  # bytes of what is kept for the next build
    built: int  # bytes of the editions
    workers: int  # that build 10,000 such books in an hour


Product = Pdf | Site | Epub
UNREADABLE = (BadZipFile, pikepdf.PdfError, pypdfium2.PdfiumError)


def read(path: Path) -> Product:
    """Read a folder as a site, and a file as what its name says."""
    if path.is_dir():
        return site(path)
    return epub(path) if path.suffix == ".epub" else pdf(path)


def pdf(path: Path) -> Pdf:
    """Read a PDF."""
    with pikepdf.open(path) as file:
        links = _links(file)
        return Pdf(
            pages=len(file.pages),
            bytes=path.stat().st_size,
            contents=_has_contents(path, links),
            links=sum(map(len, links)),
            outline=_outline(file),
            tagged=_tagged(file),
            fonts=len(set(_faces(file))),
            pictures=sum(_pictures(file)),
        )


def site(folder: Path) -> Site:
    """Count the files of a site."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Site(
        pages=sum(path.suffix == ".html" for path in files),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        pictures=sum(path.stat().st_size for path in files if path.suffix in PICTURES),
    )


def epub(path: Path) -> Epub:
    """Read an EPUB."""
    with ZipFile(path) as file:
        entries = file.infolist()
        documents = [each for each in entries if each.filename.endswith((".xhtml", ".html"))]
        pictures = [each for each in entries if each.filename.endswith(PICTURES)]
        trees = [_tree(file.read(each)) for each in documents]
    return Epub(
        documents=len(documents),
        bytes=path.stat().st_size,
        pictures=sum(each.file_size for each in pictures),
        contents=max((_entries(tree) for tree in trees if tree is not None), default=0),
        broken=trees.count(None),
    )


def numbered(printed: set[int], places: set[int]) -> bool:
    """Tell whether the numbers on a page are those of the pages that its links lead to.

    `places` are counted from 0, and a book may begin its numbers on any page.

    >>> numbered({1, 3, 8, 12}, {10, 12, 17, 21})
    True
    >>> numbered({250, 500, 4}, {10, 12, 17, 21})
    False
    """
    if len(places) < FEWEST:
        return False
    shifts = {number - place for number in printed for place in places}
    return any(
        sum(place + shift in printed for place in places) >= MOST * len(places) for shift in shifts
    )


def _has_contents(path: Path, links: list[list[int]]) -> bool:
    """Tell whether there are contents with the numbers of pages at the front."""
    document = pypdfium2.PdfDocument(path)
    try:
        front = zip(islice(document, CONTENTS), links, strict=False)
        return any(numbered(_numbers(page), set(places)) for page, places in front)
    finally:
        document.close()


def _numbers(page: Any) -> set[int]:
    text = page.get_textpage()
    try:
        return {int(number) for number in re.findall(r"\d{1,5}", text.get_text_bounded())}
    finally:
        text.close()
        page.close()


def _links(file: Any) -> list[list[int]]:
    """Return for each page the pages, counted from 0, that links on it lead to."""
    numbers = {page.objgen: number for number, page in enumerate(file.pages)}
    names = _names(file)
    return [list(_places(page, names, numbers)) for page in file.pages]


def _names(file: Any) -> dict[str, Any]:
    """Return the named destinations, of the old kind and of the new one."""
    old = file.Root.get("/Dests", {})
    found = {str(name): old[name] for name in old}
    tree = file.Root.get("/Names", {}).get("/Dests")
    new = pikepdf.NameTree(tree).items() if tree is not None else ()
    return found | {str(name): value for name, value in new}


def _places(page: Any, names: dict[str, Any], numbers: dict[Any, int]) -> Iterator[int]:
    for annotation in page.obj.get("/Annots", ()):
        target = annotation.get("/Dest", _goal(annotation.get("/A")))
        if isinstance(target, pikepdf.String | pikepdf.Name):
            target = names.get(str(target))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
            yield numbers[target[0].objgen]


def _goal(action: Any) -> Any:
    return action.get("/D") if action is not None and action.get("/S") == "/GoTo" else None


def _outline(file: Any) -> int:
    if "/Outlines" not in file.Root:
        return 0
    with file.open_outline() as outline:
        return sum(1 for root in outline.root for _ in _walk(root))


def _walk(item: Any) -> Iterator[Any]:
    yield item
    for child in item.children:
        yield from _walk(child)


def _tagged(file: Any) -> bool:
    marked = file.Root.get("/MarkInfo", {}).get("/Marked", False)
    return "/StructTreeRoot" in file.Root and bool(marked)


def _faces(file: Any) -> Iterator[tuple[int, int]]:
    """Yield which objects are font files."""
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary):
            for key in _FACE:
                if key in each:
                    yield each[key].objgen


def _pictures(file: Any) -> Iterator[int]:
    """Yield the bytes of each picture, with those of its transparency."""
    for each in file.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
            yield int(each.get("/Length", 0))


def _tree(document: bytes) -> Any:
    """Return the tree of a document, or nothing if it is not well-formed."""
    try:
        return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _entries(tree: Any) -> int:
    """Count the entries of a navigation document; none where it is another."""
    return len(tree.xpath(CONTENTS_OF_EPUB, namespaces=NAMESPACES))
