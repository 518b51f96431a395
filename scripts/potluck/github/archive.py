"""The artifact of a run -> the report in it. Nothing of it is written to a disk."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from potluck.github.report import FILE, MAX_BYTES, HostileReport, Report, parse
from potluck.github.rest import Rest

NAME = "potluck-report"
MAX_ARCHIVE = 5_000_000  # bytes, packed


def fetch(rest: Rest, repository: str, run: int) -> Report | None:
    """Return the report of a run, if it left one. Raises HostileReport."""
    path = f"/repos/{repository}/actions/runs/{run}/artifacts?name={NAME}"
    left = [entry for entry in rest.pages(path, "artifacts") if _usable(entry)]
    if not left:
        return None
    newest = max(left, key=lambda entry: int(entry["id"]))
    if newest["size_in_bytes"] > MAX_ARCHIVE:
        raise HostileReport(f"The artifact is larger than {MAX_ARCHIVE} bytes.")
    place = f"/repos/{repository}/actions/artifacts/{int(newest['id'])}/zip"
    return parse(unpack(rest.download(place, MAX_ARCHIVE)))


def _usable(entry: dict[str, Any]) -> bool:
    return entry["name"] == NAME and not entry["expired"]


def unpack(data: bytes) -> bytes:
    """Return the one file that counts; what else is in the archive is never looked at."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(FILE) as file:
            content = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, OSError) as error:
        raise HostileReport(f"The artifact is not an archive with {FILE} in it.") from error
    except (EOFError, RuntimeError, ValueError) as error:  # cut off; encrypted; broken fields
        raise HostileReport("The artifact cannot be unpacked.") from error
    return content
