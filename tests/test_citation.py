import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.citation import cite, cite_book
from potluck.model import WITHHELD, Book, Citation, Contributor, License

BY = License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
OWN = License("LicenseRef-Own", "Own terms")
BOOK = Book("Salt & Fat", "salt", BY, subtitle="100% Soups", publisher="Cook_Books Ltd.")
ZOE = Contributor("z", "Zoë van Dam", "van Dam, Zoë")
TEAM = Contributor("t", "Cooks and Friends, Inc.", "Cooks", kind="organization")
ANON = Contributor("x", "front3nd", "front3nd")
WHEN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def test_a_chapter_is_cited_in_three_ways() -> None:
    url = "https://x.org/a_b?c=%20#d"
    assert cite(BOOK, "Leek {hot}", "leek", (ZOE, TEAM), url, WHEN, "0f1") == Citation(
        apa="van Dam, Z., & Cooks and Friends, Inc. (2026). Leek {hot}. In Salt & Fat: 100% Soups "
        "(version 0f1). Cook_Books Ltd. https://x.org/a_b?c=%20#d",
        bibtex=r"""@incollection{leek,
  author = {van Dam, Zoë and {Cooks and Friends, Inc.}},
  title = {{Leek \{hot\}}},
  booktitle = {{Salt \& Fat: 100\% Soups}},
  publisher = {Cook\_Books Ltd.},
  year = {2026},
  month = {3},
  version = {0f1},
  url = {https://x.org/a_b?c=%20#d},
  note = {CC BY 4.0}
}""",
        csl_json=json.dumps(
            [
                {
                    "id": "leek",
                    "type": "chapter",
                    "title": "Leek {hot}",
                    "container-title": "Salt & Fat: 100% Soups",
                    "author": [
                        {"family": "van Dam", "given": "Zoë"},
                        {"literal": "Cooks and Friends, Inc."},
                    ],
                    "publisher": "Cook_Books Ltd.",
                    "issued": {"date-parts": [[2026, 3, 4]]},
                    "version": "0f1",
                    "URL": url,
                    "language": "en",
                    "license": "https://creativecommons.org/licenses/by/4.0/",
                }
            ],
            ensure_ascii=False,
        ),
    )


def apa(*authors: Contributor, title: str = "Heat") -> str:
    return cite(Book("B", "b", BY), title, "heat", authors, None, WHEN, "1").apa


@pytest.mark.parametrize(
    ("authors", "start"),
    [
        ((), "Heat (2026). In B"),
        ((ANON,), "front3nd. (2026). Heat. In B"),
        ((ZOE, ANON, TEAM), "van Dam, Z., front3nd, & Cooks and Friends, Inc. (2026)."),
        ((ANON,) * 22, ", ".join(["front3nd"] * 19) + ", . . . front3nd. (2026)."),
    ],
)
def test_apa_names_authors_as_the_manual_says(authors: tuple[Contributor, ...], start: str) -> None:
    assert apa(*authors).startswith(start)


def test_a_title_that_ends_in_a_question_gets_no_stop() -> None:
    assert apa(ANON, title="Why\n salt?") == "front3nd. (2026). Why salt? In B (version 1)."


def test_pages_edition_and_the_licence_of_the_chapter_are_cited() -> None:
    book = Book("B", "b", BY, edition="2nd ed.")
    citation = cite(book, "Heat", "heat", (), None, WHEN, "1", license=OWN, pages="3–7")
    (item,) = json.loads(citation.csl_json)
    assert (item["page"], item["edition"], item["license"]) == ("3–7", "2nd ed.", "LicenseRef-Own")
    assert "  pages = {3--7}" in citation.bibtex
    assert "(2nd ed., version 1, pp. 3–7)" in citation.apa


@given(st.text(), st.text(), st.text())
def test_bibtex_is_balanced_whatever_the_text(title: str, name: str, url: str) -> None:
    author = Contributor("a", name, f"{name}, {title}")
    entry = cite(BOOK, title, title, (author,), url, WHEN, "1").bibtex
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0


BEA = Contributor("b", "Contributor B", "B, Contributor")
HIDDEN = Contributor("withheld", WITHHELD, WITHHELD)


def test_editors_and_translators_are_cited_as_such() -> None:
    made = cite(
        BOOK, "Heat", "heat", (ANON,), None, WHEN, "1", editors=(BEA, ZOE), translators=(BEA,)
    )
    assert made.apa == (
        "front3nd. (2026). Heat (C. B, Trans.). In C. B & Z. van Dam (Eds.), Salt & Fat: "
        "100% Soups (version 1). Cook_Books Ltd."
    )
    assert "  editor = {B, Contributor and van Dam, Zoë},\n" in made.bibtex
    assert "  translator = {B, Contributor},\n" in made.bibtex
    (item,) = json.loads(made.csl_json)
    bea = {"family": "B", "given": "Contributor"}
    assert item["editor"] == [bea, {"family": "van Dam", "given": "Zoë"}]
    assert item["translator"] == [bea]


def test_one_editor_is_an_editor() -> None:
    made = cite(BOOK, "Heat", "heat", (), None, WHEN, "1", editors=(TEAM,))
    assert made.apa == (
        "Heat (2026). In Cooks and Friends, Inc. (Ed.), Salt & Fat: 100% Soups (version 1). "
        "Cook_Books Ltd."
    )


def test_a_book_stands_in_no_other() -> None:
    book = replace(BOOK, url="https://example.org/", edition="2nd ed.")
    assert cite_book(book, "salt", (ZOE, ANON), WHEN, "0f1") == Citation(
        apa="van Dam, Z., & front3nd. (2026). Salt & Fat: 100% Soups (2nd ed., version 0f1). "
        "Cook_Books Ltd. https://example.org/",
        bibtex=r"""@book{salt,
  author = {van Dam, Zoë and {front3nd}},
  title = {{Salt \& Fat: 100\% Soups}},
  publisher = {Cook\_Books Ltd.},
  edition = {2nd ed.},
  year = {2026},
  month = {3},
  version = {0f1},
  url = {https://example.org/},
  note = {CC BY 4.0}
}""",
        csl_json=json.dumps(
            [
                {
                    "id": "salt",
                    "type": "book",
                    "title": "Salt & Fat: 100% Soups",
                    "author": [{"family": "van Dam", "given": "Zoë"}, {"literal": "front3nd"}],
                    "publisher": "Cook_Books Ltd.",
                    "edition": "2nd ed.",
                    "issued": {"date-parts": [[2026, 3, 4]]},
                    "version": "0f1",
                    "URL": "https://example.org/",
                    "language": "en",
                    "license": "https://creativecommons.org/licenses/by/4.0/",
                }
            ],
            ensure_ascii=False,
        ),
    )


def test_who_withholds_a_name_is_not_cited() -> None:
    made = cite(BOOK, "Heat", "heat", (HIDDEN, ANON), None, WHEN, "1", editors=(HIDDEN,))
    alone = cite(BOOK, "Heat", "heat", (HIDDEN,), None, WHEN, "1")
    assert made == cite(BOOK, "Heat", "heat", (ANON,), None, WHEN, "1")
    assert alone == cite(BOOK, "Heat", "heat", (), None, WHEN, "1")
