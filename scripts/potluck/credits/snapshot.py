"""The book as it was at a revision, written into a folder."""

import io
import tarfile
from pathlib import Path, PurePosixPath

from potluck.credits.repository import opened


def extract(root: Path, revision: str, folder: Path) -> None:
    """Write the files of the book at `root` as they were at `revision` into an empty folder.

    Only plain files are written: no links, nothing outside `folder`. Raises ConfigError where the
    revision is not there.
    """
    with opened(root) as repo:
        commit = repo.commit(revision)
        tree = f"{commit}:{repo.prefix.rstrip('/')}"  # of a commit, `export-subst` shows addresses
        if not repo.run("ls-tree", "--full-tree", tree):
            return  # there was no file yet, and tarfile cannot read an empty archive
        data = repo.run("archive", "--format=tar", tree)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            _write(archive, member, folder)


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    steps = PurePosixPath(member.name).parts
    stream = archive.extractfile(member) if member.isreg() else None
    if stream is None or ".." in steps or PurePosixPath(member.name).is_absolute():
        return
    target = folder.joinpath(*steps)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(stream.read())
