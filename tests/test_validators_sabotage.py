"""Every validator speaks when it should: of the one file of a book that was spoiled."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from playwright.sync_api import Browser

from golden.books import HISTORIES
from shared import golden
from validators.accepted import remaining
from validators.book import Book
from validators.table import NAMES, judged

CASE = "minimal"
assert CASE in HISTORIES


@dataclass(frozen=True)
class Sabotage:
    """A way to spoil the book for a validator, and a pattern for each line that it then says."""

    spoil: Callable[[Book], None]
    told: tuple[str, ...]


def page(name: str, old: str, new: str) -> Callable[[Book], None]:
    """Put other markup into a page of the site, once."""

    def spoil(book: Book) -> None:
        path = book.site / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def entry(name: str, old: bytes, new: bytes) -> Callable[[Book], None]:
    """Put other bytes into a file of the EPUB, once."""

    def spoil(book: Book) -> None:
        with ZipFile(book.epub) as archive:
            files = [(info, archive.read(info)) for info in archive.infolist()]
        assert any(info.filename == name and old in data for info, data in files)
        with ZipFile(book.epub, "w") as archive:
            for info, data in files:
                changed = data.replace(old, new, 1) if info.filename == name else data
                archive.writestr(info, changed)

    return spoil


def pdf(change: Callable[[Any], None]) -> Callable[[Book], None]:
    """Change something in the PDF."""

    def spoil(book: Book) -> None:
        (path,) = book.pdfs
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            change(opened)
            opened.save(path)

    return spoil


def unmarked(opened: Any) -> None:
    del opened.Root.MarkInfo


def loosened(opened: Any) -> None:
    """Take the file of one font away."""
    del next(each for each in opened.objects if _described(each)).FontFile2


def _described(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing


def cut(book: Book) -> None:
    """Lose the end of the PDF."""
    (path,) = book.pdfs
    path.write_bytes(path.read_bytes()[:-600])


def uncredited(book: Book) -> None:
    """Forget the author in CITATION.cff."""
    path = book.site / "CITATION.cff"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nauthors:", "\nauthor:", 1), encoding="utf-8")


def garbled(book: Book) -> None:
    """Name two elements alike, style one of them within the page, and misspell a property."""
    page(SOUP, "<h1>", '<p id="fig"></p><p id="fig" style="color: red"></p><h1>')(book)
    with (book.site / "assets" / "potluck" / "book.css").open("a", encoding="utf-8") as styles:
        styles.write("p { colour: red }\n")


def unlicensed(book: Book) -> None:
    """Lose the text of a licence."""
    (text,) = (book.root / "build" / "reuse" / "LICENSES").glob("CC-BY-SA-4.0*")
    text.unlink()


SOUP, CHAPTER = "leek-soup.html", "EPUB/chapter-leek-soup.xhtml"
BLIND = '<style>.pl-blind { outline: 0 !important }</style><a href="#" class="pl-blind">a</a><h1>'
HOLD = 'event => event.key === "Tab" && event.target.id === "hold" && event.preventDefault()'
TRAP = f'<a href="#" id="hold">a</a><script>addEventListener("keydown", {HOLD})</script><h1>'
SABOTAGES = {
    "EPUBCheck": Sabotage(
        entry(CHAPTER, b"<p>", b'<p><img src="missing.png" alt="x"/>'),
        (r"EPUB/chapter-leek-soup\.xhtml:\d+ ERROR RSC-007 .*",),
    ),
    "Ace": Sabotage(
        entry(CHAPTER, b"<p>", b'<p><a href="nav.xhtml"></a>'),
        (r"chapter-leek-soup\.xhtml serious link-name .*",),
    ),
    "our own EPUB checks": Sabotage(
        entry(CHAPTER, b"<p>", b'<p><a href="javascript:hit()">x</a>'),
        (r"EPUB/chapter-leek-soup\.xhtml: a link javascript:hit\(\)",),
    ),
    "veraPDF": Sabotage(
        pdf(unmarked), (r".*\tua1\t6\.2-1 ×1 MarkInfo .*", r".*\t3a\t6\.7\.2\.2-1 ×1 MarkInfo .*")
    ),
    "qpdf": Sabotage(cut, (r"(?s)a-minimal-book\.pdf: .*file is damaged.*",)),
    "pdffonts": Sabotage(pdf(loosened), (r"a-minimal-book\.pdf: \S+ is not embedded",)),
    "Nu HTML checker": Sabotage(
        garbled,
        (
            r"leek-soup\.html:\d+ error: Duplicate ID “fig”\. .*",
            r"leek-soup\.html:\d+ warning: The first occurrence of ID “fig” was here\. .*",
            r"file:.*/book\.css:\d+ error: CSS: “colour”: Property “colour” doesn't exist\. .*",
            r"leek-soup\.html:\d+ warning: .*Content Security Policy.*",
        ),
    ),
    "lychee": Sabotage(
        page(SOUP, "<h1>", '<a href="index.html#nowhere">a</a><a href="gone.html">b</a><h1>'),
        (r"leek-soup\.html: file:.*gone\.html .*", r"leek-soup\.html: file:.*#nowhere .*"),
    ),
    "schema-dts": Sabotage(
        page("index.html", '"@type":"Book"', '"@type":"Book","bookEditor":"x"'),
        (r"index\.html: error TS2353: .*bookEditor.* does not exist .*",),
    ),
    "check-jsonschema": Sabotage(
        uncredited,
        (
            r"\$: Additional properties are not allowed \('author' was unexpected\)",
            r"\$: 'authors' is a required property",
        ),
    ),
    "reuse": Sabotage(unlicensed, (r"missing_licenses: CC-BY-SA-4\.0",)),
    "axe": Sabotage(
        page(SOUP, "<h1>", '<p><a href="index.html" style="color: #ccc"></a></p><h1>'),
        (r"leek-soup\.html, (?:360|1280) px, (?:light|dark): serious link-name .*",),
    ),
    "keyboard walk": Sabotage(
        page(SOUP, "<h1>", BLIND),
        (r'leek-soup\.html, (?:360|1280) px: the focus is not seen: <a class="pl-blind.*',),
    ),
}
TRAPPED = Sabotage(page(SOUP, "<h1>", TRAP), (r"leek-soup\.html, .* px: not reached: .*",))


def test_every_validator_is_tried() -> None:
    assert tuple(SABOTAGES) == NAMES


@pytest.mark.parametrize(("name", "sabotage"), [*SABOTAGES.items(), ("keyboard walk", TRAPPED)])
def test_a_validator_speaks_when_it_should(
    name: str,
    sabotage: Sabotage,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> None:
    book = Book(tmp_path / CASE)
    shutil.copytree(golden(tmp_path_factory, CASE), book.root)
    sabotage.spoil(book)

    def browsing() -> Browser:
        found: Browser = request.getfixturevalue("browser")
        return found

    found = remaining(name, judged(name, book, browsing))
    told = sabotage.told
    assert [line for line in found if not any(re.fullmatch(each, line) for each in told)] == []
    assert [each for each in told if not any(re.fullmatch(each, line) for line in found)] == []
