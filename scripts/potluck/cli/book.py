"""The book: build and serve it; explain and doctor help with that."""

import gc
from pathlib import Path
from typing import Any

import click

from potluck.cli.desk import FINDINGS, FINE, USAGE, Root, book_in
from potluck.cli.meter import progress
from potluck.cli.presses import Press, timed, workshop

SELDOM = (100_000, 20, 100)
"""How seldom garbage is looked for in builds, which make hardly any: a tenth of a short one."""

OFFER = "A folder that was published: the site offers its PDF and EPUB on, if build/ has none."


@click.command()
@click.argument("formats", nargs=-1, type=click.Choice(["site", "pdf", "epub"]))
@click.option("--offer", type=click.Path(path_type=Path), metavar="FOLDER", help=OFFER)
@Press
@Root
def build(formats: tuple[str, ...], root: Path | None, offer: Path | None, **press: Any) -> int:
    """Build the book into build/: all editions, or those named."""
    from potluck import pipeline  # noqa: PLC0415 - `potluck --help` stays light

    folder = book_in(root)
    wanted = formats or pipeline.FORMATS
    if offer is not None:
        from potluck.publishing import run  # noqa: PLC0415

        run.offer(folder, offer)
    timings = press.pop("timings")
    shop = workshop(**press)
    gc.set_threshold(*SELDOM)
    with progress(len(wanted) + 2) as told, timed(shop.trace, timings, told) as steps:
        outcome = pipeline.build(folder, wanted, workshop=shop, progress=steps)
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


@click.command()
@Root
def preview(root: Path | None) -> int:
    """Write the site, with drafts, into build/preview/, also where chapters take too much."""
    from potluck import previewing  # noqa: PLC0415

    previewing.write(book_in(root))
    click.echo("build/preview/: the site, with drafts; it is no edition")
    return FINE


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
@Root
def serve(address: str, root: Path | None) -> int:
    """Show the site in a browser, with drafts, and rebuild it at every change.

    Each page leads to its chapter as it will be printed (/print/CHAPTER.pdf) and to the book as an
    EPUB (/book.epub), both as they stand.
    """
    from potluck.formats.site import serving  # noqa: PLC0415

    folder = book_in(root)
    if _refused(folder):
        return FINDINGS
    gc.set_threshold(*SELDOM)
    serving.serve(folder, address)
    return FINE


def _refused(folder: Path) -> bool:
    """Print which programs `mkdocs.yml` names, before MkDocs reads it and runs them."""
    from potluck import checking  # noqa: PLC0415
    from potluck.checks.report import Sheet, text  # noqa: PLC0415

    findings = checking.check_book(folder, only=frozenset({"SEC-002"})).findings
    if findings:
        click.echo(text(Sheet(findings, folder)))
    return bool(findings)


@click.command()
@click.argument("code")
@Root
def explain(code: str, root: Path | None) -> int:  # noqa: ARG001 - every command takes --root
    """Explain a rule by its code, with a bad and a good example."""
    from potluck.checks.explain import explain as page  # noqa: PLC0415

    click.echo(page(code))
    return FINE


@click.command()
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
