"""What readers get: proven again, published, and told from what is not ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from potluck.cli.desk import FINDINGS, FINE, Root, book_in
from potluck.cli.meter import progress
from potluck.publishing.refusals import ALLOWABLE, CALLED

if TYPE_CHECKING:
    from potluck.publishing.run import Outcome

FORMATS = click.Choice(["site", "pdf", "epub"])
PAGES = "build/pages"
ONLINE = "What stands online now: a folder that was published, or its manifest.json."
ALLOW = "A reason to refuse that is meant, this once; needs --because."
KNOWN = "manifest.json or editions.json of its site, or a folder that was published."
_PLACE = click.Path(path_type=Path)

# ruff: noqa: PLC0415 - `potluck --help` stays light


@click.command()
@click.argument("formats", nargs=-1, type=FORMATS)
@Root
def prove(formats: tuple[str, ...], root: Path | None) -> int:
    """Prove again the editions that stand in build/: all, or those named.

    Every build does it, too. Here nothing is believed that an earlier proof has found.
    """
    from potluck import proving

    folder = book_in(root)
    with progress(2) as told:
        verdict = proving.prove(folder, formats, progress=told)
    if not verdict.good:
        from potluck.checks.report import Sheet, text

        click.echo(text(Sheet(verdict.findings, folder)))
        click.echo("These editions are not proven, and build/manifest.json says so.", err=True)
        return FINDINGS
    build, blocks = verdict.manifest.build.id, verdict.measure.blocks
    for name in verdict.formats:
        click.echo(f"build/{name}/ is proven: build {build}, {blocks} pieces found again.")
    return FINE


@click.command()
@click.option("--to", type=_PLACE, metavar="FOLDER", help=f"What goes online. Default: {PAGES}.")
@click.option("--online", "known", type=_PLACE, metavar="PLACE", help=ONLINE)
@click.option("--allow", "allowed", multiple=True, type=click.Choice(ALLOWABLE), help=ALLOW)
@click.option("--because", default="", help="Why; it is kept in editions.json, for everybody.")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would be done.")
@Root
def publish(to: Path | None, root: Path | None, **terms: Any) -> int:
    """Lay out what goes online, unless it is worse than what stands there.

    Refused is what is damaged, unproven, empty, shrunken, older or of another history than what
    readers have; then all stays as it is.
    """
    from potluck.publishing import run

    terms["because"] = " ".join(terms["because"].split())
    if bool(terms["allowed"]) != bool(terms["because"]):
        raise click.UsageError("--allow needs --because, and --because needs --allow.")
    folder = book_in(root)
    outcome = run.publish(folder, to or folder / PAGES, run.Terms(**terms))
    if outcome.refused:
        click.echo("\n".join(map(str, outcome.refused)))
        click.echo("Nothing was published; what is online stays as it is.", err=True)
        return FINDINGS
    click.echo("\n".join(_published(outcome, to or Path(PAGES), dry=terms["dry"])))
    return FINE


def _published(outcome: "Outcome", to: Path, *, dry: bool) -> Iterator[str]:
    build = outcome.manifest.build
    named = [name for name in CALLED if name in outcome.manifest.artifacts]
    holds = "would hold" if dry else "holds"
    formats = ", ".join(CALLED[name] for name in named)
    yield f"{to}/ {holds} build {build.id} of {build.date[:10]}: {formats}."
    for name in named:
        entry = outcome.manifest.artifacts[name]
        if entry.build != build.id:
            yield f"The {CALLED[name]} is the last good one, of build {entry.build}."
    if outcome.before is None:
        yield "Nothing was known to stand online, so it was compared with nothing."
    else:
        was = outcome.before.build
        yield f"It {'would replace' if dry else 'replaces'} build {was.id} of {was.date[:10]}."


@click.command()
@click.argument("file", type=_PLACE)
@click.option("--manifest", "known", multiple=True, type=_PLACE, metavar="PLACE", help=KNOWN)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@Root
def verify(file: Path, known: tuple[Path, ...], form: str, root: Path | None) -> int:
    """Say of a PDF, an EPUB or the folder of a site whether it is genuine, and the newest.

    It is compared with what stands in build/ and was published, or with what --manifest names.
    """
    from potluck.cli import telling
    from potluck.publishing import copies

    book = telling.book_near(root)
    sources = telling.sources(book, known)
    copy = copies.verify(file, sources)
    told = telling.Told(copy, telling.changes(book, copy), telling.address(copy, sources))
    click.echo(telling.FORMS[form](told))
    return FINE if copy.state == "current" else FINDINGS
