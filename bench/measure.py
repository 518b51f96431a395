"""What a command takes: time, processor time and peak memory of whole processes, run after run."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
# They would make our processes start in another way than a reader's: without compiled modules,
# for one.
NOT_PASSED_ON = ("PYTHON", "MAKE", "POTLUCK_", "GIT_")
LIMIT = 1800.0  # seconds: no command runs longer


class MeasureError(Exception):
    """A measured command did not do its work."""


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock, seconds of processors, and bytes at the peak.

    `peak` is that of the largest process, `together` that of all processes at one time.
    """

    wall: float
    cpu: float
    peak: int
    together: int


@dataclass(frozen=True)
class Spread:
    """The middle of some numbers, and how far they reach."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, numbers: list[float]) -> "Spread":
        """Sum up numbers.

        >>> Spread.of([3, 1, 2])
        Spread(median=2, low=1, high=3)
        """
        return cls(statistics.median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True)
class Measurement:
    """A command under a name, and what each of its runs took."""

    name: str
    command: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def wall(self) -> Spread:
        return Spread.of([run.wall for run in self.runs])

    @property
    def cpu(self) -> Spread:
        return Spread.of([run.cpu for run in self.runs])

    @property
    def peak(self) -> Spread:
        return Spread.of([run.peak for run in self.runs])

    @property
    def together(self) -> Spread:
        return Spread.of([run.together for run in self.runs])


def nothing() -> None:
    """Do nothing before a run."""


def measure(  # noqa: PLR0913 - a command has that many sides
    name: str,
    command: tuple[str, ...],
    folder: Path,
    *,
    runs: int = 5,
    before: Callable[[], None] = nothing,
    limit: float = LIMIT,
) -> Measurement:
    """Run a command in a folder, `before` each time what is called so, and return what it took.

    Raises MeasureError, with what the command printed, unless it ends with 0, and within `limit`
    seconds.
    """
    taken = []
    for _ in range(runs):
        before()
        taken.append(_run(command, folder, limit))
    return Measurement(name, command, tuple(taken))


def _run(command: tuple[str, ...], folder: Path, limit: float) -> Run:
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        launch = [sys.executable, "-IS", str(LAUNCH), str(output), str(limit), *command]
        done = subprocess.run(
            launch, cwd=folder, env=environment(), capture_output=True, check=False
        )
        if done.returncode:
            raise MeasureError(f"{command[0]} cannot be run: {done.stderr.decode().strip()}")
        taken = json.loads(done.stdout)
        code, late = taken.pop("code"), taken.pop("late")
        if late:
            raise MeasureError(f"{' '.join(command)} was not done after {limit:g} s")
        if code:
            said = output.read_text(encoding="utf-8", errors="replace")
            raise MeasureError(f"{' '.join(command)} failed:\n{said[-2000:]}")
    return Run(**taken)


def environment() -> dict[str, str]:
    kept = ((k, v) for k, v in os.environ.items() if not k.startswith(NOT_PASSED_ON))
    return dict(kept)
