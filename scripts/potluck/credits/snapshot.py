"""The book as it was at a revision, written into a folder."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO

from potluck.credits.repository import Repository, opened

MAX_FILE = 64 * 1024 * 1024  # bytes; what is larger is no picture that a book opens
_FILES = (b"100644", b"100755")  # no symbolic links, no submodules


def extract(root: Path, revision: str, folder: Path) -> None:
    """Write the files of the book at `root` as they were at `revision` into an empty folder.

    They are written as git keeps them: no filter is run, and no attribute leaves one out. Only
    plain files are written: no links, nothing outside `folder`. Raises ConfigError where the
    revision is not there.
    """
    with opened(root) as repo:
        commit = repo.commit(revision)
        found = list(_plain(repo, f"{commit}:{repo.prefix.rstrip('/')}"))
        with repo.started("cat-file", "--batch") as (asks, answers):
            for blob, path in found:
                data = _content(blob, asks, answers)
                with suppress(OSError):  # a name that cannot be one here
                    _write(folder / path, data)


def _plain(repo: Repository, tree: str) -> Iterator[tuple[bytes, str]]:
    """Yield the plain files of a tree, by id and path; a hostile tree can name others."""
    for entry in repo.run("ls-tree", "-r", "-l", "-z", "--full-tree", tree).split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        mode, *_, blob, size = facts.split() or (b"", b"", b"")
        path = name.decode("utf-8", "surrogateescape")
        small = size.isdigit() and int(size) <= MAX_FILE
        if mode in _FILES and small and _inside(path):
            yield blob, path


def _inside(path: str) -> bool:
    """Tell whether a path leads to a place below the folder that it is joined to.

    >>> _inside("content/soup.md"), _inside("../soup.md"), _inside("/etc/soup.md")
    (True, False, False)
    """
    steps = PurePosixPath(path).parts
    return bool(steps) and ".." not in steps and not path.startswith("/")


def _content(blob: bytes, asks: IO[bytes], answers: IO[bytes]) -> bytes:
    """Return a file; nothing where the repository lacks it."""
    asks.write(blob + b"\n")
    asks.flush()
    told = answers.readline().split()
    return answers.read(int(told[2]) + 1)[:-1] if len(told) == 3 else b""


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
