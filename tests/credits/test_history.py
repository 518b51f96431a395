import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gitbook import ANN, BEN, DAY, START, GitBook
from potluck.credits.history import History, read
from potluck.credits.people import Person
from potluck.errors import ConfigError, ToolError
from potluck.model import Commit

SOUP = "# Soup\n\n" + "".join(f"Step {n}: stir {n} times.\n" for n in range(20))
PATH = "content/soup.md"


def names(history: History, path: str = PATH) -> list[str]:
    return [person.name for person in history.people(path)]


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    return GitBook(tmp_path / "repo")


def test_a_first_commit_is_read_whole(book: GitBook) -> None:
    head = book.commit(ANN, "Add soup\n\nWith salt.", soup=SOUP)
    when = datetime.fromtimestamp(START, UTC)
    assert read(book.root) == History(
        head=head,
        date=when,
        chapters=1,
        everyone=(Person("Ann Author", "ann@example.org"),),
        commits=read(book.root).commits,
        root=book.root,
        _changes=read(book.root)._changes,
    )
    assert list(read(book.root).commits) == [head]
    assert read(book.root).of(PATH) == (Commit(head, when, ("Ann Author",), "Add soup"),)


def test_commits_come_newest_first_and_people_in_order_of_appearance(book: GitBook) -> None:
    book.commit(ANN, "one", soup=SOUP)
    book.commit(BEN, "two", soup=SOUP + "More.")
    book.commit(ANN, "three", soup=SOUP + "Less.")
    history = read(book.root)
    assert [commit.subject for commit in history.of(PATH)] == ["three", "two", "one"]
    assert names(history) == ["Ann Author", "Ben Cook"]
    assert history.date == datetime.fromtimestamp(START + 2 * DAY, UTC)


def test_a_squash_credits_every_coauthor_once_wherever_the_line_stands(book: GitBook) -> None:
    body = (
        "Soup (#1)\r\n\r\n* stir\r\n\r\nCo-authored-by: Ben Cook <ben@example.org>\r\n\r\n"
        "* salt\r\n\r\nco-authored-by: Ben Cook <ben@example.org>\r\n---------\r\n\r\n"
        "Co-authored-by: Ann Author <ann@example.org>\r\nCo-Authored-By: 王芳 <>\r\n"
    )
    book.commit(ANN, body, soup=SOUP)
    assert read(book.root).of(PATH)[0].people == ("Ann Author", "Ben Cook", "王芳")


def test_bots_tools_and_the_committer_are_no_people(book: GitBook) -> None:
    book.commit(ANN, "a\n\nCo-authored-by: Claude <noreply@anthropic.com>", soup=SOUP)
    bot = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"
    book.commit(bot, "b\n\nCo-authored-by: Copilot <copilot@github.com>", soup=SOUP + "b")
    assert [commit.people for commit in read(book.root).of(PATH)] == [(), ("Ann Author",)]
    assert names(read(book.root)) == ["Ann Author"]


def test_a_file_keeps_its_people_through_renames(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.move(PATH, "content/mains/leek.md")
    book.commit(BEN, "move and edit", **{"mains/leek": SOUP + "Serve.\n"})
    book.move("content/mains/leek.md", "content/mains/leek-soup.md")
    book.commit("Cy Mover <cy@example.org>", "move only")
    history = read(book.root)
    assert history.paths == ("content/mains/leek-soup.md",)
    kinds = [change.kind for change in history.changes("content/mains/leek-soup.md")]
    assert kinds == ["moved", "edited", "added"]


def test_an_edit_on_a_branch_survives_a_rename_on_main(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.branch("edit")
    book.commit(BEN, "edit", soup=SOUP + "Serve.\n")
    book.git("checkout", "-q", "main")
    book.move(PATH, "content/leek.md")
    book.commit("Cy Mover <cy@example.org>", "move")
    book.merge("Di Keeper <di@example.org>", "edit")
    assert names(read(book.root), "content/leek.md") == ["Ann Author", "Ben Cook", "Cy Mover"]


def test_a_rename_inside_a_merge_is_followed(book: GitBook) -> None:
    book.commit(ANN, other="Other")
    book.branch("soup")
    book.commit(BEN, soup=SOUP)
    book.git("checkout", "-q", "main")
    book.commit(ANN, other="Other, better")
    book.merge("Di Keeper <di@example.org>", "soup", commit=False)
    book.move(PATH, "content/leek.md")
    book.commit("Di Keeper <di@example.org>", "Merge, and move")
    history = read(book.root)
    assert [(c.kind, c.commit.people) for c in history.changes("content/leek.md")] == [
        ("moved", ("Di Keeper",)),
        ("added", ("Ben Cook",)),
    ]


def test_a_file_that_came_only_by_a_merge_belongs_to_who_merged(book: GitBook) -> None:
    book.commit(ANN, other="Other")
    book.branch("side")
    book.commit(BEN, side="Side")
    book.merge("Di Keeper <di@example.org>", "side", commit=False)
    book.commit("Di Keeper <di@example.org>", "Merge, with soup", soup=SOUP)
    assert names(read(book.root)) == ["Di Keeper"]


def test_who_merges_gets_no_credit_for_what_git_joined(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.branch("edit")
    book.commit(BEN, soup=SOUP + "Serve.\n")
    book.git("checkout", "-q", "main")
    book.commit(ANN, soup="Hungry?\n\n" + SOUP)
    book.merge("Di Keeper <di@example.org>", "edit")
    assert names(read(book.root)) == ["Ann Author", "Ben Cook"]


def test_a_name_that_is_used_again_does_not_inherit(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.move(PATH, "content/leek.md")
    book.commit(ANN, "move")
    book.commit(BEN, soup="# Another soup\n\nNothing alike.\n")
    assert names(read(book.root)) == ["Ben Cook"]
    assert names(read(book.root), "content/leek.md") == ["Ann Author"]


def test_a_book_in_a_folder_has_paths_of_its_own(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "repo", folder="books/one")
    (book.root / "README.md").write_text("Two books")
    book.commit(ANN, soup=SOUP)
    book.move(PATH, "content/leek.md")
    book.commit(BEN, "move")
    history = read(book.book)
    assert history.paths == ("content/leek.md",)
    assert names(history, "content/leek.md") == ["Ann Author", "Ben Cook"]
    (book.root / "README.md").write_text("changed")
    assert read(book.book).modified is False
    book.write("content/new.md", "untracked")
    assert read(book.book).modified is True


def test_changes_outside_the_book_do_not_count_as_modified(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.write("build/site/index.html", "built")
    assert read(book.root).modified is False
    book.write("contributors/ann.yml", "name: Ann")
    assert read(book.root).modified is True


def test_unicode_names_and_paths_are_read_as_they_are(book: GitBook) -> None:
    book.commit("Zoe\u0308 M\u00fcller <z@example.org>", **{"crème brûlée": SOUP})
    assert names(read(book.root), "content/crème brûlée.md") == ["Zoë Müller"]


def test_another_encoding_of_the_log_is_read(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.write(PATH, SOUP + "More")
    book.git("add", "-A")
    tree = book.git("write-tree")
    raw = (
        f"tree {tree}\nparent {book.git('rev-parse', 'HEAD')}\n".encode()
        + b"author J\xfcrgen <> 99999999999999999999 +0000\ncommitter x <> 1 +9999\n"
        + b"encoding ISO-8859-1\n\nGem\xfcse\n\nCo-authored-by: Ren\xe9 <r@example.org>\n"
    )
    made = book.git("hash-object", "--literally", "-t", "commit", "-w", "--stdin", data=raw)
    book.git("reset", "-q", "--hard", made)
    commit = read(book.root).of(PATH)[0]
    assert (commit.people, commit.subject) == (("Jürgen", "René"), "Gemüse")


def test_an_address_in_a_subject_or_a_name_is_cut(book: GitBook) -> None:
    book.commit("ann@example.org <ann@example.org>", "From ann@example.org", soup=SOUP)
    commit = read(book.root).of(PATH)[0]
    assert (commit.people, commit.subject) == (("ann",), "From ann")
    assert "example.org" not in repr(read(book.root))


def test_imported_roots_are_joined(book: GitBook) -> None:
    book.commit(ANN, soup=SOUP)
    book.git("checkout", "-q", "--orphan", "import")
    book.git("rm", "-qrf", ".")
    book.commit(BEN, old="# Old\n")
    book.git("checkout", "-q", "main")
    book.record(ANN, "merge", "-q", "--allow-unrelated-histories", "-m", "Import", "import")
    assert names(read(book.root), "content/old.md") == ["Ben Cook"]


def test_a_shallow_clone_says_so(book: GitBook, tmp_path: Path) -> None:
    book.commit(ANN, soup=SOUP)
    book.commit(BEN, soup=SOUP + "More")
    book.git("clone", "-q", "--depth=1", book.root.as_uri(), str(tmp_path / "clone"))
    history = read(tmp_path / "clone")
    assert (history.shallow, names(history)) == (True, ["Ben Cook"])
    assert read(book.root).shallow is False


def test_a_clone_without_blobs_is_enough(book: GitBook, tmp_path: Path) -> None:
    book.commit(ANN, soup=SOUP)
    book.move(PATH, "content/leek.md")
    book.commit(BEN, "move")
    book.commit(BEN, leek=SOUP + "More")
    book.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    book.git("clone", "-q", "--filter=blob:none", book.root.as_uri(), str(clone))
    book.root.rename(tmp_path / "gone")  # nothing can be fetched any more
    history = read(clone)
    assert (history.partial, names(history, "content/leek.md")) == (
        True,
        ["Ann Author", "Ben Cook"],
    )


def test_hostile_settings_run_nothing(book: GitBook, tmp_path: Path) -> None:
    book.commit(ANN, soup=SOUP)
    trap = tmp_path / "trap"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program"):
        book.git("config", key, f"touch {trap}; true")
    book.git("config", "log.showSignature", "true")
    book.git("config", "diff.renames", "false")
    book.git("config", "diff.orderFile", "missing")
    assert names(read(book.root)) == ["Ann Author"]
    assert not trap.exists()


def test_a_git_hook_of_another_repository_does_not_mislead(
    book: GitBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = GitBook(tmp_path / "other")
    other.commit(BEN, other="Other")
    book.commit(ANN, soup=SOUP)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    history = read(book.root)
    assert (names(history), history.modified) == (["Ann Author"], False)


def test_a_folder_without_git_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not in a git repository") as caught:
        read(tmp_path)
    assert caught.value.hint == "git init && git add -A && git commit -m 'First chapters'"


def test_a_book_without_commits_says_what_to_type(book: GitBook) -> None:
    with pytest.raises(ConfigError, match="has no commit yet") as caught:
        read(book.root)
    assert caught.value.hint == "git add -A && git commit -m 'First chapters'"


def test_git_that_goes_missing_is_a_tool_error(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.commit(ANN, soup=SOUP)
    read(book.root)
    monkeypatch.setenv("PATH", str(book.root))
    with pytest.raises(ToolError, match="git is not installed"):
        read(book.root)


def test_no_git_at_all_is_a_tool_error(book: GitBook) -> None:
    code = (
        "import pathlib\nfrom potluck.credits.history import read\nfrom potluck.errors import *\n"
        "try: read(pathlib.Path('.'))\nexcept ToolError as error: print(error.message)"
    )
    scripts = Path(read.__code__.co_filename).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": str(book.root), "PYTHONPATH": str(scripts), "HOME": os.devnull},
        capture_output=True,
        text=True,
        check=True,
        cwd=book.root,
    )
    assert done.stdout == "git is not installed.\n"


def test_a_damaged_repository_is_a_tool_error(book: GitBook) -> None:
    head = book.commit(ANN, soup=SOUP)
    (book.root / ".git" / "objects" / head[:2] / head[2:]).unlink()
    with pytest.raises(ToolError, match="git does not work here"):
        read(book.root)
