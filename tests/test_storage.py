"""Files are written whole, only plain files are read, and folders change places in one step."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from potluck import storage
from potluck.storage import exchange, read_plain, sweep, sync_all, write_whole


def put(path: Path, text: str = "leeks") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_what_is_written_stands_alone_and_everybody_may_read_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a/.file", b"old")
    write_whole(tmp_path / "a/.file", b"new")
    assert (tmp_path / "a/.file").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "a").iterdir()] == [".file"]
    assert oct((tmp_path / "a/.file").stat().st_mode) == "0o100644"


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    assert read_plain(put(tmp_path / "file"), 5) == b"leeks"


def descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def a_link(path: Path) -> None:
    path.symlink_to(put(path.with_name("other")))


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def sparse(path: Path) -> None:
    put(path)
    os.truncate(path, 10**12)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, a_link, endless, sparse, lambda _: None])
def test_nothing_else_is_read(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "file")
    before = descriptors()
    with pytest.raises(OSError, match="file"):
        read_plain(tmp_path / "file", 1000)
    assert descriptors() == before


def test_folders_change_places(tmp_path: Path) -> None:
    put(tmp_path / "one/file", "one")
    put(tmp_path / "two/file", "two")
    assert exchange(tmp_path / "one", tmp_path / "two")
    assert [(tmp_path / name / "file").read_text() for name in ("one", "two")] == ["two", "one"]
    assert not exchange(tmp_path / "one", tmp_path / "three")
    assert (tmp_path / "one/file").read_text() == "two"


def test_a_system_that_cannot_exchange_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_exchanger", lambda: None)
    assert not exchange(put(tmp_path / "one/file").parent, put(tmp_path / "two/file").parent)


def test_temporary_files_of_long_ago_go_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a/.file.x1", "a/c/.file.x2", "a/file", "other/.file.x3", "a/.file.young"):
        put(tmp_path / name)
        if "young" not in name:
            os.utime(tmp_path / name, (0, 0))
    for folder in ("a", "none"):
        sweep(tmp_path / folder)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert left == ["a/.file.young", "other/.file.x3"]
    assert (tmp_path / "a/file").exists()


def test_every_file_and_every_folder_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["top/a", "top/b/c", "more/d"]
    for name in names:
        put(tmp_path / name)
    synced: list[Path] = []
    monkeypatch.setattr(storage, "sync", synced.append)
    sync_all([tmp_path / "top", tmp_path / "more"])
    found = sorted(path.relative_to(tmp_path).as_posix() for path in synced)
    assert found == ["more", "more/d", "top", "top/a", "top/b", "top/b/c"]
