"""`potluck licenses`: the matrix of a small book, for people, for a page and for programs."""

import json
from pathlib import Path

import pytest

from potluck.cli import FINE, main
from potluck.permissions import matrix
from potluck.source.outline import outline
from potluck.source.reader import read

BOWL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
BOOK = {
    "mkdocs.yml": "site_name: Soups\nplugins:\n  - potluck:\n      commercial: false\n",
    "content/draft.md": "---\ntitle: Draft\nstatus: draft\nlicense: GFDL-1.2-only\n---\nx\n",
    "content/leek.md": "---\ntitle: Leek soup\n"
    "media:\n  - {file: bowl.svg, author: Ann, license: CC-BY-NC-4.0}\n"
    "sources:\n  - {title: Potage, license: CC-PDM-1.0}\n"
    "  - {title: Broth, license: CC-BY-3.0}\n"
    "  - {title: On Leeks, relation: cited}\n---\n![A bowl](bowl.svg)\n",
    "content/pea.md": "---\ntitle: Pea soup\nlicense: CC-BY-ND-4.0\n---\nShell.\n",
    "content/bowl.svg": BOWL,
    "content/spoon.svg": BOWL,
}
TEXT = """\
Soups
Under CC BY-SA 4.0. Its editions are not for sale. Each chapter and picture keeps its own licence.

What is under what
  CC BY-SA 4.0: 1 chapter
  CC BY 3.0: 1 source
    “Broth”, adapted in content/leek.md
  CC BY-NC 4.0: 1 picture
    content/bowl.svg
  CC BY-ND 4.0: 1 chapter
    content/pea.md
  Public Domain Mark 1.0: 1 source
    “Potage”, adapted in content/leek.md
  No licence: 1 picture
    content/spoon.svg

What whoever passes it on must do (*: the editions made here do it by themselves)
  * name the author (CC BY 3.0, CC BY-NC 4.0, CC BY-ND 4.0, CC BY-SA 4.0)
  * give the title of the work (CC BY 3.0)
  * link to where the work was found, if that is known (CC BY 3.0, CC BY-NC 4.0, CC BY-ND 4.0, \
CC BY-SA 4.0)
  * name the licence, with its address, and keep the notices (CC BY 3.0, CC BY-NC 4.0, \
CC BY-ND 4.0, CC BY-SA 4.0)
  * say what was changed (CC BY 3.0)
    keep copy protection off every copy (CC BY 3.0, CC BY-NC 4.0, CC BY-ND 4.0, CC BY-SA 4.0)
    keep it out of whatever is sold or carries advertisements (CC BY-NC 4.0)
    leave it as it is (CC BY-ND 4.0)

What may be done with the whole book
  give it away: no
    Nothing says under which licence this is, so nobody may use it without asking.
      content/spoon.svg
  sell it: no
    CC BY-NC 4.0 forbids commercial use, and this is a commercial edition.
      content/bowl.svg
    Nothing says under which licence this is, so nobody may use it without asking.
      content/spoon.svg
  protect it against copying: no
    CC BY-SA 4.0 does not let anybody keep readers from copying.
      content/leek.md
    CC BY 3.0 does not let anybody keep readers from copying.
      “Broth”, adapted in content/leek.md
    CC BY-ND 4.0 does not let anybody keep readers from copying.
      content/pea.md
    CC BY-NC 4.0 does not let anybody keep readers from copying.
      content/bowl.svg
    Nothing says under which licence this is, so nobody may use it without asking.
      content/spoon.svg
  change it and pass that on: no
    CC BY-ND 4.0 allows no changed versions.
      content/pea.md
    Nothing says under which licence this is, so nobody may use it without asking.
      content/spoon.svg
  work its chapters into a book under CC BY 4.0: no
    CC BY-SA 4.0 asks that what is made from it keeps its terms, and CC BY 4.0 has others.
      content/leek.md
    CC BY-ND 4.0 allows no changed versions, neither under CC BY 4.0 nor otherwise.
      content/pea.md
  work its chapters into a book under CC BY-SA 4.0: no
    CC BY-ND 4.0 allows no changed versions, neither under CC BY-SA 4.0 nor otherwise.
      content/pea.md
  work its chapters into a book under CC BY-NC-SA 4.0: no
    CC BY-SA 4.0 asks that what is made from it keeps its terms, and CC BY-NC-SA 4.0 has others.
      content/leek.md
    CC BY-ND 4.0 allows no changed versions, neither under CC BY-NC-SA 4.0 nor otherwise.
      content/pea.md
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for path, text in BOOK.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def printed(book: Path, capsys: pytest.CaptureFixture[str], form: str) -> str:
    assert main(["licenses", "--format", form, "--root", str(book)]) == FINE
    return capsys.readouterr().out


def test_the_matrix_for_people(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(book, capsys, "text") == TEXT


def test_the_matrix_for_programs(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(printed(book, capsys, "json"))
    assert data["book"] == {"title": "Soups", "license": "CC-BY-SA-4.0", "commercial": False}
    named = [(work["kind"], work["name"], work["license"]) for work in data["works"]]
    assert named == [
        ("chapter", "Leek soup", "CC-BY-SA-4.0"),
        ("source", "Potage", "CC-PDM-1.0"),
        ("source", "Broth", "CC-BY-3.0"),
        ("source", "On Leeks", None),
        ("chapter", "Pea soup", "CC-BY-ND-4.0"),
        ("picture", "bowl.svg", "CC-BY-NC-4.0"),
        ("picture", "spoon.svg", None),
    ]
    assert data["must"][0] == {
        "license": "CC-BY-3.0",
        "obligations": ["credit", "title", "link", "notice", "changes", "no-drm"],
    }
    assert data["may"][1]["grounds"][0] == {
        "status": "no",
        "because": "CC BY-NC 4.0 forbids commercial use, and this is a commercial edition.",
        "paths": ["content/bowl.svg"],
    }


def test_the_matrix_for_a_page(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(book, capsys, "markdown").splitlines()
    assert lines[0] == "# Soups: who may do what"
    row = (
        "| [CC BY-ND 4.0](https://creativecommons.org/licenses/by-nd/4.0/) | 1 chapter | name the "
        "author; link to where the work was found, if that is known; name the licence, with its "
        "address, and keep the notices; keep copy protection off every copy; leave it as it is |"
    )
    assert next(line for line in lines if "BY-ND" in line) == row
    assert "| No licence | 1 picture | – |" in lines


def test_a_permission_opens_this_book_and_not_the_next(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    (tmp_path / "content/a.md").write_text(
        "---\ntitle: A\nlicense: All rights reserved\npermission: Jo, by letter\n---\nx\n"
    )
    manuscript = read(tmp_path)
    found = {a.question: a.status for a in matrix(manuscript, outline(manuscript)).answers}
    assert found == {
        "give it away": "ok",
        "sell it": "ok",
        "protect it against copying": "ok",
        "change it and pass that on": "no",
        "work its chapters into a book under CC BY 4.0": "no",
        "work its chapters into a book under CC BY-SA 4.0": "no",
        "work its chapters into a book under CC BY-NC-SA 4.0": "no",
    }


def test_many_works_are_counted_not_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    for number in range(8):
        text = f"---\ntitle: Soup {number}\nlicense: CC-BY-4.0\n---\nx\n"
        (tmp_path / f"content/{number}.md").write_text(text)
    lines = printed(tmp_path, capsys, "text").splitlines()
    assert lines[4:13] == [
        "  CC BY-SA 4.0: nothing",
        "  CC BY 4.0: 8 chapters",
        *(f"    content/{number}.md" for number in range(6)),
        "    and 2 more",
    ]
    assert lines[lines.index("  protect it against copying: no") + 2] == "      8 chapters"


def test_signs_in_names_stay_signs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text('site_name: "Soup | <b>"\nplugins: [potluck]\n')
    (tmp_path / "content/a.md").write_text("# A\n")
    (tmp_path / "content/sp\u202eoon.svg").write_text(BOWL)
    assert "    content/sp�oon.svg" in printed(tmp_path, capsys, "text").splitlines()
    first = printed(tmp_path, capsys, "markdown").splitlines()[0]
    assert first == "# Soup \\| \\<b\\>: who may do what"


def answers(root: Path, book: dict[str, str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Write a book; return what speaks against each use, with the names of the works."""
    for path, text in {"mkdocs.yml": BOOK["mkdocs.yml"], **book}.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    manuscript = read(root)
    found = matrix(manuscript, outline(manuscript)).answers
    return {
        one.question: [(g.because, tuple(w.name for w in g.works)) for g in one.grounds]
        for one in found
    }


def test_what_somebody_allowed_to_this_book_is_not_allowed_to_the_next(tmp_path: Path) -> None:
    chapter = (
        "---\ntitle: Stew\nlicense: CC-BY-4.0\nsources:\n"
        "  - {title: Ragout, permission: 'Jo Doe, by mail', changes: less salt}\n---\nx\n"
    )
    found = answers(tmp_path, {"content/stew.md": chapter})
    assert found["give it away"] == []
    assert found["change it and pass that on"] == [
        ("All rights reserved allows no changed versions.", ("Ragout",))
    ]
    assert found["work its chapters into a book under CC BY 4.0"] == [
        (
            "All rights reserved means that nothing is allowed without asking, whatever "
            "CC BY 4.0 says.",
            ("Ragout",),
        )
    ]


def test_what_a_chapter_adapts_goes_with_it_into_another_book(tmp_path: Path) -> None:
    chapter = (
        "---\ntitle: Stew\nlicense: CC-BY-4.0\nsources:\n"
        "  - {title: Ragout, author: Jo, license: CC-BY-NC-4.0, changes: less salt}\n---\nx\n"
    )
    found = answers(tmp_path, {"content/stew.md": chapter})
    assert found["work its chapters into a book under CC BY 4.0"] == [
        (
            "CC BY-NC 4.0 forbids commercial use, which CC BY 4.0 does not tell the readers.",
            ("Ragout",),
        )
    ]
    assert found["work its chapters into a book under CC BY-NC-SA 4.0"] == []


def test_a_picture_that_no_chapter_shows_keeps_the_licence_of_its_header(tmp_path: Path) -> None:
    sidecar = "SPDX-FileCopyrightText: 2024 Ann\nSPDX-License-Identifier: CC-BY-4.0\n"
    book = {
        "content/a.md": "# Soup\n\nx\n",
        "content/pan.svg": BOWL,
        "content/pan.svg.license": sidecar,
    }
    assert answers(tmp_path, book)["give it away"] == []
