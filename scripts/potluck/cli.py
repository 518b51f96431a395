"""The command line: one function per command, and the only module that prints.

Exit codes: 0 fine, 1 findings, 2 usage or configuration, 3 our bug, 130 interrupted.
"""

import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potluck import __version__
from potluck.errors import PotluckError
from potluck.github.commands import github
from potluck.model import Finding
from potluck.source.config import root_from

if TYPE_CHECKING:
    from potluck.mending import Done, Mended

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
        from potluck.checks.report import Sheet, text  # noqa: PLC0415

        click.echo(text(Sheet(outcome.findings, folder)))
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
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", default="text", help="How to print the findings.",
              type=click.Choice(["text", "github", "sarif", "json", "markdown"]))  # fmt: skip
@click.option("--select", multiple=True, metavar="RULES",
              help="Ask only these rules or families: MED,LNK-001.")  # fmt: skip
@click.option("--ignore", multiple=True, metavar="RULES",
              help="Leave these out. Where CI is set, licence and credit rules stay.")  # fmt: skip
@click.option("--since", metavar="REVISION",
              help="Tell only what was not to be found there, such as origin/main.")  # fmt: skip
@click.option("--newcomer", is_flag=True, help="Tell the three most important findings first.")
@click.option("--write-baseline", is_flag=True,
              help="Accept what is found now, so that only new findings count.")  # fmt: skip
@Root
def check(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[Path, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    since: str | None,
    newcomer: bool,
    write_baseline: bool,
    root: Path | None,
) -> int:
    """Check the book, or only FILES, and say what to put right, where, and what to type."""
    from potluck import checking  # noqa: PLC0415
    from potluck.checks.report import FIRST, REPORTS, Sheet  # noqa: PLC0415
    from potluck.checks.selection import chosen  # noqa: PLC0415

    gc.disable()  # the process ends soon, and a third of its time would go there
    folder = _folder(root)
    if write_baseline:
        return _write_baseline(folder)
    only = chosen(select, ignore, strict=bool(os.environ.get("CI")))
    checked = checking.check_book(folder, only=only, since=since)
    findings = _within(checked.findings, files, folder)
    sheet = Sheet(findings, folder, FIRST if newcomer else None, checked.resting, checked.handbook)
    _echo(REPORTS[form](sheet))
    if checked.idle:
        entries = "entry" if checked.idle == 1 else "entries"
        _hint(f"No longer needed in the baseline: {checked.idle} {entries}. "
              "To take them out: potluck check --write-baseline")  # fmt: skip
    return FINDINGS if checking.has_errors(findings) else FINE


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True,
              help="Change nothing; show what would change, and fail if there is any.")  # fmt: skip
@click.option("--suggest", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Change nothing; write suggestions for a review into FILE (JSON).")  # fmt: skip
@click.option("--headers", is_flag=True,
              help="Also write the book's licence into chapters that say none. Nobody needs to: "
              "they are under it anyway.")  # fmt: skip
@Root
def fix(
    paths: tuple[Path, ...],
    only_check: bool,
    suggest: Path | None,
    headers: bool,
    root: Path | None,
) -> int:
    """Mend what has one right answer in the book, or only in PATHS, and show each change.

    What readers read stays as it is: only spelling for machines, and how files are stored.
    """
    from potluck import mending  # noqa: PLC0415
    from potluck.mending.show import summary  # noqa: PLC0415
    from potluck.mending.suggest import report  # noqa: PLC0415
    from potluck.storage import write_whole  # noqa: PLC0415

    folder = _folder(root)
    if not only_check and suggest is None:
        return _mend(mending.carry_out(folder, paths, headers=headers))
    planned = mending.propose(folder, paths, headers=headers)
    if suggest is not None:
        write_whole(suggest, report(planned).encode())
    for mended in planned:
        _show(mended)
    click.echo(summary(planned, done=False))
    return FINDINGS if planned and only_check else FINE


def _mend(work: Iterator["Done"]) -> int:
    from potluck.mending.show import summary  # noqa: PLC0415

    done = []
    problems = 0
    for each in work:
        if each.problem:
            problems += 1
            _hint(f"{each.place} {each.problem}.")
        else:
            done.append(each.mended)
            _show(each.mended)
    click.echo(summary(tuple(done), done=True))
    return FINDINGS if problems else FINE


def _show(mended: "Mended") -> None:
    """Print a change, in colours on a terminal."""
    from potluck.mending.show import diff  # noqa: PLC0415

    for row in diff(mended):
        click.secho(row.text, fg=row.colour or None)


@cli.command()
@click.option("--format", "form", default="text", help="How to print it.",
              type=click.Choice(["text", "json", "markdown"]))  # fmt: skip
@click.option("--write", is_flag=True,
              help="Write REUSE.toml and LICENSES/, so that `reuse lint` passes.")  # fmt: skip
@Root
def licenses(form: str, write: bool, root: Path | None) -> int:
    """Say what is under which licence, what that asks for, and what may be done with the book."""
    if write:
        return _write_reuse(_folder(root))
    from potluck import permissions  # noqa: PLC0415
    from potluck.source import outline, reader  # noqa: PLC0415

    manuscript = reader.read(_folder(root))
    found = permissions.matrix(manuscript, outline.outline(manuscript))
    _echo(permissions.REPORTS[form](found))
    return FINE


def _write_reuse(folder: Path) -> int:
    from potluck import checking, reuse  # noqa: PLC0415
    from potluck.checks.report import Sheet, text  # noqa: PLC0415

    reading = checking.read(folder)
    findings = checking.check(reading, only=frozenset({"LIC", "FM-001", "FM-007"})).findings
    if checking.has_errors(findings):
        click.echo(text(Sheet(findings, folder)))
        click.echo("Nothing was written: first put right what is wrong with licences.", err=True)
        return FINDINGS
    files = reuse.overlay(reading.manuscript, reading.outline, reading.history)
    for line in reuse.write(folder, files):
        click.echo(line)
    return FINE


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


cli.add_command(github)


# --- printing -----------------------------------------------------------------------------------


def _folder(root: Path | None) -> Path:
    return root.resolve() if root is not None else root_from(Path.cwd())


def _echo(text: str) -> None:
    if text:
        click.echo(text)


def _hint(text: str) -> None:
    click.echo(text, err=True)


def _within(
    findings: tuple[Finding, ...], files: tuple[Path, ...], folder: Path
) -> tuple[Finding, ...]:
    """Return the findings in some files, named from where the command was typed."""
    paths = {os.path.relpath(file.absolute(), folder).replace(os.sep, "/") for file in files}
    return tuple(finding for finding in findings if not paths or finding.place.path in paths)


def _write_baseline(folder: Path) -> int:
    from potluck import checking  # noqa: PLC0415
    from potluck.checks import baseline  # noqa: PLC0415
    from potluck.checks.report import Sheet, text  # noqa: PLC0415
    from potluck.storage import write_whole  # noqa: PLC0415

    made, blocking = checking.make_baseline(folder)
    write_whole(folder / baseline.NAME, baseline.dump(made).encode())
    number = sum(made.known.values())
    click.echo(f"{baseline.NAME} holds {number} finding{'s' * (number != 1)} from now on; "
               "commit it.")  # fmt: skip
    if not blocking:
        return FINE
    click.echo("Licences, credit and privacy cannot wait. Put these right first:\n")
    click.echo(text(Sheet(blocking, folder)))
    return FINDINGS


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
