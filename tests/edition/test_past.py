"""What an edition tells of its own past: the edition before, words copied, people not named."""

from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck.attribution import Attribution
from potluck.credits import history
from potluck.darkroom import Darkroom
from potluck.edition import Materials, compose
from potluck.model import Edition
from potluck.source import outline, reader

CONFIG = "site_name: A Book\nplugins: [potluck: {previous_edition: v1}]\n"
METHOD = (
    "Rinse the lentils until the water runs clear, then let them stand in cold water for an hour "
    "while the onions brown slowly with cumin, and drain them well before they go into the pot.\n"
)


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    return made


def edition(book: GitBook) -> Edition:
    manuscript = reader.read(book.book)
    past = Attribution(manuscript, outline.outline(manuscript), history.read(book.book))
    return compose(Materials(past, Darkroom(manuscript.files, cache=None)))


def test_changes_after_the_previous_edition_are_told_newest_first(book: GitBook) -> None:
    book.commit(ANN, soup="# Soup\n\nBoil the leeks.\n", dal="# Dal\n\nBoil the lentils.\n")
    book.git("tag", "v1")
    book.commit(BEN, soup="# Soup\n\nBoil the leeks gently.\n")
    book.commit(ANN, soup="# Soup\n\nBoil the leeks very gently.\n", rice="# Rice\n\nBoil it.\n")
    made = edition(book)
    since = {chapter.slug: [c.people for c in chapter.since] for chapter in made.chapters}
    assert since == {
        "dal": [],
        "rice": [("Ann Author",)],
        "soup": [("Ann Author",), ("Ben Cook",)],
    }
    assert made.chapter("rice").created in made.chapter("rice").since


def test_words_that_first_stood_in_another_chapter_name_it(book: GitBook) -> None:
    book.commit(ANN, dal=f"# Dal\n\n{METHOD}")
    book.git("tag", "v1")
    book.commit(BEN, soup=f"# Soup\n\n{METHOD}\nServe it with bread.\n")
    made = edition(book)
    assert made.chapter("soup").copied_from == ("dal",)
    assert made.chapter("dal").copied_from == ()


def test_people_who_asked_not_to_be_named_are_counted(book: GitBook) -> None:
    book.write("contributors/ann.yml", "name: Ann Author\nvisibility: removed\n")
    book.write("contributors/ben.yml", "name: Ben Cook\nvisibility: anonymous\n")
    book.write("contributors/zoe.yml", "name: Zoe Idle\nvisibility: anonymous\n")
    book.commit(ANN, soup="---\ntitle: Soup\nreviewers: [ben]\n---\nBoil the leeks.\n")
    book.git("tag", "v1")
    made = edition(book)
    (contributors, *_) = made.matter
    assert made.withheld == 2
    assert "2 people who asked not to be named" in contributors.html
