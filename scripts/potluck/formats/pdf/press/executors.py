"""Who sets the sheets: this process, several on this machine, or a Dask cluster.

All of them are a `concurrent.futures.Executor`; there is no scheduler of our own.
"""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any

Hire = Callable[[], Executor]
"""Returns the executor, which is made when it is first asked for."""


class Alone(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            future.set_exception(error)
        return future


@contextmanager
def crew(jobs: int = 0, cluster: str = "", tools: Callable[[], str] = lambda: "") -> Iterator[Hire]:
    """Give what hires the executor; it is dismissed at the end. Without `jobs`, one to a core.

    ToolError where a cluster is named and Dask is not installed, does not answer, or has other
    tools than ours, which `tools` tells.
    """
    hired: list[tuple[Executor, Callable[[], None]]] = []

    def hire() -> Executor:
        if not hired:
            hired.append(_cluster(cluster, tools()) if cluster else _processes(jobs or cores()))
        return hired[0][0]

    try:
        yield hire
    finally:
        for _, dismiss in hired:
            dismiss()


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def warm(jobs: int = 0) -> None:
    """Begin to load WeasyPrint in the process from which others are forked; return at once."""
    if (jobs or cores()) > 1:
        forkserver.set_forkserver_preload([_LOADED])
        forkserver.ensure_running()


_LOADED = "potluck.formats.pdf.press.loaded"


def _processes(jobs: int) -> tuple[Executor, Callable[[], None]]:
    """Return a pool whose processes are forked from one that has loaded WeasyPrint once, for all.

    Not from this one: it may have threads, and a fork of those may never end.
    """
    if jobs == 1:
        return Alone(), lambda: None
    warm(jobs)
    pool = ProcessPoolExecutor(jobs, mp_context=_Context())
    return pool, lambda: pool.shutdown(wait=False, cancel_futures=True)


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


def _cluster(address: str, told: str) -> tuple[Executor, Callable[[], None]]:
    from potluck.formats.pdf.press.cluster import Cluster  # noqa: PLC0415 - an extra

    executor = Cluster(address, told)
    return executor, executor.shutdown
