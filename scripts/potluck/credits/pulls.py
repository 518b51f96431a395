"""Pull requests that came in as one commit, and what their branches held, where git still has it.

GitHub keeps the commits of a pull request as `refs/pull/N/head`; a clone has them where somebody
fetched them: git fetch origin '+refs/pull/*/head:refs/remotes/origin/pull/*/head'.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from potluck.credits.history import History
from potluck.credits.log import FORMAT, Record, parse
from potluck.credits.logbook import LOG
from potluck.credits.people import Person
from potluck.credits.repository import Repository, opened
from potluck.credits.walk import Change

RECENT = 500  # commits that name a pull request: the newest
MOST = 5000  # commits of all branches together
_NUMBER = re.compile(r"\(#(\d{1,9})\)$")
_REF = re.compile(r"([0-9a-f]{40,64}) refs/(?:remotes/[^/]+/)?pull/(\d{1,9})/head")


@dataclass(frozen=True)
class Squash:
    """A commit that says which pull request it is, and the files of the book that it changed."""

    number: int
    change: Change
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """What one person did in a branch: the files of the book that they changed there."""

    person: Person
    paths: frozenset[str]


def squashes(history: History) -> tuple[Squash, ...]:
    """Return the commits whose subject ends with the number of a pull request, newest first."""
    found: dict[str, tuple[int, Change, list[str]]] = {}
    for path in history.paths:
        for change in history.changes(path):
            if match := _NUMBER.search(change.commit.subject):
                entry = found.setdefault(change.commit.id, (int(match[1]), change, []))
                entry[2].append(path)
    made = (Squash(number, change, tuple(paths)) for number, change, paths in found.values())
    order = sorted(made, key=lambda each: (each.change.commit.date, each.number), reverse=True)
    return tuple(order[:RECENT])


def branches(history: History, numbers: Iterable[int]) -> dict[int, tuple[Work, ...]]:
    """Return who did what in the branches of these pull requests, beyond what the book itself has.

    Merges are left out: they bring what others did. Raises ToolError where git does not work.
    """
    wanted = frozenset(numbers)
    if not wanted:
        return {}
    with opened(history.root) as repo:
        heads = {number: tip for number, tip in _heads(repo) if number in wanted}
        records = {
            record.commit.id: record for record in _beyond(repo, heads.values(), history.head)
        }
        return {
            number: tuple(_works(_branch(tip, records), repo.prefix))
            for number, tip in heads.items()
        }


def _works(branch: Iterable[Record], prefix: str) -> Iterator[Work]:
    found: dict[Person, set[str]] = {}
    for record in branch:
        paths = {entry.path for diff in record.diffs for entry in diff}
        for person in record.people:
            found.setdefault(person, set()).update(
                path.removeprefix(prefix) for path in paths if path.startswith(prefix)
            )
    for person, theirs in found.items():
        yield Work(person, frozenset(theirs))


def _heads(repo: Repository) -> Iterator[tuple[int, str]]:
    fields = "--format=%(objectname) %(refname)"
    listing = repo.run("for-each-ref", fields, "refs/pull", "refs/remotes")
    for line in listing.decode("utf-8", "replace").splitlines():
        if match := _REF.fullmatch(line):
            yield int(match[2]), match[1]


def _beyond(repo: Repository, tips: Iterable[str], head: str) -> tuple[Record, ...]:
    """Read the commits that lead to the tips and not to the head of the book."""
    revisions = "".join(f"{tip}\n" for tip in tips)
    if not revisions:
        return ()
    options = (f"--format={FORMAT}", "-M100%", f"--max-count={MOST}", "--stdin")
    return parse(repo.run(*LOG, *options, data=f"{revisions}^{head}\n".encode()))


def _branch(tip: str, records: dict[str, Record]) -> Iterator[Record]:
    seen: set[str] = set()
    waiting = [tip]
    while waiting:
        commit = waiting.pop()
        record = records.get(commit)
        if record is None or commit in seen:
            continue
        seen.add(commit)
        waiting += record.parents
        if len(record.parents) < 2:
            yield record
