"""Trace the words of the chapters that a commit has, with what is known from before."""

from collections.abc import Collection, Iterable, Sequence

from potluck.credits.log import Record
from potluck.credits.origins import blobs, keep, landing
from potluck.credits.origins.keep import Place
from potluck.credits.origins.tally import tally
from potluck.credits.origins.trace import Step, Trace
from potluck.credits.origins.traced import Traced
from potluck.credits.repository import Repository


def read(
    repo: Repository,
    records: Sequence[Record],
    chapters: Collection[str],
    *,
    ignored: frozenset[str] = frozenset(),
) -> dict[str, Traced]:
    """Trace the words of these chapters, as they were at the newest of these records.

    `ignored` are commits whose words stay with those who wrote what they replaced. What was worked
    out is kept below the git directory.
    """
    outside = _outside(records, f"{repo.prefix}content/")
    place, commit = keep.place(repo, ignored, outside), records[0].commit.id
    if (known := keep.result(place, commit)) is not None:
        return {path: known[path] for path in chapters if path in known}
    trace = _trace(repo, records, place, ignored, outside)
    tree = trace.tree(commit)
    found = tally(trace, {path: tree[path] for path in sorted(chapters) if path in tree})
    keep.result_is(place, commit, found)
    return found


def _trace(
    repo: Repository,
    records: Sequence[Record],
    place: Place,
    ignored: frozenset[str],
    outside: frozenset[str],
) -> Trace:
    """Return the trace of all records: what is kept of it, and the rest worked out now."""
    parents = {record.commit.id: record.parents for record in records}
    order = landing.order(parents, records[0].commit.id)
    kept = keep.trace(place)
    known = len(kept.commits)
    trace = kept if kept.commits == order[:known] else Trace()
    new = order[len(trace.commits) :]
    if not new:
        return trace
    since = [f"^{trace.commits[-1]}"] if trace.commits else []
    inside = f"{repo.prefix}content/"
    changed = {
        commit: tuple(t for t in found if t.path.startswith(inside) or t.path in outside)
        for commit, found in landing.touched(repo, outside, records[0].commit.id, *since)
    }
    renamed = {record.commit.id: dict(_renamed(record)) for record in records}
    steps = [
        Step(commit, parents[commit], changed.get(commit, ()), renamed[commit], commit in ignored)
        for commit in new
    ]
    with blobs.reading(repo) as files:
        trace.walk(steps, files.text)
    keep.trace_is(place, trace)
    return trace


def _renamed(record: Record) -> Iterable[tuple[str, str]]:
    entries = (entry for diff in record.diffs for entry in diff)
    return ((entry.path, entry.former) for entry in entries if entry.status == "R")


def _outside(records: Sequence[Record], inside: str) -> frozenset[str]:
    """Return the names that chapters had before they came to that of today, anywhere."""
    former: dict[str, set[str]] = {}
    for record in records:
        for path, name in _renamed(record):
            former.setdefault(path, set()).add(name)
    found: set[str] = set()
    waiting = [path for path in former if path.startswith(inside) and path.endswith(".md")]
    while waiting:
        for name in former.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
