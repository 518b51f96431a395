"""Whole builds of a golden book, one after another: each gives the site of a new clone."""

import subprocess
from pathlib import Path

from gitbook import ANN, GitBook
from golden.books import plant, share_fonts
from potluck import pipeline
from potluck.formats.site.kept import Finished
from potluck.keeping import load

Files = dict[str, bytes]
SOUP = "content/kitchen/leek-soup.md"


def built(root: Path) -> Files:
    """Build the site; return all that was published."""
    outcome = pipeline.build(root, ("site",), progress=lambda _: None)
    assert outcome.published, outcome.findings
    site = root / "build/site"
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def cloned(book: GitBook, folder: Path) -> Files:
    """Build the site of a new clone."""
    command = ["git", "clone", "-q", str(book.book), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    share_fonts(folder)
    return built(folder)


def shelved(book: GitBook) -> set[str]:
    """Return which pages are kept."""
    files = (book.root / ".git/potluck/site").glob("*.page")
    return {path.name for path in files if load(path, Finished)}


def test_a_build_after_an_edit_gives_the_site_of_a_new_clone(tmp_path: Path) -> None:
    book = plant("everything", tmp_path / "book")
    book.write(".gitignore", "/build/\n/.cache/\n")
    book.commit(ANN)
    share_fonts(book.book)
    built(book.book)
    pages = shelved(book)
    text = (book.book / SOUP).read_text(encoding="utf-8")
    book.write(SOUP, text + "\nBetter the next day.\n")
    book.commit(ANN)
    after = built(book.book)
    assert b"Better the next day." in after["kitchen/leek-soup.html"]
    fresh = cloned(book, tmp_path / "clone")
    assert [name for name in {*after, *fresh} if after.get(name) != fresh.get(name)] == []
    assert 0 < len(shelved(book) - pages) < len(pages) / 2
    book.write(SOUP, text)  # not committed
    assert b"Better the next day." not in built(book.book)["kitchen/leek-soup.html"]
