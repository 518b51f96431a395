"""Hostile trees: what a commit holds is read from git, whatever the work tree shows of it."""

from pathlib import Path

import pytest

from gitbook import ANN, GitBook
from potluck import checking
from potluck.checks.report import REPORTS, Sheet
from potluck.credits.snapshot import extract

CONFIG = "site_name: Soups\nplugins: [potluck]\n"
SOUP = "---\ntitle: Soup\nauthors: [ann]\n---\nSlice the leeks.\n"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.write("mkdocs.yml", CONFIG)
    made.write("contributors/ann.yml", "name: Ann Author\ngithub: {login: ann}\n")
    made.commit(ANN, soup=SOUP)
    return made


def commit(book: GitBook, *entries: tuple[str, str]) -> None:
    """Commit entries (mode, path) that never were in the work tree, and show nothing of them."""
    blob = book.git("hash-object", "-w", "--stdin", data=b"../../../../etc/passwd")
    head = book.git("rev-parse", "HEAD")
    lines = [
        f"{mode} {'commit' if mode == '160000' else 'blob'} {head if mode == '160000' else blob}"
        f"\t{path}".encode("utf-8", "surrogateescape")
        for mode, path in entries
    ]
    tree = book.git("rev-parse", "HEAD^{tree}")
    known = book.git("ls-tree", "-r", "-z", tree).encode().split(b"\0")
    book.git("read-tree", "--empty")
    listing = b"\0".join((*(k for k in known if k), *lines)) + b"\0"
    book.git("-c", "core.protectNTFS=false", "-c", "core.protectHFS=false", "update-index", "-z",
             "--add", "--index-info", data=listing)  # fmt: skip
    made = book.git("-c", "core.protectNTFS=false", "write-tree")
    book.git("update-ref", "HEAD", book.git("commit-tree", made, "-p", head, "-m", "More"))


def found(book: GitBook) -> list[tuple[str, str, str]]:
    findings = checking.check_book(book.book, since="HEAD~1").findings
    return [(f.code, f.place.path, f.message) for f in findings if f.code == "PTH-003"]


UNSEEN = "The name `{}` has a sign in it that cannot be seen."
SAME = "On many computers `{}` and `{}` are the same."
TREES = {
    "a symbolic link": ("120000", "content/secret.md", "This is a symbolic link."),
    "a link for a picture": ("120000", "content/soup.jpg", "This is a symbolic link."),
    "a link for a person": ("120000", "contributors/ben.yml", "This is a symbolic link."),
    "another repository": ("160000", "content/module", "This is another repository."),
    "a program": ("100755", "content/dal.md", "This is marked as a program."),
    "capitals": ("100644", "content/SOUP.md", SAME.format("content/soup.md", "content/SOUP.md")),
    "a folder in capitals": ("100644", "CONTENT/dal.md", SAME.format("content", "CONTENT")),
    "compatible letters": (
        "100644", "content/ſoup.md", SAME.format("content/ſoup.md", "content/soup.md"),
    ),
    "the direction of letters": (
        "100644", "content/soup\u202edm.exe", UNSEEN.format("soup⟨U+202E⟩dm.exe"),
    ),
    "a line break": ("100644", "content/a\nb.md", UNSEEN.format("a b.md")),
    "a bell": ("100644", "notes/a\x07.txt", UNSEEN.format("a⟨U+0007⟩.txt")),
    "a joiner": ("100644", "notes/a\u200d.txt", UNSEEN.format("a⟨U+200D⟩.txt")),
    "git's folder on a Mac": (
        "100644", ".gi\u200ct/config",
        "On some computers `.gi⟨U+200C⟩t` is the folder that git keeps for itself.",
    ),
    "git's folder on Windows": (
        "100644", "git~1/config",
        "On some computers `git~1` is the folder that git keeps for itself.",
    ),
    "no text": ("100644", "notes/\udcff.txt", "The name `\ufffd.txt` is not UTF-8."),
}  # fmt: skip


@pytest.mark.parametrize(("mode", "path", "message"), TREES.values(), ids=TREES.keys())
def test_a_tree_that_no_folder_shows_is_found(
    book: GitBook, mode: str, path: str, message: str
) -> None:
    commit(book, (mode, path))
    told = found(book)
    assert [text for _, _, text in told] == [message]
    (shown,) = (f for f in checking.check_book(book.book).findings if f.code == "PTH-003")
    for report in REPORTS.values():
        assert "\u202e" not in report(Sheet((shown,), book.book))


def test_what_is_committed_and_fine_is_fine(book: GitBook) -> None:
    commit(book, ("100644", "notes/plan.txt"), ("100755", "make.sh"), ("120000", "docs"))
    assert found(book) == []


def test_an_old_tree_is_written_inside_its_folder_alone(book: GitBook, tmp_path: Path) -> None:
    entries = [(mode, path) for mode, path, _ in TREES.values() if "git" not in path]
    commit(book, *entries, ("100644", "a" * 300))
    extract(book.book, "HEAD", tmp_path / "then")
    written = sorted(path for path in tmp_path.joinpath("then").rglob("*") if not path.is_dir())
    assert {path.is_symlink() for path in written} == {False}
    plain = {path for mode, path in entries if mode.startswith("100")}
    assert {str(p.relative_to(tmp_path / "then")) for p in written} == plain | {
        "content/soup.md", "contributors/ann.yml", "mkdocs.yml",
    }  # fmt: skip
    assert b"root:x:0" not in b"".join(path.read_bytes() for path in written)
