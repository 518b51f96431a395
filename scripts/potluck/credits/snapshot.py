"""The book as it was at a revision, written into a folder."""

import io
import tarfile
from pathlib import Path, PurePosixPath

from potluck.credits.repository import Repository, opened
from potluck.errors import ConfigError, ToolError


def extract(root: Path, revision: str, folder: Path) -> None:
    """Write the files of the book at `root` as they were at `revision` into an empty folder.

    Only plain files are written: no links, nothing outside `folder`. Raises ConfigError where the
    revision is not there.
    """
    with opened(root) as repo:
        commit = _commit(repo, revision)
        prefix = repo.prefix.rstrip("/")
        data = repo.run("archive", "--format=tar", f"{commit}:{prefix}" if prefix else commit)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            _write(archive, member, folder)


def _commit(repo: Repository, revision: str) -> str:
    try:
        found = repo.run("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except ToolError as error:
        raise ConfigError(
            f"There is no revision {revision!r} in this repository.",
            "name a branch, a tag or a commit, such as origin/main; fetch it first if need be",
        ) from error
    return found.decode("ascii").strip()


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    steps = PurePosixPath(member.name).parts
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None or ".." in steps or PurePosixPath(member.name).is_absolute():
        return
    target = folder.joinpath(*steps)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(stream.read())
