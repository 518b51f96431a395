"""The log of all commits is kept: what is read anew is only what came after."""

import subprocess
import sys
from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck.credits import logbook
from potluck.credits.history import History, read
from potluck.credits.repository import Repository

SOUP = "# Soup\n\nBoil the water with the leeks, and serve it with bread.\n"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.commit(ANN, "one", soup=SOUP)
    made.branch("side")
    made.commit(BEN, "two", dal="# Dal\n")
    return made


def kept(book: GitBook) -> Path:
    return book.root / ".git/potluck/log-2.msgpack"


def cold(book: GitBook) -> History:
    kept(book).unlink()
    return read(book.book)


class Asked:
    """Every command that git was asked, by its revisions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ranges: list[tuple[str, ...]] = []
        run = Repository.run

        def watched(repo: Repository, *arguments: str, **options: bytes) -> bytes:
            if arguments[0] == "log" and "-z" in arguments:
                self.ranges.append(tuple(a for a in arguments if not a.startswith("-")))
            return run(repo, *arguments, **options)

        monkeypatch.setattr(Repository, "run", watched)


def test_nothing_new_asks_for_no_log(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(book.book)
    asked = Asked(monkeypatch)
    assert read(book.book) == first
    assert asked.ranges == []


def test_a_new_commit_reads_only_what_came_after(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = read(book.book).head
    new = book.commit(ANN, "three", soup=f"{SOUP}More.")
    asked = Asked(monkeypatch)
    warm = read(book.book)
    assert asked.ranges == [("log", new, f"^{old}")] * 2
    assert warm == cold(book)


def test_a_merge_of_an_older_branch(book: GitBook) -> None:
    read(book.book)
    book.move("content/soup.md", "content/soups/leek.md")
    book.git("add", "-A")
    book.record(BEN, "commit", "-qm", "moved")
    book.git("checkout", "-q", "main")
    book.commit(ANN, "salt", soup=f"{SOUP}Salt.")
    read(book.book)
    book.merge(ANN, "side")
    assert [commit.subject for commit in read(book.book).of("content/soups/leek.md")] == [
        "salt",
        "moved",
        "one",
    ]
    warm = read(book.book)
    assert warm == cold(book)


def test_a_history_that_was_rewritten_is_read_as_a_whole(book: GitBook) -> None:
    read(book.book)
    book.git("commit", "-q", "--amend", "-m", "two, again")
    warm = read(book.book)
    assert [record.commit.subject for record in warm.commits.values()] == ["two, again", "one"]
    assert warm == cold(book)


def test_an_older_revision(book: GitBook) -> None:
    read(book.book)
    then = read(book.book, "HEAD~1")
    assert [record.commit.subject for record in then.commits.values()] == ["one"]
    assert then.paths == ("content/soup.md",)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x00" * 400])
def test_a_damaged_log_is_read_again(book: GitBook, damage: bytes) -> None:
    whole = read(book.book)
    kept(book).write_bytes(damage)
    assert read(book.book) == whole
    data = kept(book).read_bytes()
    kept(book).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert read(book.book) == whole


def test_a_log_of_too_many_pages_is_read_as_a_whole(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "MOST_PAGES", 1)
    for number in range(4):
        book.commit(ANN, f"more {number}", soup=f"{SOUP}{number}")
        warm = read(book.book)
        assert warm == cold(book)


def test_more_merges_than_a_command_line_holds(tmp_path: Path) -> None:
    """Where the stack is small, so is what Linux takes on a command line: here 128 kB."""
    book = GitBook(tmp_path / "repo")
    when = "<a@example.org> 1700000000 +0000"
    steps = [f"commit refs/heads/main\nmark :1\ncommitter A {when}\ndata 0\n"]
    steps += [
        f"commit refs/heads/main\nmark :{n}\ncommitter A {when}\ndata 0\nfrom :{n - 1}\n"
        f"merge :1\ndeleteall\nM 100644 inline {n % 2}.md\ndata 0\n"
        for n in range(2, 4002)
    ]
    book.git("fast-import", "--quiet", data="".join(steps).encode())
    program = "import sys; from pathlib import Path; from potluck.credits.history import read; " \
              "print(len(read(Path(sys.argv[1])).commits))"  # fmt: skip
    small = 'ulimit -s 512; exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        ["sh", "-c", small, sys.executable, program, str(book.book)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("4001\n", "")
