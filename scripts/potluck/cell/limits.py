"""What one piece of work may use, and how a process is held to it (setrlimit(2))."""

import errno
import math
import os
import resource
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from potluck.errors import PotluckError

MEGABYTE = 1_000_000
NO_MEMORY = 77  # exit code of a cell that could not even say so
LINE = 3  # the file descriptor that leads home; below it, there is nothing to read or write
_BROKEN = {errno.EFBIG: "file", errno.ENOMEM: "memory", errno.EMFILE: "files"}
_NEW_NAMESPACES = 0x10000000 | 0x40000000 | 0x08000000  # CLONE_NEWUSER, _NEWNET, _NEWIPC


class Overrun(PotluckError):  # noqa: N818 - the work is amiss, the program is fine
    """Work went over its limits (exit code 1). The message is a verb that needs a subject."""

    exit_code = 1

    def about(self, subject: str, hint: str = "") -> "Overrun":
        """Say what it was that went over the limits."""
        return Overrun(f"{subject} {self.message}.", hint)


class Overruns(PotluckError):  # noqa: N818 - as above
    """Pieces of work that went over their limits, by name (exit code 1)."""

    exit_code = 1

    def __init__(self, found: Mapping[str, Overrun]) -> None:
        super().__init__("\n".join(each.message for each in found.values()))
        self.found = found


@dataclass(frozen=True)
class Limits:
    """What each piece of work may use."""

    seconds: int  # of computing
    memory: int = 2_000 * MEGABYTE  # bytes, besides those that the process begins with
    file: int = 64 * MEGABYTE  # bytes of the longest file that it may write
    files: int = 64  # open at a time, sockets included
    clock: int = 0  # seconds that may pass; by default many more, for machines are busy

    @property
    def patience(self) -> int:
        """Seconds that may pass."""
        return self.clock or 60 + 10 * self.seconds

    def times(self, pieces: int) -> "Limits":
        """Return what so many pieces may use at once; of memory they share most."""
        return replace(self, seconds=self.seconds * pieces, memory=4 * self.memory)


def confine(limits: Limits) -> None:
    """Hold this process to limits from which it cannot free itself."""
    _lower(resource.RLIMIT_AS, _size() + limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.file)
    _lower(resource.RLIMIT_NOFILE, LINE + 1 + limits.files)
    _lower(resource.RLIMIT_CORE, 0)


def begin(limits: Limits) -> None:
    """Give the next piece of work its seconds of computing: they are counted for all together."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = math.ceil(used.ru_utime + used.ru_stime) + limits.seconds
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def cut_off() -> bool:
    """Leave the network, and the rights that this process had; False where that cannot be had."""
    import ctypes  # noqa: PLC0415 - needed in cells only

    with suppress(AttributeError, OSError):
        return bool(ctypes.CDLL(None).unshare(_NEW_NAMESPACES) == 0)
    return False


def broken(error: OSError, limits: Limits) -> str:
    """Say over which limit work went; nothing where the machine has a lower one than ours."""
    kind = _BROKEN.get(error.errno or 0, "")
    lower = resource.getrlimit(resource.RLIMIT_FSIZE)[0] < limits.file
    return "" if kind == "file" and lower else kind


def excess(kind: str, limits: Limits) -> Overrun:
    """Say over which limit work went: `memory`, `file`, `files`, `depth` or `clock`."""
    return Overrun(
        {
            "memory": f"takes more than {limits.memory // MEGABYTE} MB of memory",
            "file": f"writes more than {limits.file // MEGABYTE} MB into a file",
            "files": f"opens more than {limits.files} files at a time",
            "depth": "nests deeper than can be followed",
            "clock": f"is not done after {_seconds(limits.patience)}",
        }.get(kind, "goes over the limits")
    )


def ended(status: int, limits: Limits) -> Overrun:
    """Say why a process is no more, by what waitpid(2) told of it."""
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return Overrun(f"takes more than {_seconds(limits.seconds)} of computing")
    if code == NO_MEMORY:
        return excess("memory", limits)
    how = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit code {code}"
    return Overrun(f"ends the process that does it ({how})")


def _seconds(number: int) -> str:
    return f"{number} second{'s' * (number != 1)}"


def _lower(kind: int, value: int) -> None:
    with suppress(ValueError, OSError):  # not every system has every limit
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _size() -> int:
    """Return how much memory this process has mapped."""
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * resource.getpagesize()
    return 1_000 * MEGABYTE
