"""All that is locked up for the press: the leaves of a book, their looks and their pictures."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from potluck import theme
from potluck.formats.pdf import fonts, pictures
from potluck.formats.pdf.compose import RECTO, SILENT, Sheet, all_sheets
from potluck.formats.pdf.leaves import Leaf, leaf
from potluck.formats.pdf.link.paging import Numerals, Run
from potluck.formats.pdf.looks import Mode, Wardrobe
from potluck.formats.pdf.press.job import File, Job
from potluck.formats.pdf.press.setting import Look
from potluck.formats.pdf.standins import StandIns, stand_ins
from potluck.model import Edition

_DRAWING = "image/svg+xml"


@dataclass(frozen=True)
class Forme:
    """One book for the press."""

    edition: Edition
    leaves: tuple[Leaf, ...]
    noto: tuple[Path, ...] = field(repr=False)

    @cached_property
    def wardrobe(self) -> Wardrobe:
        return Wardrobe(self.edition)

    @property
    def spelled(self) -> tuple[str, ...]:
        """The characters that stand in the book by their names."""
        return tuple(sorted({char for each in self.leaves for char in each.spelled}))

    def look(self, text: str, mode: Mode, title: str = "") -> Look:
        """Return the look of what holds these characters."""
        return self.wardrobe.look(fonts.faces_for(text, self.noto), mode, title)

    def files(self, each: Leaf) -> dict[str, File]:
        """Return the pictures that a leaf names."""
        absent = stand_ins(each.text, fonts.faces_for(each.text, self.noto))
        return {name: self._file(name, absent) for name in each.files}

    def _file(self, name: str, absent: StandIns) -> File:
        kind, _, rest = name.partition("/")
        if kind == "emoji":
            return absent.named[name]
        file = self._picture(rest)
        if file.media_type != _DRAWING:
            return file
        return File(_DRAWING, absent.plain(file.data.decode()).encode())

    def _picture(self, name: str) -> File:
        if name not in self._pictures:
            self._pictures[name] = pictures.printable(self.edition.pictures[name])
        return self._pictures[name]

    @cached_property
    def _pictures(self) -> dict[str, File]:
        return {}


def forme(
    edition: Edition, tools: Sequence[str], noto: Sequence[Path] = fonts.NOTO_FOLDERS
) -> Forme:
    """Return the book as leaves. `tools` are the programs named in the colophon."""
    drawings = {p.name: p.data.decode() for p in edition.pictures.values()
                if p.media_type == _DRAWING}  # fmt: skip
    sheets = tuple(all_sheets(edition, tools))
    made = tuple(leaf(sheet, drawings, frozenset(), noto) for sheet in sheets)
    known = frozenset(anchor for each in made for anchor in each.anchors)
    mended = (
        leaf(_again(sheet), drawings, dead, noto)
        if (dead := frozenset(each.targets) - known)
        else each
        for sheet, each in zip(sheets, made, strict=True)
    )
    return Forme(edition, tuple(mended), tuple(noto))


def _again(sheet: Sheet) -> Sheet:
    """Return the sheet with a new tree: making a leaf of it changes the tree."""
    return Sheet(sheet.place, sheet.kind, sheet.id, sheet.lang, sheet.html)


# --- how leaves stand in the book ---------------------------------------------------------------


def run(each: Leaf, pages: int, *, first_of_body: bool) -> Run:
    """Return how so many pages of a leaf stand in the book."""
    return Run(pages, _numerals(each), each.kind in RECTO or first_of_body)


def _numerals(each: Leaf) -> Numerals:
    if each.kind == "cover":
        return ""
    return "roman" if each.place == "front" else "arabic"


def furnished(each: Leaf) -> bool:
    """Tell whether a leaf's pages have heads and numbers."""
    return each.kind not in SILENT


def first_of_body(leaves: Iterable[Leaf]) -> Iterator[bool]:
    """Tell of each leaf whether the body begins with it."""
    before = "front"
    for each in leaves:
        yield each.place == "body" and before == "front"
        before = each.place


# --- documents ----------------------------------------------------------------------------------


def whole(book: Forme) -> Job:
    """Return the whole book as one document."""
    text = "".join(each.text for each in book.leaves)
    absent = stand_ins(text, fonts.faces_for(text, book.noto))
    title = absent.plain(book.edition.book.title)
    look = book.look(text + title, "whole", title)
    groups = tuple(
        (place, tuple((each, Markup(each.whole())) for each in book.leaves if each.place == place))
        for place in ("front", "body")
    )
    html = document(book, groups)
    files = {"style.css": File("text/css", look.css.encode()), **look.files}
    files |= {font.name: File("font/ttf", font.path.read_bytes()) for font in look.fonts}
    for each in book.leaves:
        files |= book.files(each)
    return Job(html, files)


Groups = Iterable[tuple[str, Iterable[tuple[Leaf, Markup]]]]


def document(book: Forme, groups: Groups, *, linked: bool = True) -> str:
    """Return HTML of leaves in their places; `linked`, it names the style sheet itself."""
    return theme.render(
        "print/book.html.j2", title=book.edition.book.title, lang=book.edition.book.lang,
        places=groups, linked=linked,
    )  # fmt: skip


def alone(book: Forme, each: Leaf, numbers: Mapping[str, str]) -> str:
    """Return the document of one leaf, with room for these page numbers."""
    html = Markup(each.html(numbers))
    return document(book, ((each.place, ((each, html),)),), linked=False)


def samples(book: Forme, each: Leaf) -> str:
    """Return the document that shows the digits of each style, if a leaf has any."""
    return plain(book, each.samples) if each.samples else ""


def edges(book: Forme, rows: Iterable[tuple[str, str]]) -> str:
    """Return the document of running heads and such: a page for each kind and text."""
    blocks = (
        str(Markup('<div class="edge {}" data-label="{}"></div>').format(kind, text))
        for kind, text in rows
    )
    return plain(book, blocks)


def plain(book: Forme, blocks: Iterable[str]) -> str:
    """Return a document of these blocks, in the look that it is set in."""
    body = Markup("\n".join(blocks))
    return theme.render("print/plain.html.j2", lang=book.edition.book.lang, body=body)


Progress = Callable[[str], None]
