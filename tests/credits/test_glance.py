"""A glance at the repository says what the whole history says, or why there is none."""

import subprocess
from pathlib import Path

import pytest

from gitbook import ANN, GitBook
from potluck.credits import history
from potluck.credits.glance import Glance, glance
from potluck.errors import ConfigError


@pytest.fixture(params=["", "books/soups"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo", request.param)
    made.commit(ANN, soup="# Soup\n")
    made.commit(ANN, dal="# Dal\n")
    return made


def test_it_agrees_with_the_history(book: GitBook) -> None:
    whole = history.read(book.book)
    assert glance(book.book) == Glance(whole.date, False, book.root / ".git", f"{whole.head} ")


def test_a_cut_off_history_is_seen(book: GitBook, tmp_path: Path) -> None:
    book.git("clone", "-q", "--depth=1", f"file://{book.root}", str(tmp_path / "cut"))
    assert glance(tmp_path / "cut").shallow


def test_a_second_work_tree_has_the_same_common_folder(book: GitBook, tmp_path: Path) -> None:
    book.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
    found = glance(tmp_path / "tree")
    assert found == glance(book.book)


def test_a_hook_points_elsewhere(
    book: GitBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert glance(book.book).common == book.root / ".git"


def test_no_repository_and_no_commit_are_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as nothing:
        glance(tmp_path)
    assert nothing.value.message == f"{tmp_path} is not in a git repository."
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    with pytest.raises(ConfigError) as empty:
        glance(tmp_path)
    assert empty.value.message == "The book has no commit yet."
