"""The words of pages as PDFium reads them, while whoever asked goes on.

PDFium lets go of Python while it works: a thread reads page after page from the moment on at which
the first is asked for. Where hundreds are asked for, processes read what it has not begun.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from potluck.cell.limits import Limits
from potluck.cell.shift import cores

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MANY = 200  # pages that are worth a second process
OFTEN = 0.0002
"""Seconds after which a thread may have Python. PDFium asks for it ten times a page, for a moment:
at the usual 0.005 s it would wait longer than it reads."""
READING = Limits(600)  # a page takes 5 ms


@dataclass
class Reading:
    """One PDF that is being read; PDFium is asked by one thread only, as it must be."""

    data: bytes = field(repr=False)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _document: "PdfDocument | None" = None
    _interval: float = 0
    _asked: dict[int, "Future[str]"] = field(default_factory=dict)

    def __enter__(self) -> "Reading":
        """Read nothing yet."""
        self._interval = sys.getswitchinterval()
        sys.setswitchinterval(OFTEN)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop reading; what was asked for and is not yet read stays unread."""
        self._stop()
        sys.setswitchinterval(self._interval)

    def ask(self, number: int) -> None:
        """Ask for the words of a page, counted from 0."""
        self._asked[number] = self._thread.submit(self._read, number)

    def texts(self) -> dict[int, str]:
        """Return the words of all pages that were asked for, once all are."""
        waiting = [number for number, future in self._asked.items() if not future.done()]
        many = len(waiting) >= MANY and cores() > 1
        left = [number for number in waiting if self._asked[number].cancel()] if many else []
        found = {number: self._asked[number].result() for number in self._asked.keys() - left}
        self._stop()  # where no thread is left, processes are forked from this one
        return found | dict(zip(left, shared(self.data, left), strict=True))

    def _stop(self) -> None:
        self._thread.shutdown(cancel_futures=True)
        if self._document is not None:
            self._document.close()
            self._document = None

    def _read(self, number: int) -> str:
        if self._document is None:
            from pypdfium2 import PdfDocument  # noqa: PLC0415 - heavy

            self._document = PdfDocument(self.data)
        return words(self._document, number)


def shared(data: bytes, numbers: Sequence[int]) -> list[str]:
    """Read the words of these pages on all processors."""
    if not numbers:
        return []
    from potluck.cell.nursery import nearest  # noqa: PLC0415 - of a new book
    from potluck.cell.shift import Task, share_out  # noqa: PLC0415 - as above

    size = -(-len(numbers) // cores())
    parts = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    tasks = [Task(read, (data, part)) for part in parts]
    made = share_out(tasks, nearest("pypdfium2"), READING, heavy=True)
    read_by_cells = all(isinstance(each, list) for each in made)
    return [text for part in made for text in part] if read_by_cells else read(data, numbers)


def read(data: bytes, numbers: Sequence[int]) -> list[str]:
    """Read the words of these pages, here and now."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - heavy

    with PdfDocument(data) as document:
        return [words(document, number) for number in numbers]


def every(file: Path | bytes) -> Iterator[str]:
    """Yield the words of each page of a file."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - heavy

    with PdfDocument(file) as document:
        for number in range(len(document)):
            yield words(document, number)


def words(document: "PdfDocument", number: int) -> str:
    """Return the words of a page."""
    page = document[number]
    text = page.get_textpage()
    found: str = text.get_text_range()
    text.close()
    page.close()
    return found
