"""The ways to make a PDF of a book that is ready for the press, and what comes of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from potluck.formats import Progress
from potluck.formats.pdf import Way, Workshop, forme, metadata, pressing
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.paper import paper
from potluck.formats.pdf.press import executors, tools, whole
from potluck.formats.pdf.press.store import Store

POINTS = 72 / 25.4  # to a millimetre


@dataclass(frozen=True)
class Made:
    """A finished PDF and the number of its pages."""

    pdf: bytes = field(repr=False)
    pages: int


def linked(book: Forme, workshop: Workshop, progress: Progress) -> Made:
    """Set each sheet that is not kept, and link the book."""
    progress("setting the type")
    page, facts = paper(book.edition.book.page_size), metadata.rights(book.edition)
    geometry = Geometry((page.inner - page.outer) * POINTS)
    with _store(workshop) as store, executors.crew(workshop.jobs, workshop.cluster) as hire:
        machine = pressing.Machine(store, tools.told(store), hire)
        pdf, pages = pressing.press(
            book, machine, geometry, metadata.packet(facts),
            metadata.info(facts, book.edition.build.date),
        )  # fmt: skip
    return Made(pdf, pages)


@contextmanager
def _store(workshop: Workshop) -> Iterator[Store]:
    """Give the store of a workshop, or one for this time only."""
    if workshop.cache is not None:
        yield Store(workshop.cache, workshop.secret, workshop.others)
        return
    with TemporaryDirectory(prefix="potluck-") as folder:
        yield Store(Path(folder), workshop.secret)


def as_a_whole(book: Forme, workshop: Workshop, progress: Progress) -> Made:  # noqa: ARG001
    """Set the book as one document."""
    progress("setting the type")
    pressed = whole.press(forme.whole(book))
    progress("writing the metadata")
    return Made(metadata.finish(pressed, book.edition), pressed.pages)


WAYS: Mapping[Way, Callable[[Forme, Workshop, Progress], Made]] = {
    "linked": linked,
    "whole": as_a_whole,
}
