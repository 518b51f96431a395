"""Where ledgers are: the file in the book, and every version of it in the history."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from potluck.attribution.ledger.entries import Ledger, Trouble
from potluck.attribution.ledger.text import parse, parse_all
from potluck.credits.origins.blobs import reading
from potluck.credits.repository import Repository, opened

NAME = "contributors/ledger.lock.json"
MAX_BYTES = 4_000_000  # 500 chapters with four credits each have half of one
MOST = 2000  # versions; where there are more, the oldest, which no new branch can push aside

_LOG = (
    "log",
    "--topo-order",
    "--full-history",
    "--diff-merges=separate",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-color",
    "--no-relative",
    "--format=",
)
_RAW = re.compile(rb"^:\d+ (100\d+) [0-9a-f]+ ([0-9a-f]+) [AMT]", re.MULTILINE)


def exists(root: Path) -> bool:
    """Tell whether the book has a ledger."""
    return (root / NAME).exists() or (root / NAME).is_symlink()


def load(root: Path) -> Ledger:
    """Read the ledger of the book; an empty one where there is none."""
    file = root / NAME
    if not exists(root):
        return Ledger()
    if file.is_symlink() or file.parent.is_symlink():
        return _unread("it is a symbolic link")
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _unread(str(error.strerror))
    if len(data) > MAX_BYTES:
        return _unread(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return parse(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _unread("it is not UTF-8 text")


def _unread(why: str) -> Ledger:
    return Ledger(troubles=(Trouble(1, why),))


def past(root: Path, revision: str = "HEAD") -> Ledger:
    """Return the union of all versions of the ledger up to a revision.

    `root` is the book's folder in its repository. Raises ConfigError or ToolError.
    """
    with opened(root) as repo:
        return parse_all(_texts(repo, _versions(repo, repo.commit(revision))))


def _versions(repo: Repository, commit: str) -> list[str]:
    """Return the blob of each version of the ledger, oldest first."""
    log = repo.run(*_LOG, commit, "--", repo.prefix + NAME)
    found = dict.fromkeys(match[2].decode("ascii") for match in _RAW.finditer(log))
    return list(found)[::-1][:MOST]


def _texts(repo: Repository, blobs: Iterable[str]) -> Iterator[str]:
    """Yield the text of each version, as far as it is there and not too long."""
    if wanted := list(blobs):
        with reading(repo) as git:
            for blob in wanted:
                yield (git.text(blob) or "")[:MAX_BYTES]
