"""How far a command is: a line for each step, and on a terminal a bar where it takes longer."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from potluck.formats import Count

PATIENCE = 2.0  # seconds without a bar, which takes a moment to load
OFTEN = 0.1  # seconds between two drawings of it
STEPS = {
    "reading": "Reading the book",
    "pdf": "Setting the PDF",
    "epub": "Making the EPUB",
    "site": "Building the site",
    "proof": "Proving the editions",
}
_ERASED = "\r\x1b[K"  # ECMA-48, 8.3.41: erase in line


@contextmanager
def progress(steps: int, patience: float = PATIENCE) -> Iterator[Callable[["str | Count"], None]]:
    """Show how far it is; what a terminal shows meanwhile is gone at the end."""
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        yield lambda step: click.echo(f"{STEPS[step]} …", err=True) if step in STEPS else None
        return
    with ExitStack() as stack:
        stack.callback(click.echo, _ERASED, err=True, nl=False)
        yield _Meter(steps, patience, stack).told


class _Meter:
    """What a terminal shows: at once a line, after a while a bar.

    The bar is drawn anew when something is told. It could have a thread that does it, but a process
    with threads must not fork cells, and to start another one for that takes a third of a second.
    """

    def __init__(self, steps: int, patience: float, stack: ExitStack) -> None:
        self._steps, self._patience, self._stack = steps, patience, stack
        self._began, self._reached, self._text = monotonic(), 0, ""
        self._bar: tuple[Progress, TaskID, TaskID] | None = None
        self._drawn = 0.0

    def told(self, step: "str | Count") -> None:
        """Hear what is being worked on, or how far it is."""
        if isinstance(step, str):
            self._reached += step in STEPS
            self._text = STEPS.get(step, step)
        if self._bar or monotonic() - self._began >= self._patience:
            self._draw(step)
        elif isinstance(step, str):
            room = get_terminal_size().columns - 1  # of a second row nothing would be erased
            click.echo(f"{_ERASED}{self._text} …"[: len(_ERASED) + room], err=True, nl=False)

    def _draw(self, step: "str | Count") -> None:
        bar, task, pieces = self._bar = self._bar or self._begun()
        bar.update(task, description=self._text, completed=self._reached)
        if not isinstance(step, str):
            ready = step.done + step.kept
            bar.update(pieces, description=counted(step), total=ready + step.left,
                       completed=ready, visible=step.left > 0)  # fmt: skip
        told = isinstance(step, str) or not step.left  # and then perhaps nothing for a while
        if told or monotonic() - self._drawn >= OFTEN:
            bar.refresh()
            self._drawn = monotonic()

    def _begun(self) -> "tuple[Progress, TaskID, TaskID]":
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415
        from rich.progress import TimeElapsedColumn as Elapsed  # noqa: PLC0415

        click.echo(_ERASED, err=True, nl=False)
        columns = (TextColumn("{task.description}"), BarColumn(), Elapsed())
        bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        task, pieces = bar.add_task("", total=self._steps), bar.add_task("", visible=False)
        bar.tasks[0].start_time = self._began
        return self._stack.enter_context(bar), task, pieces


_DONE = {
    "Files": "read",
    "Pictures": "developed",
    "Texts": "converted",
    "Chapters": "set",
    "Pages": "written",
}


def counted(count: "Count") -> str:
    """Say how far some work is.

    >>> from potluck.formats import Count
    >>> counted(Count(3, 320, 14)), counted(Count(3, 0, 14, "Pictures"))
    ('Chapters: 3 set, 320 kept, 14 left', 'Pictures: 3 developed, 14 left')
    """
    kept = f" {count.kept} kept," if count.kept else ""
    return f"{count.what}: {count.done} {_DONE[count.what]},{kept} {count.left} left"
