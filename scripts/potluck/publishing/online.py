"""What stands online, as far as it is known here: a folder that was published, or its manifest."""

import os
from dataclasses import dataclass
from pathlib import Path

from potluck import manifest
from potluck.errors import ConfigError
from potluck.manifest import LARGEST, Manifest, parse
from potluck.publishing import ledger
from potluck.publishing.ledger import Ledger
from potluck.storage import read_plain

ELSEWHERE = "name another folder with --to, and what is online with --online FILE"


@dataclass(frozen=True)
class Online:
    """What readers have, and all that they had before."""

    manifest: Manifest | None = None
    ledger: Ledger | None = None


def of(place: Path) -> Online:
    """Read what stands online from a folder or a manifest. Raises ConfigError."""
    folder = place if place.is_dir() else place.parent
    file = place / manifest.NAME if place.is_dir() else place
    try:
        found = parse(read_plain(file, LARGEST))
    except FileNotFoundError as error:
        message = f"There is no {file}."
        raise ConfigError(message, "name a folder that was published, or its manifest") from error
    except (OSError, ValueError) as error:
        message = f"{file} cannot be read: {error}."
        raise ConfigError(message, "put back the one that was published") from error
    return Online(found, ledger.begun(found, ledger.read(folder / ledger.NAME)))


def told(place: Path) -> Online:
    """Read what somebody says stands online: an empty folder says that nothing does."""
    return Online() if place.is_dir() and not _names(place) else of(place)


def _names(folder: Path) -> list[str]:
    return os.listdir(folder)  # noqa: PTH208 - the names alone


def known(place: Path) -> Online:
    """Read any of what is published: a folder, its manifest, or its ledger. Raises ConfigError."""
    if not place.is_file():
        return of(place)
    try:
        parse(read_plain(place, LARGEST))
    except (OSError, ValueError):
        return Online(None, ledger.read(place))
    return of(place)


def at(folder: Path) -> Online:
    """Read what a folder holds that is to be replaced; nothing where it is not there, or empty.

    ConfigError where it holds anything that was not published, which would be lost.
    """
    if not folder.exists() or (folder.is_dir() and not _names(folder)):
        return Online()
    if not folder.is_dir() or not (folder / manifest.NAME).is_file():
        raise ConfigError(f"{folder} holds something that Potluck did not publish.", ELSEWHERE)
    found = of(folder)
    entries = found.manifest.artifacts if found.manifest else {}
    ours = {manifest.NAME, ledger.NAME, *(entries["site"].files if "site" in entries else ())}
    there = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    for name in sorted(path.relative_to(folder).as_posix() for path in there):
        if name not in ours:
            message = f"{folder} holds {name}, which Potluck did not publish."
            raise ConfigError(message, f"move it away, or {ELSEWHERE}")
    return found
