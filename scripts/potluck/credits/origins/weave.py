"""Follow every word from version to version of the chapters, to who wrote it first.

Each word gets a number when it is first written; a version of a chapter is a list of such numbers.
What a new version shares with the ones it was made from keeps its numbers; a sentence that stood
anywhere in the book before brings back the numbers it had there; the rest is new. The idea is that
of Flöck and Acosta (WikiWho, WWW 2014), with words compared as `words` reads them.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from potluck.credits.origins.align import common, gaps
from potluck.credits.origins.words import Text

SENTENCE = 6  # words; shorter units are found again only near where they were
SUBSTANCE = 20  # words from which on a first version says something
NEW = -1


def numbers(values: Sequence[int] = ()) -> "array[int]":
    """Return an array of whole numbers from 0 to 2**32 - 1."""
    return array("I", values)


@dataclass(frozen=True)
class Version:
    """A chapter at one commit: runs of word numbers, and the marks and lengths of its units.

    `runs` has pairs: first number, how many. `line` is the chapter through all its names.
    """

    line: int
    runs: "array[int]"
    marks: "array[int]"
    units: "array[int]"

    def expanded(self) -> list[int]:
        """Return the number of each word, in order."""
        pairs = zip(self.runs[::2], self.runs[1::2], strict=True)
        return [number for start, count in pairs for number in range(start, start + count)]


@dataclass
class Births:
    """Which commit wrote which numbers, in which chapter: runs, by their first number."""

    starts: "array[int]" = field(default_factory=numbers)
    commits: "array[int]" = field(default_factory=numbers)
    lines: "array[int]" = field(default_factory=numbers)

    def add(self, start: int, commit: int, line: int) -> None:
        self.starts.append(start)
        self.commits.append(commit)
        self.lines.append(line)

    def at(self, number: int) -> int:
        """Return the place of the run that holds a number."""
        return bisect_right(self.starts, number) - 1


@dataclass
class Loom:
    """All words, chapters and versions so far. Commits are whole numbers, too."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    words: "array[int]" = field(default_factory=numbers)  # by number: which word it is
    births: Births = field(default_factory=Births)
    versions: list[Version] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)  # mark of a unit -> version << 32 | offset
    founders: list[int] = field(default_factory=list)  # by chapter: the commit of its first words
    names: list[str] = field(default_factory=list)  # by chapter: its last path

    def open(self, path: str) -> int:
        """Begin a chapter; return its number."""
        self.founders.append(NEW)
        self.names.append(path)
        return len(self.names) - 1

    def weave(
        self, text: Text, line: int, commit: int, before: Sequence[int], *, yields: bool = False
    ) -> int:
        """Add a version of a chapter, made from the versions `before`; return its number.

        With `yields`, words that replace others stay with whoever wrote those.
        """
        ids = [self.vocabulary.setdefault(word, len(self.vocabulary)) for word in text.words]
        marks = _marks(ids, text.units)
        claimed = [NEW] * len(ids)
        heirs: dict[int, int] = {}
        for version in before:
            self._compare(self.versions[version], ids, claimed, heirs if yields else None)
        self._recall(marks, text.units, ids, claimed)
        self._bear(ids, claimed, heirs, commit, line)
        units = numbers(text.units)
        self.versions.append(Version(line, runs_of(claimed), array("q", marks), units))
        made = len(self.versions) - 1
        self._remember(made, marks, text.units)
        if self.founders[line] == NEW and len(ids) >= SUBSTANCE:
            self.founders[line] = self._founder(claimed)
        return made

    def likest(self, text: Text, candidates: Iterable[int]) -> int | None:
        """Return the version that shares the most words in sentences with a text, if any does."""
        ids = [self.vocabulary.get(word, NEW) for word in text.words]
        sizes = dict(zip(_marks(ids, text.units), text.units, strict=True))
        known = {m for m, size in sizes.items() if size >= SENTENCE and m in self.places}
        if not known:
            return None
        lines = {self.versions[self.places[mark] >> 32].line for mark in known}
        shared = {v: sum(sizes[m] for m in known.intersection(self.versions[v].marks))
                  for v in candidates if self.versions[v].line in lines}  # fmt: skip
        best = max(shared, key=lambda version: shared[version], default=None)
        return best if best is not None and shared[best] else None

    # --- one version ----------------------------------------------------------------------------

    def _compare(
        self, version: Version, ids: list[int], claimed: list[int], heirs: dict[int, int] | None
    ) -> None:
        """Claim the words that stand in an earlier version, in the same order."""
        former = version.expanded()
        words = self.words
        old = [words[number] for number in former]
        blocks = common(old, ids)
        for block in blocks:
            here = slice(block.new, block.new + block.count)
            there = former[block.old : block.old + block.count]
            both = zip(claimed[here], there, strict=True)
            claimed[here] = [one if one != NEW else other for one, other in both]
        if heirs is None:
            return
        for start, end, first, last in gaps(blocks, len(old), len(ids)):
            for at in range(first, last) if end > start else ():
                heirs[at] = former[start + (at - first) * (end - start) // (last - first)]

    def _recall(
        self, marks: Sequence[int], units: Sequence[int], ids: list[int], claimed: list[int]
    ) -> None:
        """Claim the sentences that stood anywhere before, where most of one seems to be new."""
        start = 0
        for mark, size in zip(marks, units, strict=True):
            end = start + size
            place = self.places.get(mark) if size >= SENTENCE else None
            if place is not None and 2 * claimed[start:end].count(NEW) > size:
                offset = place & 0xFFFFFFFF
                found = self.versions[place >> 32].expanded()[offset : offset + size]
                if [self.words[number] for number in found] == ids[start:end]:
                    claimed[start:end] = found
            start = end

    def _bear(
        self, ids: list[int], claimed: list[int], heirs: dict[int, int], commit: int, line: int
    ) -> None:
        """Number the words that nobody wrote before."""
        last: tuple[int, int] | None = None
        for at, number in enumerate(claimed):
            if number != NEW:
                continue
            born = self._parentage(heirs[at]) if at in heirs else (commit, line)
            if born != last:
                self.births.add(len(self.words), *born)
            claimed[at], last = len(self.words), born
            self.words.append(ids[at])

    def _parentage(self, number: int) -> tuple[int, int]:
        at = self.births.at(number)
        return self.births.commits[at], self.births.lines[at]

    def _remember(self, version: int, marks: Sequence[int], units: Sequence[int]) -> None:
        offset = 0
        for mark, size in zip(marks, units, strict=True):
            if size >= SENTENCE:
                self.places.setdefault(mark, version << 32 | offset)
            offset += size

    def _founder(self, found: list[int]) -> int:
        """Return the commit that wrote the most of a chapter's first words, wherever that was."""
        told = Counter(self._parentage(number)[0] for number in found)
        return max(told, key=lambda commit: (told[commit], -commit))


def _marks(ids: Sequence[int], units: Sequence[int]) -> list[int]:
    """Return a number for each unit that is the same where the words are."""
    found, start = [], 0
    for size in units:
        found.append(hash(tuple(ids[start : start + size])))
        start += size
    return found


def runs_of(claimed: Sequence[int]) -> "array[int]":
    """Return numbers as pairs: the first of a run, and how many follow each other in it."""
    runs = numbers()
    for number in claimed:
        if runs and runs[-2] + runs[-1] == number:
            runs[-1] += 1
        else:
            runs.extend((number, 1))
    return runs
