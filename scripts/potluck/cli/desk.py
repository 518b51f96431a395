"""What the commands share: the folder of the book, exit codes, and how they speak."""

from pathlib import Path

import click

from potluck.source.place import root_from

FINE, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

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
