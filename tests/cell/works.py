"""What cells are given to do in tests: functions of a module, as orders name them."""

import errno
import os
import resource
import signal
import socket
import tempfile
import time
from pathlib import Path

from potluck.cell import inside
from potluck.cell.inside import ask
from potluck.errors import ProofError


def add(one: int, other: int) -> int:
    return one + other


PREPARED: list[int] = []


def prepare(number: int) -> None:
    PREPARED.append(number // (number - 3))  # 3 goes wrong


def leave_a_mark(path: str) -> None:
    Path(path).touch()


def prepared() -> list[int]:
    return PREPARED


def leave_for_later(number: int) -> list[int]:
    """Leave the same work twice, and say what was done."""
    inside.leave(_tidy)
    inside.leave(_tidy)
    PREPARED.append(number)
    return PREPARED


def _tidy() -> None:
    PREPARED.append(-PREPARED[-1])


def pid() -> int:
    return os.getpid()


def linger(seconds: float) -> int:
    """Say who did it, after so long."""
    time.sleep(seconds)
    return os.getpid()


def loop() -> int:
    while True:
        pass


def sleep() -> int:
    time.sleep(600)
    return 0


def burn(seconds: float) -> float:
    """Compute for so long."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass
    return seconds


def hoard(size: int) -> int:
    return len(bytearray(size))


def write(size: int) -> int:
    with tempfile.TemporaryFile() as stream:
        return stream.write(b"x" * size)


def write_on_a_mean_machine(size: int) -> int:
    """Write where the system lets no file grow beyond 100 bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    return write(size)


def fill() -> int:
    raise OSError(errno.ENOSPC, "No space left on device", "a.ttf")


def open_many(number: int) -> int:
    return len([os.open(os.devnull, os.O_RDONLY) for _ in range(number)])


def nest(depth: int) -> int:
    return nest(depth + 1)


def die(number: int) -> int:
    os.kill(os.getpid(), number)
    return 0


def die_once() -> int:
    """Be killed the first time, and do it the second."""
    if ask("how often?") == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def leave() -> int:
    os._exit(3)


def refuse(what: str) -> bytes:
    raise ProofError(f"{what} is amiss.", "look again")


def stumble() -> int:
    raise ValueError("a bug")


def lie() -> int:
    """Return another thing than what was said."""
    return "words"  # type: ignore[return-value]


def call(port: int) -> str:
    """Say something to a port of this machine; return what came of it."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"hello")
            return "heard"
    except OSError as error:
        return type(error).__name__


def read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        return type(error).__name__


def put(path: str) -> str:
    try:
        Path(path).write_text("x", encoding="utf-8")
    except OSError as error:
        return type(error).__name__
    return "written"


def environment() -> dict[str, str]:
    return dict(os.environ)


def descriptors() -> list[str]:
    """Return the open files, but for the one that lists them."""
    return sorted(os.listdir("/proc/self/fd"))[:-1]  # noqa: PTH208


def raise_limits() -> list[str]:
    """Try to free this process from its limits; name those that gave way."""
    gave: list[str] = []
    for name in ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"):
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (hard + 1, hard + 1))
        except (ValueError, OSError):
            continue
        gave.append(name)
    return gave


def greet(name: str) -> str:
    """Ask how to greet somebody."""
    return f"{ask('greeting', name)}, {name}!"
