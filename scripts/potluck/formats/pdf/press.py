"""From one HTML document and named bytes to PDF: the only module that touches WeasyPrint.

The press reads nothing but the job: no file, no network, no font of the system, no clock.
"""

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from potluck.errors import ProofError, ToolError

# PDF/A-3a with the PDF/UA mark added later passes veraPDF for both; ua-1 alone is no archive.
VARIANT = "pdf/a-3a"


@dataclass(frozen=True)
class File:
    """Bytes that a document may ask for as `book:NAME`: a picture, a font, a style sheet."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Job:
    """All that shapes a PDF. `date` is written into fonts and metadata."""

    html: str = field(repr=False)
    files: Mapping[str, File] = field(repr=False)
    date: datetime


@dataclass(frozen=True)
class Pressed:
    """A finished PDF, and the page (counted from 0) on which each anchor stands."""

    pdf: bytes = field(repr=False)
    pages: int
    anchors: Mapping[str, int] = field(repr=False)


_ONE_AT_A_TIME = Lock()  # The environment and WeasyPrint's logger belong to the whole process.


def press(job: Job) -> Pressed:
    """Set one document. ProofError if it asks for what it was not given, or anything is amiss."""
    if not any(file.media_type.startswith("font/") for file in job.files.values()):
        raise ProofError("A document without fonts cannot be set.")  # Pango would crash.
    with _ONE_AT_A_TIME, _surroundings(job.date), _complaints() as heard:
        pressed = _set(_weasyprint(), job)
    if heard:
        raise ProofError("WeasyPrint is not content: " + "; ".join(tuple(dict.fromkeys(heard))[:9]))
    return pressed


def _set(weasyprint: Any, job: Job) -> Pressed:
    fetcher = _fetcher(weasyprint, job.files)
    try:
        document = weasyprint.HTML(string=job.html, url_fetcher=fetcher).render(pdf_variant=VARIANT)
        with warnings.catch_warnings():
            # WeasyPrint 70 leaves the colour profile it ships for Python to close.
            warnings.simplefilter("ignore", ResourceWarning)
            pdf = document.write_pdf(pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError as error:
        raise ProofError(str(error)) from error
    return Pressed(pdf, len(document.pages), _places(document.pages))


def _places(pages: Sequence[Any]) -> dict[str, int]:
    """Return the first page of each anchor; an element that is split stands on several."""
    last_first = reversed(list(enumerate(pages)))
    return {name: number for number, page in last_first for name in page.anchors}


def _fetcher(weasyprint: Any, files: Mapping[str, File]) -> object:
    """Return a fetcher that knows the files by name; any other address ends the run."""

    class BookFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - its shape
            file = files.get(url.removeprefix("book:")) if url.startswith("book:") else None
            if file is None:
                message = f"The book asks for {url[:80]!r}, which is no part of it."
                raise weasyprint.urls.FatalURLFetchingError(message)
            return weasyprint.urls.URLFetcherResponse(
                url, file.data, {"Content-Type": file.media_type}
            )

    return BookFetcher()


# --- surroundings -------------------------------------------------------------------------------

_NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <cachedir>{folder}</cachedir>
  <alias><family>serif</family><prefer><family>Source Serif 4</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Source Sans 3</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Source Code Pro</family></prefer></alias>
</fontconfig>
"""


@contextmanager
def _surroundings(date: datetime) -> Iterator[None]:
    """Set what the C libraries and fontTools read from the environment, and put it back.

    fontconfig looks at `FONTCONFIG_FILE` whenever WeasyPrint makes a font configuration, which is
    once per document; fontTools stamps `SOURCE_DATE_EPOCH` into each subset.
    """
    with TemporaryDirectory(prefix="potluck-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(_NO_SYSTEM_FONTS.format(folder=escape(folder)), encoding="utf-8")
        epoch = str(int(date.timestamp()))
        with _environment({"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": epoch}):
            yield


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})


def _weasyprint() -> Any:
    """Import WeasyPrint; ToolError if it or a library it needs is not there."""
    try:
        with warnings.catch_warnings():
            # At import it looks for system fonts; that there are none is the point.
            warnings.filterwarnings("ignore", message="No fonts configured")
            import weasyprint  # noqa: PLC0415 - half a second
    except ImportError as error:
        hint = "pip install 'potluck-press[pdf,fonts]'"
        raise ToolError("WeasyPrint, which makes the PDF, is not installed.", hint) from error
    except OSError as error:
        hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise ToolError("Pango, which WeasyPrint needs, is not installed.", hint) from error
    return weasyprint


# --- complaints ---------------------------------------------------------------------------------

ALLOWED: tuple[str, ...] = ()
"""Beginnings of warnings that do no harm, each with its reason."""


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(ALLOWED):
            self.heard.append(message)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect every warning and error that WeasyPrint logs."""
    listener, logger = _Listener(), logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
