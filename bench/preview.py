"""`potluck serve`, which stays: how soon after an edit a chapter is shown, on paper, in the EPUB.

The page is asked for until it says what was written; then its pages on paper are asked for once,
and the book as an EPUB.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException

from bench.building import WARM
from bench.edits import Writer
from bench.launch import PROC, family, memory
from bench.measure import LIMIT, MeasureError, Measurement, Run, environment
from bench.peers import program, version
from bench.report import Goal, Report
from bench.settings import Settings
from bench.subjects import Subject, books

SUBJECTS = ("cookbook", "recipes", "textbook")
HALF = 0.5  # seconds within which the pages of an edited chapter are to be there, and the EPUB
EPUB = "/book.epub"
PAUSE = 0.05  # seconds between two questions whether a page is new
TICKS = os.sysconf("SC_CLK_TCK")


def run(settings: Settings) -> Iterator[Report]:
    """Edit a chapter of each book that can be had, while its preview is open."""
    for book, _ in books(SUBJECTS, settings):
        yield _report(book, settings)


def _report(book: Subject, settings: Settings) -> Report:
    writer, slug = Writer(book.middle), book.middle.stem
    page = "/" + book.middle.relative_to(book.folder / "content").with_suffix(".html").as_posix()
    shown: list[Run] = []
    paper: list[Run] = []
    epub: list[Run] = []
    with _served(book) as visit:
        visit.until(page, b"")
        visit.get(f"/print/{slug}.pdf")  # loads WeasyPrint, once
        visit.get(EPUB)
        for times in range(settings.runs(WARM)):
            writer.change()
            written = b"%02d times" % times
            shown.append(visit.timed(partial(visit.until, page, written)))
            paper.append(visit.timed(partial(visit.get, f"/print/{slug}.pdf")))
            epub.append(visit.timed(partial(visit.get, EPUB)))
    taken = (
        Measurement("an edited chapter is shown", visit.command, tuple(shown)),
        Measurement("its pages on paper, after that", visit.command, tuple(paper)),
        Measurement("the book as an EPUB, after that", visit.command, tuple(epub)),
    )
    return Report(
        bench=f"preview {book.name}",
        subject=book.counted(),
        versions={"potluck": version((program("potluck"), "--version"))},
        measurements=taken,
        ratios=(),
        goals=tuple(Goal(f"{one.name}: seconds", one.wall.median, HALF) for one in taken[1:]),
    )


# --- the server ---------------------------------------------------------------------------------


class Visit:
    """Somebody who looks at a preview."""

    def __init__(self, server: "subprocess.Popen[bytes]", port: int, command: tuple[str, ...]):
        self.server, self.port, self.command = server, port, command

    def get(self, path: str) -> bytes:
        """Return what is to be had at a path. MeasureError where that is no success."""
        status, data = self._ask(path)
        if status != 200:
            raise MeasureError(f"The preview answers {status} at {path}")
        return data

    def until(self, path: str, words: bytes) -> None:
        """Ask until these words are on a page. MeasureError where they never are."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline and self.server.poll() is None:
            with suppress(OSError, HTTPException):  # it does not listen yet
                status, data = self._ask(path)
                if status == 200 and words in data:
                    return
            time.sleep(PAUSE)
        raise MeasureError(f"The preview never shows {words.decode()!r} at {path}")

    def timed(self, work: Callable[[], object]) -> Run:
        """Do something, and return what that took, here and in the server."""
        before, start = self._used(), time.perf_counter()
        work()
        wall = time.perf_counter() - start
        each = [memory(process) for process in family(self.server.pid)]
        return Run(wall, self._used() - before, max(each), sum(each))

    def _ask(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _used(self) -> float:
        """Return the seconds of processors that the server and all below it have had (proc(5))."""
        return sum(map(_seconds, family(self.server.pid)))


def _seconds(process: int) -> float:
    with suppress(OSError):
        told = (PROC / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, told[11:15])) / TICKS  # utime, stime, and those of ended children
    return 0


@contextmanager
def _served(book: Subject) -> Iterator[Visit]:
    """Serve a book for a while."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (program("potluck"), "serve", "--address", f"127.0.0.1:{port}")
    with subprocess.Popen(
        command, cwd=book.folder, env=environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            yield Visit(server, port, command)
        finally:
            server.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
