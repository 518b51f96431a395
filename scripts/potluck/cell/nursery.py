"""Where cells are born: in our own process, or in one that was started for nothing else."""

import os
import signal
import socket
from contextlib import suppress
from importlib import import_module
from threading import active_count
from typing import Protocol

from potluck.cell import inside
from potluck.cell.channel import Channel
from potluck.cell.limits import Limits


class Nursery(Protocol):
    """Gives birth to cells, and buries them."""

    def birth(self, limits: Limits) -> tuple[Channel, int]:
        """Return the line to a new cell, and its number."""

    def end(self, pid: int) -> int:
        """End a cell at once, and return what waitpid(2) tells of it."""


def finish(pid: int) -> int:
    """Kill a child of this process, if it is alive, and return how it ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


class Here:
    """Our own process, which must have one thread. Its cells leave network and files."""

    def birth(self, limits: Limits) -> tuple[Channel, int]:
        """Fork this process."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            inside.enter(theirs, limits, bare=True, writing=False)
        theirs.close()
        return Channel(ours), pid

    def end(self, pid: int) -> int:
        """End a child of this process."""
        return finish(pid)


def nearest(*modules: str) -> Nursery:
    """Return where cells are born soonest: here, unless a fork of our threads might never end."""
    for module in modules:
        import_module(module)
    if active_count() == 1:
        return Here()
    from potluck.cell.apart import apart  # noqa: PLC0415 - a check does without

    return apart(*modules)
