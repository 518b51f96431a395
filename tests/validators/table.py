"""Every validator by its name: what it counts, and how it judges a book."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from validators import axe, data, epub, keyboard, pages, pdf
from validators.book import Book, Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Browsing = Callable[[], "Browser"]


@dataclass(frozen=True)
class Validator:
    """A validator under its name; `counts` says what it looked at."""

    name: str
    counts: str
    judge: Callable[[Book], Verdict]


@dataclass(frozen=True)
class BrowserValidator:
    """A validator that looks at pages in Chromium."""

    name: str
    counts: str
    judge: Callable[[Book, "Browser"], Verdict]


VALIDATORS = (
    Validator("EPUBCheck", "files of the EPUB", epub.judge),
    Validator("Ace", "documents of the EPUB", epub.ace),
    Validator("our own EPUB checks", "entries of the EPUB", epub.inside),
    Validator("veraPDF", "checks of PDF/UA-1 and PDF/A-3a", pdf.judge),
    Validator("qpdf", "PDFs", pdf.qpdf),
    Validator("pdffonts", "fonts", pdf.fonts),
    Validator("Nu HTML checker", "pages and style sheets", pages.nu),
    Validator("lychee", "links and fragments", pages.lychee),
    Validator("schema-dts", "descriptions in JSON-LD", data.schemaorg),
    Validator("check-jsonschema", "citation files", data.citation),
    Validator("reuse", "files of the book", data.reuse),
)
IN_BROWSER = (
    BrowserValidator("axe", "looks", axe.judge),
    BrowserValidator("keyboard walk", "things to reach", keyboard.judge),
)


def judged(name: str, book: Book, browsing: Browsing) -> Verdict:
    """Let the validator of that name judge a book; a browser is had only for those that need it."""
    for each in VALIDATORS:
        if each.name == name:
            return each.judge(book)
    (found,) = (each for each in IN_BROWSER if each.name == name)
    return found.judge(book, browsing())


NAMES = tuple(each.name for each in (*VALIDATORS, *IN_BROWSER))
COUNTS = {each.name: each.counts for each in (*VALIDATORS, *IN_BROWSER)}
