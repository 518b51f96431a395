"""Citations as files: one entry beside each page, and all of them in one file."""

import json
from dataclasses import replace

from potluck.formats.metadata import bibliography
from potluck.model import WITHHELD, Edition
from support import BOOK

DAL = r"""@incollection{dal,
  author = {{nimble} and A, Contributor},
  editor = {{The Test Cooks}},
  translator = {B, Contributor},
  title = {{Red lentil dal}},
  booktitle = {{A Test Book \& More: Soups and reasons}},
  publisher = {Potluck Tests},
  year = {2026},
  month = {3},
  version = {0123456789},
  url = {https://example.org/book/mains/dal.html},
  note = {CC BY-SA 4.0}
}
"""
WHOLE = r"""@book{a-test-book,
  author = {{The Test Cooks} and {nimble} and A, Contributor and B, Contributor},
  title = {{A Test Book \& More: Soups and reasons}},
  publisher = {Potluck Tests},
  year = {2026},
  month = {3},
  version = {0123456789},
  url = {https://example.org/book/},
  note = {CC BY-SA 4.0}
}
"""


def test_every_text_has_its_files_and_the_book_two(edition: Edition) -> None:
    assert list(bibliography.files(edition)) == [
        *("mains/dal.bib", "mains/dal.csl.json", "science/heat.bib", "science/heat.csl.json"),
        *("book.bib", "book.csl.json"),
    ]


def test_editors_and_translators_are_in_the_entry(edition: Edition) -> None:
    assert bibliography.files(edition)["mains/dal.bib"] == DAL


def test_the_same_stands_in_csl_json(edition: Edition) -> None:
    (item,) = json.loads(bibliography.files(edition)["mains/dal.csl.json"])
    assert {name: item[name] for name in ("type", "author", "editor", "translator")} == {
        "type": "chapter",
        "author": [{"literal": "nimble"}, {"family": "A", "given": "Contributor"}],
        "editor": [{"literal": "The Test Cooks"}],
        "translator": [{"family": "B", "given": "Contributor"}],
    }


def test_the_book_comes_first_and_then_its_chapters(edition: Edition) -> None:
    made = bibliography.files(edition)
    heat = made["science/heat.bib"]
    assert made["book.bib"] == "\n".join((WHOLE, DAL, heat))
    items = json.loads(made["book.csl.json"])
    assert [(item["id"], item["type"]) for item in items] == [
        ("a-test-book", "book"),
        ("dal", "chapter"),
        ("heat", "chapter"),
    ]
    assert "container-title" not in items[0]


def test_the_key_of_the_book_is_no_chapters(edition: Edition) -> None:
    same = replace(edition, book=replace(BOOK, slug="dal"))
    (first, *_) = json.loads(bibliography.files(same)["book.csl.json"])
    assert first["id"] == "dal-book"


def test_nobody_who_withholds_a_name_is_cited(edition: Edition) -> None:
    everything = "".join(bibliography.files(edition).values())
    assert [name for name in (WITHHELD, "withheld") if name in everything] == []
