"""What was built -> what readers get: proven to be there, found online."""

import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

from potluck.errors import PotluckError
from potluck.manifest import LARGEST, Manifest, parse, whole
from potluck.shelf import BUILD, MANIFEST, read_manifest

FORMATS = ("epub", "pdf", "site")
LEDGER = "editions.json"
SAFE = ("https://", "http://127.0.0.1:")
NOT_FOUND = 404
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
    try:
        return parse(_get(url, MANIFEST)).build.id
    except (OSError, HTTPException, ValueError):
        return "no build that can be read"


def fetch(url: str, folder: Path) -> str:
    """Fetch what stands online, to be compared with, into a folder; say what it is.

    The folder is empty where nothing stands there. MissingEdition where that cannot be told.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        found = _get(url, MANIFEST)
        build = parse(found).build.id
        (folder / MANIFEST).write_bytes(found)
        (folder / LEDGER).write_bytes(_get(url, LEDGER))
    except HTTPError as error:
        if error.code != NOT_FOUND:
            raise _untold(url, error) from error
        there = (folder / MANIFEST).is_file()  # an older Potluck published no ledger
        return f"{url} is of build {build}." if there else f"Nothing stands at {url} yet."
    except (OSError, HTTPException, ValueError) as error:
        raise _untold(url, error) from error
    return f"{url} is of build {build}."


def _untold(url: str, error: Exception) -> MissingEdition:
    return MissingEdition(
        f"Nobody can tell what stands at {url}: {error}.",
        "run it again later; if the address is wrong, name the right one with --url",
    )


def _get(url: str, name: str) -> bytes:
    """Fetch a file of a site, from where nobody can change it on the way."""
    place = f"{url.rstrip('/')}/{name}"
    if not place.startswith(SAFE):
        raise MissingEdition(f"{url} is not an address that can be looked at.")
    request = urllib.request.Request(place, headers={"Cache-Control": "no-cache"})  # noqa: S310 - see above
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - see above
        if not answer.url.startswith(SAFE):
            raise ValueError(f"it leads on to {answer.url}")
        return bytes(answer.read(LARGEST + 1))


def pages_address(repository: str) -> str:
    """Return where GitHub Pages puts the site of a repository; it leads on to any other address.

    >>> pages_address("Cooks/book"), pages_address("cooks/Cooks.github.io")
    ('https://cooks.github.io/book/', 'https://cooks.github.io/')
    """
    owner, _, name = repository.partition("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
