"""What the commands share: the folder of the book, exit codes, and how they speak."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potluck.source.place import root_from

FINE, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
if TYPE_CHECKING:
    from potluck.formats import Count

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
def progress(steps: int) -> Iterator[Callable[["str | Count"], None]]:
    """Show a bar on a terminal, and a plain line per step elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: click.echo(f"{STEPS[step]} …", err=True) if step in STEPS else None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, pieces = bar.add_task("", total=steps), bar.add_task("", visible=False)

        def told(step: "str | Count") -> None:
            if isinstance(step, str):
                text = STEPS.get(step, step)
                bar.update(task, description=text, advance=1 if step in STEPS else 0)
            else:
                ready = step.done + step.kept
                bar.update(pieces, description=counted(step), total=ready + step.left,
                           completed=ready, visible=step.left > 0)  # fmt: skip

        yield told


def counted(count: "Count") -> str:
    """Say how far the setting of chapters is, or the developing of pictures.

    >>> from potluck.formats import Count
    >>> counted(Count(3, 320, 14)), counted(Count(3, 0, 14, "Pictures"))
    ('Chapters: 3 set, 320 kept, 14 left', 'Pictures: 3 developed, 0 kept, 14 left')
    """
    done = "set" if count.what == "Chapters" else "developed"
    return f"{count.what}: {count.done} {done}, {count.kept} kept, {count.left} left"
