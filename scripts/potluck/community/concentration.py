"""How evenly something is spread over people: Gini, Lorenz curve, largest shares, bus factor.

Only amounts come in, without the names of who holds them, so no name can come out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Self


@dataclass(frozen=True)
class Concentration:
    """What each person holds, smallest first; whoever holds nothing is left out."""

    holdings: tuple[int, ...]

    @classmethod
    def of(cls, amounts: Iterable[int]) -> Self:
        """Return the concentration of amounts in any order.

        >>> Concentration.of([3, 0, 1])
        Concentration(holdings=(1, 3))
        """
        return cls(tuple(sorted(amount for amount in amounts if amount > 0)))

    @property
    def people(self) -> int:
        return len(self.holdings)

    @property
    def total(self) -> int:
        return sum(self.holdings)

    @property
    def gini(self) -> float:
        """Return the Gini coefficient: 0 where all hold the same, (n-1)/n where one of n has all.

        The sum over ranks of sorted values, without the correction n/(n-1) for small samples
        (C. Gini, Variabilità e mutabilità, 1912; formula as in C. Damgaard and J. Weiner,
        Describing inequality in plant size or fecundity, Ecology 81, 2000). Whoever holds nothing
        is no contributor and does not count, so it is below (n-1)/n here.

        >>> Concentration.of([2, 2, 2]).gini, Concentration.of([1, 3]).gini
        (0.0, 0.25)
        """
        count = self.people
        if not count:
            return 0.0
        ranked = enumerate(self.holdings, 1)
        return sum((2 * rank - count - 1) * held for rank, held in ranked) / (count * self.total)

    def top(self, people: int) -> float:
        """Return the share of those who hold most, from 0 to 1.

        >>> Concentration.of([1, 1, 2]).top(1)
        0.5
        """
        return sum(self.holdings[-people:]) / self.total if self.holdings else 0.0

    @property
    def bus_factor(self) -> int:
        """Return the smallest number of people who together hold more than half.

        So many may leave before most of it has lost those who know it: the "contributor absence
        factor", formerly "bus factor", of the CHAOSS project (https://chaoss.community), which
        stops at half; we ask for more than half. It is coarser than the truck factor of
        G. Avelino and others (A Novel Approach for Estimating Truck Factors, ICPC 2016), which
        counts files that lose all who know them.

        >>> Concentration.of([1000, 202, 90, 33, 332, 343, 42, 433]).bus_factor
        2
        """
        held = accumulate(reversed(self.holdings))
        return next((n for n, sum_ in enumerate(held, 1) if 2 * sum_ > self.total), 0)

    @cached_property
    def lorenz(self) -> tuple[tuple[float, float], ...]:
        """Return the Lorenz curve: the share of people, and what so many smallest hold together.

        (M. O. Lorenz, Methods of Measuring the Concentration of Wealth, 1905.)

        >>> Concentration.of([1, 3]).lorenz
        ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
        """
        held = accumulate(self.holdings, initial=0)
        count, total = self.people or 1, self.total or 1
        return tuple((n / count, sum_ / total) for n, sum_ in enumerate(held))

    def least(self, part: float) -> float:
        """Return what this part of the people, those who hold least, hold together.

        >>> Concentration.of([1, 3]).least(0.25)
        0.125
        """
        whole, rest = divmod(part * self.people, 1)
        points = self.lorenz[int(whole) : int(whole) + 2]
        return points[0][1] + rest * (points[-1][1] - points[0][1])
