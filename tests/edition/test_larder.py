"""What was cooked before is taken from the larder only where it would be cooked the same again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck import keeping
from potluck.attribution import Attribution
from potluck.credits import history
from potluck.darkroom import Darkroom
from potluck.edition import Materials, compose
from potluck.edition.larder import _Kept, larder
from potluck.model import Edition
from potluck.source import outline, reader

CONFIG = "site_name: A Book\nplugins: [potluck]\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><path d="M0 0h9"/></svg>'
SOUP = """---
title: Soup
authors: [ann]
media:
  - file: pots.svg
    author: ben
    license: CC-BY-4.0
---

See [bread](bread.md). ![Two pots](pots.svg) The end.
"""
BREAD = "---\ntitle: Bread\n---\n\nBake it.\n"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    made.write("content/pots.svg", DRAWING)
    made.write("contributors/ann.yml", "name: Ann Author\nnames: [Ann Author]\n")
    made.write("contributors/ben.yml", "name: Ben Cook\nnames: [Ben Cook]\n")
    made.commit(ANN, soup=SOUP)
    made.commit(BEN, bread=BREAD)
    return made


def edition(book: GitBook, kept_in: Path | None) -> Edition:
    manuscript = reader.read(book.book)
    past = Attribution(manuscript, outline.outline(manuscript), history.read(book.book))
    return compose(Materials(past, Darkroom(manuscript.files, cache=None), kept_in))


def _rename(book: GitBook) -> None:
    book.move("content/bread.md", "content/loaf.md")
    book.write("content/soup.md", SOUP.replace("bread.md", "loaf.md"))


CHANGES: dict[str, Callable[[GitBook], object]] = {
    "nothing": lambda book: book.git("status"),
    "its words": lambda book: book.write("content/soup.md", SOUP.replace("end", "bitter end")),
    "where a link leads": lambda book: book.write(
        "content/bread.md", BREAD.replace("title", "slug: loaf\ntitle")
    ),
    "that a link leads anywhere": lambda book: (book.book / "content/bread.md").unlink(),
    "a chapter's place": _rename,
    "a picture": lambda book: book.write("content/pots.svg", DRAWING.replace("h9", "h8")),
    "who is credited for a picture": lambda book: book.write(
        "content/soup.md", SOUP.replace("author: ben", "author: Somebody Else")
    ),
    "somebody's name": lambda book: book.write(
        "contributors/ben.yml", "name: Ben abel\nnames: [Ben Cook]\n"
    ),
    "the language": lambda book: book.write(
        "content/soup.md", SOUP.replace("title", "lang: de\ntitle")
    ),
    "a commit": lambda book: book.commit(BEN, "Again", bread=BREAD + "\nAnd eat.\n"),
    "the title of another chapter": lambda book: book.write(
        "content/bread.md", BREAD.replace("Bread", "Loaf")
    ),
    "the licence of another chapter": lambda book: book.write(
        "content/bread.md", BREAD.replace("title", "license: CC0-1.0\ntitle")
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_taken_from_the_larder_is_what_would_be_cooked(
    book: GitBook, tmp_path: Path, change: str
) -> None:
    assert edition(book, tmp_path) == edition(book, None)
    CHANGES[change](book)
    assert edition(book, tmp_path) == edition(book, None)


def kept(folder: Path) -> tuple[Path, _Kept]:
    (file,) = folder.glob("larder-*")
    found = keeping.load(file, _Kept)
    assert found is not None
    return file, found


def test_what_did_not_change_is_not_cooked_again(book: GitBook, tmp_path: Path) -> None:
    made = edition(book, tmp_path)
    file, found = kept(tmp_path)
    marked = {
        name: replace(body, fragment=replace(body.fragment, html="<p>Kept</p>"))
        for name, body in found.bodies.items()
    }
    matter = {name: pages[:1] for name, pages in found.matter.items()}
    keeping.keep(file, replace(found, bodies=marked, matter=matter))
    book.write("content/bread.md", BREAD + "\nAnd eat it.\n")
    again = edition(book, tmp_path)
    assert [chapter.html == "<p>Kept</p>" for chapter in again.texts] == [False, True]
    assert again.matter == made.matter[:1]


def test_what_is_no_longer_needed_is_not_kept(book: GitBook, tmp_path: Path) -> None:
    edition(book, tmp_path)
    book.write("content/bread.md", BREAD + "\nAnd eat it.\n")
    edition(book, tmp_path)
    assert len(kept(tmp_path)[1].bodies) == 2


def test_a_damaged_larder_is_empty(book: GitBook, tmp_path: Path) -> None:
    made = edition(book, tmp_path)
    file, _ = kept(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"Bake", b"Burn"))
    assert edition(book, tmp_path) == made
    assert edition(book, tmp_path) == made


def test_the_order_of_other_names_is_found_anew(tmp_path: Path) -> None:
    first = larder(tmp_path)
    assert first.order(["b", "A", "b"], "en") == {"A": 0, "b": 1}
    first.close()
    again = larder(tmp_path)
    assert again.order(["A", "b"], "en") == {"A": 0, "b": 1}
    assert again.order(["B", "a"], "en") == {"B": 1, "a": 0}
    assert again.order(["z", "ä"], "en") == {"z": 1, "ä": 0}
    assert again.order(["z", "ä"], "sv") == {"z": 0, "ä": 1}
