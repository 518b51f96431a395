"""What files said at the commits that changed them: one reading of git for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from potluck.credits.history import History
from potluck.credits.logbook import RENAME_LIMIT
from potluck.credits.origins import blobs
from potluck.credits.repository import RAW_LOG, Repository, opened
from potluck.credits.walk import Change

MOST = 200  # versions of one file: the newest

_RAW = (
    *RAW_LOG,
    "--no-walk=unsorted",
    "--stdin",
    "--format=%x01%H",
    "--diff-merges=first-parent",
    f"-l{RENAME_LIMIT}",
)


@dataclass(frozen=True)
class Version:
    """A file as one commit left it."""

    change: Change
    text: str = field(repr=False)


@dataclass(frozen=True)
class _Entry:
    blob: str
    path: str
    former: str = ""  # only where the commit renamed it


def versions(history: History, paths: Iterable[str]) -> Iterator[tuple[str, tuple[Version, ...]]]:
    """Yield each of these files of the book with its versions, newest first, through all its names.

    What git no longer has is left out. Raises ToolError.
    """
    wanted = [(path, history.changes(path)[:MOST]) for path in paths]
    commits = dict.fromkeys(change.commit.id for _, changes in wanted for change in changes)
    if not commits:
        return
    with opened(history.root) as repo, blobs.reading(repo) as files:
        raw = _raw(repo, commits)
        for path, changes in wanted:
            found = _blobs(repo.prefix + path, changes, raw)
            texts = ((change, files.text(blob)) for change, blob in found)
            yield path, tuple(Version(change, text) for change, text in texts if text)


# --- which blob a commit left under which name ---------------------------------------------------


def _blobs(
    path: str, changes: tuple[Change, ...], raw: dict[str, tuple[_Entry, ...]]
) -> Iterator[tuple[Change, str]]:
    """Yield the blob of each change; a branch may still have used any of the file's old names."""
    names = {path}
    for change in changes:
        for entry in raw.get(change.commit.id, ()):
            if entry.path in names:
                names |= {entry.former} if entry.former else set()
                yield change, entry.blob
                break


def _raw(repo: Repository, commits: Iterable[str]) -> dict[str, tuple[_Entry, ...]]:
    """Return what each commit changed, against its first parent."""
    renames = "-M100%" if repo.partial else "-M"
    data = repo.run(*_RAW, renames, data="".join(f"{each}\n" for each in commits).encode())
    found: dict[str, list[_Entry]] = {}
    tokens = (token.decode("utf-8", "replace") for token in data.split(b"\0"))
    current: list[_Entry] = []
    for token in tokens:
        if token.startswith("\x01"):
            current = found.setdefault(token[1:].strip(), [])
        elif token.lstrip("\n").startswith(":"):
            *_, blob, status = token.split()
            former = next(tokens, "") if status[:1] in "RC" else ""
            current.append(_Entry(blob, next(tokens, ""), former if status[:1] == "R" else ""))
    return {commit: tuple(entries) for commit, entries in found.items()}
