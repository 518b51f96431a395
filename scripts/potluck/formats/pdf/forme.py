"""All that is locked up for the press: the leaves of a book, their looks and their pictures."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec
from markupsafe import Markup, escape

from potluck import keeping, theme
from potluck.formats.pdf import compose, gathered, nothing, pictures
from potluck.formats.pdf.compose import SILENT, Desk, Sheet, all_sheets, some_sheets
from potluck.formats.pdf.leaves import Leaf, leaf
from potluck.formats.pdf.link.paging import Numerals, Run
from potluck.formats.pdf.looks import Mode, Wardrobe
from potluck.formats.pdf.press.job import File, Job
from potluck.formats.pdf.press.setting import Look
from potluck.formats.pdf.press.store import Store
from potluck.formats.pdf.standins import StandIns
from potluck.formats.pdf.typecase import Typecase
from potluck.formats.pdf.variants import SCREEN, Variant
from potluck.model import Edition, Picture

_DRAWING = "image/svg+xml"
_MEDIA = "media/"
_ROOMS = ("", "classroom", "formats", "formats/pdf", "formats/pdf/press", "theme", "theme/print")
"""Whose code shapes leaves."""

FEW = 8
"""So many chapters at most may be new for them to be set before the rest of the book is there."""


@dataclass(frozen=True)
class Forme:
    """One book for the press, in one printing."""

    edition: Edition
    leaves: tuple[Leaf, ...]
    variant: Variant
    case: Typecase = field(repr=False)

    @cached_property
    def wardrobe(self) -> Wardrobe:
        return Wardrobe(self.edition.book, self.variant)

    @property
    def spelled(self) -> tuple[str, ...]:
        """The characters that stand in the book by their names."""
        return tuple(sorted({char for each in self.leaves for char in each.spelled}))

    @property
    def title(self) -> str:
        """The title of the book, with names for what no face can show."""
        title = self.edition.book.title
        return self.case.stand_ins(title).plain(title)

    @property
    def text(self) -> str:
        """Every character of the book."""
        return "".join({char: None for each in self.leaves for char in each.text})

    def look(self, text: str, mode: Mode, title: str = "") -> Look:
        """Return the look of what holds these characters."""
        return self.wardrobe.look(self.case.faces(text), mode, title)

    def digests(self, each: Leaf) -> dict[str, str]:
        """Return the hash of each picture that a leaf names; that of a character is its name."""
        shown = self._shown(each)
        rest = dict.fromkeys(set(each.files) - shown.keys(), self.case.colours(each.text))
        return dict(sorted((rest | {n: p.print.sha256 for n, p in shown.items()}).items()))

    def files(self, each: Leaf) -> dict[str, File]:
        """Return the pictures that a leaf names, so far as there are such."""
        absent = self.case.stand_ins(each.text)
        made = {name: _drawn(picture, absent) for name, picture in self._shown(each).items()}
        return {name: file for name, file in absent.named.items() if name in each.files} | made

    def _shown(self, each: Leaf) -> dict[str, Picture]:
        names = (name for name in each.files if name.startswith(_MEDIA))
        found = ((name, self.edition.pictures.get(name.removeprefix(_MEDIA))) for name in names)
        return {name: picture for name, picture in found if picture}


def _drawn(picture: Picture, absent: StandIns) -> File:
    file = pictures.printable(picture)
    if file.media_type != _DRAWING:
        return file
    return File(_DRAWING, absent.plain(file.data.decode()).encode())


def forme(  # noqa: PLR0913 - one of them by name
    edition: Edition,
    tools: Sequence[str],
    case: Typecase,
    store: Store,
    variant: Variant = SCREEN,
    *,
    ahead: Callable[[Forme], None] = nothing,
) -> Forme:
    """Return the book as leaves, those from the store that were made of the same sheets.

    `tools` are the programs named in the colophon. `ahead` is given the leaves of the few chapters
    that are new, if they are, before all others are made: work on them may begin.
    """
    maker = _Maker(edition, case, store, variant)
    finds, new = gathered.finds(edition, store)
    if 0 < len(new) <= FEW:
        first = some_sheets(Desk(edition, variant), new)
        leaves = tuple(maker.leaf(sheet, frozenset()) for sheet in first)
        ahead(Forme(edition, leaves, variant, case))
    desk = Desk(edition, variant, gathered.kept(edition, store, finds))
    sheets = tuple(all_sheets(desk, tools))
    made = tuple(maker.leaf(sheet, frozenset()) for sheet in sheets)
    known = frozenset(anchor for each in made for anchor in each.anchors)
    leaves = tuple(
        maker.leaf(replace(sheet), dead) if (dead := frozenset(each.targets) - known) else each
        for sheet, each in zip(sheets, made, strict=True)
    )
    maker.keep()
    return Forme(edition, leaves, variant, case)


def singles(
    edition: Edition, case: Typecase, store: Store, variant: Variant = SCREEN, only: str = ""
) -> Forme:
    """Return the leaves of chapters, or of one `only`, that are printed each alone.

    None of them leads to another.
    """
    maker = _Maker(edition, case, store, variant, "-alone")
    leaves = []
    for chapter in (edition.chapter(only),) if only else edition.chapters:
        (sheet,) = compose.alone(edition, chapter.slug, variant)
        made = maker.leaf(sheet, frozenset())
        dead = frozenset(made.targets)
        leaves.append(maker.leaf(replace(sheet), dead) if dead else made)
    if not only:
        maker.keep()
    return Forme(edition, tuple(leaves), variant, case)


class _Maker:
    """Makes leaves, and keeps those of one printing of a book together."""

    def __init__(
        self, edition: Edition, case: Typecase, store: Store, variant: Variant, kind: str = ""
    ) -> None:
        self.case, self.store = case, store
        self.pictures = edition.pictures
        about = keeping.edition(*_ROOMS, also=_about(case, variant))
        self.key = f"leaves-{edition.book.slug}-{variant.name}{kind}"
        self.prefix = about.encode()
        self.before = _kept(store.get(self.key))
        self.now: dict[str, Leaf] = {}

    def leaf(self, sheet: Sheet, dead: frozenset[str]) -> Leaf:
        """Return the leaf of a sheet; making one changes the sheet's tree."""
        about = (sheet.place, sheet.kind, sheet.id, sheet.lang, repr(sheet.paper))
        digest = hashlib.blake2b(self.prefix, digest_size=16)
        digest.update("\0".join((*about, *sorted(dead), "")).encode())
        digest.update(sheet.told)
        key = digest.hexdigest()
        found = self.before.get(key) or leaf(sheet, self._drawing, dead, self.case)
        self.now[key] = found
        return found

    def _drawing(self, name: str) -> str:
        """Return the text of a drawing; nothing for other pictures."""
        found = self.pictures.get(name)
        drawn = found is not None and found.media_type == _DRAWING
        return found.print.read().decode() if found and drawn else ""

    def keep(self) -> None:
        """Keep the leaves of this book, unless they are those that were kept."""
        if self.now.keys() != self.before.keys():
            self.store.put(self.key, msgspec.msgpack.encode(self.now))


def _about(case: Typecase, variant: Variant) -> bytes:
    """Tell what shapes leaves beside sheets: the fonts that there are, packages, the printing."""
    fonts = repr((sorted(map(str, case.common)), case.seen, variant)).encode()
    return fonts + keeping.installed()


def _kept(data: bytes | None) -> dict[str, Leaf]:
    try:
        return msgspec.msgpack.decode(data or b"\x80", type=dict[str, Leaf])
    except msgspec.MsgspecError:
        return {}


# --- how leaves stand in the book ---------------------------------------------------------------


def run(each: Leaf, pages: int, *, right: bool) -> Run:
    """Return how so many pages of a leaf stand in the book; `right`, they begin on the right."""
    return Run(pages, _numerals(each), right)


def _numerals(each: Leaf) -> Numerals:
    if each.kind == "cover":
        return ""
    return "roman" if each.place == "front" else "arabic"


def furnished(each: Leaf) -> bool:
    """Tell whether a leaf's pages have heads and numbers."""
    return each.kind not in SILENT


# --- documents ----------------------------------------------------------------------------------


def whole(book: Forme) -> Job:
    """Return the whole book as one document."""
    title = book.title
    look = book.look(book.text + title, "whole", title)
    places = tuple(
        (place, tuple((each, _safe(each.whole())) for each in book.leaves if each.place == place))
        for place in ("front", "body")
    )
    html = theme.render(
        "print/book.html.j2", title=title, lang=book.edition.book.lang, places=places
    )
    files = {"style.css": File("text/css", (look.faces + look.css).encode()), **look.files}
    files |= {font.name: File("font/ttf", Path(font.path).read_bytes()) for font in look.fonts}
    for each in book.leaves:
        files |= book.files(each)
    return Job(html, files)


def alone(book: Forme, each: Leaf, numbers: Mapping[str, str]) -> str:
    """Return the document of one leaf, with room for these page numbers."""
    opening = (
        f'<section class="sheet {each.kind}" id="{escape(each.id)}" lang="{escape(each.lang)}">'
    )
    sheet = f"{opening}\n{each.html(numbers)}\n</section>"
    return plain(book, [f'<div class="{each.place}">{sheet}</div>'])


def samples(book: Forme, each: Leaf) -> str:
    """Return the document that shows the digits of each style, if a leaf has any."""
    return plain(book, each.samples) if each.samples else ""


def edges(book: Forme, rows: Iterable[tuple[str, str]]) -> str:
    """Return the document of running heads and such: a page for each kind and text."""
    blocks = (f'<div class="edge {kind}" data-label="{escape(text)}"></div>' for kind, text in rows)
    return plain(book, blocks)


def plain(book: Forme, blocks: Iterable[str]) -> str:
    """Return a document of these blocks, to be set in a look."""
    lang, title = escape(book.edition.book.lang), escape(book.title)
    head = f'<!DOCTYPE html>\n<html lang="{lang}">\n<head><meta charset="utf-8"><title>{title}'
    return "\n".join([f"{head}</title></head>\n<body>", *blocks, "</body>\n</html>\n"])


def _safe(html: str) -> Markup:
    """Mark HTML as such: all of it is made by our templates and dialect."""
    return Markup(html)  # noqa: S704
