"""A name of one word, declared and seen in the same chapter, is one person there."""

from pathlib import Path

from gitbook import GitBook
from potluck import checking

TEXT = (
    "Wash the leeks well, slice them thinly, and boil them in a litre of salted water until soft."
)


def test_one_word_is_enough_in_the_chapter_that_declares_it(tmp_path: Path) -> None:
    book = GitBook(tmp_path / "book")
    book.write("mkdocs.yml", "site_name: Soups\nplugins: [potluck]\n")
    book.write("contributors/cook.yml", "name: Cook\n")
    mine = f"---\nauthors: [cook]\n---\n# Leek soup\n\n{TEXT}"
    other = f"---\nauthors: [Contributor B]\n---\n# Bean soup\n\n{TEXT[::-1]}"
    book.commit("Cook <cook@example.org>", "Two soups", leek=mine, bean=other)
    attribution = checking.read(book.book).attribution
    leek, bean = (attribution.account(f"content/{name}.md").people for name in ("leek", "bean"))
    assert [(each.contributor.id, each.contributor.known) for each in leek] == [("cook", True)]
    assert [(each.contributor.name, each.contributor.known) for each in bean] == [("Cook", False)]
