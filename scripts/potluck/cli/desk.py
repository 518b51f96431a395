"""What the commands share: the folder of the book, exit codes, and how they speak."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from potluck.source.place import root_from

FINE, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
STEPS = {
    "reading": "Reading the book",
    "pdf": "Setting the PDF",
    "epub": "Making the EPUB",
    "site": "Building the site",
    "proof": "Proving the editions",
}

Root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The book's folder. Default: the nearest one upwards with a mkdocs.yml.",
)


def book_in(root: Path | None) -> Path:
    """Return the folder of the book: as given, or the nearest one upwards. Raises ConfigError."""
    return root.resolve() if root is not None else root_from(Path.cwd())


def echo(text: str) -> None:
    if text:
        click.echo(text)


def hint(text: str) -> None:
    click.echo(text, err=True)


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """Show a bar on a terminal, and a plain line per step elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{STEPS[step]} …", err=True) if step in STEPS else None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=steps)
        yield lambda step: bar.update(
            task, description=STEPS.get(step, step), advance=1 if step in STEPS else 0
        )
