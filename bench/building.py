"""Building one book again and again: by us in several situations, and by other programs."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench import check, produced
from bench.edits import Writer
from bench.measure import MeasureError, Measurement, measure, nothing
from bench.peers import program
from bench.plain import Export
from bench.produced import Product
from bench.report import Missing
from bench.rivals import Rival
from bench.settings import Settings
from bench.subjects import Subject

COLD, WARM, RIVAL = 3, 5, 1  # runs


@dataclass
class Taken:
    """What was measured so far, by name, and what came of it."""

    measurements: dict[str, Measurement] = field(default_factory=dict)
    produced: dict[str, Product] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def add(self, taken: Measurement, product: Product | None = None) -> None:
        """Keep a measurement, with what was produced where that is of interest."""
        self.measurements[taken.name] = taken
        if product:
            self.produced[taken.name] = product


@dataclass(frozen=True)
class Builder:
    """Runs one command of ours on one book, in every situation that an author knows."""

    subject: Subject
    command: tuple[str, ...]  # of potluck
    output: str  # below the folder of the book; may have a * in it
    settings: Settings

    def cold(self, taken: Taken, name: str = "cold") -> str:
        """Build with nothing kept from before."""
        return self._run(taken, name, COLD, lambda: forget(self.subject.folder), tells=True)

    def unchanged(self, taken: Taken) -> str:
        """Build what was built just now."""
        return self._run(taken, "nothing changed", WARM, nothing)

    def edited(self, taken: Taken) -> str:
        """Build after somebody changed a line in the middle of the book."""
        return self._run(taken, "one chapter edited", WARM, Writer(self.subject.middle).change)

    def grown(self, taken: Taken) -> str:
        """Build after the first chapter grew by a page."""
        return self._run(taken, "every page moved", WARM, Writer(self.subject.first).grow)

    def _run(
        self, taken: Taken, name: str, runs: int, before: Callable[[], None], *, tells: bool = False
    ) -> str:
        name = f"potluck {' '.join(self.command)}, {name}"
        folder = self.subject.folder
        command = (program("potluck"), *self.command)
        found = measure(name, command, folder, runs=self.settings.runs(runs), before=before)
        taken.add(found, product(folder, self.output) if tells else None)
        return name


def forget(folder: Path) -> None:
    """Remove all that was ever built or kept."""
    check.forget(folder)
    shutil.rmtree(folder / "build", ignore_errors=True)


def product(folder: Path, output: str) -> Product:
    """Read what a command made; MeasureError if it made nothing, or nothing that can be read."""
    path = next(iter(sorted(folder.glob(output))), None)
    if path is None:
        raise MeasureError(f"There is no {output} after the run")
    try:
        return produced.read(path)
    except produced.UNREADABLE as error:
        raise MeasureError(f"{output} cannot be read: {error}") from error


@dataclass(frozen=True)
class Contest:
    """Lets other programs build the same book, each in a folder of its own below `scratch`.

    With `edit` they build it again after somebody changed a line in the middle of it.
    """

    export: Export
    scratch: Path
    settings: Settings
    edit: bool = False

    def hold(self, taken: Taken, rivals: Iterable[Rival]) -> None:
        """Run them all. Who cannot be installed or run is missing, with the reason."""
        for rival in () if self.settings.alone else rivals:
            try:
                self._let(taken, rival)
            except MeasureError as error:
                taken.missing.append(Missing(rival.name, brief(str(error))))

    def _let(self, taken: Taken, rival: Rival) -> None:
        folder = self.scratch / folder_name(rival.name)
        folder.mkdir(parents=True)
        command = rival.lay(self.export, folder, self.settings.cache)
        found = measure(rival.name, command, folder, runs=RIVAL)
        taken.add(found, product(folder, rival.output))
        taken.versions |= rival.versions(self.settings.cache)
        if self.edit:
            writer = Writer(folder / "docs" / self.export.middle)
            name = f"{rival.name}, one chapter edited"
            runs = self.settings.runs(COLD)
            taken.add(measure(name, command, folder, runs=runs, before=writer.change))


def folder_name(name: str) -> str:
    """Return a name for a folder.

    >>> folder_name("pandoc + Typst")
    'pandoc-typst'
    """
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def brief(reason: str, longest: int = 300) -> str:
    r"""Return a reason on one line: how it begins, and how it ends.

    >>> brief("npm cannot install it:\nwarning\nno space left\n")
    'npm cannot install it: … no space left'
    """
    lines = [line.strip() for line in reason.splitlines() if line.strip()]
    first, last = lines[0][:longest], lines[-1][-longest:]
    return first if len(lines) == 1 else f"{first} … {last}"
