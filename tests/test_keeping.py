"""What was worked out is kept, or worked out again."""

import errno
import os
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gitbook import GitBook
from potluck.keeping import keep, load, put, room, secret

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Barrier


def test_what_is_kept_comes_back_unless_it_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "words-1.msgpack"
    keep(file, {"content/soup.md": 9})
    assert load(file, dict[str, int]) == {"content/soup.md": 9}
    keep(file, {"content/so\udcffp.md": 9})  # as Python reads a name that is not UTF-8
    assert load(file, dict[str, int]) == {"content/soup.md": 9}
    (tmp_path / "file").touch()
    keep(tmp_path / "file/words-1.msgpack", {})


def test_one_of_many_is_put_down_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "site/soup.page"
    put(file, ["soup"])
    assert load(file, list[str]) == ["soup"]
    file.write_bytes(file.read_bytes()[:-1])
    assert load(file, list[str]) is None
    (tmp_path / "file").touch()
    put(tmp_path / "file/soup.page", [])


def flipped(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])


def of_another_length(file: Path) -> None:
    file.write_bytes(b"\xff" * 8 + file.read_bytes()[8:])


def under_the_name_of_another(file: Path) -> None:
    keep(file.with_name("words-2.msgpack"), ["peas"])
    file.with_name("words-2.msgpack").replace(file)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link(file: Path) -> None:
    file.symlink_to(file.rename(file.with_name("away")))


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGES = (flipped, of_another_length, under_the_name_of_another, a_folder, a_link, a_pipe,
           lambda file: os.truncate(file, 10**12), lambda file: os.truncate(file, 5))  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_or_not_its_own_is_not_believed(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    file = tmp_path / "words-1.msgpack"
    keep(file, ["leeks"])
    damage(file)
    assert load(file, list[str]) is None
    keep(file, ["leeks"])
    assert load(file, list[str]) == (None if damage is a_folder else ["leeks"])


def test_the_room_is_below_the_git_directory_that_work_trees_share(tmp_path: Path) -> None:
    made = GitBook(tmp_path / "made", folder="book")
    made.write("mkdocs.yml", "site_name: X")
    made.git("add", ".")
    made.git("commit", "-qm", "Begin")
    made.git("worktree", "add", "-q", "../other")
    expected = tmp_path / "made/.git/potluck"
    assert room(tmp_path / "made") == expected
    assert room(tmp_path / "made/book") == expected
    assert room(tmp_path / "other/book") == expected


def test_there_is_no_room_outside_of_git(tmp_path: Path) -> None:
    assert room(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: nowhere")
    assert room(tmp_path) is None
    (tmp_path / ".git").write_bytes(b"\xff")
    assert room(tmp_path) is None


def test_a_secret_is_made_once_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "potluck/press.key"
    made = secret(file)
    assert (len(made), file.read_bytes(), secret(file)) == (32, made, made)
    assert [path.name for path in file.parent.iterdir()] == ["press.key"]
    assert oct(file.stat().st_mode) == "0o100600"


def secrets(folder: Path, together: "Barrier", answer: "Connection") -> None:
    found = []
    for number in range(100):
        together.wait()
        found.append(secret(folder / f"{number}/press.key"))
    answer.send(found)


def test_processes_that_ask_at_once_get_one_secret(tmp_path: Path) -> None:
    context = get_context("spawn")
    together, pipes = context.Barrier(2), [context.Pipe() for _ in range(2)]
    workers = [
        context.Process(target=secrets, args=(tmp_path, together, pipe)) for _, pipe in pipes
    ]
    for worker in workers:
        worker.start()
    one, two = (pipe.recv() for pipe, _ in pipes)
    for worker in workers:
        worker.join()
    assert one == two == [(tmp_path / f"{n}/press.key").read_bytes() for n in range(100)]


def test_a_secret_that_is_not_whole_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "press.key"
    file.write_bytes(b"short")
    made = secret(file)
    assert (len(made), file.read_bytes(), len(list(tmp_path.iterdir()))) == (32, made, 1)


def test_where_nothing_can_be_written_a_secret_is_new_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one, two = secret(tmp_path / "file/press.key"), secret(tmp_path / "file/press.key")
    assert (len(one), len(two), one == two) == (32, 32, False)


def test_a_file_system_without_links_keeps_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "press.key"
    assert secret(file) == secret(file) == file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["press.key"]
