"""Inside a cell: it takes orders, does them, and answers, until nobody asks any more."""

import errno
import gc
import os
import pickle
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import msgspec

from potluck.cell import fences
from potluck.cell import limits as bounds
from potluck.cell.channel import Channel, Gone
from potluck.cell.limits import LINE, Limits
from potluck.errors import PotluckError, refused

ORDER, ANSWER = b"o", b"a"  # from outside
DONE, QUESTION, EXCESS, REFUSED, FAILED = b"d", b"q", b"x", b"r", b"f"  # from inside

_MACHINES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOENT})
"""What a machine may refuse behind walls, too; of what is not there, only room for a file."""

_line: list[Channel] = []
_left: dict[Callable[[], object], None] = {}


def ask(*question: Any) -> Any:
    """Ask whoever gave the order, and return the answer: plain values, both of them."""
    _line[0].send(QUESTION, msgspec.msgpack.encode(question))
    return msgspec.msgpack.decode(_line[0].receive()[1])


def leave(work: Callable[[], object]) -> None:
    """Leave work, such as tidying up, for the moment after the answer, when nobody waits for us."""
    _left[work] = None


def enter(
    line: socket.socket,
    limits: Limits,
    *,
    bare: bool,
    writing: bool,
    first: bytes = b"",
) -> NoReturn:
    """Become a cell, in a process that was just forked. It leaves without tidying up.

    Where no walls stand around it (`bare`), it leaves the network and all files but programs;
    `writing`: and temporary ones. `first` is attempted before anything is ordered.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever is outside decides what that means
        gc.freeze()  # what was there before is shared as long as nobody touches it
        _leave_all_but(line)
        if bare:
            bounds.cut_off()
            fences.fence(writing=writing)
        bounds.confine(limits)
        _line[:] = [Channel(socket.socket(fileno=LINE))]
        if first:
            bounds.begin(limits)
            attempt(first)
        _live(_line[0], limits)
    except Gone:
        os._exit(0)
    except MemoryError:  # there was too little left even to say so
        os._exit(bounds.NO_MEMORY)
    finally:
        os._exit(1)


def attempt(told: bytes) -> None:
    """Do what may save time; whatever goes wrong there is met again, and told, in an order."""
    with suppress(Exception):
        work, given = pickle.loads(told)  # noqa: S301 - from outside, which is trusted
        work(*given)


def _leave_all_but(line: socket.socket) -> None:
    """Close every file but the line, which gets a number of its own."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(LINE):
        os.dup2(nothing, descriptor)
    if (descriptor := line.detach()) != LINE:
        os.dup2(descriptor, LINE)
    os.closerange(LINE + 1, os.sysconf("SC_OPEN_MAX"))


def _live(line: Channel, limits: Limits) -> NoReturn:
    while True:
        _, order = line.receive()
        bounds.begin(limits)
        line.send(*_outcome(order, limits))
        _tidy(limits)


def _tidy(limits: Limits) -> None:
    """Do what was left for later, as if it had been ordered."""
    if _left:
        bounds.begin(limits)
    while _left:
        with suppress(Exception):
            _left.popitem()[0]()


def _outcome(order: bytes, limits: Limits) -> tuple[bytes, bytes]:
    """Do what an order says, and return what is to be answered."""
    try:
        work, given = pickle.loads(order)  # noqa: S301 - from outside, which is trusted
        return DONE, msgspec.msgpack.encode(work(*given))
    except MemoryError:
        return EXCESS, b"memory"
    except RecursionError:
        return EXCESS, b"depth"
    except PotluckError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - it is raised outside
        return _failed(error, limits)


def _failed(error: Exception, limits: Limits) -> tuple[bytes, bytes]:
    """Say whose fault it is: the work's, the machine's or ours."""
    if isinstance(error, OSError):
        if kind := bounds.broken(error, limits):
            return EXCESS, kind.encode()
        if error.errno in _MACHINES and (known := refused(error)):
            return _refused(known)
    return FAILED, traceback.format_exc().encode(errors="replace")


def _refused(error: PotluckError) -> tuple[bytes, bytes]:
    return REFUSED, msgspec.msgpack.encode((type(error).__name__, error.message, error.hint))
