"""Lays out what goes online, whole or not at all: the site, its manifest, and the ledger."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from potluck import manifest, storage
from potluck.errors import ConfigError
from potluck.manifest import Manifest, encoded, whole
from potluck.publishing import ledger
from potluck.publishing.ledger import Ledger
from potluck.publishing.refusals import FORMATS, Refusal
from potluck.shelf import BUILD, OFFERED

ANEW = "type: potluck build"


def faults(root: Path, now: Manifest) -> Iterator[Refusal]:
    """Yield what is not as the manifest says, and files that the site should offer and does not."""
    for name in FORMATS:
        if name in now.artifacts:
            entry = now.artifacts[name]
            for fault in whole.faults(root / BUILD / name, entry, f"{BUILD}/{name}"):
                yield Refusal("damaged", (name,), fault, ANEW)
    if "site" in now.artifacts:
        yield from _unlinked(now)


def _unlinked(now: Manifest) -> Iterator[Refusal]:
    site = now.artifacts["site"].files
    for name in FORMATS[1:]:
        for path, facts in now.artifacts[name].files.items() if name in now.artifacts else ():
            if site.get(f"{OFFERED}{path}") != facts:
                why = f"the site in {BUILD}/ does not offer {path} of that build."
                yield Refusal("unlinked", (name,), why, f"{ANEW} site")


def place_of(root: Path, to: Path) -> Path:
    """Return the folder to lay out, unless something else would be lost. Raises ConfigError."""
    place, build = to.resolve(), (root / BUILD).resolve()
    editions = [build / name for name in (*FORMATS, "reuse")]
    inside = any(place == each or each in place.parents for each in editions)
    if inside or place in {build, *build.parents}:
        message = f"{to} holds the book or its editions, and cannot be what goes online."
        raise ConfigError(message, "name another folder with --to")
    return place


def lay_out(root: Path, place: Path, now: Manifest, known: Ledger) -> None:
    """Put the site in a folder's place, with the manifest and the ledger. Raises OSError."""
    new, old = (place.with_name(f".{place.name}.{word}") for word in ("new", "old"))
    if old.exists() and not place.exists():  # somebody was stopped here
        old.rename(place)
    _discard(new, old)
    shutil.copytree(root / BUILD / "site", new)
    for name in (manifest.NAME, ledger.NAME):
        (new / name).write_bytes(encoded(now if name == manifest.NAME else known))
    storage.sync_all([new])
    _bring(new, place, old)
    storage.sync(place.parent)
    _discard(new, old)


def _bring(new: Path, place: Path, old: Path) -> None:
    if not place.exists():
        new.rename(place)
    elif not storage.exchange(new, place):
        place.rename(old)
        new.rename(place)


def _discard(*folders: Path) -> None:
    for folder in folders:
        if os.path.lexists(folder):
            shutil.rmtree(folder)


# --- the last good ones -------------------------------------------------------------------------


def offered(published: Path, name: str, now: Manifest) -> Iterator[tuple[str, Path]]:
    """Yield the files of a format in a folder that was published. Raises ConfigError."""
    for path, facts in now.artifacts[name].files.items():
        file = published / OFFERED / path
        if not file.is_file() or whole.facts_of(file) != facts:
            message = f"{file} is not what was published."
            raise ConfigError(message, "name a folder that is as it was published")
        yield path, file
