"""Run one command and print what it took, as JSON: python -IS launch.py OUTPUT LIMIT COMMAND...

A program of its own, small on purpose: the peak memory of a new process counts from that of the one
that starts it. Its numbers hold for the command and all that it started: what a command leaves
running behind is handed to us, ended and counted too. Nothing runs longer than LIMIT seconds.
"""

import ctypes
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from resource import struct_rusage
from signal import SIGKILL
from threading import Event, Thread

EVERY = 0.1  # seconds between two looks at the memory of all processes together
PATIENCE = 1.0  # seconds that are given to what a command left running, before it is ended
RARELY = 100  # times as long as a look takes: it must not slow down what it looks at
PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
PROC = Path("/proc")


def launch(path: str, limit: float, *command: str) -> dict[str, float]:
    """Run a command, with what it prints in a file; return seconds, bytes and how it ended."""
    _adopt()
    output = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    streams = [(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
    watcher = Watcher(process, start + limit)
    watcher.start()
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    watcher.done.set()
    watcher.join()
    spent = [used, *_orphans()]
    peak = max(each.ru_maxrss for each in spent) * _unit()
    return {
        "wall": wall,
        "cpu": sum(each.ru_utime + each.ru_stime for each in spent),
        "peak": peak,
        "together": max(peak, watcher.together),
        "code": os.waitstatus_to_exitcode(status),
        "late": watcher.late,
    }


class Watcher(Thread):
    """Looks at all processes of a command while it runs, and ends them when its time is over."""

    def __init__(self, process: int, deadline: float) -> None:
        super().__init__(daemon=True)
        self.process, self.deadline = process, deadline
        self.done = Event()
        self.late = False
        self.together = 0

    def run(self) -> None:
        pause = EVERY
        while not self.done.wait(min(pause, max(self.deadline - time.perf_counter(), EVERY))):
            start = time.thread_time()
            processes = list(family(self.process))
            self.together = max(self.together, sum(map(memory, processes)))
            pause = max(EVERY, RARELY * (time.thread_time() - start))
            if time.perf_counter() > self.deadline:
                self.late = True
                end(processes)


def family(process: int) -> Iterator[int]:
    """Yield a process and all below it, as far as the system tells."""
    yield process
    with suppress(OSError):
        for children in (PROC / str(process) / "task").glob("*/children"):
            for child in children.read_text().split():
                yield from family(int(child))


def end(processes: list[int]) -> None:
    """Kill processes, and do not mind if one has ended."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, SIGKILL)


def memory(process: int) -> int:
    """Return the bytes that a process holds, of what it shares only its part; 0 if unknown."""
    with suppress(OSError, ValueError):
        for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _adopt() -> None:
    """Let those whose parent is gone become our children, where the system can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _orphans() -> Iterator[struct_rusage]:
    """Wait for what the command left running, or end it, and yield what that has used.

    What has its own processes must leave by itself to tell of them: killed, it may not have counted
    them yet.
    """
    deadline = time.perf_counter() + PATIENCE
    while below := list(family(os.getpid()))[1:]:
        if time.perf_counter() > deadline:
            end(below)
        process, _, used = os.wait4(-1, os.WNOHANG)
        if process:
            yield used
        else:
            time.sleep(PATIENCE / 100)


def _unit() -> int:
    return 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, kilobytes elsewhere


if __name__ == "__main__":
    print(json.dumps(launch(sys.argv[1], float(sys.argv[2]), *sys.argv[3:])))  # noqa: T201 - its answer
