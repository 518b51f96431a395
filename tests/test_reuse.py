"""A book whose authors typed no header passes `reuse lint`, which is run here for real."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck import checking, cli, pipeline, reuse
from potluck.licensing import KNOWN
from potluck.licensing.fulltext import full_text
from potluck.licensing.table import SPDX_PORTS
from potluck.model import License
from potluck.source.reusetoml import MARK
from tools import need

CONFIG = 'site_name: The "A" Book\nplugins:\n  - potluck: {commercial: false}\n'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>\n'
)
SOUP = """---
title: Soup
authors: [ann, Ben Cook]
license: CC BY 4.0
media:
  - {file: bowl.svg, author: ann, license: CC BY-NC 2.5}
---
![A bowl of soup](bowl.svg)

    SPDX-License-Identifier: GPL-3.0-only
"""
HEADED = """---
title: Pie
# SPDX-FileCopyrightText: 2019 Cy
# SPDX-License-Identifier: CC0-1.0
---
x
"""
OURS = "CC BY-SA 3.0 US"
TEXTS = [
    "LICENSES/CC-BY-4.0.txt",
    "LICENSES/CC-BY-NC-2.5.txt",
    "LICENSES/CC-BY-SA-4.0.txt",
    "LICENSES/CC0-1.0.txt",
    "LICENSES/LicenseRef-CC-BY-SA-3.0-US.txt",
    "LICENSES/LicenseRef-NotStated.txt",
]
TABLE = f"""{MARK}
# For every file of the book: whose it is, and under which licence, as the book's metadata
# and its history say. The last table that names a file counts: https://reuse.software
version = 1

[[annotations]]
path = "**"
precedence = "closest"
SPDX-FileCopyrightText = "2023 contributors to The \\"A\\" Book"
SPDX-License-Identifier = "CC-BY-SA-4.0"

[[annotations]]
path = "content/bread.md"
precedence = "override"
SPDX-FileCopyrightText = "2023 a contributor (name withheld)"
SPDX-License-Identifier = "LicenseRef-CC-BY-SA-3.0-US"

[[annotations]]
path = "content/pie.md"
precedence = "override"
SPDX-FileCopyrightText = "2019 Cy"
SPDX-License-Identifier = "CC0-1.0"

[[annotations]]
path = "content/soup.md"
precedence = "override"
SPDX-FileCopyrightText = [
    "2023 Ann Author",
    "2023 Ben Cook",
]
SPDX-License-Identifier = "CC-BY-4.0"

[[annotations]]
path = "content/bowl.svg"
precedence = "override"
SPDX-FileCopyrightText = "2023 Ann Author"
SPDX-License-Identifier = "CC-BY-NC-2.5"

[[annotations]]
path = "content/odd \\\\* name.svg"
precedence = "override"
SPDX-FileCopyrightText = "holder not stated"
SPDX-License-Identifier = "LicenseRef-NotStated"
"""


def lint(root: Path) -> tuple[int, str]:
    """Run `reuse lint` over a folder; return its exit code, and what it says is missing."""
    command = [need("reuse"), "--root", str(root), "lint", "--lines"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    """A book with one of everything in which nobody but Cy typed a header."""
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.write("README.md", "# About\n")
    made.write("contributors/ann.yml", "name: Ann Author\n")
    made.write("contributors/ben.yml", "name: Ben Cook\n")
    made.write("contributors/dora.yml", "name: Dora\nvisibility: removed\n")
    made.write("content/bowl.svg", DRAWING)
    made.write("content/odd * name.svg", DRAWING)
    made.write("content/data.csv", "a,b\n")
    bread = f"---\ntitle: Bread\nauthors: [dora]\nlicense: {OURS}\n---\nKnead.\n"
    made.commit(ANN, soup=SOUP, bread=bread, pie=HEADED)
    return made


def overlay(root: Path) -> dict[str, bytes]:
    reading = checking.read(root)
    return reuse.overlay(reading.attribution)


def write(root: Path) -> list[str]:
    return [line for text in reuse.write(root, overlay(root)) for line in text.split("\n")]


# --- what is written ----------------------------------------------------------------------------


def test_a_book_without_headers_fails(book: GitBook) -> None:
    code, said = lint(book.book)
    assert code == 1
    assert "content/soup.md: no copyright notice" in said


def test_the_overlay_says_what_the_metadata_and_the_history_say(book: GitBook) -> None:
    files = overlay(book.book)
    assert list(files) == ["REUSE.toml", *TEXTS]
    assert files["REUSE.toml"].decode() == TABLE
    assert overlay(book.book) == files


def test_a_licence_of_ones_own_has_a_text_made_from_what_is_known(book: GitBook) -> None:
    rights = "license: all rights reserved\npermission: letter of 3 May 2024"
    book.commit(BEN, tart=f"---\ntitle: Tart\n{rights}\n---\nx\n")
    files = overlay(book.book)
    assert files["LICENSES/LicenseRef-CC-BY-SA-3.0-US.txt"].decode() == (
        "CC BY-SA 3.0 US\n\nThis licence is not in the SPDX License List.\n\n"
        "Its text: https://creativecommons.org/licenses/by-sa/3.0/us/\n"
    )
    assert files["LICENSES/LicenseRef-AllRightsReserved.txt"].decode() == (
        "All rights reserved\n\nAll rights are reserved. Whoever wants to copy these works has to "
        "ask those who\nhold the rights.\n\nThey are in this book by permission:\n\n"
        "content/tart.md: letter of 3 May 2024\n"
    )


def test_every_licence_of_the_spdx_list_that_we_know_has_its_text() -> None:
    ids = [ident for ident in (*KNOWN, *sorted(SPDX_PORTS)) if not ident.startswith("LicenseRef-")]
    lengths = {ident: len(full_text(License(ident, ident)) or "") for ident in ids}
    assert len(ids) == 71
    assert {ident: length for ident, length in lengths.items() if length < 1000} == {}
    assert full_text(License("LicenseRef-Mine", "Mine")) is None


# --- the build ----------------------------------------------------------------------------------


def test_what_a_build_writes_makes_reuse_pass(book: GitBook) -> None:
    assert pipeline.build(book.book, ("epub",), progress=lambda _: None).published
    folder = book.book / "build" / "reuse"
    assert {path.name for path in (book.book / "build").iterdir()} == {
        "epub",
        "manifest.json",
        "reuse",
    }
    entry = json.loads((book.book / "build/manifest.json").read_text())["artifacts"]["reuse"]
    assert list(entry["files"]) == sorted(["REUSE.toml", *TEXTS])
    assert (entry["folder"], entry["notes"]) == ("reuse", ["licences=6"])
    shutil.copytree(folder, book.book, dirs_exist_ok=True)
    assert lint(book.book) == (0, "")


def test_a_build_that_fails_leaves_the_last_metadata(book: GitBook) -> None:
    assert pipeline.build(book.book, ("epub",), progress=lambda _: None).published
    book.write("content/soup.md", SOUP.replace("CC BY 4.0", "CC BY"))
    assert not pipeline.build(book.book, ("epub",), progress=lambda _: None).published
    assert (book.book / "build/reuse/REUSE.toml").read_text() == TABLE
    assert [path.name for path in (book.book / "build").glob(".*")] == []


# --- writing into the book ----------------------------------------------------------------------


def test_written_into_the_book_it_makes_reuse_pass(book: GitBook) -> None:
    assert write(book.book) == [f"{path}: written." for path in ("REUSE.toml", *TEXTS)]
    assert lint(book.book) == (0, "")
    assert write(book.book) == [
        "REUSE.toml: is up to date.",
        *(f"{path}: was there." for path in TEXTS),
    ]


def test_what_was_written_is_renewed_and_texts_of_people_stay(book: GitBook) -> None:
    book.write("LICENSES/CC-BY-4.0.md", "Our own copy.\n")
    assert write(book.book)[1] == "LICENSES/CC-BY-4.0.md: was there."
    book.write("content/soup.md", SOUP.replace("CC BY 4.0", "CC BY-SA 4.0"))
    assert write(book.book)[0] == "REUSE.toml: renewed below its mark."
    assert (book.book / "LICENSES/CC-BY-4.0.md").read_text() == "Our own copy.\n"


HAND = """version = 1

[[annotations]]
path = ["README.md", ".gitignore", "mkdocs.yml", "contributors/*", "content/*.csv"]
SPDX-FileCopyrightText = "2020 The Kitchen"
SPDX-License-Identifier = "MIT"
"""


def test_a_table_of_somebodys_own_is_left_alone(book: GitBook) -> None:
    book.write("REUSE.toml", HAND)
    assert write(book.book)[:2] == [
        "REUSE.toml: left as somebody wrote it. To have it completed, add this line at its end:",
        MARK,
    ]
    assert (book.book / "REUSE.toml").read_text() == HAND


def test_below_the_mark_a_table_of_somebodys_own_is_completed(book: GitBook) -> None:
    book.write("REUSE.toml", f"{HAND}\n{MARK}\n")
    assert write(book.book)[0] == "REUSE.toml: renewed below its mark."
    made = (book.book / "REUSE.toml").read_text()
    assert made.startswith(f"{HAND}\n{MARK}\n")
    assert '"**"' not in made
    assert lint(book.book) == (0, "")


def test_what_a_table_of_somebodys_own_leaves_open_is_filled_in(book: GitBook) -> None:
    book.write("REUSE.toml", HAND.replace(', "contributors/*", "content/*.csv"', ""))
    for path, data in overlay(book.book).items():
        (book.book / path).parent.mkdir(exist_ok=True)
        (book.book / path).write_bytes(data)
    assert lint(book.book) == (0, "")


def test_a_link_is_never_written_through(book: GitBook, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (book.book / "REUSE.toml").symlink_to(tmp_path / "elsewhere")
    assert write(book.book)[0] == "REUSE.toml: left alone; it is no plain file."
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_the_command_writes_and_says_so(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["licenses", "--write", "--root", str(book.book)]) == 0
    lines = [f"{path}: written." for path in ("REUSE.toml", *TEXTS)]
    assert capsys.readouterr().out.splitlines() == lines


def test_the_command_writes_nothing_where_licences_are_wrong(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("content/soup.md", SOUP.replace("CC BY 4.0", "CC BY"))
    assert cli.main(["licenses", "--write", "--root", str(book.book)]) == 1
    assert capsys.readouterr().err == (
        "Nothing was written: first put right what is wrong with licences.\n"
    )
    assert not (book.book / "REUSE.toml").exists()


# --- headers that people type -------------------------------------------------------------------

HOLDER = "SPDX-FileCopyrightText: 2024 Ann Author"
TAG = "SPDX-License-Identifier: CC-BY-4.0"
Typed = Callable[[GitBook], None]


def _keys(book: GitBook) -> None:
    book.write("content/a.md", f"---\ntitle: A\n{TAG}\n{HOLDER}\n---\nx\n")


def _comments(book: GitBook) -> None:
    book.write("content/a.md", f"---\ntitle: A\n# {TAG}\n# {HOLDER}\n---\nx\n")


def _html(book: GitBook) -> None:
    book.write("content/a.md", f"---\ntitle: A\n---\n<!--\n{TAG}\n{HOLDER}\n-->\nx\n")


def _sidecar(book: GitBook) -> None:
    book.write("content/a.md", "---\ntitle: A\n---\n![A bowl of soup](a.svg)\n")
    book.write("content/a.svg", DRAWING)
    for name in ("a.md", "a.svg"):
        book.write(f"content/{name}.license", f"{HOLDER}\n{TAG}\n")


def _table(book: GitBook) -> None:
    book.write("content/a.md", "---\ntitle: A\n---\nx\n")
    book.write(
        "content/REUSE.toml",
        'version = 1\n[[annotations]]\npath = "**.md"\n'
        'SPDX-FileCopyrightText = "2024 Ann Author"\nSPDX-License-Identifier = "CC-BY-4.0"\n',
    )


@pytest.mark.parametrize("typed", [_keys, _comments, _html, _sidecar, _table])
def test_a_book_with_headers_of_each_kind_passes_both(typed: Typed, tmp_path: Path) -> None:
    book = GitBook(tmp_path / "book")
    typed(book)
    book.write("mkdocs.yml", f"# {TAG}\n# {HOLDER}\nsite_name: A\nplugins: [potluck]\n")
    book.write("contributors/ann.yml", f"# {TAG}\n# {HOLDER}\nname: Ann Author\n")
    text = full_text(KNOWN["CC-BY-4.0"]) or ""
    book.write("LICENSES/CC-BY-4.0.txt", text)
    book.commit(ANN)
    assert lint(book.book) == (0, "")
    made, _ = pipeline.edition_for(book.book, preview=False)
    (chapter,) = made.chapters
    assert chapter.license.id == "CC-BY-4.0"
    for figure in chapter.figures:
        assert [person.id for person in figure.credits] == ["ann"]
        assert figure.license == KNOWN["CC-BY-4.0"]
    book.write("content/b.md", "---\ntitle: B\n---\nx\n")
    if typed is not _table:
        assert lint(book.book)[0] == 1
