"""The command line: one function per command, and the only module that prints.

Exit codes: 0 fine, 1 findings, 2 usage or configuration, 3 our bug, 130 interrupted.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from potluck import __version__
from potluck.errors import PotluckError
from potluck.model import Finding
from potluck.source.config import root_from

FINE, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
STEPS = {
    "reading": "Reading the book",
    "pdf": "Setting the PDF",
    "epub": "Making the EPUB",
    "site": "Building the site",
    "proof": "Proving the editions",
}
_DEBUG = "POTLUCK_DEBUG"

Root = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="The book's folder. Default: the nearest one upwards with a mkdocs.yml.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="potluck")
def cli() -> None:
    """Potluck: everyone brings a dish; everyone's name is on the table.

    Turns a folder of Markdown that many people wrote into a site, a PDF and an EPUB.
    """


@cli.command()
@click.argument("formats", nargs=-1, type=click.Choice(["site", "pdf", "epub"]))
@Root
def build(formats: tuple[str, ...], root: Path | None) -> int:
    """Build the book into build/: all editions, or those named."""
    from potluck import pipeline  # noqa: PLC0415 - `potluck --help` stays light

    folder = _folder(root)
    wanted = formats or pipeline.FORMATS
    with _progress(len(wanted) + 2) as progress:
        outcome = pipeline.build(folder, wanted, progress=progress)
    if not outcome.published:
        _report(folder, "text", outcome.findings)
        click.echo("Nothing was published; the last good editions stand as they were.", err=True)
        return FINDINGS
    for artifact in outcome.artifacts:
        single = artifact.files[0] if len(artifact.files) == 1 else f"{len(artifact.files)} files"
        click.echo(f"build/{artifact.folder}/: {single} ({artifact.notes[0]})")
    if outcome.findings:
        number = len(outcome.findings)
        click.echo(f"{number} thing{'s' * (number > 1)} could be better: potluck check")
    return FINE


@cli.command()
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text",
              help="How to print the findings.")  # fmt: skip
@Root
def check(form: str, root: Path | None) -> int:
    """Check the book and say what to put right, where, and what to type."""
    from potluck import checking  # noqa: PLC0415

    folder = _folder(root)
    findings = checking.check_book(folder)
    _report(folder, form, findings)
    return FINDINGS if checking.has_errors(findings) else FINE


@cli.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
@Root
def serve(address: str, root: Path | None) -> int:
    """Show the site in a browser, with drafts, and rebuild it at every change."""
    from potluck.formats.site import serving  # noqa: PLC0415

    serving.serve(_folder(root), address)
    return FINE


@cli.command()
@click.argument("code")
@Root
def explain(code: str, root: Path | None) -> int:  # noqa: ARG001 - every command takes --root
    """Explain a rule by its code, with a bad and a good example."""
    from potluck.checks.explain import explain as page  # noqa: PLC0415

    click.echo(page(code))
    return FINE


@cli.command()
@Root
def doctor(root: Path | None) -> int:  # noqa: ARG001 - every command takes --root
    """Say what is installed, what is missing, and how to get it."""
    from potluck.doctor import examine  # noqa: PLC0415

    well = True
    for found in examine():
        mark = "ok     " if found.version else "MISSING" if found.probe.required else "absent "
        click.echo(f"{mark} {found.probe.name}: {found.version or found.probe.purpose}")
        if not found.version:
            click.echo(f"        Hint: {found.probe.remedy}")
        well = well and found.well
    return FINE if well else USAGE


# --- printing -----------------------------------------------------------------------------------


def _folder(root: Path | None) -> Path:
    return root.resolve() if root is not None else root_from(Path.cwd())


def _report(folder: Path, form: str, findings: tuple[Finding, ...]) -> None:
    from potluck.checks.report import REPORTS  # noqa: PLC0415

    text = REPORTS[form](findings, folder)
    if text:
        click.echo(text)


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[str], None]]:
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


if __name__ == "__main__":
    raise SystemExit(main())
