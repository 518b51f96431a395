"""Where finished editions stand: `build/`. New ones replace old ones whole, or not at all.

Each format is rendered into a hidden sibling, `build/.FORMAT.new`, and renamed when all is proven.
`build/manifest.json` says what stands there.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import Any

from potluck.errors import ConfigError
from potluck.model import Artifact, Download, Edition
from potluck.storage import write_whole

BUILD = "build"
MANIFEST = "manifest.json"
DOWNLOADS = ("pdf", "epub")
CHAPTERS = "chapters"  # the folder of PDFs that hold one chapter each
REUSE = "reuse"  # what every build writes beside the editions


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Let one build at a time write below `build/`; a second one waits. Raises ConfigError."""
    folder = root / BUILD
    try:
        folder.mkdir(exist_ok=True)
        with TemporaryFile(dir=folder):  # may we write here?
            descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ConfigError(
            f"The folder {BUILD}/ cannot be written: {error.strerror}.",
            f"type: sudo chown -R $USER {BUILD}",
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # the folder itself: no file of ours is left in it
        _recover(folder)
        yield
    finally:
        os.close(descriptor)


def _recover(folder: Path) -> None:
    """Clear up after a build that was killed: put back what it was replacing, drop the rest."""
    for old in folder.glob(".*.old"):
        place = folder / old.name.removeprefix(".").removesuffix(".old")
        if place.exists():
            shutil.rmtree(old)
        else:
            old.rename(place)
    for unfinished in folder.glob(".*.new"):
        shutil.rmtree(unfinished)
    for torn in folder.glob(f".{MANIFEST}.*"):
        torn.unlink()


def staging(root: Path, name: str) -> Path:
    """Return an empty folder in which a format is rendered."""
    folder = root / BUILD / f".{name}.new"
    discard(folder)
    folder.mkdir(parents=True)
    return folder


def staged(root: Path, name: str, stage: dict[str, Path]) -> Path:
    """Add an empty folder to those that are published together."""
    stage[name] = staging(root, name)
    return stage[name]


def discard(folder: Path) -> None:
    """Remove a folder and all in it, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


# --- publishing ---------------------------------------------------------------------------------


def publish(
    root: Path, edition: Edition, artifacts: Sequence[Artifact], stage: Mapping[str, Path]
) -> None:
    """Move finished formats into place and say so in the manifest."""
    entries = {artifact.format: _entry(edition, artifact, stage) for artifact in artifacts}
    for folder in stage.values():
        _sync(folder)
    for name, folder in stage.items():
        _replace(root / BUILD / name, folder)
    write_manifest(root, edition, entries)


def _sync(folder: Path) -> None:
    """Have every file on the disk before a rename makes it visible."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _replace(place: Path, new: Path) -> None:
    old = place.with_name(f".{place.name}.old")
    discard(old)
    if place.exists():
        place.rename(old)
    new.rename(place)
    discard(old)


def write_manifest(root: Path, edition: Edition, entries: dict[str, dict[str, Any]]) -> None:
    """Write `build/manifest.json`; formats that were not built now keep their entries."""
    path = root / BUILD / MANIFEST
    kept = {
        name: entry
        for name, entry in read_manifest(root).get("artifacts", {}).items()
        if (root / BUILD / name).is_dir()
    }
    manifest = {
        "book": {"title": edition.book.title, "slug": edition.book.slug},
        "build": {
            "id": edition.build.id,
            "commit": edition.build.commit,
            "date": _moment(edition.build.date),
            "modified": edition.build.modified,
        },
        "potluck": edition.build.version,
        "artifacts": dict(sorted({**kept, **entries}.items())),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    write_whole(path, text.encode())


def read_manifest(root: Path) -> dict[str, Any]:
    """Return what `build/manifest.json` says; nothing where it is absent or damaged."""
    try:
        found = json.loads((root / BUILD / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _entry(edition: Edition, artifact: Artifact, stage: Mapping[str, Path]) -> dict[str, Any]:
    folder = stage[artifact.format]
    files = {name: _facts(folder / name) for name in artifact.files}
    return {
        "folder": artifact.folder,
        "build": edition.build.id,
        "date": _moment(edition.build.date),
        "notes": list(artifact.notes),
        "files": files,
    }


def _facts(path: Path) -> dict[str, Any]:
    found = path.stat()
    stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return {"size": found.st_size, "sha256": _hashed(path, stamp)}


@cache
def _hashed(path: Path, _stamp: tuple[int, ...]) -> str:
    """Hash a file once in a build, while its size, inode and times stay the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _moment(date: datetime) -> str:
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- downloads ----------------------------------------------------------------------------------


def downloads(root: Path) -> tuple[Download, ...]:
    """Return the PDFs and the EPUB that stand in `build/`, as the manifest names them."""
    entries = read_manifest(root).get("artifacts", {})
    return tuple(
        item
        for name in DOWNLOADS
        if name in entries
        for item in _downloads(root / BUILD / name, name, entries[name])
    )


def _downloads(folder: Path, name: str, entry: dict[str, Any]) -> Iterator[Download]:
    """Yield the files of a format that are the very ones that the manifest names, in its order."""
    date = datetime.strptime(entry["date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    for file, facts in entry["files"].items():
        path, place = folder / file, PurePosixPath(file)
        chapter = place.stem if place.parent.name == CHAPTERS else ""
        if path.is_file() and _facts(path) == facts:
            size, digest = facts["size"], facts["sha256"]
            yield Download(name, path, size, digest, entry["build"], date, chapter)


def offered(
    edition: Edition, folder: Path, artifacts: Sequence[Artifact], stage: Mapping[str, Path]
) -> tuple[Download, ...]:
    """Return the downloads a site may offer: those of this build, else those that stand there."""
    fresh = {artifact.format: artifact for artifact in artifacts if artifact.format in DOWNLOADS}
    standing = [item for item in downloads(folder.parent) if item.format not in fresh]
    made = [
        item
        for name, artifact in fresh.items()
        for item in _downloads(stage[name], name, _entry(edition, artifact, stage))
    ]
    known = {chapter.slug for chapter in edition.chapters} | {""}
    found = [item for item in (*standing, *made) if item.chapter in known]
    return tuple(sorted(found, key=lambda item: DOWNLOADS.index(item.format)))
