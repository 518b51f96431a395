"""What was read of the history the last time holds as long as HEAD stays where it is."""

from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck.credits import history, recent
from potluck.credits.glance import glance
from potluck.credits.history import History

MACHINE = f"Improve\n\nCo-authored-by: {BEN}\nSigned-off-by: {ANN}\nAssisted-by: Claude"
MAILMAP = "Ann A. Author <ann@example.org> <old@example.org>\n"


@pytest.fixture(params=["", "books/soups"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> GitBook:
    """Return a history with renames, a merge, a mailmap and commits that only format."""
    made = GitBook(tmp_path / "repo", request.param)
    made.commit(ANN, soup="# Soup\n\nBoil the leeks.\n", dal="# Dal\n")
    made.commit(BEN, MACHINE, soup="# Soup\n\nBoil the leeks, slowly.\n")
    made.branch("side")
    made.move("content/dal.md", "content/mains/dal.md")
    made.commit(BEN, "Move")
    made.git("checkout", "-q", "main")
    made.commit(ANN, "Fix: the salt (#12)", soup="# Soup\n\nBoil the leeks, slowly. Salt.\n")
    made.merge(ANN, "side")
    (made.root / ".mailmap").write_text(MAILMAP, encoding="utf-8")
    (made.root / ".git-blame-ignore-revs").write_text("a" * 40 + "\n", encoding="utf-8")
    made.commit(ANN, "Settings")
    return made


def now(book: GitBook) -> History:
    found = recent.read(book.book, glance(book.book))
    assert found.words  # what is kept is kept when this is known
    return found


def facts(found: History) -> tuple[object, ...]:
    """Return all that a history says, what its equality passes over too."""
    order = list(found.commits), list(found.everyone), found.paths, list(found.age)
    return found, dict(found.words), dict(found.tree), order, found.signed


def kept_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be read but what was kept."""
    monkeypatch.delattr(history, "read")


def test_it_is_what_the_whole_history_is(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, first = history.read(book.book), now(book)
    kept_alone(monkeypatch)
    assert facts(now(book)) == facts(first) == facts(whole)


def test_whether_anything_differs_is_asked_each_time(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not now(book).modified
    kept_alone(monkeypatch)
    book.write("content/soup.md", "# Soup\n")
    assert now(book).modified
    book.git("checkout", "-q", ".")
    assert not now(book).modified
    book.write("content/new.md", "# New\n")
    assert now(book).modified
    (book.book / "content" / "new.md").unlink()
    (book.root / "elsewhere.txt").write_text("no part of the book", encoding="utf-8")
    assert not now(book).modified


def test_a_new_commit_is_read(book: GitBook) -> None:
    before = now(book)
    book.commit(BEN, bread="# Bread\n")
    after = now(book)
    assert facts(after) == facts(history.read(book.book))
    assert len(after.commits) == len(before.commits) + 1


def test_two_books_of_one_repository_are_two(tmp_path: Path) -> None:
    soups = GitBook(tmp_path / "repo", "soups")
    soups.commit(ANN, soup="# Soup\n")
    cakes = GitBook(tmp_path / "repo", "cakes", soups.clock)
    cakes.commit(BEN, cake="# Cake\n")
    for _ in range(2):
        assert (now(soups).paths, now(cakes).paths) == (("content/soup.md",), ("content/cake.md",))


def test_a_filter_is_not_run(book: GitBook, tmp_path: Path) -> None:
    now(book)
    ran = tmp_path / "ran"
    book.git("config", "filter.evil.clean", f"touch {ran}; cat")
    (book.root / ".gitattributes").write_text("* filter=evil\n", encoding="utf-8")
    book.write("content/soup.md", "# Soup, again\n\nBoil the leeks.\n")
    assert now(book).modified
    assert not ran.exists()


@pytest.mark.parametrize("how", ["--depth=1", "--filter=blob:none"])
def test_a_history_that_lacks_something_is_not_kept(
    how: str, book: GitBook, tmp_path: Path
) -> None:
    book.git("config", "uploadpack.allowFilter", "true")
    book.git("clone", "-q", how, f"file://{book.root}", str(tmp_path / "cut"))
    root = tmp_path / "cut" / book.folder
    for _ in range(2):
        found = recent.read(root, glance(root))
        assert (found, found.words) == (history.read(root), {})
    assert not list((tmp_path / "cut" / ".git" / "potluck").glob("past-*"))


def test_what_was_cut_off_since_it_was_seen_is_not_kept(book: GitBook, tmp_path: Path) -> None:
    book.git("clone", "-q", f"file://{book.root}", str(tmp_path / "clone"))
    root = tmp_path / "clone" / book.folder
    seen = glance(root)
    (tmp_path / "clone" / ".git" / "shallow").write_text(f"{history.read(root).head}\n")
    assert recent.read(root, seen).shallow
    assert recent.read(root, seen).words == {}
    assert not list((tmp_path / "clone" / ".git" / "potluck").glob("past-*"))


def test_many_books_of_one_repository_are_all_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = [GitBook(tmp_path / "repo", f"book-{number}") for number in range(6)]
    for each in books:
        each.clock = books[0].clock
        each.commit(ANN, soup=f"# Soup of {each.folder}\n")
        books[0].clock = each.clock
    whole = [facts(now(each)) for each in books]
    kept_alone(monkeypatch)
    assert [facts(now(each)) for each in books] == whole


def test_a_work_tree_and_a_hook_see_their_own_book(
    book: GitBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now(book)
    book.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
    root = tmp_path / "tree" / book.folder
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    for _ in range(2):
        found = recent.read(root, glance(root))
        assert facts(found) == facts(history.read(root))
        assert not found.modified
    (root / "content" / "soup.md").write_text("# Soup\n", encoding="utf-8")
    assert (recent.read(root, glance(root)).modified, now(book).modified) == (True, False)


def test_what_is_damaged_is_read_again(book: GitBook) -> None:
    first = now(book)
    (file,) = (book.root / ".git" / "potluck").glob("past-*")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert facts(now(book)) == facts(first)
    assert file.read_bytes() != bytes(data)
