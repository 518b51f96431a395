"""WeasyPrint with nothing around it: no file, no network, no font of the system, no clock.

The public side of WeasyPrint is used here and in `whole`; `interior` names what knows more of it.
"""

import ctypes.util
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from html import escape  # xml.sax.saxutils loads the network
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from potluck.errors import ProofError, ToolError
from potluck.formats.pdf.press.job import File

# PDF/A-3a with the PDF/UA mark added later passes veraPDF for both; ua-1 alone is no archive.
VARIANT = "pdf/a-3a"

_EPOCH = "946684800"  # 2000-01-01, in seconds since 1970
_ONE_AT_A_TIME = Lock()  # The environment and WeasyPrint's logger belong to the whole process.


@contextmanager
def surrounded() -> Iterator[Any]:
    """Give WeasyPrint, alone in this process. ProofError where it complained of anything."""
    with _ONE_AT_A_TIME, _apart(), _complaints() as heard:
        yield weasyprint()
    if heard:
        raise ProofError("WeasyPrint is not content: " + "; ".join(tuple(dict.fromkeys(heard))[:9]))


def require_fonts(files: Mapping[str, File]) -> None:
    """Raise ProofError for a document without fonts, at which Pango would crash."""
    if not any(file.media_type.startswith("font/") for file in files.values()):
        raise ProofError("A document without fonts cannot be set.")


def fetcher(files: Mapping[str, File]) -> Any:
    """Return a fetcher that knows the files by name; any other address ends the run."""
    urls: Any = weasyprint().urls

    class BookFetcher(urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - its shape
            file = files.get(url.removeprefix("book:")) if url.startswith("book:") else None
            if file is None:
                message = f"The book asks for {url[:80]!r}, which is no part of it."
                raise urls.FatalURLFetchingError(message)
            return urls.URLFetcherResponse(url, file.data, {"Content-Type": file.media_type})

    return BookFetcher()


# --- environment --------------------------------------------------------------------------------

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
def _apart() -> Iterator[None]:
    """Set what the C libraries and fontTools read from the environment, and put it back.

    fontconfig looks at `FONTCONFIG_FILE` whenever WeasyPrint makes a font configuration, which is
    once per document; fontTools stamps `SOURCE_DATE_EPOCH` into each subset, and a subset is the
    same whenever it was made.
    """
    with TemporaryDirectory(prefix="potluck-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(_NO_SYSTEM_FONTS.format(folder=escape(folder)), encoding="utf-8")
        with _environment({"FONTCONFIG_FILE": str(config), "SOURCE_DATE_EPOCH": _EPOCH}):
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


@contextmanager
def without_warnings() -> Iterator[None]:
    """Overlook that WeasyPrint 70 leaves the colour profile it ships for Python to close."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield


def weasyprint() -> Any:
    """Import WeasyPrint; ToolError if it or a library it needs is not there."""
    try:
        with warnings.catch_warnings():
            # At import it looks for system fonts; that there are none is the point.
            warnings.filterwarnings("ignore", message="No fonts configured")
            found = _imported()
    except ImportError as error:
        hint = "pip install 'potluck-press[pdf,fonts]'"
        raise ToolError("WeasyPrint, which makes the PDF, is not installed.", hint) from error
    except OSError as error:
        hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise ToolError("Pango, which WeasyPrint needs, is not installed.", hint) from error
    return found


def _imported() -> Any:
    with suppress(OSError), _unsearched():
        import weasyprint  # noqa: PLC0415 - half a second

        return weasyprint
    import weasyprint  # noqa: PLC0415 - a library has no common name

    return weasyprint


@contextmanager
def _unsearched() -> Iterator[None]:
    """Let libraries be loaded by their names alone, where Linux loads WeasyPrint.

    It tries some twenty names, most of which are those of other systems. For each of them
    `ctypes.util.find_library` starts `ldconfig`, a compiler and a linker: 0.2 seconds in all.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux" and "weasyprint" not in sys.modules:
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


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
