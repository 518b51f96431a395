"""What was worked out is kept below the git directory, where no pull request can put a file.

It is never trusted: what does not verify, or was made by another Potluck, is worked out again.
"""

import gc
import hashlib
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from potluck import __version__, versions
from potluck.storage import plain, read_plain, write_whole

T = TypeVar("T")
FOLDER = "potluck"  # below the git directory
KEPT = 4  # files of one kind: of other settings, and of other versions of Potluck
MOST = 4_000_000_000  # bytes of one file
_SIZE, _SEAL = 8, 16  # bytes
_SECRET = 32
_PACKAGE = Path(__file__).parent


def room(root: Path) -> Path | None:
    """Return the folder for what is kept of the book in `root`; None outside of git.

    A work tree that was added to a repository shares the folder of that repository.
    """
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_dir():
            return git / FOLDER
        if git.is_file():
            return _shared(git)
    return None


def _shared(pointer: Path) -> Path | None:
    """Follow the file that stands in place of `.git` (gitrepository-layout(5))."""
    try:
        git = pointer.parent / pointer.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        common = git / "commondir"
        folder = git / common.read_text(encoding="utf-8").strip() if common.is_file() else git
        return folder.resolve(strict=True) / FOLDER
    except (OSError, ValueError):
        return None


def load(file: Path, kind: type[T]) -> T | None:
    """Return what was kept in a file; None where it is not there, damaged, or of another kind."""
    try:
        data = _unsealed(file)
        if data is None:
            return None
        with uncollected():
            return msgspec.msgpack.decode(data, type=kind)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave garbage lie for a moment in which there is none: looking for it takes longer."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def keep(file: Path, value: Any) -> None:
    """Keep a value, and the newest files of its kind (the name up to the last "-").

    Where nothing can be written, as with names of files that are no Unicode, it is worked out again
    next time.
    """
    with suppress(OSError, UnicodeEncodeError):
        _write(file, value)
        files = file.parent.glob(f"{file.name.rpartition('-')[0]}-*")
        for old in sorted(files, key=lambda each: each.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)


def secret(file: Path) -> bytes:
    """Return the random bytes kept in a file that its owner alone reads, made when first asked for.

    Where nothing can be written, they are new each time.
    """
    made = os.urandom(_SECRET)
    with suppress(OSError):
        if not _known(file):
            _place(file, made)
        return _known(file) or made
    return made


def _known(file: Path) -> bytes:
    """Return the secret in a file; none where it is not whole."""
    with suppress(OSError):
        kept = read_plain(file, _SECRET)
        return kept if len(kept) == _SECRET else b""
    return b""


def _place(file: Path, made: bytes) -> None:
    """Put a secret into a file, unless another build has just done so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(made)
            stream.flush()
            os.fsync(stream.fileno())  # not found again as so many zeros
        if not os.path.lexists(file):
            _link(name, file)
        elif not _known(file):
            Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


def _link(name: str, file: Path) -> None:
    try:
        os.link(name, file)  # unlike a rename, it leaves what another build has put there
    except FileExistsError:
        pass
    except OSError:  # there are file systems without links
        Path(name).replace(file)


def put(file: Path, value: Any) -> None:
    """Keep a value in a file of many."""
    with suppress(OSError, UnicodeEncodeError):
        _write(file, value)


def seal(data: bytes) -> bytes:
    """Return a digest by which bytes are known."""
    return hashlib.blake2b(data, digest_size=_SEAL).digest()


def sealed(value: Any) -> bytes:
    """Return a digest by which a value is known, of whatever types msgspec writes."""
    return seal(msgspec.msgpack.encode(value))


def same(new: Mapping[str, object], old: Mapping[str, object]) -> bool:
    """Compare what is needed with what was kept, from which it was looked up.

    The same name with another value is another object.
    """
    return new.keys() == old.keys() and all(new[name] is old[name] for name in new)


# --- files that show whether they are whole, and under their own name ---------------------------


def _write(file: Path, value: Any) -> None:
    data = msgspec.msgpack.encode(value)
    head = len(data).to_bytes(_SIZE, "little") + _named(file, data)
    write_whole(file, head + data, synced=False)  # one that is torn does not verify


def _unsealed(file: Path) -> bytes | None:
    with plain(file, MOST) as (stream, size):
        length = int.from_bytes(stream.read(_SIZE), "little")
        if size != _SIZE + _SEAL + length:
            return None
        named, data = stream.read(_SEAL), stream.read(length)
    return data if named == _named(file, data) else None


def _named(file: Path, data: bytes) -> bytes:
    digest = hashlib.blake2b(os.fsencode(file.name) + b"\0", digest_size=_SEAL)
    digest.update(data)
    return digest.digest()


# --- names of code ------------------------------------------------------------------------------


@cache
def installed() -> bytes:
    """Name the packages that are installed, with their versions, as pip wrote them down."""
    return "\n".join(sorted({*versions.folders()})).encode()


def edition(*rooms: str, also: bytes = b"") -> str:
    """Name the code of these folders of the package, the versions of Python and Unicode, and more.

    Files are known by size and time of change, as they are when a package is installed.
    """
    told = [__version__, sys.version, unicodedata.unidata_version]
    told += [name for room in rooms for name in _files(_PACKAGE / room)]
    return hashlib.blake2b("\n".join(told).encode() + also, digest_size=8).hexdigest()


@cache
def _files(folder: Path) -> tuple[str, ...]:
    """Name the files of code in a folder; a process runs what it loaded, so they are named once."""
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.name.endswith((".py", ".json", ".j2"))]
        return tuple(
            f"{e.name} {e.stat().st_size} {e.stat().st_mtime_ns}"
            for e in sorted(files, key=lambda entry: entry.name)
        )
