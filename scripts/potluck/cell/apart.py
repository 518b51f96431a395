"""A process of its own in which cells are born: behind walls, with all loaded that they need."""

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from potluck import readymade
from potluck.cell import fences, inside, walls
from potluck.cell.channel import Channel, Gone, Late
from potluck.cell.limits import Limits
from potluck.cell.nursery import finish
from potluck.errors import ToolError

BIRTH, END, DONE, PREPARE, LEARNED = b"b", b"e", b"d", b"p", b"l"
PATIENCE = 300  # seconds for what takes a moment, and half a second of loading before the first
ROOM = 1_000_000  # bytes that may be on their way to a process that is still loading, if allowed
WALLED = "bubblewrap: no network, no files but programs and fonts"
FENCED = "Landlock: no files but programs, fonts and temporary ones"
ALONE = "limits alone"
IDLE = "there was nothing to do"


@dataclass
class _Spare:
    """A cell that was ordered before anybody wanted it; its number is 0 until that was heard."""

    limits: Limits
    line: Channel
    pid: int = 0


@dataclass
class Apart:
    """A process behind walls, if they hold, that loads modules once and forks itself when asked."""

    modules: tuple[str, ...] = ()
    walled: bool = field(default_factory=walls.there)  # until it shows that they do not hold
    process: "subprocess.Popen[bytes] | None" = None
    _control: Channel | None = None
    _ready: bool = False
    _prepared: set[bytes] = field(default_factory=set, repr=False)
    _spare: "_Spare | None" = None
    _lock: Lock = field(default_factory=Lock)

    def start(self) -> None:
        """Start the process, unless it runs; do not wait for it."""
        if self.process is not None and self.process.poll() is None:
            return
        self.stop()
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        told = [str(theirs.fileno()), "walled" if self.walled else "bare"]
        command = [sys.executable, "-s", "-m", "potluck.cell", *told, *self.modules]
        with theirs:
            self.process = subprocess.Popen(
                walls.around(command) if self.walled else command,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], env=walls.environment(), cwd="/",
                start_new_session=True,
            )  # fmt: skip
        self._control, self._ready = Channel(ours), False
        self._prepared.clear()

    @property
    def protection(self) -> str:
        """Say what keeps its cells in."""
        if not self._ready:
            return IDLE
        return WALLED if self.walled else FENCED if fences.there() else ALONE

    def birth(self, limits: Limits) -> tuple[Channel, int]:
        """Have a cell born. ToolError where the process cannot be started, or was killed twice."""
        for _ in range(3):
            with self._lock:
                try:
                    self.start()
                    return self._birth(limits)
                except (Gone, Late):
                    self.walled = self.walled and self._ready
                    self.stop()
        raise ToolError("A process that sets chapters cannot be started.", "potluck doctor")

    def prepare(self, work: Callable[..., None], *given: Any) -> None:
        """Have something done, once, before the next cell is born: it and later ones may use it.

        Where none is born, it is not done.
        """
        told = pickle.dumps((work, given))
        with suppress(Gone, Late), self._lock:
            if self.process is not None and told not in self._prepared:
                self._call(PREPARE, told)
                self._prepared.add(told)

    def spare(self, limits: Limits, work: Callable[..., None], *given: Any) -> None:
        """Have a cell born that begins with something of which any work may have use.

        The next one that is wanted with these limits is this one. Nobody waits for it.
        """
        with suppress(Gone, Late), self._lock:
            if self.process is not None and self._spare is None:
                line = self._ordered(limits, pickle.dumps((work, given)))
                self._spare = _Spare(limits, line)

    def _birth(self, limits: Limits) -> tuple[Channel, int]:
        self._hear()
        spare = self._spare
        if spare is not None and spare.limits == limits:
            self._spare = None
            return spare.line, spare.pid
        line = self._ordered(limits)
        try:
            return line, self._answer()
        except (Gone, Late):
            line.close()
            raise

    def _ordered(self, limits: Limits, first: bytes = b"") -> Channel:
        """Order a cell, and return the line to it; its number is told later."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._call(BIRTH, pickle.dumps((limits, first)))
                self._line.socket.settimeout(PATIENCE)
                socket.send_fds(self._line.socket, [b"."], [theirs.fileno()])
        except (Gone, Late, OSError) as error:
            ours.close()
            raise Gone from error
        return Channel(ours)

    def _hear(self) -> None:
        """Hear what was not yet waited for: that the process runs, the number of the spare cell."""
        if not self._ready:
            self._answer()
            self._ready = True
        if self._spare is not None and not self._spare.pid:
            self._spare.pid = self._answer()

    def end(self, pid: int) -> int:
        """Have a cell ended; where the process is no more, its cells are not either."""
        with suppress(Gone, Late), self._lock:
            self._hear()
            self._call(END, str(pid).encode())
            return self._answer()
        return signal.SIGKILL

    def stop(self) -> None:
        """End the process and all its cells."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        if self._control is not None:
            self._control.close()
        if self._spare is not None:
            self._spare.line.close()
        self.process = self._control = self._spare = None

    @property
    def _line(self) -> Channel:
        if self._control is None:
            raise Gone
        return self._control

    def _call(self, kind: bytes, data: bytes) -> None:
        self._line.send(kind, data, time.monotonic() + PATIENCE)

    def _answer(self) -> int:
        kind, data = self._line.receive(time.monotonic() + PATIENCE)
        if kind == LEARNED:
            readymade.adopt(data)
            return self._answer()
        if kind != DONE or not data.isdigit():
            raise Gone
        return int(data)


@cache
def apart(*modules: str) -> Apart:
    """Return the one nursery of this process that has loaded these modules; it ends with us."""
    made = Apart(modules)
    atexit.register(made.stop)
    return made


def keep(control: socket.socket, walled: str, modules: Sequence[str]) -> None:
    """Be the process apart: load modules, then give birth to cells and bury them, as asked."""
    line, bare = Channel(control), walled != "walled"
    with suppress(Gone):
        line.send(DONE, b"0")
        for module in modules:
            import_module(module)
        if learned := readymade.learned():
            line.send(LEARNED, learned)
        waiting: list[bytes] = []
        while True:
            kind, data = line.receive()
            if kind == PREPARE:
                waiting.append(data)
                continue
            while kind == BIRTH and waiting:
                inside.attempt(waiting.pop(0))
            told = _born(line, data, bare=bare) if kind == BIRTH else finish(int(data))
            line.send(DONE, str(told).encode())


def _born(line: Channel, data: bytes, *, bare: bool) -> int:
    limits, first = pickle.loads(data)  # noqa: S301 - from outside, which is trusted
    _, (descriptor,), _, _ = socket.recv_fds(line.socket, 1, 1)
    pid = os.fork()
    theirs = socket.socket(fileno=descriptor)
    if pid == 0:
        inside.enter(theirs, limits, bare=bare, writing=True, first=first)
    theirs.close()
    return pid
