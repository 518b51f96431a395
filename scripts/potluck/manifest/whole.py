"""Compares files with the manifest that names them: all there, and the very ones."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from potluck.manifest import Entry, File

OPENING = "index.html"  # of a site


def faults(folder: Path, entry: Entry, shown: str) -> Iterator[str]:
    """Yield, in sentences, what is wrong with the files of a format; `shown` names their folder."""
    if not entry.files or (entry.folder == "site" and OPENING not in entry.files):
        yield f"{shown}/ is empty."
    for name, facts in entry.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{shown}/{name} is not there."
        elif facts_of(path) != facts:
            yield f"{shown}/{name} is not what was built."


def facts_of(path: Path) -> File:
    """Return the size and the hash of a file, read now."""
    with path.open("rb") as file:
        return File(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
