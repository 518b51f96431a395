"""Where the time of a build goes, in the format that Chrome's tracing and Perfetto read.

Trace Event Format, complete events (`ph: X`):
https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Span:
    """Something that took time: microseconds since 1970, and how many; in which process."""

    name: str
    start: int
    duration: int
    process: int


@dataclass
class Trace:
    """Collects spans, and facts about the build. The clock is given, so that tests can turn it."""

    clock: Callable[[], int] = time.time_ns
    spans: list[Span] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def span(self, name: str) -> Iterator[None]:
        """Take down how long what is inside takes."""
        start = self.clock() // 1000
        try:
            yield
        finally:
            self.spans.append(Span(name, start, self.clock() // 1000 - start, os.getpid()))

    def steps(self, told: Callable[[Any], None]) -> "Steps":
        """Return what is told of steps, each of which ends when the next begins."""
        return Steps(self, told)

    def as_json(self) -> str:
        """Return the trace as JSON."""
        events = [
            {"name": s.name, "cat": "potluck", "ph": "X", "ts": s.start, "dur": s.duration,
             "pid": s.process, "tid": 0}
            for s in sorted(self.spans, key=lambda span: (span.start, -span.duration))
        ]  # fmt: skip
        told = {"otherData": self.facts, "traceEvents": events, "displayTimeUnit": "ms"}
        return json.dumps(told, indent=1) + "\n"


@dataclass
class Steps:
    """Passes on what is told, and takes down how long each step lasted."""

    trace: Trace
    told: Callable[[Any], None]
    _name: str = ""
    _start: int = 0

    def __call__(self, step: object) -> None:
        """Hear of a step; what is no name of one is only passed on."""
        if isinstance(step, str):
            self.end()
            self._name, self._start = step, self.trace.clock() // 1000
        self.told(step)

    def end(self) -> None:
        """End the last step."""
        if self._name:
            duration = self.trace.clock() // 1000 - self._start
            self.trace.spans.append(Span(self._name, self._start, duration, os.getpid()))
            self._name = ""


def timed(name: str, work: Callable[[Any], bytes], order: Any) -> tuple[bytes, Span]:
    """Do work, perhaps in another process; return what comes of it, and how long it took."""
    start = time.time_ns() // 1000
    made = work(order)
    return made, Span(name, start, time.time_ns() // 1000 - start, os.getpid())
