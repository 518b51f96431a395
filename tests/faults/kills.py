"""A build is killed at a random moment: SIGKILL, to all its processes or to the first one alone."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

from faults.books import Book, command, standing, variables

PATIENCE = 60.0  # seconds in which what a killed build has started ends by itself
COLD, ALONE = 0.25, 0.2  # shares of trials: with nothing kept; with only the first process killed


def trials(book: Book, number: int, seed: int) -> Iterator[str]:
    """Go from A to B and back, killed each time; then a build must make what a cold one makes."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    lasts = {True: timed(book, "A", cold=True), False: timed(book, "A", cold=False)}
    editions, tried = cycle((("A", "B"), ("B", "A"))), 0
    while tried < number:
        before, after = next(editions)
        cold, moment = chance.random() < COLD, chance.random()
        alone = chance.random() < ALONE
        book.show(after)
        if cold:
            book.chill()
        lasted = killed(book.root, moment * lasts[cold], alone=alone)
        stands = standing(book, before, after)
        if lasted is None:
            tried += 1
            yield stands
        lasts[cold] = lasted or lasts[cold] * 1.05  # how busy the machine is changes
        book.builds(after)


def timed(book: Book, edition: str, *, cold: bool) -> float:
    """Build an edition, see that it is as it should be, and tell how long that took."""
    book.show(edition)
    if cold:
        book.chill()
    start = time.monotonic()
    book.builds(edition)
    return time.monotonic() - start


def killed(root: Path, moment: float, *, alone: bool = False) -> float | None:
    """Kill a build after so many seconds; return how long it took where it was done before."""
    begun = time.monotonic()
    with start(root) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=moment)
            return time.monotonic() - begun
        end(process, alone=alone)
    return None


def start(root: Path) -> "subprocess.Popen[bytes]":
    """Begin a build in a session of its own."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command(root, jobs=2),
        env=variables(),
        cwd=root,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )


def end(process: "subprocess.Popen[bytes]", *, alone: bool = False) -> None:
    """Kill a build, and wait until none of its processes is there any more."""
    with suppress(ProcessLookupError):
        if alone:
            os.kill(process.pid, signal.SIGKILL)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    gone(process.pid)


def gone(of: int) -> None:
    """Wait until no process of a session is there any more; fail where one stays."""
    until = time.monotonic() + PATIENCE
    while left := session(of):
        assert time.monotonic() < until, f"of a build that was killed there are left: {left}"
        time.sleep(0.05)


def session(of: int) -> list[int]:
    """Return the processes of a session, but for those that are dead already."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if _of(path, of)]


def _of(path: Path, of: int) -> bool:
    with suppress(OSError, ValueError):
        state, _, _, its = (path / "stat").read_text().rpartition(")")[2].split()[:4]
        return int(its) == of and state not in "ZX"
    return False
