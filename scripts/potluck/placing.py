"""Bring finished folders into place below `build/`, all of them and the manifest, or none.

The machine may stop at any moment. When all that is new is on the disk, the manifest that is to
stand is written as `.publishing.json`: from then on the new folders are those that are published,
and what is left to do is done by this build or by the next one. Meanwhile there is no
`manifest.json`, so that it never says of one folder what holds of another. Each folder changes
places with the one before it in one step, where the system can do that.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from potluck import storage
from potluck.storage import read_plain, sync, sync_all, write_whole

MANIFEST = "manifest.json"
NEXT = ".publishing.json"
LARGEST = 50_000_000  # bytes of a manifest: a site of 100,000 files has less
_Files = Mapping[str, Mapping[str, Any]]


def staged(folder: Path, name: str) -> Path:
    """Return where a folder is made that is to stand there under this name."""
    return folder / f".{name}.new"


def place(folder: Path, names: Iterable[str], manifest: bytes) -> None:
    """Publish what is staged under these names, and the manifest. Raises OSError."""
    names = tuple(names)
    sync_all(staged(folder, name) for name in names)
    write_whole(folder / NEXT, manifest)
    _finish(folder, names)


def recover(folder: Path) -> None:
    """Finish what a build that was stopped had begun to publish, and clear up after it."""
    for old in folder.glob(".*.old"):
        if not os.path.lexists(name := _named(old)):
            old.rename(name)
    if begun(folder):
        _resume(folder)
    for left in (*folder.glob(".*.new"), *folder.glob(".*.old")):
        discard(left)
    for torn in (*folder.glob(f".{MANIFEST}.*"), *folder.glob(f"{NEXT}.*")):
        torn.unlink()


def begun(folder: Path) -> bool:
    """Tell whether something is published already, though not yet wholly in place."""
    return (folder / NEXT).exists()


def discard(path: Path) -> None:
    """Remove a folder and all in it, if it is there; of a link, only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _finish(folder: Path, names: Iterable[str]) -> None:
    (folder / MANIFEST).unlink(missing_ok=True)
    sync(folder)
    for name in names:
        _replace(folder / name, staged(folder, name))
    sync(folder)
    (folder / NEXT).replace(folder / MANIFEST)
    sync(folder)
    for name in names:
        discard(staged(folder, name))


def _replace(place: Path, new: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    if not os.path.lexists(place):
        new.rename(place)
    elif not storage.exchange(new, place):
        place.rename(old)
        new.rename(place)
        discard(old)


def _named(old: Path) -> Path:
    return old.with_name(old.name.removeprefix(".").removesuffix(".old"))


# --- after a stop -------------------------------------------------------------------------------


def _resume(folder: Path) -> None:
    """Bring into place what is not there yet; the manifest names only what is whole."""
    try:
        wanted = json.loads(read_plain(folder / NEXT, LARGEST))
        named = wanted["artifacts"].items()
        entries = {name: entry["files"] for name, entry in named if name.isalpha()}
        waiting = [name for name in entries if _holds(staged(folder, name), entries[name])]
        there = {n for n in entries if n in waiting or _holds(folder / n, entries[n])}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        wanted, waiting, there = {}, [], set()
    if not there or (len(there) < len(wanted["artifacts"]) and (folder / MANIFEST).exists()):
        discard(folder / NEXT)  # damaged since: the editions before stand whole
        return
    if len(there) < len(wanted["artifacts"]):
        kept = {name: entry for name, entry in wanted["artifacts"].items() if name in there}
        text = json.dumps(wanted | {"artifacts": kept}, ensure_ascii=False, indent=2)
        write_whole(folder / NEXT, f"{text}\n".encode())
    _finish(folder, waiting)


def _holds(folder: Path, files: _Files) -> bool:
    """Tell whether a folder holds these very files, and no others."""
    found = {path.relative_to(folder).as_posix(): path for path in _files_in(folder)}
    return found.keys() == files.keys() and all(
        path.stat().st_size == files[name]["size"] and _hash(path) == files[name]["sha256"]
        for name, path in found.items()
    )


def _files_in(folder: Path) -> Iterable[Path]:
    return (Path(place, name) for place, _, names in os.walk(folder) for name in names)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
