"""A linked book is the book that WeasyPrint sets as one document, page by page."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

from formats.pdf.anatomy import Anatomy, anatomy, differing_pages
from golden.books import HISTORIES, plant
from potluck import pipeline
from potluck.formats.pdf import Pdf, Way, Workshop
from potluck.model import Edition

ROOT = Path(__file__).parents[3]
OWN = "this project's own"
BOOKS = (*HISTORIES, pytest.param(OWN, marks=pytest.mark.slow))
GROUPS = {"front-matter", "body-matter"}  # what holds the sheets of a whole book


@dataclass(frozen=True)
class Pair:
    """One printing, made in both ways."""

    linked: Path
    whole: Path

    def anatomies(self) -> tuple[Anatomy, Anatomy]:
        found = (anatomy(path) for path in (self.linked, self.whole))
        one, two = (
            replace(each, places=tuple(p for p in each.places if p[0] not in GROUPS))
            for each in found
        )
        return one, two


def made(edition: Edition, folder: Path) -> Mapping[str, Pair]:
    """Print a book in both ways; return the pairs by the name of their variant."""
    ways: tuple[Way, Way] = ("linked", "whole")
    for way in ways:
        (folder / way).mkdir()
        files = Pdf(workshop=Workshop(way)).render(edition, folder / way).files
    names = ("screen", *(name for name in ("print", "large") if name in edition.book.pdf))
    return {
        name: Pair(*(folder / way / file for way in ways))
        for name, file in zip(names, files, strict=True)
    }


def edition_of(case: str, folder: Path) -> Edition:
    if case != OWN:
        return pipeline.edition_for(plant(case, folder / "book").book, preview=False)[0]
    subprocess.run(["git", "clone", "-q", ROOT, folder / "own"], check=True)
    return pipeline.edition_for(folder / "own", preview=False)[0]


@pytest.fixture(scope="module", params=BOOKS)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("equal")
    edition = edition_of(request.param, folder)
    return made(replace(edition, book=replace(edition.book, pdf=())), folder)["screen"]


def test_everything_but_pixels_is_equal(pair: Pair) -> None:
    linked, whole = pair.anatomies()
    assert list(_differences(linked, whole)) == []
    assert len(linked.texts) > 5
    assert all(asdict(linked).values())


def _differences(one: Anatomy, two: Anatomy) -> Iterator[str]:
    """Say where two books differ first in each respect."""
    for name, values in asdict(one).items():
        others = asdict(two)[name]
        if len(values) != len(others):
            yield f"{name}: {len(values)} and {len(others)}"
        pairs = enumerate(zip(values, others, strict=False))
        yield from [f"{name} {at}: {a!r}, {b!r}" for at, (a, b) in pairs if a != b][:3]


def test_no_page_differs(pair: Pair) -> None:
    assert differing_pages(pair.linked, pair.whole) == []


# --- variants -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    folder = tmp_path_factory.mktemp("variants")
    edition = edition_of("everything", folder)
    return made(replace(edition, book=replace(edition.book, pdf=("print", "large"))), folder)


def test_large_print_is_equal(variants: Mapping[str, Pair]) -> None:
    linked, whole = variants["large"].anatomies()
    assert list(_differences(linked, whole)) == []
    assert differing_pages(variants["large"].linked, variants["large"].whole) == []


def test_the_printer_s_file_is_equal_but_for_its_edges(variants: Mapping[str, Pair]) -> None:
    """As a whole, a book has no room for the binding and no crop marks."""
    linked, whole = map(_nowhere, variants["print"].anatomies())
    assert list(_differences(linked, whole)) == []


def _nowhere(found: Anatomy) -> Anatomy:
    structure = tuple(re.sub(r" /BBox \[[^]]*\]", "", line) for line in found.structure)
    return replace(found, places=(), links=(), structure=structure)
