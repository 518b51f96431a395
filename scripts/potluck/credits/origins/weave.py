"""Follow every word from version to version of the chapters, to who wrote it first.

Each word gets a number when it is first written; a version of a chapter is a list of such numbers.
What a new version shares with the ones it was made from keeps its numbers; a sentence that stood
anywhere in the book before brings back the numbers it had there; the rest is new. The idea is that
of Flöck and Acosta (WikiWho, WWW 2014), with words compared as `words` reads them.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from potluck.credits.origins.align import common
from potluck.credits.origins.draft import NEW, Draft, starts_of
from potluck.credits.origins.words import Text

SENTENCE = 6  # words; shorter units are found again only near where they were
SUBSTANCE = 20  # words from which on a first version says something


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

    def part(self, start: int, count: int) -> list[int]:
        """Return the numbers of some words, without looking at all others."""
        found: list[int] = []
        run = bisect_right(self._ends, start)
        while len(found) < count and run < len(self._ends):
            end, first, size = self._ends[run], self.runs[2 * run], self.runs[2 * run + 1]
            number = first + size - (end - start - len(found))
            found += range(number, min(first + size, number + count - len(found)))
            run += 1
        return found

    @cached_property
    def starts(self) -> list[int]:
        """Where each unit begins."""
        return starts_of(self.units)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(self.runs[1::2]))


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
    founders: list[int] = field(default_factory=list)  # by chapter: the version that began it
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
        draft = Draft(ids, _marks(ids, text.units), text.units)
        versions = [self.versions[version] for version in before]
        for version in versions:
            self._compare(version, draft, yields=yields)
        for version in versions if NEW in draft.claimed else ():
            draft.regain(version.marks, version.units, version.expanded())
        self._recall(draft)
        self._bear(draft, commit, line)
        units = numbers(text.units)
        self.versions.append(Version(line, runs_of(draft.claimed), array("q", draft.marks), units))
        made = len(self.versions) - 1
        self._remember(made, draft)
        self._found(line, made)
        return made

    def likest(self, text: Text, candidates: Iterable[int]) -> tuple[int, int] | None:
        """Return the version that shares the most words in sentences with a text, and how many.

        None where no version shares any.
        """
        ids = [self.vocabulary.get(word, NEW) for word in text.words]
        sizes = dict(zip(_marks(ids, text.units), text.units, strict=True))
        known = {m for m, size in sizes.items() if size >= SENTENCE and m in self.places}
        if not known:
            return None
        lines = {self.versions[self.places[mark] >> 32].line for mark in known}
        shared = {v: sum(sizes[m] for m in sizes.keys() & set(self.versions[v].marks))
                  for v in candidates if self.versions[v].line in lines}  # fmt: skip
        best = max(shared, key=lambda version: shared[version], default=None)
        return (best, shared[best]) if best is not None and shared[best] else None

    # --- one version ----------------------------------------------------------------------------

    def _compare(self, version: Version, draft: Draft, *, yields: bool) -> None:
        """Claim the words that stand in an earlier version, in the same order."""
        former = version.expanded()
        words = self.words
        blocks = common([words[number] for number in former], draft.ids)
        draft.claim(blocks, former)
        if yields:
            draft.inherit(blocks, former)

    def _recall(self, draft: Draft) -> None:
        """Claim the sentences that stood anywhere before, and what stood around them there."""
        for unit, (mark, size) in enumerate(zip(draft.marks, draft.units, strict=True)):
            place = self.places.get(mark) if size >= SENTENCE else None
            if place is None or not draft.mostly_new(unit):
                continue
            version = self.versions[place >> 32]
            if self._take(draft, unit, version, place & 0xFFFFFFFF):
                found = bisect_left(version.starts, place & 0xFFFFFFFF)
                for here, there in draft.around(unit, version.marks, found):
                    self._take(draft, here, version, version.starts[there])

    def _take(self, draft: Draft, unit: int, former: Version, start: int) -> bool:
        """Claim a unit as it stands in a former version, if its words are really the same."""
        found = former.part(start, draft.units[unit])
        here = draft.span(unit)
        same = [self.words[number] for number in found] == draft.ids[here]
        if same:
            draft.claimed[here] = found
        return same

    def _bear(self, draft: Draft, commit: int, line: int) -> None:
        """Number the words that nobody wrote before."""
        last: tuple[int, int] | None = None
        for at, number in enumerate(draft.claimed):
            if number != NEW:
                continue
            heir = draft.heirs.get(at)
            born = (commit, line) if heir is None else self._parentage(heir)
            if born != last:
                self.births.add(len(self.words), *born)
            draft.claimed[at], last = len(self.words), born
            self.words.append(draft.ids[at])

    def _parentage(self, number: int) -> tuple[int, int]:
        at = self.births.at(number)
        return self.births.commits[at], self.births.lines[at]

    def _remember(self, version: int, draft: Draft) -> None:
        for mark, size, start in zip(draft.marks, draft.units, draft.starts, strict=True):
            if size >= SENTENCE:
                self.places.setdefault(mark, version << 32 | start)

    def _found(self, line: int, version: int) -> None:
        """Keep the first version that says something, or else the first that has any word."""
        words = sum(self.versions[version].units)
        first = self.founders[line]
        before = sum(self.versions[first].units) if first != NEW else 0
        if words and (not before or before < SUBSTANCE <= words):
            self.founders[line] = version


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
