"""The command line: one function per command, and the only room that prints.

Exit codes: 0 fine, 1 findings, 2 usage or configuration, 3 our bug, 130 interrupted.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from potluck import __version__, readymade
from potluck.cli.desk import BUG, FINDINGS, FINE, INTERRUPTED, USAGE
from potluck.errors import PotluckError, refused

__all__ = ["BUG", "COMMANDS", "FINDINGS", "FINE", "INTERRUPTED", "USAGE", "cli", "main", "run"]

_DEBUG = "POTLUCK_DEBUG"


COMMANDS = {
    "build": "potluck.cli.book",
    "prove": "potluck.cli.publishing",
    "publish": "potluck.cli.publishing",
    "verify": "potluck.cli.publishing",
    "check": "potluck.cli.gate",
    "fix": "potluck.cli.gate",
    "licenses": "potluck.cli.gate",
    "credits": "potluck.cli.credits",
    "community": "potluck.cli.people",
    "serve": "potluck.cli.book",
    "preview": "potluck.cli.book",
    "library": "potluck.cli.libraries",
    "explain": "potluck.cli.book",
    "doctor": "potluck.cli.book",
    "github": "potluck.github.commands",
}
"""Where each command is: a command loads its own room only, for every moment counts."""


class Commands(click.Group):
    """The commands, each loaded when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - its shape
        """Return the names in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="potluck")
def cli() -> None:
    """Potluck: everyone brings a dish; everyone's name is on the table.

    Turns a folder of Markdown that many people wrote into a site, a PDF and an EPUB.
    """


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
    except Exception as error:  # noqa: BLE001 - the one boundary
        known = refused(error)
        return _failure(known) if known else _bug()
    return result if isinstance(result, int) else FINE


def run() -> NoReturn:
    """Run the command that was typed, and leave at once: nothing is left to be tidied up."""
    code = main()
    readymade.keep()
    with suppress(OSError):  # whoever read has gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


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
