"""What is told of a copy: in sentences, or for programs."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from potluck import shelf
from potluck.cli.desk import book_in
from potluck.errors import ConfigError
from potluck.publishing import online
from potluck.publishing.copies import Copy, State, age
from potluck.publishing.online import Online
from potluck.shelf import BUILD
from potluck.source.place import NAME as CONFIG

if TYPE_CHECKING:
    from potluck.corrections import Change, Step

SHOWN = 20
ANEW = "fetch it again from where the book is published"
_PUBLISHED = "pages"


@dataclass(frozen=True)
class Told:
    """A copy, what has changed since it was made, and where a page tells so."""

    copy: Copy
    changes: tuple[dict[str, Any], ...]
    page: str


def book_near(root: Path | None) -> Path | None:
    """Return the folder of the book, if we are in one: a copy is verified anywhere."""
    try:
        folder = book_in(root)
    except ConfigError:
        return None
    return folder if (folder / CONFIG).is_file() else None


def sources(book: Path | None, given: Sequence[Path]) -> tuple[Online, ...]:
    """Return all that is known of editions: as named, or of the book that we are in."""
    if given or book is None:
        return tuple(map(online.known, given))
    published = book / BUILD / _PUBLISHED
    there = [online.of(published)] if published.is_dir() else []
    standing = shelf.read_manifest(book)
    return (*([Online(standing)] if standing else []), *there)


def address(copy: Copy, known: Sequence[Online]) -> str:
    """Return the address of the page that tells what has changed since a copy was made."""
    found = (each for source in known for each in (source.manifest, source.ledger) if each)
    url = next((each.book.url for each in found if each.book.url), None)
    build = copy.build.id if copy.build else copy.claim.build
    return f"{url}corrections.html#build-{build[:10]}" if url and build else ""


def changes(book: Path | None, copy: Copy) -> tuple[dict[str, Any], ...]:
    """Return what was changed in the book after an outdated copy was made, errors first."""
    if book is None or copy.build is None or copy.state != "outdated":
        return ()
    from potluck import checking, corrections  # noqa: PLC0415 - reads the whole book
    from potluck.attribution.roll import title  # noqa: PLC0415

    attribution = checking.read(book).attribution
    titles = {entry.path: title(entry) for entry in attribution.outline.entries}
    found = corrections.since(corrections.steps(attribution), copy.build.commit) or ()
    listed = [_change(step, each, titles) for step in found for each in step.changes]
    return tuple(sorted(listed, key=lambda each: each["kind"] != "corrected"))


def _change(step: "Step", change: "Change", titles: Mapping[str, str]) -> dict[str, Any]:
    date, chapter = step.date.date().isoformat(), titles.get(change.path, change.path)
    return {"date": date, "build": step.build, "chapter": chapter} | asdict(change)


# --- sentences ----------------------------------------------------------------------------------


def text(told: Told) -> str:
    """Say in sentences what a copy is."""
    lines = [_STATES[told.copy.state](told.copy), *(f"  {fault}" for fault in told.copy.faults)]
    return "\n".join([*lines, *_list(told.changes), *([told.page] if told.page else [])])


def _current(copy: Copy) -> str:
    build = copy.build or copy.newest
    return f"{copy.path.name} is genuine and current: build {build.id} of {build.date[:10]}."


def _outdated(copy: Copy) -> str:
    build, newest = copy.build or copy.newest, copy.newest
    return (
        f"{copy.path.name} is genuine, and outdated: it is build {build.id} of {build.date[:10]}, "
        f"{age(copy)} than build {newest.id} of {newest.date[:10]}."
    )


def _altered(copy: Copy) -> str:
    return (
        f"{copy.path.name} is not genuine: it says that it is build {copy.claim.build}, and is not "
        f"what was built then. It was changed, or damaged on its way.\n  Hint: {ANEW}"
    )


def _unknown(copy: Copy) -> str:
    if not copy.claim.build:
        return (
            f"{copy.path.name} is not genuine: it names no build, and is no edition that is known "
            f"here.\n  Hint: {ANEW}"
        )
    again = f"git checkout {copy.claim.commit or copy.claim.build} && potluck build"
    return (
        f"{copy.path.name} cannot be told to be genuine: it says that it is build "
        f"{copy.claim.build}, of which nothing is known here.\n  Hint: name the editions.json of "
        f"its site with --manifest, or make that build again: {again}"
    )


_STATES: Mapping[State, Callable[[Copy], str]] = {
    "current": _current,
    "outdated": _outdated,
    "altered": _altered,
    "unknown": _unknown,
}


def _list(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    if found:
        yield "Changed since:"
    for each in found[:SHOWN]:
        kind = "error corrected" if each["kind"] == "corrected" else each["kind"]
        yield ": ".join(filter(None, (f"  {each['date']} {each['chapter']}", kind, each["words"])))
    if len(found) > SHOWN:
        yield f"  and {len(found) - SHOWN} more"


# --- programs -----------------------------------------------------------------------------------


def for_programs(told: Told) -> str:
    """Say the same as JSON."""
    copy = told.copy
    said = {
        "file": str(copy.path),
        "format": copy.format,
        "state": copy.state,
        "genuine": copy.genuine,
        "current": copy.state == "current",
        "claims": asdict(copy.claim),
        "build": asdict(copy.build) if copy.build else None,
        "newest": asdict(copy.newest),
        "days": copy.days,
        "faults": copy.faults,
        "changes": told.changes,
        "page": told.page,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


FORMS: Mapping[str, Callable[[Told], str]] = {"text": text, "json": for_programs}
