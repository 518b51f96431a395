"""The gate: check, fix and licenses."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from potluck.cli.desk import FINDINGS, FINE, Root, book_in, echo, hint
from potluck.keeping import uncollected
from potluck.model import Finding

if TYPE_CHECKING:
    from potluck.mending import Done, Mended


@click.command()
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

    folder = book_in(root)
    if write_baseline:
        return _write_baseline(folder)
    only = chosen(select, ignore, strict=bool(os.environ.get("CI")))
    with uncollected():
        checked = checking.check_book(folder, only=only, since=since)
    findings = _within(checked.findings, files, folder)
    sheet = Sheet(findings, folder, FIRST if newcomer else None, checked.resting, checked.handbook)
    echo(REPORTS[form](sheet))
    if checked.idle:
        entries = "entry" if checked.idle == 1 else "entries"
        hint(f"No longer needed in the baseline: {checked.idle} {entries}. "
             "To take them out: potluck check --write-baseline")  # fmt: skip
    return FINDINGS if checking.has_errors(findings) else FINE


@click.command()
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

    folder = book_in(root)
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
            hint(f"{each.place} {each.problem}.")
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


@click.command()
@click.option("--format", "form", default="text", help="How to print it.",
              type=click.Choice(["text", "json", "markdown"]))  # fmt: skip
@click.option("--write", is_flag=True,
              help="Write REUSE.toml and LICENSES/, so that `reuse lint` passes.")  # fmt: skip
@Root
def licenses(form: str, write: bool, root: Path | None) -> int:
    """Say what is under which licence, what that asks for, and what may be done with the book."""
    if write:
        return _write_reuse(book_in(root))
    from potluck import permissions  # noqa: PLC0415
    from potluck.source import outline, reader  # noqa: PLC0415

    manuscript = reader.read(book_in(root))
    found = permissions.matrix(manuscript, outline.outline(manuscript))
    echo(permissions.REPORTS[form](found))
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
    files = reuse.overlay(reading.attribution)
    for line in reuse.write(folder, files):
        click.echo(line)
    return FINE


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
