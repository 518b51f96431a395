"""What a reader sees in each finished edition, by home (see `blocks`): `BOOK` is all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from posixpath import basename
from typing import Any
from unicodedata import normalize

from potluck.keeping import seal
from potluck.model import Edition
from potluck.neutral import SCHEME, Target
from potluck.proof import linked, pdfium
from potluck.proof.blocks import BOOK, homes
from potluck.proof.leaf import Leaf
from potluck.proof.linked import Unusual
from potluck.proof.memory import Memory
from potluck.proof.pages import Kept, Page, Reader
from potluck.proof.parity import PAGE, Seen, Sight, Unseen, Write, join, normalise
from potluck.proof.printed import Printed

Places = Mapping[str, Sight]


# --- site and EPUB ------------------------------------------------------------------------------


def site(folder: Path, edition: Edition, memory: Memory) -> Places:
    """Read the articles of the site; what stands around them, or in the handbook, is no proof."""
    from potluck.formats.site import addresses  # noqa: PLC0415 - may need MkDocs

    hrefs = {f"chapter/{chapter.slug}": chapter.href for chapter in edition.texts}
    hrefs |= {f"page/{matter.slug}": addresses.matter(matter.slug) for matter in edition.matter}
    leaves = memory.site(folder).items()
    pages = {href: leaf for href, leaf in leaves if not href.startswith(addresses.HANDBOOK)}
    found = {home: _sight(pages[href]) for home, href in hrefs.items() if href in pages}
    return {BOOK: _everything(pages.values())} | found


def epub(file: Path, edition: Edition, memory: Memory) -> Places:
    """Read the documents of the EPUB."""
    from potluck.formats.epub.links import page_file  # noqa: PLC0415 - only where there is an EPUB

    pages = {basename(name): leaf for name, leaf in memory.epub(file).items()}
    names = {home: page_file(*home.split("/", 1)) for home in homes(edition)}
    found = {home: _sight(pages[name]) for home, name in names.items() if name in pages}
    return {BOOK: _everything(pages.values())} | found


def _sight(leaf: Leaf) -> Unseen:
    told = repr((leaf.text, leaf.ends, leaf.alts))
    return Unseen(seal(told.encode("utf-8", "surrogatepass")), lambda: leaf.seen)


def _everything(leaves: Iterable[Leaf]) -> Seen:
    """Put pages one after the other; where words end matters within a page only."""
    chosen = tuple(leaves)
    alts = frozenset(alt for leaf in chosen for alt in leaf.alts)
    return Seen(PAGE.join(leaf.text for leaf in chosen), alts)


# --- PDF ----------------------------------------------------------------------------------------


def pdf(file: Path, edition: Edition, memory: Memory) -> Places:
    """Read the pages of the PDF; a chapter has those from its own place to the next."""
    try:
        reader = memory.reader(file)
        return _linked(reader.pages(), reader.printed, edition)
    except Unusual:  # another program has made or changed the file
        return _other(file, edition)


def _linked(pages: Sequence[Page], found: Printed, edition: Edition) -> Places:
    alts = found.alts
    told = [repr(sorted(alts.get(at, ()))).encode() for at in range(len(pages))]

    def sight(first: int, end: int) -> Unseen:
        # A blank page comes and goes with the side of the book on which the next chapter begins.
        numbers = [at for at in range(first, end) if pages[at].text or at in alts]
        name = seal(b"\0".join(pages[at].name + told[at] for at in numbers))
        return Unseen(name, lambda: join(pages[at].own(alts.get(at, ())) for at in numbers))

    def everything() -> Seen:
        words = frozenset(normalise(alt) for each in alts.values() for alt in each)
        return Seen(PAGE.join(page.text for page in pages), words)  # where words end matters inside

    bounds = _bounds(edition, found.places, len(pages))
    homes = {home: sight(first, end) for home, (first, end) in bounds.items()}
    name = seal(b"\0".join(page.whole + alt for page, alt in zip(pages, told, strict=True)))
    return {BOOK: Unseen(name, everything)} | homes


def alone(file: Path, slug: str) -> Places:
    """Read the PDF of one chapter, all of which is the chapter's."""
    data = file.read_bytes()
    sight = Unseen(seal(data), cache(lambda: _everywhere(file, data)))
    return {BOOK: sight, f"chapter/{slug}": sight}


def _everywhere(file: Path, data: bytes) -> Seen:
    """Return all that is in a file; no page of it is remembered, for the file is as a whole."""
    try:
        found = Printed(linked.read(data))
        pages = Reader(found, data, Kept()).pages()
        return join(page.seen(found.alts.get(at, ())) for at, page in enumerate(pages))
    except Unusual:
        alts = _structure(file)[1]
        texts = enumerate(pdfium.every(file))
        return join(Seen.of(text, alts.get(number, ())) for number, text in texts)


def _other(file: Path, edition: Edition) -> Places:
    """Read a PDF with libraries, every page of it."""
    starts, alts = _structure(file)
    pages = tuple(map(Seen.of, pdfium.every(file)))
    texts = enumerate(pdfium.every(headless(file)))
    bare = tuple(Seen.of(text, alts.get(number, ())) for number, text in texts)
    bounds = _bounds(edition, starts, len(pages))
    found = {home: join(bare[first:end]) for home, (first, end) in bounds.items()}
    return {BOOK: join(pages)} | found


def _bounds(edition: Edition, starts: Mapping[str, int], count: int) -> dict[str, tuple[int, int]]:
    """Return the pages of each home: from its own place to the next."""
    marks = _starts(edition, starts)
    ends = dict(pairwise(sorted({*marks.values(), starts.get("colophon-page", count), count})))
    return {home: (first, ends[first]) for home, first in marks.items()}


def _starts(edition: Edition, places: Mapping[str, int]) -> dict[str, int]:
    """Say on which page each home begins; homes of which the PDF has no mark are left out."""
    from potluck.formats.pdf.compose import resolve  # noqa: PLC0415 - heavy

    parts = (f"part/{part.slug}" for part in edition.parts if not part.opening)
    names = {home: resolve(Target.parse(SCHEME + home))[1:] for home in (*homes(edition), *parts)}
    return {home: places[name] for home, name in names.items() if name in places}


def headless(file: Path) -> bytes:
    """Return a PDF without the streams behind the first of each page: running head and number.

    They repeat words of elsewhere, which then would seem to be there. Where a page is one stream,
    as WeasyPrint writes it, they stay.
    """
    import pikepdf  # noqa: PLC0415 - heavy

    with pikepdf.open(file) as document:
        for page in document.pages:
            streams = page.obj.get("/Contents")
            if isinstance(streams, pikepdf.Array):
                behind = [each for each in list(streams)[1:] if not _artifact(each)]
                page.obj.Contents = pikepdf.Array([*list(streams)[:1], *behind])
        made = BytesIO()
        document.save(made)
    return made.getvalue()


def _artifact(stream: Any) -> bool:
    return bool(stream.read_bytes().lstrip().startswith(b"/Artifact"))


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


def absent(texts: Iterable[str], memory: Memory) -> tuple[str, ...]:
    """Return the characters of these texts that the PDF shows neither as type nor as pictures."""
    from potluck.formats.pdf import fonts, standins  # noqa: PLC0415 - heavy

    text = "".join(sorted(set().union(*texts)))
    faces = fonts.faces_for(text)
    files = [(str(face.path), face.path.stat()) for face in faces]
    told = [(path, found.st_size, found.st_mtime_ns) for path, found in files]
    name = seal(repr((text, told)).encode("utf-8", "surrogatepass"))
    return memory.absent(name, lambda: standins.stand_ins(text, faces).missing)


def written(missing: Iterable[str]) -> Write:
    """Return how the PDF writes a text.

    Characters that no font can show are spelled out; what cannot be read back is left out.
    """
    from potluck.formats.pdf import standins  # noqa: PLC0415 - heavy

    names = str.maketrans({char: standins.spelled(char) for char in missing})

    def pieces(text: str) -> list[str]:
        written = normalize("NFC", text).translate(names)
        return [] if _RIGHT_TO_LEFT.search(written) else _UNREADABLE.split(written)

    return pieces
