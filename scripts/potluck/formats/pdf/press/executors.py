"""Who sets the sheets: cells on this machine, or a Dask cluster.

All of them are a `concurrent.futures.Executor`; there is no scheduler of our own.
"""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import forkserver, parent_process
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from queue import LifoQueue
from threading import Thread
from types import ModuleType
from typing import Any

from potluck.cell.apart import Apart, apart
from potluck.cell.cell import Cell
from potluck.cell.limits import Limits
from potluck.cell.shift import cores
from potluck.formats.pdf import SHEET

Hire = Callable[[], Executor]
"""Returns the executor, which is made when it is first asked for."""


SHARE = 3
"""Pieces of work for which one more cell is worth its while: it begins with 0.1 s of its own."""


class Cells(Executor):
    """Lets cells do the work, as many at a time as there are jobs, if there is work for them."""

    def __init__(self, jobs: int, limits: Limits = SHEET) -> None:
        self._threads = ThreadPoolExecutor(jobs)
        self._closed = False
        self._cells = [Cell(nursery(), limits) for _ in range(jobs)]
        self._idle = list(self._cells)  # who was not yet needed
        self._free: LifoQueue[Cell] = LifoQueue()  # who worked last has most at hand
        self._begun: list[Future[Any]] = []  # as long as somebody is idle

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Return the future of a call. It may end in an Overrun."""
        future = self._threads.submit(self._do, fn, args)
        if self._idle:
            self._begun = [each for each in (*self._begun, future) if not each.done()]
            if len(self._begun) > SHARE * (len(self._cells) - len(self._idle)):
                self._free.put(self._idle.pop())
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send everyone home, at once."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        for each in self._cells:
            each.dismiss()
        if wait:
            self._threads.shutdown()

    def _do(self, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        cell = self._free.get()
        try:
            return cell.do(work, *given)
        finally:
            if self._closed:  # it may have been born when the others were sent home
                cell.dismiss()
            self._free.put(cell)


def nursery() -> Apart:
    """Return the process that has loaded WeasyPrint once, for all cells that set sheets."""
    return apart(_LOADED)


@cache
def resident(limits: Limits = SHEET) -> Cells:
    """Return one cell that stays as long as this process, for whoever asks now and then."""
    return Cells(1, limits)


def send_home() -> None:
    """Send whoever stays home, at once; whoever asks later hires anew."""
    if resident.cache_info().currsize:
        resident().shutdown(wait=False, cancel_futures=True)
        resident.cache_clear()


@contextmanager
def crew(
    jobs: int = 0,
    cluster: str = "",
    tools: Callable[[], str] = lambda: "",
    limits: Limits = SHEET,
) -> Iterator[Hire]:
    """Give what hires the executor; it is dismissed at the end. Without `jobs`, one to a core.

    ToolError where a cluster is named and Dask is not installed, does not answer, or has other
    tools than ours, which `tools` tells.
    """
    hired: list[tuple[Executor, Callable[[], None]]] = []

    def hire() -> Executor:
        if not hired:
            made = (
                _cluster(cluster, tools(), limits) if cluster else _cells(jobs or cores(), limits)
            )
            hired.append(made)
        return hired[0][0]

    try:
        yield hire
    finally:
        for _, dismiss in hired:
            dismiss()


def warm() -> None:
    """Begin to load WeasyPrint in the process from which cells are forked; return at once."""
    nursery().start()


_LOADED = "potluck.formats.pdf.press.loaded"


def _cells(jobs: int, limits: Limits) -> tuple[Executor, Callable[[], None]]:
    made = Cells(jobs, limits)
    return made, lambda: made.shutdown(wait=False, cancel_futures=True)


@contextmanager
def pool(jobs: int) -> Iterator[Executor]:
    """Give processes that may do what this one may, for whole books.

    They are forked from one that has loaded WeasyPrint once. Not from this one: it may have
    threads, and a fork of those may never end.
    """
    forkserver.set_forkserver_preload([_LOADED])
    forkserver.ensure_running()
    made = ProcessPoolExecutor(jobs, mp_context=_Context(), initializer=_leave_with_parent)
    done = False  # then nobody is at work: those who are left go home, and what they shared is gone
    try:
        yield made
        done = True
    finally:
        made.shutdown(wait=done, cancel_futures=True)


def _leave_with_parent() -> None:
    """Have this process end when the one that hired it is killed: it would wait for ever."""
    if parent := parent_process():
        Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


class _Process(ForkServerProcess):
    """A process that does not run the program again by which this one was started."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - its name in multiprocessing
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return ForkServerProcess._Popen(process_obj)  # noqa: SLF001
        finally:
            sys.modules["__main__"] = program


class _Context(ForkServerContext):
    Process = _Process


def _cluster(address: str, told: str, limits: Limits) -> tuple[Executor, Callable[[], None]]:
    from potluck.formats.pdf.press.cluster import Cluster  # noqa: PLC0415 - an extra

    executor = Cluster(address, told, limits)
    return executor, executor.shutdown
