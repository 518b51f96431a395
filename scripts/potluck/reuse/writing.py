"""Put the overlay into the book's own folder, and leave everything that people wrote."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from potluck.errors import ConfigError
from potluck.reuse.table import LICENSES
from potluck.source.reusetoml import MARK, NAME
from potluck.storage import write_whole


def write(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write what is missing, and renew below our mark; return what was done, in sentences.

    Raises ConfigError where the folder cannot be written.
    """
    try:
        return tuple(_lines(root, files))
    except OSError as error:
        raise ConfigError(
            f"{error.filename or LICENSES} cannot be written: {error.strerror}.",
            f"look at who owns {NAME} and {LICENSES}/ in the book's folder",
        ) from error


def _lines(root: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    for path, data in files.items():
        if path == NAME:
            yield _table(root / path, data)
        elif _present(root / path):
            yield f"{path}: was there."
        else:
            write_whole(root / path, data)
            yield f"{path}: written."


def _present(place: Path) -> bool:
    """Whether the text is there already, perhaps with another ending."""
    if place.parent.is_symlink():
        raise NotADirectoryError(20, "it is a symbolic link", place.parent.name)
    stem = PurePosixPath(place.name).name.rpartition(".")[0]
    names = {path.name for path in place.parent.iterdir()} if place.parent.exists() else set()
    return any(stem in {name, name.rpartition(".")[0]} for name in names)


def _table(place: Path, data: bytes) -> str:
    """Write REUSE.toml if it is ours, or if there is none."""
    if place.is_symlink() or (place.exists() and not place.is_file()):
        return f"{NAME}: left alone; it is no plain file."
    before = place.read_bytes() if place.exists() else None
    if before is not None and MARK.encode() not in before.replace(b"\r\n", b"\n"):
        return (
            f"{NAME}: left as somebody wrote it. To have it completed, add this line at its end:\n"
            f"{MARK}"
        )
    if before == data:
        return f"{NAME}: is up to date."
    write_whole(place, data)
    return f"{NAME}: written." if before is None else f"{NAME}: renewed below its mark."
