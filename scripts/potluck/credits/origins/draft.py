"""A new version of a chapter, while it is found out whose its words are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from potluck.credits.origins.align import Block, gaps

NEW = -1  # in place of the number of a word: nobody has written it before, as far as is known
LONGER = (
    2  # words that take the place of others are theirs as long as they are no more than so many
)


def starts_of(units: Sequence[int]) -> list[int]:
    """Return where each unit begins."""
    return list(accumulate(units, initial=0))[:-1]


@dataclass
class Draft:
    """The words of a text in units, and the number of each word that was claimed so far.

    `heirs` are words that, if nobody claims them, stay with whoever wrote the numbered ones.
    """

    ids: list[int]
    marks: list[int]
    units: Sequence[int]
    claimed: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    heirs: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claimed = [NEW] * len(self.ids)
        self.starts = starts_of(self.units)

    def span(self, unit: int) -> slice:
        """Return where a unit stands."""
        return slice(self.starts[unit], self.starts[unit] + self.units[unit])

    def new(self, unit: int) -> bool:
        """Tell whether nothing of a unit was claimed."""
        return self.claimed[self.span(unit)].count(NEW) == self.units[unit]

    def mostly_new(self, unit: int) -> bool:
        """Tell whether more than half of a unit was not claimed."""
        return 2 * self.claimed[self.span(unit)].count(NEW) > self.units[unit]

    def claim(self, blocks: Sequence[Block], former: Sequence[int]) -> None:
        """Claim the words that stand in a former version, in the same order."""
        for block in blocks:
            here = slice(block.new, block.new + block.count)
            there = former[block.old : block.old + block.count]
            both = zip(self.claimed[here], there, strict=True)
            self.claimed[here] = [one if one != NEW else other for one, other in both]

    def inherit(self, blocks: Sequence[Block], former: Sequence[int]) -> None:
        """Note whose the words are that took the place of others, and are about as many."""
        for start, end, first, last in gaps(blocks, len(former), len(self.ids)):
            if last - first <= LONGER * (end - start):
                for at in range(first, last):
                    self.heirs[at] = former[start + (at - first) * (end - start) // (last - first)]

    def regain(self, marks: Sequence[int], units: Sequence[int], former: Sequence[int]) -> None:
        """Claim whole units of a former version that stand elsewhere now, each once."""
        taken = {number for number in self.claimed if number != NEW}
        free: dict[int, list[int]] = {}
        for mark, size, start in zip(marks, units, starts_of(units), strict=True):
            if taken.isdisjoint(former[start : start + size]):
                free.setdefault(mark, []).append(start)
        for unit, mark in enumerate(self.marks):
            if free.get(mark) and self.new(unit):
                start = free[mark].pop(0)
                self.claimed[self.span(unit)] = former[start : start + self.units[unit]]

    def around(self, unit: int, marks: Sequence[int], found: int) -> Iterator[tuple[int, int]]:
        """Yield the new units beside one, as far as the same stood beside it where it was found."""
        for step in (1, -1):
            here, there = unit + step, found + step
            while (
                0 <= here < len(self.marks)
                and 0 <= there < len(marks)
                and self.marks[here] == marks[there]
                and self.new(here)
            ):
                yield here, there
                here, there = here + step, there + step
