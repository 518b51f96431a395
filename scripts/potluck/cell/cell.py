"""A cell as it is seen from outside: it is given an order, and watched until that is done."""

import os
import pickle
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_type_hints

import msgspec

from potluck import errors
from potluck.cell import limits as bounds
from potluck.cell.channel import Channel, Gone, Late
from potluck.cell.inside import ANSWER, DONE, EXCESS, ORDER, QUESTION, REFUSED
from potluck.cell.limits import Limits, Overrun
from potluck.cell.nursery import Nursery
from potluck.errors import PotluckError

Answer = Callable[..., Any]
"""Answers a question that comes out of a cell."""
_KINDS = (errors.ProofError, errors.ToolError, errors.MachineError)
_REFUSALS = {kind.__name__: kind for kind in _KINDS}
TRIES = 2
"""How often work is begun that is ended by SIGKILL, which may have meant anybody."""


class CellError(Exception):
    """Work failed in a cell as it would have failed here: our bug. The message is a traceback."""


def nobody(*_: object) -> None:
    """Answer no question."""


@dataclass
class Cell:
    """One process; it begins with the first order, and begins again when it has ended."""

    nursery: Nursery
    limits: Limits
    line: Channel | None = None
    pid: int = 0
    _order: bytes = field(default=b"", repr=False)
    _result: Any = field(default=Any, repr=False)
    _deadline: float = 0
    _tries: int = 0

    def do(self, work: Callable[..., Any], *given: Any, answer: Answer = nobody) -> Any:
        """Have work done, and return its result. Raises Overrun, and what the work raises."""
        self.begin(work, *given)
        while (done := self.heard(answer)) is None:
            pass
        return done[0]

    def begin(self, work: Callable[..., Any], *given: Any) -> None:
        """Give an order. `work` is a function of a module, and says what it returns."""
        self._order, self._tries = pickle.dumps((work, given)), 0
        self._result = get_type_hints(work)["return"]
        self._begin()

    def _begin(self) -> None:
        self._tries += 1
        self._deadline = time.monotonic() + self.limits.patience
        for _ in range(TRIES):
            if self.line is None:
                self.line, self.pid = self.nursery.birth(self.limits)
            try:
                self.line.send(ORDER, self._order, self._deadline)
            except Gone:  # it was ended while it had nothing to do
                self.dismiss()
            else:
                return
        raise Overrun("cannot be begun: its process ends at once")

    def heard(self, answer: Answer = nobody) -> tuple[Any] | None:
        """Wait for the next message, and return the result if it is one."""
        if self.line is None:
            raise Overrun("was never begun")
        try:
            kind, data = self.line.receive(self._deadline)
            if kind == QUESTION:
                told = msgspec.msgpack.encode(answer(*msgspec.msgpack.decode(data)))
                self.line.send(ANSWER, told, self._deadline)
                return None
            return (self._opened(kind, data),)
        except Late:
            self.dismiss()
            raise bounds.excess("clock", self.limits) from None
        except Gone:
            self._ended()
            return None

    @property
    def left(self) -> float:
        """Seconds until the work has to be done."""
        return max(self._deadline - time.monotonic(), 0)

    def _ended(self) -> None:
        """Begin again where the process was killed for the first time; else say how it ended."""
        status = self.dismiss()
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if not killed or self._tries == TRIES:
            raise bounds.ended(status, self.limits)
        self._begin()

    def _opened(self, kind: bytes, data: bytes) -> Any:
        """Return a result. It is data: what is not as the work said is a failure."""
        try:
            if kind == DONE:
                return msgspec.msgpack.decode(data, type=self._result)
            if kind == REFUSED:
                name, message, hint = msgspec.msgpack.decode(data, type=tuple[str, str, str])
                raise _REFUSALS.get(name, PotluckError)(message, hint)
        except msgspec.MsgspecError as error:
            self.dismiss()
            raise CellError(f"What a cell answered cannot be read: {error}") from error
        if kind == EXCESS:
            self.dismiss()  # what is left of it may be short of memory
            raise bounds.excess(data.decode(errors="replace"), self.limits)
        raise CellError(data.decode(errors="replace"))

    def dismiss(self) -> int:
        """End the process, and return what waitpid(2) tells of it."""
        if self.line is None:
            return 0
        line, self.line = self.line, None
        status = self.nursery.end(self.pid)
        line.close()
        return status
