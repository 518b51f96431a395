"""Every string that a finished file holds: text, attributes, metadata, names; by kind of file."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from lxml import etree, html

from potluck.proof import pdfium


def strings(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the strings of a file, each with the name of the file it stands in.

    A container gives those of its members: "book.epub/OEBPS/soup.xhtml".
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending in {".epub", ".zip"}:
        with ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from strings(f"{name}/{member}", archive.read(member))
        return
    yield name, name
    yield from ((name, text) for text in _READERS.get(ending, _plain)(data))


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")


def _page(data: bytes) -> Iterator[str]:
    yield from _tree(html.document_fromstring(data, html.HTMLParser(encoding="utf-8")))


def _xml(data: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        yield from _tree(etree.fromstring(data, parser))
    except etree.XMLSyntaxError:
        yield from _plain(data)


def _tree(tree: Any) -> Iterator[str]:
    """Yield the whole text, each attribute, and what scripts hold as data.

    Inside a word there may be marks, and between two words nothing but a new block: so the text
    comes twice, in one piece and in pieces.
    """
    pieces = tuple(tree.itertext())
    yield "".join(pieces)
    yield " ".join(pieces)
    for element in tree.iter(etree.Element):
        yield from element.attrib.values()
        if "json" in (element.get("type") or ""):
            yield from _json((element.text or "").encode())


def _json(data: bytes) -> Iterator[str]:
    try:
        waiting = [json.loads(data)]
    except ValueError:
        yield from _plain(data)
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
            yield " ".join(str(value.get(key, "")) for key in ("given", "family"))  # CSL
        elif isinstance(value, list):
            waiting += value


def _pdf(data: bytes) -> Iterator[str]:
    """Yield the text of every page, and every string and stream of metadata of the file."""
    import pikepdf  # noqa: PLC0415 - heavy

    yield from pdfium.every(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        for thing in opened.objects:
            yield from _object(thing)


def _object(thing: Any) -> Iterator[str]:
    import pikepdf  # noqa: PLC0415 - heavy

    waiting = [thing]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Stream) and node.get("/Type") == "/Metadata":
            yield from _xml(node.read_bytes())
        if isinstance(node, pikepdf.String):
            yield str(node)
        elif isinstance(node, pikepdf.Array):
            waiting.extend(child for child in node if not _apart(child))
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            waiting.extend(child for child in node.values() if not _apart(child))


def _apart(node: Any) -> bool:
    """Tell whether an object stands by itself in the file, and is met there."""
    return bool(getattr(node, "is_indirect", False))


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".html": _page,
    ".xhtml": _xml,
    ".svg": _xml,
    ".xml": _xml,
    ".opf": _xml,
    ".ncx": _xml,
    ".json": _json,
    ".jsonld": _json,
    ".webmanifest": _json,
    ".pdf": _pdf,
}
