"""The library: many books at once."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potluck.cli.desk import BUG, FINDINGS, FINE
from potluck.errors import PotluckError
from potluck.model import Severity

if TYPE_CHECKING:
    from potluck.library import Volume


@click.group()
def library() -> None:
    """Work on many books at once."""


@library.command()
@click.argument("roots", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--edition", "formats", multiple=True, type=click.Choice(["site", "pdf", "epub"]),
              help="Build only this one; may be repeated. Default: all.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(0), default=0,
              help="Books to build at a time. Default: one to a core.")  # fmt: skip
@click.option("--cluster", default="", help="Address of a Dask scheduler that sets chapters.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path),
              help="Where what was set is kept for all books, and for you alone. "
              "Default: potluck/press in your folder for caches.")  # fmt: skip
def build(
    roots: tuple[Path, ...], formats: tuple[str, ...], jobs: int, cluster: str, cache: Path | None
) -> int:
    """Build the books in the folders ROOTS, each into its own build/.

    A book that cannot be built stops no other. The exit code is the highest of all books.
    """
    from potluck import library, pipeline  # noqa: PLC0415 - `potluck --help` stays light
    from potluck.formats.pdf import Workshop  # noqa: PLC0415

    kept = (cache or _caches() / "potluck" / "press").absolute()
    shop = Workshop(
        jobs=jobs, cluster=cluster, cache=kept, secret=library.secret(kept), limit=library.LIMIT
    )
    books = {root.resolve(): root for root in reversed(roots)}
    wanted = tuple(name for name in pipeline.FORMATS if name in (formats or pipeline.FORMATS))
    code = FINE
    with _progress(len(books)) as step:
        for volume in library.build(list(reversed(books)), wanted, shop):
            step()
            click.echo(f"{books[volume.root]}: {_told(volume, str(books[volume.root]))}")
            code = max(code, _code(volume))
    return code


def _caches() -> Path:
    """Return the user's folder for caches, by the XDG Base Directory Specification."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


@contextmanager
def _progress(books: int) -> Iterator[Callable[[], None]]:
    """Show on a terminal how many books are done."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress  # noqa: PLC0415
    from rich.progress import TimeElapsedColumn as Elapsed  # noqa: PLC0415

    columns = ("Books", BarColumn(), MofNCompleteColumn(), Elapsed())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=books)
        yield lambda: bar.advance(task)


def _told(volume: "Volume", name: str) -> str:
    """Say in one line what came of a book."""
    if isinstance(volume.error, PotluckError):
        hint = f" Hint: {volume.error.hint}" if volume.error.hint else ""
        return volume.error.message + hint
    if volume.error:
        lines = "".join(traceback.format_exception(volume.error))
        return f"this is a bug in Potluck, not in the book. Please report it:\n{lines}"
    return _outcome(volume, name)


def _outcome(volume: "Volume", name: str) -> str:
    from potluck.pipeline import FORMATS  # noqa: PLC0415

    if volume.outcome is None:
        return "nothing was done"
    findings, artifacts = volume.outcome.findings, volume.outcome.artifacts
    if not artifacts:
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        return f"{_counted(errors, 'error')}, nothing published. Hint: potluck check --root {name}"
    names = ", ".join(artifact.format for artifact in artifacts if artifact.format in FORMATS)
    better = f"; {_counted(len(findings), 'thing')} could be better" if findings else ""
    return f"built {names}{better}"


def _counted(number: int, what: str) -> str:
    """Count things.

    >>> _counted(1, "error"), _counted(2, "error")
    ('1 error', '2 errors')
    """
    return f"{number} {what}{'s' * (number != 1)}"


def _code(volume: "Volume") -> int:
    """Return what the command would end with if this book were the only one."""
    if isinstance(volume.error, PotluckError):
        return volume.error.exit_code
    if volume.error or volume.outcome is None:
        return BUG
    return FINE if volume.outcome.published else FINDINGS
