from pathlib import Path

import pytest

from gitbook import ANN, GitBook
from potluck.credits.snapshot import extract


@pytest.mark.parametrize("folder", ["", "book"])
def test_no_address_is_written_into_a_chapter(folder: str, tmp_path: Path) -> None:
    """`git archive` would put the author's address where a file says `$Format:%ae$`."""
    book = GitBook(tmp_path / "repo", folder)
    book.write(".gitattributes", "*.md export-subst\n")
    book.commit(ANN, soup="# Soup $Format:%ae$\n")
    extract(book.book, "HEAD", tmp_path / "then")
    found = (tmp_path / "then/content/soup.md").read_text()
    assert found == "# Soup $Format:%ae$\n"
