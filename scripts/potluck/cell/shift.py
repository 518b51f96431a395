"""Many pieces of work, shared out among few cells, without a thread."""

import os
import selectors
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from potluck.cell.cell import Answer, Cell, nobody
from potluck.cell.limits import Limits, Overrun
from potluck.cell.nursery import Nursery


@dataclass(frozen=True)
class Task:
    """One piece of work, and who answers what it asks."""

    work: Any  # a function of a module
    given: tuple[Any, ...]
    answer: Answer = nobody


Told = Callable[[int, int], None]
"""Hears how many pieces of work are done, and how many are left."""
SHARE = 10  # tasks for which one more cell is worth its while
HEAVY = 8  # cells at most where each task takes much memory


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_out(  # noqa: PLR0913 - options, by name
    tasks: Sequence[Task],
    nursery: Nursery,
    limits: Limits,
    *,
    heavy: bool = False,
    meanwhile: Callable[[], object] = nobody,
    told: Told = nobody,
) -> list[Any]:
    """Return what comes of each task, in their order: its result, or the Overrun it ended in.

    A heavy task is worth a cell by itself, but of those there are few. `meanwhile` is done here
    while the first are at work; `told` hears how far they are.
    """
    if not tasks:
        return []
    results: list[Any] = [None] * len(tasks)
    queue = iter(enumerate(tasks))
    wanted = min(len(tasks), HEAVY) if heavy else 1 + len(tasks) // SHARE
    crew = [Cell(nursery, limits) for _ in range(min(cores(), wanted))]
    busy = _Shift(tasks, results)
    try:
        for cell in crew:
            busy.give(cell, queue)
        told(busy.done, len(tasks) - busy.done)
        meanwhile()
        while busy.working:
            for cell in busy.ready():
                if busy.heard(cell):
                    busy.give(cell, queue)
                    told(busy.done, len(tasks) - busy.done)
    finally:
        for cell in crew:
            cell.dismiss()
    return results


class _Shift:
    """Who is at work on what."""

    def __init__(self, tasks: Sequence[Task], results: list[Any]) -> None:
        self.working: list[tuple[Cell, int]] = []
        self.done = 0
        self._tasks, self._results = tasks, results

    def give(self, cell: Cell, queue: Any) -> None:
        """Let a cell begin the next task, if there is one."""
        for number, task in queue:
            try:
                cell.begin(task.work, *task.given)
            except Overrun as overrun:
                self._results[number] = overrun
                self.done += 1
                continue
            self.working.append((cell, number))
            return

    def ready(self) -> list[Cell]:
        """Wait, and return the cells that have something to say, or are late."""
        with selectors.DefaultSelector() as selector:
            for cell, _ in self.working:
                if cell.line is not None:
                    selector.register(cell.line.socket, selectors.EVENT_READ, cell)
            events = selector.select(min(cell.left for cell, _ in self.working))
        speaking = [key.data for key, _ in events]
        return speaking or [cell for cell, _ in self.working if cell.left <= 0]

    def heard(self, cell: Cell) -> bool:
        """Hear a cell, and tell whether its task is done."""
        number = next(number for each, number in self.working if each is cell)
        try:
            done = cell.heard(self._tasks[number].answer)
        except Overrun as overrun:
            done = (overrun,)
        if done is None:
            return False
        self._results[number] = done[0]
        self.done += 1
        self.working.remove((cell, number))
        return True
