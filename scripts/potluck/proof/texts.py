"""What a reader sees in each finished edition, by home (see `blocks`): `BOOK` is all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from posixpath import basename
from typing import Any
from unicodedata import normalize

from potluck.model import Edition
from potluck.neutral import SCHEME, Target
from potluck.proof.blocks import BOOK, homes
from potluck.proof.documents import Tree, named, of_epub, of_site
from potluck.proof.parity import Seen, Write, join

Places = Mapping[str, Seen]


# --- site and EPUB ------------------------------------------------------------------------------


def site(folder: Path, edition: Edition) -> Places:
    """Read the articles of the site; what stands around them, or in the handbook, is no proof."""
    from potluck.formats.site import addresses  # noqa: PLC0415 - may need MkDocs

    hrefs = {f"chapter/{chapter.slug}": chapter.href for chapter in edition.texts}
    hrefs |= {f"page/{matter.slug}": addresses.matter(matter.slug) for matter in edition.matter}
    trees = of_site(folder).items()
    book = ((href, tree) for href, tree in trees if not href.startswith(addresses.HANDBOOK))
    pages = {href: _see(named(tree, "article")) for href, tree in book}
    found = {home: pages[href] for home, href in hrefs.items() if href in pages}
    return {BOOK: join(pages.values())} | found


def epub(file: Path, edition: Edition) -> Places:
    """Read the documents of the EPUB."""
    from potluck.formats.epub.links import page_file  # noqa: PLC0415 - only where there is an EPUB

    documents = of_epub(file).items()
    pages = {basename(name): _see(named(tree, "body")) for name, tree in documents}
    names = {home: page_file(*home.split("/", 1)) for home in homes(edition)}
    found = {home: pages[name] for home, name in names.items() if name in pages}
    return {BOOK: join(pages.values())} | found


_UNREAD = frozenset({"script", "style", "template", "noscript"})
# The site's box "Cite this chapter" repeats title and names: it would hide that they are lost.
_REPEATED = "pl-cite"


def _see(parts: Iterable[Tree]) -> Seen:
    chosen = tuple(parts)
    alts = (image.get("alt", "") for part in chosen for image in named(part, "img"))
    return Seen.of("\n".join(word for part in chosen for word in _words(part)), alts)


def _words(element: Tree) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"
    if tag in _UNREAD or _REPEATED in (element.get("class") or "").split():
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


# --- PDF ----------------------------------------------------------------------------------------


def pdf(file: Path, edition: Edition) -> Places:
    """Read the pages of the PDF; a chapter has those from its own place to the next."""
    starts, alts = _structure(file)
    texts = enumerate(_page_texts(file))
    pages = tuple(Seen.of(text, alts.get(number, ())) for number, text in texts)
    marks = _starts(edition, starts)
    bounds = sorted({*marks.values(), starts.get("colophon-page", len(pages)), len(pages)})
    ends = dict(pairwise(bounds))
    found = {home: join(pages[first : ends[first]]) for home, first in marks.items()}
    return {BOOK: join(pages)} | found


def _starts(edition: Edition, places: Mapping[str, int]) -> dict[str, int]:
    """Say on which page each home begins; homes of which the PDF has no mark are left out."""
    from potluck.formats.pdf.compose import resolve  # noqa: PLC0415 - heavy

    parts = (f"part/{part.slug}" for part in edition.parts if not part.opening)
    names = {home: resolve(Target.parse(SCHEME + home))[1:] for home in (*homes(edition), *parts)}
    return {home: places[name] for home, name in names.items() if name in places}


def _page_texts(file: Path) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 - heavy

    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            words = page.get_textpage()
            yield words.get_text_range()
            words.close()
            page.close()


def _structure(file: Path) -> tuple[dict[str, int], dict[int, list[str]]]:
    """Return the page of each named place, and the words for the pictures of each page."""
    import pikepdf  # noqa: PLC0415 - heavy

    with pikepdf.open(file) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        places = {name: numbers[where[0].objgen] for name, where in destinations(document)}
        alts: dict[int, list[str]] = {}
        for element in _elements(document.Root.get("/StructTreeRoot")):
            if "/Alt" in element and "/Pg" in element:
                alts.setdefault(numbers[element.Pg.objgen], []).append(str(element.Alt))
        return places, alts


def destinations(document: Any) -> Iterator[tuple[str, Any]]:
    """Yield the named places of a PDF (opened by pikepdf): name and `[page, how ...]`."""
    import pikepdf  # noqa: PLC0415 - heavy

    names = document.Root.get("/Names", {}).get("/Dests")
    for name, where in pikepdf.NameTree(names).items() if names is not None else ():
        yield str(name), where.D if isinstance(where, pikepdf.Dictionary) else where


def _elements(root: Any) -> Iterator[Any]:
    """Yield the elements of the structure tree; numbers in it are marks in the pages."""
    import pikepdf  # noqa: PLC0415 - heavy

    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            yield node
            waiting.append(node.get("/K"))


# Scripts whose letters change places or merge when they are set, and letters with marks for which
# Unicode has no single character (ọ́). WeasyPrint 70 gives some of their glyphs no text, or too much
# (`/ToUnicode`), so what is read back differs from what is printed.
_UNREADABLE = re.compile(
    "(?:[\u0900-\u109f\u1780-\u17ff\u1a20-\u1aaf\u1b00-\u1c4f\ua800-\ua8ff\ua980-\ua9df"
    "\uaa00-\uaadf\U00011000-\U000113ff\u200c\u200d]|\\w[\u0300-\u036f\u1dc0-\u1dff]+)+"
)

# Hebrew, Arabic and their kin: read back in another order than written, Latin words and brackets
# between them, too. Such blocks are proven in the site and the EPUB only.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def printed(texts: Iterable[str]) -> Write:
    """Return how the PDF writes texts like these.

    Characters that no font can show are spelled out; what cannot be read back is left out.
    """
    from potluck.formats.pdf import fonts, standins  # noqa: PLC0415 - heavy

    text = "".join(texts)
    missing = standins.stand_ins(text, fonts.faces_for(text)).missing
    names = str.maketrans({char: standins.spelled(char) for char in missing})

    def pieces(text: str) -> list[str]:
        written = normalize("NFC", text).translate(names)
        return [] if _RIGHT_TO_LEFT.search(written) else _UNREADABLE.split(written)

    return pieces
