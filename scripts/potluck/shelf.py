"""Where finished editions stand: `build/`. New ones replace old ones whole, or not at all.

Each format is rendered into a hidden sibling, `build/.FORMAT.new`; when all are proven, they come
into place together (`placing`). `build/manifest.json` says what stands there.
"""

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

from potluck import manifest, placing
from potluck.errors import ConfigError
from potluck.manifest import Entry, File, Manifest, Proven, encoded, moment
from potluck.model import Artifact, Download, Edition, Measure

BUILD = "build"
MANIFEST = manifest.NAME
DOWNLOADS = ("pdf", "epub")
CHAPTERS = "chapters"  # the folder of PDFs that hold one chapter each
OFFERED = "downloads/"  # the folder of a site that holds copies of other formats
_NOT_ITS_OWN = (OFFERED, "assets/")  # what a site has from elsewhere: here, from Potluck
REUSE = "reuse"  # what every build writes beside the editions


@contextmanager
def locked(root: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Let one build at a time write below `build/`; a second one says so and waits.

    What a build that was killed has left is cleared up before. Raises ConfigError.
    """
    folder = root / BUILD
    descriptor = _held(folder, waiting)
    try:
        placing.recover(folder)
        yield
    finally:
        with suppress(OSError):
            folder.rmdir()  # if nothing was ever published
        os.close(descriptor)


def _held(folder: Path, waiting: Callable[[], None]) -> int:
    """Lock the folder itself, so that no file of ours is left in it."""
    while True:
        descriptor = _opened(folder)
        _lock(descriptor, waiting)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
        os.close(descriptor)  # somebody removed it meanwhile


def _opened(folder: Path) -> int:
    try:
        folder.mkdir(exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ConfigError(
            f"The folder {BUILD}/ cannot be written: {error.strerror}.",
            f"type: sudo chown -R $USER {BUILD}",
        ) from error


def _lock(descriptor: int, waiting: Callable[[], None]) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def staging(root: Path, name: str) -> Path:
    """Return an empty folder in which a format is rendered."""
    folder = placing.staged(root / BUILD, name)
    placing.discard(folder)
    folder.mkdir(parents=True)
    return folder


def staged(root: Path, name: str, stage: dict[str, Path]) -> Path:
    """Add an empty folder to those that are published together."""
    stage[name] = staging(root, name)
    return stage[name]


def dismiss(root: Path, stage: Mapping[str, Path]) -> None:
    """Remove what was not published; what is being published is left to the next build."""
    if not placing.begun(root / BUILD):
        for folder in stage.values():
            placing.discard(folder)


# --- publishing ---------------------------------------------------------------------------------


def publish(
    root: Path,
    edition: Edition,
    artifacts: Sequence[Artifact],
    stage: Mapping[str, Path],
    measure: Measure | None = None,
) -> None:
    """Move finished formats into place and say so in the manifest; `measure` is of the proof."""
    entries = {
        made.format: entry_of(edition, made, stage[made.format], _measured(made, measure))
        for made in artifacts
    }
    placing.place(root / BUILD, stage, encoded(_manifest(root, edition, entries)))


def _measured(artifact: Artifact, measure: Measure | None) -> Measure | None:
    """The statement of rights beside the editions is no edition, and is not proven."""
    return None if artifact.format == REUSE else measure


def _manifest(root: Path, edition: Edition, entries: Mapping[str, Entry]) -> Manifest:
    """Return the manifest that is to stand; formats that were not built now keep their entries."""
    standing = read_manifest(root)
    kept = {
        name: entry
        for name, entry in (standing.artifacts if standing else {}).items()
        if (root / BUILD / name).is_dir()
    }
    return Manifest.of(edition, {**kept, **entries})


def read_manifest(root: Path) -> Manifest | None:
    """Return what `build/manifest.json` says; None where it is absent or damaged."""
    return manifest.read(root / BUILD / MANIFEST)


def entry_of(
    edition: Edition, artifact: Artifact, folder: Path, measure: Measure | None = None
) -> Entry:
    """Tell all of a finished format in a folder. With a `measure`, it has been proven."""
    files = {name: _facts(folder / name) for name in artifact.files}
    made = Entry(
        folder=artifact.folder,
        build=edition.build.id,
        date=moment(edition.build.date),
        files=files,
        commit=edition.build.commit,
        notes=artifact.notes,
        counts=_counts(artifact, files, measure),
        tools=dict(artifact.tools),
        fonts=artifact.fonts,
    )
    return proven(made, edition.build.version, measure) if measure else made


def proven(entry: Entry, version: str, measure: Measure) -> Entry:
    """Say of a format that everything was found again in its files."""
    return replace(entry, proven=Proven(version, entry.digest, measure.blocks))


def _counts(
    artifact: Artifact, files: Mapping[str, File], measure: Measure | None
) -> dict[str, int]:
    """Count what an edition holds. Its notes say how many pages it has, if it has pages."""
    notes = dict(note.partition("=")[::2] for note in artifact.notes)
    pages = {"pages": int(notes["pages"])} if notes.get("pages", "").isdecimal() else {}
    text = {"chapters": measure.chapters, "words": measure.words} if measure else {}
    own = (file.size for name, file in files.items() if not name.startswith(_NOT_ITS_OWN))
    return {**text, **pages, "bytes": sum(own)}


def _facts(path: Path) -> File:
    found = path.stat()
    stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return File(found.st_size, _hashed(path, stamp))


@cache
def _hashed(path: Path, _stamp: tuple[int, ...]) -> str:
    """Hash a file once in a build, while its size, inode and times stay the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- downloads ----------------------------------------------------------------------------------


def downloads(root: Path) -> tuple[Download, ...]:
    """Return the PDFs and the EPUB that stand in `build/`, as the manifest names them."""
    standing = read_manifest(root)
    entries = standing.artifacts if standing else {}
    return tuple(
        item
        for name in DOWNLOADS
        if name in entries
        for item in _downloads(root / BUILD / name, name, entries[name])
    )


def _downloads(folder: Path, name: str, entry: Entry) -> Iterator[Download]:
    """Yield the files of a format that are the very ones that the manifest names, in its order."""
    for file, facts in entry.files.items():
        path, place = folder / file, PurePosixPath(file)
        chapter = place.stem if place.parent.name == CHAPTERS else ""
        if path.is_file() and _facts(path) == facts:
            made = (facts.size, facts.sha256, entry.build, entry.moment)
            yield Download(name, path, *made, chapter)


def offered(
    edition: Edition, folder: Path, artifacts: Sequence[Artifact], stage: Mapping[str, Path]
) -> tuple[Download, ...]:
    """Return the downloads a site may offer: those of this build, else those that stand there."""
    fresh = {artifact.format: artifact for artifact in artifacts if artifact.format in DOWNLOADS}
    standing = [item for item in downloads(folder.parent) if item.format not in fresh]
    made = [
        item
        for name, artifact in fresh.items()
        for item in _downloads(stage[name], name, entry_of(edition, artifact, stage[name]))
    ]
    known = {chapter.slug for chapter in edition.chapters} | {""}
    found = [item for item in (*standing, *made) if item.chapter in known]
    return tuple(sorted(found, key=lambda item: DOWNLOADS.index(item.format)))
