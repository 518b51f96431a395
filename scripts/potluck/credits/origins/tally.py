"""Whose the words of each chapter are, at one commit: Trace -> Traced."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from potluck.credits.origins.draft import NEW
from potluck.credits.origins.trace import Trace, Tree
from potluck.credits.origins.traced import Traced
from potluck.credits.origins.weave import Version, runs_of

TEMPLATE = 4  # chapters that share a line, and more than half of all, before it is the template's


def tally(trace: Trace, chapters: Tree) -> dict[str, Traced]:
    """Count the words of these versions, by path."""
    versions = {path: trace.loom.versions[number] for path, number in chapters.items()}
    template = _template(versions.values())
    today = {version.line: path for path, version in versions.items()}
    written = _written(trace, today)
    return {
        path: _traced(trace, version, template, today, written[version.line])
        for path, version in versions.items()
    }


def _template(versions: Collection[Version]) -> frozenset[int]:
    """Return the marks of the lines that stand in more than half of the chapters."""
    found = Counter(mark for version in versions for mark in set(version.marks))
    enough = max(TEMPLATE, len(versions) // 2 + 1)
    return frozenset(mark for mark, count in found.items() if count >= enough)


def _written(trace: Trace, lines: Mapping[int, str]) -> dict[int, Counter[int]]:
    """Count what each commit ever wrote in each of these chapters."""
    births, found = trace.loom.births, defaultdict[int, Counter[int]](Counter)
    ends = [*births.starts[1:], len(trace.loom.words)]
    for start, end, commit, line in zip(
        births.starts, ends, births.commits, births.lines, strict=True
    ):
        if line in lines:
            found[line][commit] += end - start
    return found


def _traced(
    trace: Trace,
    version: Version,
    template: frozenset[int],
    today: Mapping[int, str],
    written: Counter[int],
) -> Traced:
    left, lines, shared = Counter[int](), Counter[int](), 0
    for start, count in _kept(version, template):
        for size, commit, line in _born(trace, start, count):
            left[commit] += size
            lines[line] += size
    words = sum(left.values())
    shared = sum(version.units) - words
    names = trace.loom.names
    copied = Counter[str]()
    for line, count in lines.items():
        copied[today.get(line, names[line])] += count
    del copied[today[version.line]]  # its own, or of another chapter that had its name before
    return Traced(words, shared, _by_id(trace, left), _by_id(trace, written), dict(copied),
                  _founder(trace, version.line, template))  # fmt: skip


def _founder(trace: Trace, line: int, template: frozenset[int]) -> str:
    """Return the commit that wrote most of the first version of a chapter, wherever that was."""
    first = trace.loom.founders[line]
    told = Counter[int]()
    for start, count in _kept(trace.loom.versions[first], template) if first != NEW else ():
        for size, commit, _ in _born(trace, start, count):
            told[commit] += size
    return trace.commits[max(told, key=lambda commit: (told[commit], -commit))] if told else ""


def _by_id(trace: Trace, counted: Counter[int]) -> dict[str, int]:
    return {trace.commits[commit]: counted[commit] for commit in sorted(counted)}


def _kept(version: Version, template: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of a version without the lines of the template."""
    runs = version.runs
    if not template.isdisjoint(version.marks):
        found, kept, start = version.expanded(), list[int](), 0
        for mark, size in zip(version.marks, version.units, strict=True):
            kept += found[start : start + size] if mark not in template else ()
            start += size
        runs = runs_of(kept)
    yield from zip(runs[::2], runs[1::2], strict=True)


def _born(trace: Trace, start: int, count: int) -> Iterator[tuple[int, int, int]]:
    """Yield how many words of a run one commit wrote in one chapter, piece by piece."""
    births, end = trace.loom.births, start + count
    at = births.at(start)
    while start < end:
        last = births.starts[at + 1] if at + 1 < len(births.starts) else end
        stop = min(last, end)
        yield stop - start, births.commits[at], births.lines[at]
        start, at = stop, at + 1
