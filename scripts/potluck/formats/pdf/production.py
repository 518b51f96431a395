"""The printings of a book, each made in the way that the workshop works."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from potluck.cell.cell import Cell
from potluck.cell.limits import Limits, Overrun, Overruns
from potluck.formats import Progress
from potluck.formats.pdf import (
    SHEET,
    Pdf,
    Way,
    Workshop,
    metadata,
    nothing,
    paper,
    pressing,
    singles,
    variants,
)
from potluck.formats.pdf import forme as formes
from potluck.formats.pdf.fonts import Face
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.machine import HINT, Machine
from potluck.formats.pdf.paper import PIXEL, POINT
from potluck.formats.pdf.press import executors, setting, tools, whole
from potluck.formats.pdf.press.executors import Hire
from potluck.formats.pdf.press.job import Pressed
from potluck.formats.pdf.press.setting import Look
from potluck.formats.pdf.press.store import Store
from potluck.formats.pdf.press.tools import Known
from potluck.formats.pdf.pressing import Press
from potluck.formats.pdf.typecase import Typecase
from potluck.formats.pdf.variants import Variant
from potluck.model import Book, Edition
from potluck.trace import Trace

SLUG = 18.0
"""Points of paper around the bleed, for the crop marks."""


@dataclass(frozen=True)
class Made:
    """A finished PDF; of a book, the number of its pages, and the characters spelled out in it."""

    name: str
    pdf: bytes = field(repr=False)
    pages: int = 0
    spelled: tuple[str, ...] = ()
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True)
class _Shop:
    """A workshop at work: where it keeps things, and whom it may hire."""

    store: Store
    hire: Hire
    progress: Progress
    limits: Limits
    trace: Trace
    meanwhile: Callable[[], object]

    @cached_property
    def machine(self) -> Machine:
        return Machine(
            self.store,
            _tools(self.store),
            self.hire,
            self.progress,
            self.trace,
            [self.meanwhile],
        )


def printings(
    edition: Edition, names: Sequence[str], pdf: Pdf, progress: Progress
) -> Iterator[Made]:
    """Yield each printing of a book; `names` are the programs named in its colophon."""
    shop, case = pdf.workshop, Typecase(pdf.noto)
    with _store(shop) as store, _crew(shop, store) as hire:
        engage = partial(_Shop, store, hire, progress, shop.limits, shop.trace, shop.meanwhile)
        for variant in variants.wanted(edition.book):
            progress("composing the pages")
            if worn := _worn(shop, store, edition.book, variant):
                executors.nursery().prepare(setting.prepare, worn.styles, (edition.book.lang,))
            here = engage()
            ahead = partial(_begin, here) if shop.way == "linked" else nothing
            book = formes.forme(edition, names, case, store, variant, ahead=ahead)
            progress("setting the type")
            data, pages = WAYS[shop.way](book, here)
            faces = case.faces(book.text)
            if shop.way == "linked":
                _remember(store, book)
            yield Made(variant.file(edition.book.slug), data, pages, book.spelled, faces)
        if variants.CHAPTERS in edition.book.pdf:
            progress("setting each chapter alone")
            book = formes.singles(edition, case, store)
            yield from ALONE[shop.way](book, engage())
        shop.trace.facts["cells"] = executors.nursery().protection
        store.tidy()


@dataclass(frozen=True)
class _Worn:
    """What a printing was set in: its style sheets, and the look of the sheet set first."""

    styles: tuple[str, ...]
    first: Look | None


def ready(shop: Workshop, book: Book) -> None:
    """Let there be a cell that has the style sheet and the fonts of the last time at hand.

    This may be done as soon as the book is known; it takes no time here.
    """
    if shop.cache is None:
        return
    with _store(shop) as store:
        worn = _worn(shop, store, book, next(variants.wanted(book)))
        if worn and worn.first:
            nursery = executors.nursery()
            nursery.prepare(setting.prepare, (worn.first.css,), (book.lang,))
            nursery.spare(shop.limits, setting.dress, worn.first, book.lang)


def _worn(shop: Workshop, store: Store, book: Book, variant: Variant) -> _Worn | None:
    """Return what was worn the last time, if we set the type ourselves."""
    return None if shop.cluster else store.load(_wardrobe(book, variant), _Worn)


def _remember(store: Store, forme: Forme) -> None:
    name = _wardrobe(forme.edition.book, forme.variant)
    worn = _Worn(forme.wardrobe.styles, forme.wardrobe.first)
    if store.load(name, _Worn) != worn:
        store.put(name, msgspec.msgpack.encode(worn))


def _wardrobe(book: Book, variant: Variant) -> str:
    return f"worn-{book.slug}-{variant.name}"


def alone(edition: Edition, slug: str, pdf: Pdf) -> bytes:
    """Return one chapter as a PDF of its own. Raises Overruns; KeyError if there is none."""
    with _store(pdf.workshop) as store:
        book = formes.singles(edition, Typecase(pdf.noto), store, only=slug)
        machine = Machine(store, _tools(store), executors.resident)
        ((_, data),) = singles.press(book, machine)
    return data


def libraries(pdf: Pdf) -> tuple[tuple[str, str], ...]:
    """Return the libraries of the system that set the type, with their versions."""
    with _store(pdf.workshop) as store:
        return tools.libraries(_tools(store))


@contextmanager
def _store(workshop: Workshop) -> Iterator[Store]:
    """Give the store of a workshop, or one for this time only."""
    if workshop.cache is not None:
        secret = workshop.secret or os.urandom(32)
        yield Store(workshop.cache, secret, workshop.others, workshop.limit)
        return
    with TemporaryDirectory(prefix="potluck-") as folder:
        yield Store(Path(folder), workshop.secret)


def _crew(workshop: Workshop, store: Store) -> AbstractContextManager[Hire]:
    known = partial(_tools, store)
    return executors.crew(workshop.jobs, workshop.cluster, known, workshop.limits)


def _begin(shop: _Shop, book: Forme) -> None:
    """Begin to set what is there of a book."""
    Press(book, shop.machine).begin()


def _linked(book: Forme, shop: _Shop) -> tuple[bytes, int]:
    """Set each sheet that is not kept, and link the book."""

    @cache
    def about() -> tuple[bytes, dict[str, str]]:
        facts = metadata.rights(book.edition)
        return metadata.packet(facts), metadata.info(facts, book.edition.build.date)

    return pressing.press(book, shop.machine, partial(_geometry, book), about)


def _tools(store: Store) -> str:
    return tools.told(store, _examined)


def _examined() -> Known:
    """Have a cell tell the tools, which it has loaded; this process may never need them."""
    cell = Cell(executors.nursery(), SHEET)
    try:
        known: Known = cell.do(tools.examine)
    finally:
        cell.dismiss()
    return known if known.files else tools.examine()  # behind some walls nothing is to be seen


def _geometry(book: Forme, pages: int) -> Geometry:
    """Return how so many pages lie on the paper; the more they are, the farther from the spine."""
    variant = book.variant
    page = variant.paper(book.edition.book.page_size)
    inner = paper.bound(page, pages).inner if variant.bound else page.inner
    return Geometry(
        mirror=page.shift * PIXEL / POINT,
        gutter=(inner - page.inner) / POINT,
        bleed=variant.bleed / POINT,
        slug=SLUG if variant.marks else 0,
    )


def _as_a_whole(book: Forme, shop: _Shop) -> tuple[bytes, int]:
    """Set the book as one document, which may take as much as all its sheets."""
    pressed = _pressed(book, "the book", shop.limits.times(len(book.leaves)))
    facts = metadata.rights(book.edition)
    info = metadata.info(facts, book.edition.build.date)
    return metadata.finish(pressed, facts, info), pressed.pages


def _pressed(book: Forme, name: str, limits: Limits) -> Pressed:
    """Set one document in a cell. Overruns, with its name, where it takes too much."""
    cell = Cell(executors.nursery(), limits)
    try:
        made: Pressed = cell.do(whole.press, formes.whole(book))
    except Overrun as overrun:
        raise Overruns({name: overrun.about(f"Setting {name}", HINT)}) from overrun
    finally:
        cell.dismiss()
    return made


WAYS: Mapping[Way, Callable[[Forme, _Shop], tuple[bytes, int]]] = {
    "linked": _linked,
    "whole": _as_a_whole,
}


def _chapters_linked(book: Forme, shop: _Shop) -> Iterator[Made]:
    """Set and link each chapter that is not kept, finished."""
    for name, pdf in singles.press(book, shop.machine):
        yield Made(name, pdf)


def _chapters_whole(book: Forme, shop: _Shop) -> Iterator[Made]:
    """Set each chapter as a document of its own."""
    for each in singles.all_of(book):
        pressed = _pressed(each.book, each.leaf.id, shop.limits)
        yield Made(each.name, metadata.finish(pressed, each.facts, each.info))


ALONE: Mapping[Way, Callable[[Forme, _Shop], Iterator[Made]]] = {
    "linked": _chapters_linked,
    "whole": _chapters_whole,
}
