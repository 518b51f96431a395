"""An open course whose 150 people write a book of 60 chapters in ten weeks, on 20 branches at once.

Nobody can be asked to solve conflicts in a file that a program wrote.
"""

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from gitbook import GitBook
from potluck.attribution import Attribution
from potluck.attribution.ledger import NAME, balance, load, now, past, union, write
from potluck.credits import history
from potluck.source.outline import outline
from potluck.source.reader import read

BRANCHES, PEOPLE, CHAPTERS = 20, 150, 60
FIRST = 10  # people who begin the book, with a chapter for each branch
ATTRIBUTES = (Path(__file__).parent.parent / ".gitattributes").read_text("utf-8")


def person(number: int) -> str:
    return f"Contributor {number:03} <c{number:03}@example.org>"


def chapter(number: int, people: list[int], more: str = "") -> str:
    chance = random.Random(number)  # noqa: S311 - a text, no secret
    words = " ".join(f"word{chance.randrange(99999)}" for _ in range(60))
    authors = ", ".join(f"contributor-{who:03}" for who in people)
    return f"---\ntitle: Chapter {number:02}\nauthors: [{authors}]\n---\n{words}\n{more}"


def settle(book: GitBook) -> None:
    """Do what `potluck credits --write` does."""
    manuscript = read(book.root)
    write(book.root, Attribution(manuscript, outline(manuscript), history.read(book.root)))


def sign_up(book: GitBook, people: range) -> None:
    for who in people:
        book.write(f"contributors/contributor-{who:03}.yml", f"name: Contributor {who:03}\n")


def work(book: GitBook, branch: int) -> None:
    """Let seven people add two chapters, and edit one that was there."""
    people = range(FIRST + branch * 7 + 1, FIRST + branch * 7 + 8)
    book.branch(f"week-{branch}")
    sign_up(book, people)
    new = BRANCHES + branch * 2
    begun = branch % FIRST + 1
    texts = {
        branch: chapter(branch, [begun, people[0]], "A better ending.\n"),
        new: chapter(new, list(people[1:4])),
        new + 1: chapter(new + 1, list(people[4:])),
    }
    for who, (number, text) in zip(people[::3], texts.items(), strict=True):
        book.write(f"content/chapter-{number:02}.md", text)
        book.commit(person(who), f"Chapter {number}")
    settle(book)
    book.commit(person(people[0]), "Credits")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with all branches, none of them merged."""
    book = GitBook(tmp_path_factory.mktemp("course") / "book")
    book.write("mkdocs.yml", "site_name: Open course\nplugins: [potluck]\n")
    book.write(".gitattributes", ATTRIBUTES)
    sign_up(book, range(1, FIRST + 1))
    for number in range(BRANCHES):
        book.write(f"content/chapter-{number:02}.md", chapter(number, [number % FIRST + 1]))
    book.commit(person(1), "Begin")
    settle(book)
    book.commit(person(1), "Credits")
    for branch in range(BRANCHES):
        work(book, branch)
    book.git("checkout", "-q", "main")
    return book.root


def copy(course: Path, folder: Path, clock: int = 1_800_000_000) -> GitBook:
    shutil.copytree(course, folder)
    return GitBook(folder, clock=clock)


def shuffled(seed: int) -> list[str]:
    order = [f"week-{branch}" for branch in range(BRANCHES)]
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    return order


def everyone(book: GitBook) -> set[str]:
    return {entry.key for entry in load(book.root).entries.values()}


def check_all_are_credited(book: GitBook) -> None:
    before = load(book.root)
    assert before.troubles == ()
    assert everyone(book) == {f"contributor-{who:03}" for who in range(1, PEOPLE + 1)}
    assert before.chapters == {f"content/chapter-{n:02}.md" for n in range(CHAPTERS)}
    settle(book)
    book.commit(person(1), "Credits")
    after = load(book.root)
    assert after.entries.keys() == before.entries.keys()
    assert not after.conflict
    manuscript = read(book.root)
    today = now(Attribution(manuscript, outline(manuscript), history.read(book.root)))
    assert balance(union(past(book.root), after), today).open == ()


def test_twenty_branches_merge_without_a_conflict(course: Path, tmp_path: Path) -> None:
    book = copy(course, tmp_path / "book")
    for branch in shuffled(1):
        book.merge(person(1), branch)
    check_all_are_credited(book)


def test_where_a_host_merges_by_its_own_way_writing_settles_it(
    course: Path, tmp_path: Path
) -> None:
    book = copy(course, tmp_path / "book")
    (book.root / ".git/info/attributes").write_text(f"{NAME} merge\n")
    conflicts = 0
    for branch in shuffled(2):
        try:
            book.merge(person(1), branch)
        except subprocess.CalledProcessError:
            conflicts += 1
            assert book.git("diff", "--name-only", "--diff-filter=U") == NAME
            assert load(book.root).conflict
            book.commit(person(1), f"Merge {branch} with the marks of a conflict")
    assert conflicts > 0
    settle(book)
    book.commit(person(1), "Credits")
    assert not load(book.root).conflict
    check_all_are_credited(book)
