"""The words of real histories, where a path means more than one thing."""

from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck.credits.history import read

WASH = "Slice the three leeks finely and wash them in cold water."
KNEAD = "Knead the flour with lukewarm water and let it rest well."


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    return GitBook(tmp_path / "repo")


def filling(mark: str) -> str:
    return " ".join(f"{mark}{number}" for number in range(60)) + "."


def test_words_of_two_chapters_that_had_one_name_are_added_up(book: GitBook) -> None:
    book.commit(ANN, soup=f"# Soup\n\n{WASH}\n\n{filling('x')}\n")
    (book.book / "content/soup.md").unlink()
    book.commit(ANN, "No soup")
    bread = f"# Bread\n\n{KNEAD}\n\n{filling('y')}\n"
    book.commit(BEN, soup=bread)
    book.commit(BEN, stew=f"# Stew\n\n{WASH}\n\n{filling('z')}\n\n{KNEAD}\n")
    assert read(book.book).words["content/stew.md"].copied == {"content/soup.md": 22}
    book.commit(BEN, soup=f"{bread}\n{WASH}\n")
    assert read(book.book).words["content/soup.md"].copied == {}


def test_a_chapter_that_is_a_link_does_not_hinder_what_is_kept(book: GitBook) -> None:
    book.commit(ANN, soup=f"# Soup\n\n{WASH}\n")
    (book.book / "content/link.md").symlink_to("soup.md")
    book.commit(ANN, "A link")
    words = read(book.book).words
    (trace,) = (book.root / ".git/potluck").glob("trace-*")
    trace.unlink()
    assert read(book.book).words == words
    assert list(words) == ["content/soup.md"]
    assert not trace.exists()
