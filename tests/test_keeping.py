"""What was worked out is kept, or worked out again."""

from pathlib import Path

from gitbook import GitBook
from potluck.keeping import keep, load, put, room


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
