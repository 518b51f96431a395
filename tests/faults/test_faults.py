"""A share of what `make faults` tries in full. A trial fails by itself where it does not hold."""

import fcntl
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from faults import clock, closed, full, kills, power, together
from faults.books import Book, copied, make
from faults.damage import ACTS, Damage, damaged

SEED = 1


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book and its cold builds, made once for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "faults"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            half = folder.with_suffix(".half")
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Book:
    return copied(made, tmp_path / "book")


def test_a_build_that_is_killed_leaves_whole_editions(book: Book) -> None:
    assert Counter(kills.trials(book, 6, SEED)).total() == 6


def test_a_full_disk_is_told_and_leaves_the_last_edition(book: Book) -> None:
    found = Counter(full.trials(book, 4, SEED))
    assert found.total() == 5
    assert any(outcome.startswith(full.FULL + full.LIMITED) for outcome in found)


def test_lost_permissions_are_told_and_leave_whole_editions(book: Book) -> None:
    assert Counter(closed.trials(book, 4, SEED)).total() == 4


def test_no_time_of_a_file_vouches_for_another(book: Book) -> None:
    assert Counter(clock.trials(book, 3, SEED)).total() == 3


def test_builds_at_once_do_each_other_no_harm(book: Book) -> None:
    assert Counter(together.trials(book, 3, SEED)).total() == 3


def test_a_cut_of_the_power_leaves_one_edition_for_all_is_synced_in_time(book: Book) -> None:
    recording = power.record(book)
    found = Counter(power.cuts(book, recording, 40, SEED))
    assert found.keys() == {"old stands", "new stands"}
    assert found.total() == 40
    with pytest.raises(AssertionError):
        Counter(power.cuts(book, recording.unsynced, 40, SEED, real=0))


# --- what is kept -------------------------------------------------------------------------------

PLACES = st.floats(0, 1, exclude_max=True)
DAMAGES = st.builds(Damage, st.sampled_from(sorted(ACTS)), PLACES, PLACES, PLACES)


def test_what_is_damaged_makes_no_wrong_page(book: Book) -> None:
    edition = "A"
    book.show(edition)
    book.builds(edition)

    @settings(max_examples=6, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
              database=None, derandomize=True)  # fmt: skip
    @given(st.lists(DAMAGES, min_size=1, max_size=4))
    def damage(damages: list[Damage]) -> None:
        nonlocal edition
        edition = "B" if edition == "A" else "A"
        damaged(book, damages, edition)

    damage()
