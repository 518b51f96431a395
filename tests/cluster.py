"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import Client

SCRIPTS = Path(__file__).parents[1] / "scripts"
HERE = ("--host", "127.0.0.1", "--no-dashboard")
PATIENCE = 120  # seconds: a machine may be busy


@dataclass(frozen=True)
class Running:
    """A cluster that runs: where it listens, and its processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def cluster(workers: int = 2, scripts: Path = SCRIPTS, **settings: str) -> Iterator[Running]:
    """Run a cluster whose workers import from `scripts`; `settings` are variables of Dask."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="potluck-")))
        named = folder / "scheduler.json"
        scheduler = stack.enter_context(
            _process("scheduler", "--port", "0", "--scheduler-file", str(named), **settings)
        )
        address = _address(named)
        crew = tuple(
            stack.enter_context(
                _process("worker", address, "--nthreads", "1", "--no-nanny",
                         "--local-directory", str(folder), PYTHONPATH=str(scripts))
            )
            for _ in range(workers)
        )  # fmt: skip
        _wait(address, workers)
        yield Running(address, scheduler, crew)


@contextmanager
def _process(kind: str, *arguments: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", kind, *HERE, *arguments]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SCRIPTS), **variables}
    with subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _address(named: Path) -> str:
    """Return where a scheduler listens, once it has written that down."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if named.exists() and (text := named.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise TimeoutError("The scheduler does not start.")


def _wait(address: str, workers: int) -> None:
    if workers:
        connect: Any = Client  # it has no types
        with connect(address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
