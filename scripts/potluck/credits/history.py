"""Read the history of the book once: git -> History.

`read` is the only place that runs git for it, but for `recent`. It looks at no file's content, so a
clone without blobs is enough; only the search for renames with edits needs them, and is narrowed to
exact renames there. A few passes serve all files: measured 15 to 60 times faster than one per file.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from potluck.credits import logbook
from potluck.credits import mailmap as mailmaps
from potluck.credits.log import Record
from potluck.credits.origins.traced import Traced
from potluck.credits.people import Person
from potluck.credits.repository import FILTERING, Repository, opened
from potluck.credits.walk import Change, changes
from potluck.errors import ToolError
from potluck.model import Commit

IGNORED = ".git-blame-ignore-revs"  # commits that only format, one id a line, "#" begins a comment
MAILMAP = ".mailmap"
MAX_BYTES = 1 << 20  # of either: longer than any real one
BOOK = ("mkdocs.yml", "content", "contributors")  # what `modified` looks at
STATUS = (FILTERING, "--porcelain", "-z", "-uall", "--ignore-submodules=dirty")


@dataclass(frozen=True)
class History:
    """What git knows of the book. Paths are relative to the book's root, with "/"."""

    head: str
    date: datetime  # when HEAD was committed, UTC
    modified: bool = False  # the work tree differs from HEAD
    shallow: bool = False  # cut off: credits would be wrong (ATT-001)
    partial: bool = False  # without blobs: renames with edits are not followed
    chapters: int = 0  # how many there are at HEAD
    everyone: tuple[Person, ...] = field(default=(), repr=False)  # newest first
    commits: Mapping[str, Record] = field(default_factory=dict, repr=False)  # by id, newest first
    root: Path = Path()  # the book's folder in a work tree of the repository
    tree: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)  # git's modes
    mailmap: tuple[mailmaps.Mapping, ...] = field(default=(), repr=False)
    ignored: frozenset[str] = frozenset()  # commits that are said to have only formatted
    _changes: dict[str, tuple[Change, ...]] = field(default_factory=dict, repr=False)
    _trace: Callable[[], Mapping[str, Traced]] = field(default=dict, repr=False, compare=False)

    def changes(self, path: str) -> tuple[Change, ...]:
        """Return what was done to the file, newest first; nothing for a file git does not know."""
        return self._changes.get(path, ())

    def of(self, path: str) -> tuple[Commit, ...]:
        """Return the commits that touched the file, newest first, through all its names."""
        return tuple(change.commit for change in self.changes(path))

    def people(self, path: str) -> tuple[Person, ...]:
        """Return everyone who touched the file, in order of appearance, as git names them."""
        found = (person for change in self.changes(path)[::-1] for person in change.people)
        return tuple(dict.fromkeys(found))

    def after(self, earlier: "History", path: str) -> tuple[Commit, ...]:
        """Return the commits that touched the file and are not in an earlier history."""
        return tuple(commit for commit in self.of(path) if commit.id not in earlier.commits)

    @cached_property
    def signed(self) -> frozenset[Person]:
        """Everyone who has signed off a commit (Developer Certificate of Origin)."""
        return frozenset(p for record in self.commits.values() for p in record.signed)

    @cached_property
    def age(self) -> Mapping[str, int]:
        """How old each commit is among the others: 0 for the oldest."""
        return {commit: number for number, commit in enumerate(reversed(tuple(self.commits)))}

    @cached_property
    def words(self) -> Mapping[str, Traced]:
        """Whose the words of each chapter are, by path; nothing where git has no content of files.

        It takes a second or two the first time.
        """
        return self._trace()

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every file of the book that has a history, sorted."""
        return tuple(sorted(self._changes))


def read(root: Path, revision: str = "HEAD") -> History:
    """Return the history of the book at `root`, which may be a folder inside its repository.

    ConfigError where there is no repository, commit or revision; ToolError where git does not work.
    """
    with opened(root) as repo:
        head = repo.commit(revision)
        found = logbook.records(repo, head)
        if not found:
            raise ToolError("git log gives nothing for this repository.", "Try: git fsck")
        every = _listing(repo, head)
        tree = {path: mode for path, mode in every.items() if path.startswith(repo.prefix)}
        live = frozenset(tree)
        ignored = _ignored(_file(repo, head, IGNORED) if IGNORED in every else "")
        chapters = frozenset(name for name in live if is_chapter(name.removeprefix(repo.prefix)))
        touched = changes(found, live, chapters)
        return History(
            head=head,
            date=found[0].committed,
            modified=revision == "HEAD" and _modified(repo),
            shallow=repo.shallow,
            partial=repo.partial,
            chapters=len(chapters),
            everyone=everyone(found),
            commits={record.commit.id: record for record in found},
            root=root,
            tree={path.removeprefix(repo.prefix): mode for path, mode in tree.items()},
            mailmap=mailmaps.parse(_file(repo, head, MAILMAP) if MAILMAP in every else ""),
            ignored=ignored,
            _changes={path.removeprefix(repo.prefix): done for path, done in touched.items()},
            _trace=lambda: _words(root, found, chapters, ignored),
        )


def _modified(repo: Repository) -> bool:
    paths = (repo.prefix + name for name in BOOK)
    return bool(repo.run(*STATUS, "--", *paths))


def everyone(records: Iterable[Record]) -> tuple[Person, ...]:
    """Return everyone who had a part in any of these commits."""
    return tuple(dict.fromkeys(hand.person for record in records for hand in record.hands))


def _listing(repo: Repository, commit: str) -> dict[str, str]:
    """Return every path of the repository, with git's mode of it."""
    listing = repo.run("ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "replace")
    entries = (entry.partition("\t") for entry in listing.split("\0"))
    return {name: facts[:6] for facts, _, name in entries if name}


def _ignored(text: str) -> frozenset[str]:
    """Return the commits that the repository says only format."""
    ids = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return frozenset(each for each in ids if re.fullmatch(r"[0-9a-f]{40,64}", each))


def _file(repo: Repository, commit: str, name: str) -> str:
    """Return a file at the top of the repository; nothing where it is none, or too large."""
    listed = repo.run("ls-tree", "--full-tree", "--long", commit, name).split()
    small = len(listed) > 3 and listed[1] == b"blob" and int(listed[3]) <= MAX_BYTES
    data = repo.run("cat-file", "blob", listed[2].decode("ascii")) if small else b""
    return data.decode("utf-8", "replace")


def _words(
    root: Path,
    records: tuple[Record, ...],
    chapters: frozenset[str],
    ignored: frozenset[str],
) -> Mapping[str, Traced]:
    with opened(root) as repo:
        if repo.partial or repo.shallow:
            return {}
        by_machine = {record.commit.id for record in records if record.machine}
        from potluck.credits.origins import reading  # noqa: PLC0415 - slow to import

        traced = reading.read(repo, records, chapters, ignored=ignored - by_machine)
        return {_own(path, repo): _of(found, repo) for path, found in traced.items()}


def _own(path: str, repo: Repository) -> str:
    return path.removeprefix(repo.prefix)


def _of(traced: Traced, repo: Repository) -> Traced:
    """Return the same with paths as the book has them."""
    return replace(traced, copied={_own(path, repo): n for path, n in traced.copied.items()})


def is_chapter(path: str) -> bool:
    """Tell whether a path of the book is a text of it.

    >>> is_chapter("content/mains/dal.md"), is_chapter("content/mains/dal.jpg")
    (True, False)
    """
    parts = PurePosixPath(path)
    return parts.parts[:1] == ("content",) and parts.suffix == ".md"
