"""What was set is kept, and believed only if it is whole and our own."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from potluck.formats.pdf.press.store import HOUR, LITTLE, Store

SECRET, OTHER = b"s" * 32, b"t" * 32
ONE, TWO = "aa" + "1" * 38, "aa" + "2" * 38


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / ".cache/press", SECRET)


def entry(store: Store, key: str) -> Path:
    return store.folder / key[:2] / key


def test_what_is_kept_comes_back_and_what_is_absent_does_not(store: Store) -> None:
    store.put(ONE, b"leeks")
    store.put(TWO, b"")
    assert [store.get(key) for key in (ONE, TWO, "bb")] == [b"leeks", b"", None]
    assert [path.name for path in sorted(store.folder.rglob("*"))] == ["aa", ONE, TWO]


def shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"s")


def headless(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def flipped(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link_to_itself_elsewhere(path: Path) -> None:
    away = path.parents[3] / "away"
    path.rename(away)
    path.symlink_to(away)


def a_link_without_an_end(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def without_end(path: Path) -> None:
    os.truncate(path, 10**12)


DAMAGES = (shorter, longer, headless, flipped, emptied, a_folder, a_link_to_itself_elsewhere,
           a_link_without_an_end, a_pipe, without_end)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_not_believed_and_is_kept_anew(
    damage: Callable[[Path], None], store: Store
) -> None:
    store.put(ONE, b"leeks")
    damage(entry(store, ONE))
    assert store.get(ONE) is None
    store.put(ONE, b"leeks again")
    assert store.get(ONE) == (None if damage is a_folder else b"leeks again")


def test_an_entry_under_the_name_of_another_is_not_believed(store: Store) -> None:
    store.put(ONE, b"leeks")
    store.put(TWO, b"peas")
    entry(store, ONE).replace(entry(store, TWO))
    assert [store.get(key) for key in (ONE, TWO)] == [None, None]


def test_what_another_secret_has_sealed_is_not_believed(store: Store) -> None:
    Store(store.folder, OTHER).put(ONE, b"leeks")
    assert store.get(ONE) is None


def test_a_seal_that_anybody_can_make_opens_nothing(store: Store) -> None:
    Store(store.folder, b"").put(ONE, b"leeks")
    assert store.get(ONE) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file/press", SECRET)
    store.put(ONE, b"leeks")
    store.prune()
    assert store.get(ONE) is None


@pytest.mark.parametrize("link", [".cache", ".cache/press", ".cache/press/aa"])
def test_links_that_a_pull_request_may_bring_lead_nowhere(link: str, tmp_path: Path) -> None:
    store, away = Store(tmp_path / ".cache/press", SECRET, limit=0), tmp_path / "away"
    store.put(ONE, b"precious")
    kept = entry(store, ONE).read_bytes()
    (tmp_path / link).rename(away)
    (tmp_path / link).symlink_to(away)
    store.put(TWO, b"peas")
    assert [store.get(key) for key in (ONE, TWO)] == [None, None]
    store.used.clear()
    store.prune()
    assert [path.read_bytes() for path in away.rglob("*") if path.is_file()] == [kept]


# --- others -------------------------------------------------------------------------------------


@pytest.fixture
def theirs(tmp_path: Path) -> Store:
    return Store(tmp_path / "theirs", OTHER)


def test_entries_of_another_build_are_taken_over_under_our_own_seal(
    store: Store, theirs: Store
) -> None:
    theirs.put(ONE, b"leeks")
    store.others = theirs.folder
    assert store.get(ONE) == b"leeks"
    store.others = None
    assert store.get(ONE) == b"leeks"
    assert theirs.get(ONE) == b"leeks"


@pytest.mark.parametrize("damage", [each for each in DAMAGES if "elsewhere" not in each.__name__])
def test_damaged_entries_of_another_build_are_refused(
    damage: Callable[[Path], None], store: Store, theirs: Store, tmp_path: Path
) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    theirs.put(ONE, b"leeks")
    damage(entry(theirs, ONE))
    store.others = theirs.folder
    assert store.get(ONE) is None
    assert not store.folder.exists()


def test_an_entry_of_another_build_under_a_wrong_name_is_refused(
    store: Store, theirs: Store
) -> None:
    theirs.put(ONE, b"leeks")
    entry(theirs, ONE).rename(entry(theirs, TWO))
    store.others = theirs.folder
    assert store.get(TWO) is None


# --- pruning ------------------------------------------------------------------------------------


def filled(store: Store, count: int) -> list[str]:
    """Keep entries of 64 and 36 bytes, each a second older than the next."""
    keys = [f"{number:02}{number:038}" for number in range(count)]
    for second, key in enumerate(keys):
        store.put(key, b"x" * 36)
        os.utime(entry(store, key), (second, second))
    store.used.clear()
    return keys


def left(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def test_the_oldest_goes_first_until_the_rest_is_within_the_limit(store: Store) -> None:
    keys = filled(store, 6)
    store.limit = 350
    store.prune()
    assert left(store) == keys[3:]


def test_what_this_build_used_stays(store: Store) -> None:
    keys = filled(store, 6)
    store.limit = 350
    store.get(keys[0])
    store.put(keys[1], b"y")
    store.prune()
    assert left(store) == [keys[0], keys[1], keys[5]]
    store.limit = 0
    store.prune()
    assert left(store) == keys[:2]


def test_within_the_limit_nothing_goes(store: Store) -> None:
    keys = filled(store, 3)
    store.limit = 300
    store.prune()
    assert left(store) == keys


def test_what_a_killed_build_left_goes_and_what_is_not_ours_stays(store: Store) -> None:
    filled(store, 1)
    (store.folder / "00" / f".{'00' + '1' * 38}.abc").write_bytes(b"x" * 36)
    (store.folder / "00/readme").write_text("not ours")
    (store.folder / "00/00folder").mkdir()
    store.limit = 0
    store.prune()
    assert left(store) == ["readme"]


def test_what_was_being_written_long_ago_goes_within_any_limit(store: Store) -> None:
    filled(store, 1)
    for name, second in (("old", 0), ("young", None)):
        path = store.folder / "00" / f".{'00' + '1' * 38}.{name}"
        path.write_bytes(b"x")
        if second is not None:
            os.utime(path, (second, second))
    store.prune()
    assert left(store) == [f".{'00' + '1' * 38}.young", "00" + "0" * 38]


# --- at the same time ---------------------------------------------------------------------------


def write_and_read(folder: Path, letter: bytes, times: int) -> set[bytes | None]:
    store = Store(folder, SECRET)
    found = set()
    for _ in range(times):
        store.put(ONE, letter * 100_000)
        found.add(store.get(ONE))
    return found


EITHER = {b"a" * 100_000, b"b" * 100_000}


def test_two_threads_that_write_one_entry_never_see_half_of_one(store: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(write_and_read, [store.folder] * 2, [b"a", b"b"], [20] * 2))
    assert set.union(*results) <= EITHER
    assert left(store) == [ONE]


def test_two_processes_that_write_one_entry_never_see_half_of_one(store: Store) -> None:
    with get_context("spawn").Pool(2) as pool:
        work = [(store.folder, letter, 20) for letter in (b"a", b"b")]
        results = pool.starmap(write_and_read, work)
    assert set.union(*results) <= EITHER
    assert left(store) == [ONE]


def test_one_build_may_remove_what_another_one_uses(store: Store) -> None:
    keys = filled(store, 6)
    other = Store(store.folder, SECRET, limit=0)
    assert store.get(keys[0]) == b"x" * 36
    other.prune()
    assert (left(store), store.get(keys[0])) == ([], None)
    store.put(keys[0], b"again")
    assert store.get(keys[0]) == b"again"


def test_a_store_is_looked_through_when_much_was_added_or_after_an_hour(tmp_path: Path) -> None:
    store = Store(tmp_path, SECRET, limit=0)

    def tidied(added: int, ago: float = 0) -> bool:
        """Tell whether an old entry goes, when so many are new."""
        old = tmp_path / "ab" / "abc"
        old.parent.mkdir(exist_ok=True)
        old.write_bytes(b"old")
        if ago:
            os.utime(tmp_path / "pruned", (time.time() - ago,) * 2)
        store.added = added
        store.tidy()
        return not old.exists()

    assert tidied(1)  # never before
    assert not tidied(1)
    assert tidied(LITTLE)
    assert not tidied(LITTLE - 1)
    assert tidied(1, HOUR)
    assert tidied(1, -HOUR)  # the clock was set back


def test_the_mark_of_a_tidy_store_is_written_through_no_link(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "store", tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "pruned").symlink_to(elsewhere)
    Store(folder, SECRET).tidy()
    assert not elsewhere.exists()
