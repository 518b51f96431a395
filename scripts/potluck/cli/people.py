"""The people: how the community behind the book is doing."""

from pathlib import Path

import click

from potluck.cli.desk import FINE, Root, book_in, echo
from potluck.errors import ConfigError


@click.command()
@click.option("--format", "form", default="text", help="How to print it.",
              type=click.Choice(["text", "json", "markdown"]))  # fmt: skip
@Root
def community(form: str, root: Path | None) -> int:
    """Say how the community behind the book is doing, and which chapters need somebody."""
    from potluck import checking  # noqa: PLC0415 - `potluck --help` stays light
    from potluck.community import REPORTS, measure  # noqa: PLC0415

    reading = checking.read(book_in(root))
    if reading.glance.shallow:
        raise ConfigError(
            "The history is cut off, so most people would be missing.", "git fetch --unshallow"
        )
    echo(REPORTS[form](measure(reading.attribution)))
    return FINE
