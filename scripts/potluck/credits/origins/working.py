"""Work out whose the words of chapters are, from the trace of all commits."""

from collections.abc import Collection, Sequence

from potluck.credits.log import Record
from potluck.credits.origins import blobs, landing, rows
from potluck.credits.origins.keep import Place
from potluck.credits.origins.tally import tally
from potluck.credits.origins.trace import Step, Trace
from potluck.credits.origins.traced import Traced
from potluck.credits.repository import Repository


def traced(  # noqa: PLR0913 - facts from above, each by name
    repo: Repository,
    records: Sequence[Record],
    chapters: Collection[str],
    place: Place,
    *,
    ignored: frozenset[str],
    outside: frozenset[str],
) -> dict[str, Traced]:
    """Return the words of these chapters, as they were at the newest of these records."""
    trace = _trace(repo, records, place, ignored, outside)
    tree = trace.tree(records[0].commit.id)
    return tally(trace, {path: tree[path] for path in sorted(chapters) if path in tree})


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
    kept = rows.trace(place)
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
    former = {record.commit.id: dict(record.renames) for record in records}
    steps = [
        Step(commit, parents[commit], changed.get(commit, ()), former[commit], commit in ignored)
        for commit in new
    ]
    with blobs.reading(repo) as files:
        trace.walk(steps, files.text)
    rows.trace_is(place, trace)
    return trace
