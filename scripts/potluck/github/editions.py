"""What was built -> what readers get: proven to be there, found online."""

import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

from potluck.errors import PotluckError
from potluck.manifest import LARGEST, Manifest, parse, whole
from potluck.shelf import BUILD, MANIFEST, read_manifest

FORMATS = ("epub", "pdf", "site")
PAUSE = 10  # seconds between two looks at a site that is being replaced
_BUILD_ID = re.compile(r"[\w.+-]{1,80}")


class MissingEdition(PotluckError):  # noqa: N818 - an edition is missing, the program is fine
    """What was to be published is not there, or not what was built (exit code 1)."""

    exit_code = 1


def prove(root: Path) -> Manifest:
    """Return the manifest, if every file that it names is there, whole. Raises MissingEdition."""
    manifest = read_manifest(root)
    faults = list(_faults(root / BUILD, manifest))
    if manifest is None or faults:
        told = "\n".join(faults[:20])
        raise MissingEdition(f"The editions are not complete:\n{told}", "type: potluck build")
    return manifest


def _faults(folder: Path, manifest: Manifest | None) -> Iterator[str]:
    if manifest is None:
        yield f"{BUILD}/{MANIFEST} is not there."
        return
    if not _BUILD_ID.fullmatch(manifest.build.id):
        yield f"{BUILD}/{MANIFEST} names no build."
    for name in FORMATS:
        entry = manifest.artifacts.get(name)
        if entry is None:
            yield f"There is no {name}."
        elif entry.build != manifest.build.id:
            yield f"The {name} is of another build, {entry.build}."
        else:
            yield from whole.faults(folder / name, entry, f"{BUILD}/{name}")


def lay_out(root: Path, folder: Path) -> str:
    """Copy the site and its manifest into a folder for Pages; return the id of the build."""
    manifest = prove(root)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / BUILD / "site", folder)
    shutil.copy(root / BUILD / MANIFEST, folder / MANIFEST)
    return manifest.build.id


def await_build(url: str, wanted: str, seconds: int) -> str:
    """Wait until the site is of this build; say how it was found. Raises MissingEdition."""
    for left in range(max(0, seconds), -1, -PAUSE):
        found = _published(url)
        if found == wanted:
            return f"{url} is of build {wanted}."
        time.sleep(min(PAUSE, left))
    raise MissingEdition(
        f"{url} is not of build {wanted}, but of {found}.",
        "look at the settings of Pages: the source must be GitHub Actions",
    )


def _published(url: str) -> str:
    """Return the build that a site says it is of; in words, if it says nothing."""
    place = f"{url.rstrip('/')}/{MANIFEST}"
    if not place.startswith(("https://", "http://127.0.0.1:")):
        raise MissingEdition(f"{url} is not an address that can be looked at.")
    request = urllib.request.Request(place, headers={"Cache-Control": "no-cache"})  # noqa: S310 - see above
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - see above
            return parse(answer.read(LARGEST + 1)).build.id
    except (OSError, HTTPException, ValueError):
        return "no build that can be read"
