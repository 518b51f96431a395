"""Stop a process with SIGKILL at one of its changes on the disk: the first, the second, and on."""

import os
import signal
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from potluck import storage
from potluck.placing import place, recover

CHANGES = ("rename", "replace", "link", "unlink", "rmdir", "mkdir", "fsync", "chmod")
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


def stopped(step: int, work: Callable[..., None], *arguments: Any) -> bool:
    """Do some work in a process that is killed before its `step`th change; tell whether it was."""
    process = _CONTEXT.Process(target=_child, args=(step, work, arguments))
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def _child(step: int, work: Callable[..., None], arguments: Iterable[Any]) -> None:
    left = step

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def change(*given: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*given, **options)

        return change

    for name in CHANGES:
        setattr(os, name, counted(getattr(os, name)))
    storage.exchange = counted(storage.exchange)
    work(*arguments)


# --- what is stopped ----------------------------------------------------------------------------


def publishing(folder: Path, names: Iterable[str], manifest: bytes, *, exchanged: bool) -> None:
    """Publish what is staged, on a system that can or cannot exchange folders."""
    _system(exchanged=exchanged)
    place(folder, names, manifest)


def recovering(folder: Path, *, exchanged: bool) -> None:
    """Do what the next build does first."""
    _system(exchanged=exchanged)
    recover(folder)


def _system(*, exchanged: bool) -> None:
    if not exchanged:
        storage.exchange = lambda *_: False  # in a process of its own
