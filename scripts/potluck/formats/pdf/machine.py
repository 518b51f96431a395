"""What sets sheets: it looks up what is kept, has others made by whoever is hired, and keeps those.

Work begins as soon as it is known to be missing; what was begun on a guess is taken when it is
wanted indeed.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from potluck.cell.limits import Overrun, Overruns
from potluck.errors import ProofError
from potluck.formats import Count, Progress
from potluck.formats.pdf.press.setting import Look
from potluck.formats.pdf.press.store import Store
from potluck.trace import Span, Trace, timed

HINT = "split the chapter; look for tables in tables, and for hundreds of rows, notes or boxes"

_Timed = tuple[bytes, Span]


@dataclass(frozen=True)
class Task:
    """Something to be made, known by all that shapes it; `order` is asked for if it is missing."""

    name: str
    key: str
    work: Callable[[Any], bytes]
    order: Callable[[], Any]


@dataclass
class Begun:
    """Work on its way: the keys of tasks in their order, what was kept, who makes the rest."""

    keys: list[str] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    waiting: "dict[Future[_Timed], Task]" = field(default_factory=dict)


@dataclass
class Machine:
    """What sets sheets: where they are kept, by which tools, by whom (`hire`, when needed).

    `idle` is what may be done, once, while it waits for others.
    """

    store: Store
    tools: str
    hire: Callable[[], Executor]
    told: Progress = lambda _: None
    trace: Trace = field(default_factory=Trace)
    idle: list[Callable[[], object]] = field(default_factory=list)
    _early: Begun = field(default_factory=Begun)

    def key(self, kind: str, look: Look, told: Iterable[str]) -> str:
        """Name what is made by all that shapes it."""
        digest = hashlib.blake2b(digest_size=20)
        for each in (kind, self.tools, look.digest, *told):
            digest.update(f"{len(each)} {each}".encode())
        return digest.hexdigest()

    def produce(self, tasks: Iterable[Task], kind: type[Any]) -> list[Any]:
        """Return what tasks make, from the store or by work; results in the order of the tasks."""
        return self.finish(self.begin(tasks, kind), kind)

    def begin_early(self, tasks: Iterable[Task], kind: type[Any]) -> None:
        """Begin what will be wanted if a guess is right; else it is made in vain."""
        begun = self.begin(tasks, kind)
        self._early.found |= begun.found
        self._early.waiting |= begun.waiting

    def begin(self, tasks: Iterable[Task], kind: type[Any]) -> Begun:
        """Look up what tasks make; work begins as soon as something is found to be missing."""
        begun, there = Begun(), list[Task]()
        for task in tasks:
            begun.keys.append(task.key)
            if task.key in begun.found:
                continue
            known = begun.found[task.key] = self._early.found.get(task.key)
            if known is None and self.store.lacks(task.key):
                self._submit(task, begun)
            elif known is None:
                there.append(task)
        for task in there:  # which takes time; what is to be set is on its way
            begun.found[task.key] = self.store.load(task.key, kind)
            if begun.found[task.key] is None:
                self._submit(task, begun)
        return begun

    def _submit(self, task: Task, begun: Begun) -> None:
        """Have a task done, unless somebody is at it already."""
        early = (f for f, each in self._early.waiting.items() if each.key == task.key)
        future = next(early, None) or self.submit(task.name, task.work, task.order())
        begun.waiting[future] = task

    def finish(self, begun: Begun, kind: type[Any]) -> list[Any]:
        """Return what was begun, in the order of the tasks. Raises Overruns."""
        kept = len(begun.found) - len(begun.waiting)
        found = begun.found | self._made(begun.waiting, kind, kept)
        return [found[key] for key in begun.keys]

    def _made(
        self, waiting: "Mapping[Future[_Timed], Task]", kind: type[Any], kept: int
    ) -> dict[str, Any]:
        """Return what was being made, by key, and keep it. Raises Overruns."""
        told, found, excess = self.told, dict[str, Any](), dict[str, Overrun]()
        told(Count(0, kept, len(waiting)))
        while self.idle and not all(future.done() for future in waiting):
            self.idle.pop(0)()
        for future in as_completed(waiting):
            task = waiting[future]
            try:
                data = self.taken(task.name, future)
            except Overruns as overruns:
                excess |= overruns.found
                continue
            found[task.key] = decoded(data, kind)
            self.store.put(task.key, data)
            told(Count(len(found), kept, len(waiting) - len(found)))
        if excess:
            raise Overruns(excess)
        return found

    def call(self, name: str, work: Callable[[Any], bytes], order: Any) -> bytes:
        """Have something made at once, whatever is kept."""
        return self.taken(name, self.submit(name, work, order))

    def submit(self, name: str, work: Callable[[Any], bytes], order: Any) -> "Future[_Timed]":
        """Have something made."""
        return self._executor.submit(timed, name, work, order)

    def taken(self, name: str, future: "Future[_Timed]") -> bytes:
        """Return what was made. ProofError, Overruns, with the name of the sheet, if it was not."""
        try:
            data, span = future.result()
        except ProofError as error:
            raise ProofError(f"{name}: {error.message}", error.hint) from error
        except Overrun as overrun:
            raise Overruns({name: overrun.about(f"Setting {name}", HINT)}) from overrun
        self.trace.spans.append(span)
        return data

    @cached_property
    def _executor(self) -> Executor:
        return self.hire()


def decoded(data: bytes, kind: type[Any]) -> Any:
    """Read what was made."""
    return msgspec.msgpack.decode(data, type=kind)
