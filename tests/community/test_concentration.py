"""How evenly something is spread: known values, and laws that hold for any amounts."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.community.concentration import Concentration

amounts = st.lists(st.integers(min_value=0, max_value=10**6), max_size=40)
held = amounts.filter(any)


@pytest.mark.parametrize(
    ("holdings", "gini"),
    [
        ([], 0.0),
        ([7], 0.0),
        ([3, 3, 3, 3], 0.0),
        ([1, 3], 0.25),
        ([1, 1, 1, 97], 0.72),
        ([1, 2, 3, 4, 5], 0.26666666666666666),
    ],
)
def test_gini_of_known_cases(holdings: list[int], gini: float) -> None:
    assert Concentration.of(holdings).gini == gini


def test_gini_of_one_who_holds_nearly_all_of_n_comes_to_n_less_one_of_n() -> None:
    spread = Concentration.of([1, 1, 1, 10**9])
    assert spread.gini == pytest.approx(3 / 4, abs=1e-8)


def test_whoever_holds_nothing_does_not_count() -> None:
    spread = Concentration.of([0, 5, 0])
    assert (spread.people, spread.total, spread.gini) == (1, 5, 0.0)


@pytest.mark.parametrize(
    ("holdings", "factor"),
    [
        ([], 0),
        ([9], 1),
        ([5, 5], 2),  # half is not more than half
        ([1, 1, 1], 2),
        ([6, 5], 1),
        ([1000, 202, 90, 33, 332, 343, 42, 433], 2),
    ],
)
def test_bus_factor_is_the_fewest_who_hold_more_than_half(holdings: list[int], factor: int) -> None:
    assert Concentration.of(holdings).bus_factor == factor


def test_shares_of_those_who_hold_most() -> None:
    spread = Concentration.of([10, 20, 30, 40])
    assert [spread.top(people) for people in (1, 2, 5)] == [0.4, 0.7, 1.0]
    assert Concentration.of([]).top(1) == 0.0


def test_the_curve_begins_with_those_who_hold_least() -> None:
    points = ((0.0, 0.0), (0.25, 0.1), (0.5, 0.2), (0.75, 0.5), (1.0, 1.0))
    assert Concentration.of([3, 1, 5, 1]).lorenz == points


@pytest.mark.parametrize(("part", "held"), [(0, 0), (0.25, 0.1), (0.625, 0.35), (1, 1)])
def test_between_two_people_the_curve_is_straight(part: float, held: float) -> None:
    assert Concentration.of([1, 1, 3, 5]).least(part) == held


@given(amounts)
def test_gini_is_at_least_0_and_below_1(given_: list[int]) -> None:
    spread = Concentration.of(given_)
    assert 0 <= spread.gini <= max(spread.people - 1, 0) / max(spread.people, 1)


@given(held, st.integers(min_value=1, max_value=1000))
def test_nothing_changes_when_all_hold_so_many_times_as_much(given_: list[int], by: int) -> None:
    one, other = Concentration.of(given_), Concentration.of([by * each for each in given_])
    assert (one.gini, one.bus_factor, one.lorenz) == (other.gini, other.bus_factor, other.lorenz)


@given(held, st.randoms())
def test_the_order_does_not_matter(given_: list[int], random: Random) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert Concentration.of(shuffled) == Concentration.of(given_)


@given(held, st.integers(min_value=1, max_value=10**6))
def test_who_holds_most_and_gets_more_never_makes_the_bus_factor_grow(
    given_: list[int], more: int
) -> None:
    holdings = sorted(given_)
    richer = Concentration.of([*holdings[:-1], holdings[-1] + more])
    assert richer.bus_factor <= Concentration.of(given_).bus_factor
    assert richer.gini >= Concentration.of(given_).gini


@given(held)
def test_one_more_newcomer_never_makes_the_bus_factor_shrink(given_: list[int]) -> None:
    assert Concentration.of([*given_, 1]).bus_factor >= Concentration.of(given_).bus_factor


@given(held)
def test_so_many_hold_more_than_half_and_one_fewer_does_not(given_: list[int]) -> None:
    spread = Concentration.of(given_)
    assert spread.top(spread.bus_factor) > 0.5
    assert sum(spread.holdings[::-1][: spread.bus_factor - 1]) * 2 <= spread.total
