"""When people came and took part."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from potluck.community.timeline import MOST, Period, Timeline, timeline

LAST = date(2026, 3, 4)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


def test_months_without_gaps_with_those_who_took_part_and_those_who_were_new() -> None:
    people = [
        [date(2025, 12, 1), date(2025, 12, 31), LAST],
        [date(2025, 12, 24)],
        [date(2026, 3, 1), date(2026, 3, 2)],
    ]
    assert timeline(people, LAST) == Timeline(
        "month",
        (
            Period("2025-12", 2, 2),
            Period("2026-01", 0, 0),
            Period("2026-02", 0, 0),
            Period("2026-03", 2, 1),
        ),
    )


def test_a_book_without_people_has_one_empty_month() -> None:
    assert timeline([], LAST) == Timeline("month", (Period("2026-03"),))


def test_long_histories_are_told_by_quarter_and_then_by_year() -> None:
    quarters = timeline([[date(2023, 3, 31)]], LAST)
    years = timeline([[date(2017, 3, 31)]], LAST)
    assert (quarters.unit, quarters.periods[0], len(quarters.periods)) == (
        "quarter",
        Period("2023 Q1", 1, 1),
        13,
    )
    assert (years.unit, years.periods[0], len(years.periods)) == ("year", Period("2017", 1, 1), 10)


def test_36_months_are_still_months() -> None:
    assert len(timeline([[date(2023, 4, 1)]], LAST).periods) == 36
    assert timeline([[date(2023, 3, 31)]], LAST).unit == "quarter"


def test_what_was_before_the_first_year_that_fits_counts_in_it() -> None:
    time = timeline([[date(1, 1, 1), LAST]], LAST)
    assert (time.unit, time.periods[0]) == ("year", Period("1991", 1, 1))
    assert time.periods[-1] == Period("2026", 1, 0)


def test_clocks_that_run_ahead_are_set_back_to_the_last_commit() -> None:
    assert timeline([[date(9999, 12, 31)]], LAST) == Timeline("month", (Period("2026-03", 1, 1),))


@given(st.lists(st.lists(days, max_size=5), max_size=12), st.dates(date(1970, 1, 1)))
def test_everyone_comes_once_and_few_periods_tell_it(people: list[list[date]], last: date) -> None:
    time = timeline(people, last)
    assert sum(period.newcomers for period in time.periods) == sum(map(bool, people))
    assert all(period.newcomers <= period.active <= len(people) for period in time.periods)
    assert 1 <= len(time.periods) <= MOST
