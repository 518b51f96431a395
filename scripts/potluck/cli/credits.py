"""The table: who is credited for what, why, and what a change does to that."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from potluck.cli.desk import FINE, Root, book_in, echo, hint
from potluck.errors import ConfigError
from potluck.keeping import uncollected

if TYPE_CHECKING:
    from potluck.attribution import Attribution
    from potluck.checking import Reading
    from potluck.source.outline import Entry


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", default="text", help="How to print the credits.",
              type=click.Choice(["text", "json", "csv"]))  # fmt: skip
@click.option("--explain", is_flag=True,
              help="Show the evidence for each name, down to the commits.")  # fmt: skip
@click.option("--since", metavar="REVISION",
              help="Say whom the change since then credits (such as origin/main).")  # fmt: skip
@click.option("--people", is_flag=True,
              help="Say who may be the same person, who agreed to the licence, and which commits "
              "only format.")  # fmt: skip
@click.option("--write", is_flag=True,
              help="Bring the ledger up to date, so that nobody gets lost.")  # fmt: skip
@click.option("--mailmap", is_flag=True,
              help="Print a mailmap for git; it has addresses: do not commit it.")  # fmt: skip
@click.option("--hash", "word", metavar="TEXT",
              help="Print the line that claims a name or address unseen.")  # fmt: skip
@Root
def credits(  # noqa: A001, PLR0913, PLR0917 - the word of the trade; one for each option
    paths: tuple[Path, ...],
    form: str,
    explain: bool,
    since: str | None,
    people: bool,
    write: bool,
    mailmap: bool,
    word: str | None,
    root: Path | None,
) -> int:
    """Say who is credited for what, in the whole book or in PATHS.

    Declared is what a chapter says of its people; the rest was seen in its history.
    """
    from potluck import checking  # noqa: PLC0415 - `potluck --help` stays light

    if word is not None:
        return _hash(word)
    folder = book_in(root)
    with uncollected():
        reading = checking.read(folder)
        reading.memory.save_studies()
        attribution = reading.attribution
        _whole(attribution)
        if write:
            return _write(attribution)
        if since is not None:
            return _changes(reading, since)
        if people:
            return _people(attribution)
        if mailmap:
            return _mailmap(attribution)
        return _show(attribution, _entries(attribution, paths, folder), form, explain=explain)


def _whole(attribution: "Attribution") -> None:
    if attribution.history.shallow:
        raise ConfigError(
            "The history is cut off, so nobody can say who wrote what.", "git fetch --unshallow"
        )


def _entries(
    attribution: "Attribution", paths: tuple[Path, ...], root: Path
) -> tuple["Entry", ...]:
    """Return the chapters that are, or stand below, these paths; all where there are none."""
    everything = attribution.outline.entries
    if not paths:
        return everything
    wanted = [path.absolute() for path in paths]
    found = tuple(
        entry
        for entry in everything
        if any((root / entry.path).is_relative_to(path) for path in wanted)
    )
    if not found:
        named = ", ".join(map(str, paths))
        raise ConfigError(f"There is no chapter at {named}.", "such as content/soup.md, or content")
    return found


def _show(
    attribution: "Attribution", entries: tuple["Entry", ...], form: str, *, explain: bool
) -> int:
    from potluck.attribution.explaining import explain as evidence  # noqa: PLC0415
    from potluck.attribution.listing import FORMATS  # noqa: PLC0415
    from potluck.attribution.roll import leaf  # noqa: PLC0415

    if explain:
        echo("\n\n".join(evidence(entry, attribution) for entry in entries))
    else:
        echo(FORMATS[form](tuple(leaf(entry, attribution) for entry in entries)))
    return FINE


def _changes(reading: "Reading", since: str) -> int:
    from potluck import checking  # noqa: PLC0415
    from potluck.attribution.change import sentences  # noqa: PLC0415

    with checking.read_at(reading.manuscript.root, since, reading.glance) as before:
        told = sentences(reading.attribution, before.attribution if before else None)
    echo("\n".join(told) or "This change credits nobody else, and nobody less.")
    return FINE


def _write(attribution: "Attribution") -> int:
    from potluck.attribution import ledger  # noqa: PLC0415

    written = ledger.write(attribution.manuscript.root, attribution)
    echo(f"{ledger.NAME}: {written.added} new, {written.kept} kept, {written.removed} removed "
         "for a reason.")  # fmt: skip
    if written.lost:
        hint(f"{written.lost} in it are credited by no chapter any more: potluck check")
    return FINE


def _people(attribution: "Attribution") -> int:
    from potluck.attribution.persons import report  # noqa: PLC0415

    echo(report(attribution))
    return FINE


def _mailmap(attribution: "Attribution") -> int:
    from potluck.credits.mailmap import generate  # noqa: PLC0415

    echo(generate(attribution.register.directory, attribution.history.everyone).rstrip("\n"))
    return FINE


def _hash(word: str) -> int:
    from potluck.credits.identity import alias_line  # noqa: PLC0415

    echo(alias_line(word))
    return FINE
