"""What `git log` said of all commits, kept, so that a new commit reads only what came after.

The bytes are kept as git wrote them: facts of the repository, whatever this program makes of them.
"""

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from potluck import keeping
from potluck.credits.log import DIFFS, FORMAT, Record, parse
from potluck.credits.repository import RAW_LOG, Repository
from potluck.errors import ToolError

# Renames with edits are compared pairwise; above this many new names only exact ones are found.
RENAME_LIMIT = 2000
LOG = (
    *RAW_LOG,
    "--encoding=UTF-8",
    f"-l{RENAME_LIMIT}",
)
MOST_PAGES = 200  # from then on the log is read again as a whole
ONLY_EXACT = "-M100%"  # needs no file's content
RENAMES = "-M"


@dataclass(frozen=True)
class Page:
    """The log of some commits: all but merges, merges, and again those that bring new names."""

    ordinary: bytes
    merges: bytes
    bringing: bytes


@dataclass(frozen=True)
class Book:
    """The log up to a head, page by page."""

    head: str = ""
    renames: str = RENAMES
    pages: tuple[Page, ...] = ()


def records(repo: Repository, commit: str) -> tuple[Record, ...]:
    """Return all commits in the past of one, and itself: newest first, children before parents.

    Renames are looked for where people make them: doing so between all parents of all merges would
    cost six times as much (0.33 s instead of 0.05 s in based.cooking), so of the merges only those
    are looked at that bring a new name. Raises ToolError where git does not work.
    """
    found: dict[str, Record] = {}
    for page in _book(repo, commit).pages:
        found |= {record.commit.id: record for record in parse(page.ordinary)}
        brought = {record.commit.id: record.diffs for record in parse(page.bringing)}
        for record in parse(page.merges):
            found[record.commit.id] = replace(record, diffs=brought.get(record.commit.id, ()))
    return by_date(found, commit)


def _book(repo: Repository, commit: str) -> Book:
    """Return a log that has the commit: the kept one, with what is new, or one read now."""
    renames = ONLY_EXACT if repo.partial else RENAMES
    file = Path(repo.repo.common_dir) / keeping.FOLDER / "log-2.msgpack"
    kept = Book(renames=renames) if repo.shallow else keeping.load(file, Book) or Book()
    if kept.renames != renames or len(kept.pages) > MOST_PAGES:
        kept = Book(renames=renames)
    if kept.head and _within(repo, commit, kept.head):
        return kept
    if kept.head and not _within(repo, kept.head, commit):
        kept = Book(renames=renames)
    page = _read(repo, renames, commit, *([f"^{kept.head}"] if kept.head else []))
    book = Book(commit, renames, (*kept.pages, page))
    if not repo.shallow:
        keeping.keep(file, book)
    return book


def _within(repo: Repository, one: str, other: str) -> bool:
    """Tell whether a commit is in the past of another; no, where either is gone."""
    try:
        return repo.within(one, other)
    except ToolError:
        return False


def _read(repo: Repository, renames: str, *which: str) -> Page:
    """Read the log of these revisions."""
    ordinary = repo.run(*LOG, f"--format={FORMAT}", "--no-merges", renames, *which)
    joined = ("--merges", "--diff-merges=combined", "--no-renames")
    merges = repo.run(*LOG, f"--format={FORMAT}", *joined, *which)
    bringing = [record.commit.id for record in parse(merges) if _brings(record)]
    each = (f"--format={DIFFS}", "--no-walk=unsorted", "--diff-merges=separate", renames)
    names = "".join(f"{commit}\n" for commit in bringing).encode()
    found = repo.run(*LOG, *each, "--stdin", data=names) if bringing else b""
    return Page(ordinary, merges, found)


def _brings(record: Record) -> bool:
    """Tell whether a merge has a file under a name that none of its parents had."""
    new = (entry.status == "A" for diff in record.diffs for entry in diff)
    return len(record.parents) > 1 and any(new)


def by_date(records: Mapping[str, Record], head: str) -> tuple[Record, ...]:
    """Sort commits: children before their parents, and otherwise the newest first.

    The order is the same however the log was read. Only what `head` has in its past is returned.
    """
    past = _past(records, head)
    waiting = Counter(parent for commit in past for parent in set(records[commit].parents))
    ready = [_key(records[head])] if past else []
    order: list[Record] = []
    while ready:
        record = records[heapq.heappop(ready)[1]]
        order.append(record)
        for parent in set(record.parents):
            waiting[parent] -= 1
            if not waiting[parent] and parent in records:
                heapq.heappush(ready, _key(records[parent]))
    return tuple(order)


def _past(records: Mapping[str, Record], head: str) -> set[str]:
    found: set[str] = set()
    waiting = [head]
    while waiting:
        commit = waiting.pop()
        if commit not in found and commit in records:
            found.add(commit)
            waiting.extend(records[commit].parents)
    return found


def _key(record: Record) -> tuple[float, str]:
    return -record.committed.timestamp(), record.commit.id
