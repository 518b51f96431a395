"""Build many books, several at a time, each whole in one process, with one store of sheets for all.

About half of the work of a small book is setting its sheets. The rest (reading, proving, the site,
the EPUB) would be one process's, so to share out sheets alone is at most twice as fast, with any
number of workers; whole books share out all of it. With few books it gains nothing: on two busy
cores, four books of eight chapters took 62 s one after the other with their sheets on two
processes, and 73 s as whole books (32 and 37 s of processor, one run of each), for each process
begins with 7 s for the faces of the site. A cluster gets sheets only: it may share no file system
with us.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from potluck import keeping, pipeline
from potluck.cell.shift import cores
from potluck.errors import ConfigError, ToolError
from potluck.formats.pdf import Workshop
from potluck.formats.pdf.press import executors
from potluck.formats.pdf.press.store import Store
from potluck.pipeline import Outcome

LIMIT = 20_000_000_000
"""Bytes of the shared store. What was set first goes first, when all books are built."""


@dataclass(frozen=True)
class Volume:
    """What came of one book of a library: an outcome, or why there is none."""

    root: Path
    outcome: Outcome | None = None
    error: BaseException | None = None


def build(roots: Sequence[Path], formats: tuple[str, ...], workshop: Workshop) -> Iterator[Volume]:
    """Build books, as many at a time as the workshop has jobs; yield each when it is done."""
    jobs = workshop.jobs or cores()
    work = partial(_build, formats, replace(workshop, jobs=1, limit=None))
    broken: list[Path] = []
    for volume in _together(work, roots, jobs):
        if isinstance(volume.error, BrokenProcessPool):
            broken.append(volume.root)
        else:
            yield volume
    for root in broken:
        yield from map(_told, _together(work, [root], 1))
    if workshop.cache is not None:
        Store(workshop.cache, workshop.secret, limit=workshop.limit).prune()


def _build(formats: tuple[str, ...], workshop: Workshop, root: Path) -> Outcome:
    return pipeline.build(root, formats, workshop=workshop, progress=lambda _: None)


def _together(
    work: Callable[[Path], Outcome], roots: Sequence[Path], jobs: int
) -> Iterator[Volume]:
    """Build books in processes of one pool, which breaks when one of them is killed."""
    with executors.pool(jobs) as pool:  # never this process, which has to survive
        for root, future in _flow(pool, work, roots, jobs):
            error = future.exception()
            yield Volume(root, error=error) if error else Volume(root, future.result())


def _flow(
    executor: Executor, work: Callable[[Path], Outcome], roots: Sequence[Path], width: int
) -> Iterator[tuple[Path, "Future[Outcome]"]]:
    """Have so many books in work at a time, and yield each when it is done."""
    queue = iter(roots)
    working = {_submit(executor, work, root): root for root in islice(queue, width)}
    while working:
        done, _ = wait(working, return_when=FIRST_COMPLETED)
        for future in done:
            yield working.pop(future), future
            working |= {_submit(executor, work, root): root for root in islice(queue, 1)}


def _submit(executor: Executor, work: Callable[[Path], Outcome], root: Path) -> "Future[Outcome]":
    try:
        return executor.submit(work, root)
    except BrokenProcessPool as error:
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


def _told(volume: Volume) -> Volume:
    """Say what a broken pool of one book means."""
    if not isinstance(volume.error, BrokenProcessPool):
        return volume
    message = "The process that built it was killed."
    return replace(volume, error=ToolError(message, "has the machine memory enough?"))


# --- the shared store ---------------------------------------------------------------------------


def secret(cache: Path) -> bytes:
    """Return the secret that seals a store for many books, kept in it. Raises ConfigError.

    Nobody else may read the folder: who knows the secret could put pages into any book.
    """
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = cache.stat()
    except OSError as error:
        raise ConfigError(f"The folder {cache} cannot be used: {error.strerror}.") from error
    if found.st_uid != os.getuid():
        raise ConfigError(f"The folder {cache} is somebody else’s.", "name another with --cache")
    if found.st_mode & 0o077:
        raise ConfigError(f"The folder {cache} is open to others.", f"type: chmod 700 {cache}")
    return keeping.secret(cache / "press.key")
