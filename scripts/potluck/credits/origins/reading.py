"""Trace the words of the chapters that a commit has, with what is known from before."""

from collections.abc import Collection, Sequence

from potluck.credits.log import Record
from potluck.credits.origins import keep
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
    from potluck.credits.origins import working  # noqa: PLC0415 - slow to import

    found = working.traced(repo, records, chapters, place, ignored=ignored, outside=outside)
    keep.result_is(place, commit, found)
    return found


def _outside(records: Sequence[Record], inside: str) -> frozenset[str]:
    """Return the names that chapters had before they came to that of today, anywhere."""
    former: dict[str, set[str]] = {}
    for record in records:
        for path, name in record.renames:
            former.setdefault(path, set()).add(name)
    found: set[str] = set()
    waiting = [path for path in former if path.startswith(inside) and path.endswith(".md")]
    while waiting:
        for name in former.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
