from dataclasses import replace
from pathlib import Path

from gitbook import ANN, BEN, GitBook
from potluck.credits.credit import NOBODY, commits, observed, shown
from potluck.credits.history import read
from potluck.credits.identity import Claim, directory
from potluck.model import WITHHELD, Contributor

A = Contributor("a", "Ann Author", "Author, Ann")
B = Contributor("b", "Ben Cook", "Cook, Ben")
C = Contributor("c", "Cy", "Cy")


def test_nothing_is_known_of_people_who_are_withheld() -> None:
    hidden = replace(A, visibility="removed", url="https://a.example", orcid="0", bio="Ann")
    quiet = replace(C, visibility="anonymous")
    assert (shown(hidden), shown(quiet), shown(B)) == (NOBODY, NOBODY, B)
    assert Contributor("withheld", WITHHELD, WITHHELD) == NOBODY


def test_the_creator_is_observed_first_and_pure_moves_are_no_work(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "repo")
    book.commit(BEN, soup="Soup, with much salt and many leeks\n")
    book.commit(ANN, soup="Soup, with much salt and many leeks\nServe.\n")
    book.move("content/soup.md", "content/leek.md")
    book.commit("Cy Mover <cy@example.org>", "move")
    history = read(book.root)
    people = directory((Claim(A),), history.everyone)
    found = observed(history, "content/leek.md", people)
    assert [someone.id for someone in found] == ["ben-cook", "a"]


def test_a_sweep_over_many_chapters_is_no_work_on_one(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "repo")
    book.commit(ANN, **{f"c{n}": f"Chapter {n}" for n in range(40)})
    book.commit(BEN, "half", **{f"c{n}": f"Chapter {n}!" for n in range(20)})
    book.commit("Cy <cy@example.org>", "some", **{f"c{n}": f"Chapter {n}?" for n in range(19)})
    history = read(book.root)
    found = observed(history, "content/c0.md", directory((), history.everyone))
    assert [someone.name for someone in found] == ["Ann Author", "Cy"]


def test_shown_commits_name_nobody_who_is_withheld(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "repo")
    book.commit(ANN, "Soup\n\nCo-authored-by: Ben Cook <ben@example.org>", soup="Soup")
    history = read(book.root)
    people = directory((Claim(replace(A, visibility="removed")),), history.everyone)
    (commit,) = commits(history, "content/soup.md", people)
    assert commit.people == (WITHHELD, "Ben Cook")
    assert history.of("content/soup.md")[0].people == ("Ann Author", "Ben Cook")
