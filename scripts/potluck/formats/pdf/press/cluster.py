"""A Dask cluster as the executor that sets the sheets, on one machine or on many.

Dask's own executor does the work: it hands out orders, and hands them out again where a worker
dies. An order travels as bytes, and a worker opens it only where its tools are those of the one who
asks, so that a book never depends on who set it. What was set comes back to the one who asks, who
alone keeps it.
"""

import asyncio
import logging
import os
import pickle
import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import cache, partial
from threading import Condition
from typing import Any

from potluck.cell.limits import Limits
from potluck.errors import PotluckError, ToolError
from potluck.formats.pdf import SHEET
from potluck.formats.pdf.press import executors, tools

AHEAD = 100_000_000
"""Bytes of orders that wait on the scheduler. An order takes 30 to 90 kB, and its pictures."""
PATIENCE = 10  # seconds, until somebody answers
_LOUD = ("distributed.client", "distributed.core", "tornado.application")
"""They say with tracebacks that a scheduler is gone. So do we, without."""
_ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?)://)?[^\s/]+:[0-9]+", re.ASCII)
SAME = "install on every worker what uv.lock names, and the same Pango"


class Cluster(Executor):
    """Lets the workers of a Dask scheduler do the work."""

    def __init__(self, address: str, told: str, limits: Limits = SHEET) -> None:
        """Connect; `told` are our tools, and `limits` hold for each piece of work.

        ToolError where nobody answers, or with other tools.
        """
        self._address, self._told, self._limits = address, told, limits
        self._room = Room(AHEAD)
        self._open: dict[Future[Any], int] = {}
        self._gone = False
        self._client = _client(address)
        try:
            _require_same(self._client, address, told)
        except PotluckError:
            self._client.close()
            raise
        self._dask = self._client.get_executor(pure=False)
        self._client.loop.add_callback(self._watch)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Return the future of a call that tells its time, once the scheduler has room for it."""
        parcel = pickle.dumps((fn, args, self._limits))
        self._room.take(len(parcel))
        future: Future[Any] = Future()
        self._open[future] = len(parcel)
        if self._gone:
            self._give_up()
        else:
            sent = self._dask.submit(work, self._told, parcel)
            sent.add_done_callback(partial(self._settle, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Leave the cluster, which drops what nobody waits for any more."""
        self._client.close()

    def _settle(self, future: Future[Any], sent: Future[Any]) -> None:
        """Pass on what came of a call, unless it was given up before."""
        size = self._open.pop(future, None)
        if size is None:
            return
        self._room.give(size)
        if sent.cancelled():
            future.set_exception(ToolError(f"The Dask scheduler at {self._address} is gone."))
        elif error := sent.exception():
            future.set_exception(_ours(error))
        else:
            future.set_result(sent.result())

    async def _watch(self) -> None:
        """Give up what is open when the scheduler is gone: of some calls, Dask never tells that."""
        while self._client.status == "running":
            await asyncio.sleep(1)
        self._gone = True
        self._give_up()

    def _give_up(self) -> None:
        gone: Future[Any] = Future()
        gone.cancel()
        for future in list(self._open):
            self._settle(future, gone)


class Room:
    """Lets so many bytes in; who brings more waits until others have left, or it is empty."""

    def __init__(self, size: int) -> None:
        """Begin empty."""
        self._size, self._taken, self._changed = size, 0, Condition()

    def take(self, size: int) -> None:
        """Take room, as soon as there is some."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken or self._taken + size <= self._size)
            self._taken += size

    def give(self, size: int) -> None:
        """Give room back."""
        with self._changed:
            self._taken -= size
            self._changed.notify_all()


def _client(address: str) -> Any:
    """Return a client of the scheduler at an address, which has workers."""
    dask = _distributed()
    if not _ADDRESS.fullmatch(address):
        hint = "name it as it names itself, such as tcp://192.0.2.1:8786"
        raise ToolError(f"{address} is no address of a Dask scheduler.", hint)
    try:
        client = dask.Client(address, timeout=PATIENCE, set_as_default=False, name="potluck")
    except OSError as error:
        hint = "start one with: dask scheduler"
        raise ToolError(f"No Dask scheduler answers at {address}.", hint) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        hint = f"start some with: dask worker {address} --nthreads 1"
        raise ToolError(f"The Dask scheduler at {address} has no workers.", hint) from error
    return client


def _distributed() -> Any:
    """Import Dask, and have it leave to us what goes wrong."""
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = "pip install 'potluck-press[cluster]'"
        raise ToolError("Dask, which --cluster needs, is not installed.", hint) from error
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed


def _ours(error: BaseException) -> BaseException:
    if isinstance(error, _distributed().KilledWorker):
        hint = "see what the workers say, and whether they have memory enough"
        failed = ToolError("Workers of the Dask cluster died, one after the other.", hint)
        failed.__cause__ = error
        return failed
    return error


# --- tools --------------------------------------------------------------------------------------


def _require_same(client: Any, address: str, told: str) -> None:
    """Raise ToolError unless all workers have these tools. Those that come later say so, too."""
    for worker, theirs in sorted(client.run(own, on_error="return").items()):
        if isinstance(theirs, PotluckError):
            raise theirs
        if not isinstance(theirs, str):
            message = f"Potluck cannot be loaded by the worker {worker} of {address}: {theirs}."
            raise ToolError(message, SAME) from theirs
        require_same(told, theirs)


def work(told: str, parcel: bytes) -> Any:
    """Do, in a cell of a worker, what a parcel says. ToolError where the worker has other tools."""
    require_same(told, own())
    function, args, limits = pickle.loads(parcel)  # noqa: S301 - a worker obeys its scheduler anyway
    made, span = executors.resident(limits).submit(function, *args).result()
    return made, replace(span, process=os.getpid())


@cache
def own() -> str:
    """Tell the tools of this process."""
    return tools.examine().told


def require_same(ours: str, theirs: str) -> None:
    """Raise ToolError, which names the difference, where workers have other tools than we.

    >>> require_same("potluck 1; pango 15012", "potluck 1; pango 15400")
    Traceback (most recent call last):
    potluck.errors.ToolError: The workers have other tools: pango 15400; here: pango 15012.
    """
    if ours != theirs:
        here, there = ours.split("; "), theirs.split("; ")
        other = ", ".join(each for each in there if each not in here) or "fewer"
        wanted = ", ".join(each for each in here if each not in there) or "fewer"
        raise ToolError(f"The workers have other tools: {other}; here: {wanted}.", SAME)
