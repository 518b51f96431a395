"""The command line: one function per command, and the only room that prints.

Exit codes: 0 fine, 1 findings, 2 usage or configuration, 3 our bug, 130 interrupted.
"""

import os
import traceback
from collections.abc import Sequence

import click

from potluck import __version__
from potluck.cli.book import build, doctor, explain, serve
from potluck.cli.credits import credits  # noqa: A004 - the word of the trade
from potluck.cli.desk import BUG, FINDINGS, FINE, INTERRUPTED, USAGE
from potluck.cli.gate import check, fix, licenses
from potluck.cli.libraries import library
from potluck.cli.people import community
from potluck.errors import PotluckError
from potluck.github.commands import github

__all__ = ["BUG", "FINDINGS", "FINE", "INTERRUPTED", "USAGE", "cli", "main"]

_DEBUG = "POTLUCK_DEBUG"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="potluck")
def cli() -> None:
    """Potluck: everyone brings a dish; everyone's name is on the table.

    Turns a folder of Markdown that many people wrote into a site, a PDF and an EPUB.
    """


for command in (build, check, fix, licenses, credits, community, serve, library, explain, doctor,
                github):  # fmt: skip
    cli.add_command(command)


# --- the boundary -------------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; every failure becomes a message and an exit code here, and only here."""
    try:
        result = cli.main(args=argv, prog_name="potluck", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except PotluckError as error:
        return _failure(error)
    except Exception:  # noqa: BLE001 - the one boundary
        return _bug()
    return result if isinstance(result, int) else FINE


def _failure(error: PotluckError) -> int:
    click.echo(error.message, err=True)
    if error.hint:
        click.echo(f"Hint: {error.hint}", err=True)
    if os.environ.get(_DEBUG):
        traceback.print_exc()
    return error.exit_code


def _bug() -> int:
    click.echo(f"This is a bug in Potluck {__version__}, not in your book. Please report it "
               "with the lines below.\n", err=True)  # fmt: skip
    click.echo(traceback.format_exc(), err=True)
    return BUG
