"""How the PDF is made: the options that `build` and others share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from potluck.cell.limits import MEGABYTE
from potluck.errors import ConfigError
from potluck.formats.pdf import SHEET, Workshop
from potluck.storage import write_whole
from potluck.trace import Trace

F = TypeVar("F", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--press",
        "way",
        type=click.Choice(["linked", "whole"]),
        default="linked",
        show_default=True,
        help="Set each chapter alone, keep it and link them; or set the whole book at once.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(0),
        default=0,
        help="Processes that set chapters. Default: one to a core.",
    ),
    click.option("--cluster", default="", help="Address of a Dask scheduler that sets chapters."),
    click.option(
        "--seconds",
        type=click.IntRange(1),
        default=SHEET.seconds,
        show_default=True,
        help="How long one chapter may compute while it is set.",
    ),
    click.option(
        "--memory",
        type=click.IntRange(1),
        default=SHEET.memory // MEGABYTE,
        show_default=True,
        help="How many megabytes of memory that may take.",
    ),
    click.option(
        "--cache-from",
        "others",
        type=click.Path(file_okay=False, path_type=Path),
        help="A folder with the `.cache/press` of another build, which you trust.",
    ),
    click.option(
        "--timings",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write where the time went, for chrome://tracing or https://ui.perfetto.dev.",
    ),
)


def Press(command: F) -> F:  # noqa: N802 - stands beside Root
    """Give a command the options of the press."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def workshop(  # noqa: PLR0913 - options, by name
    way: Literal["linked", "whole"],
    jobs: int,
    cluster: str,
    others: Path | None,
    *,
    seconds: int,
    memory: int,
) -> Workshop:
    """Return the workshop that these options describe."""
    limits = replace(SHEET, seconds=seconds, memory=memory * MEGABYTE)
    return Workshop(way=way, jobs=jobs, cluster=cluster, others=others, limits=limits)


@contextmanager
def timed(
    trace: Trace, file: Path | None, told: Callable[[Any], None]
) -> Iterator[Callable[[Any], None]]:
    """Take down how long each step takes, and write all of the trace to a file, if one is named.

    It is written also where the build fails. ConfigError where it cannot be.
    """
    steps = trace.steps(told)
    try:
        yield steps
    finally:
        steps.end()
        if file is not None:
            _write(file, trace)


def _write(file: Path, trace: Trace) -> None:
    try:
        write_whole(file.absolute(), trace.as_json().encode())
    except OSError as error:
        message = f"The timings cannot be written to {file}: {error.strerror}."
        raise ConfigError(message, "--timings timings.json") from error
