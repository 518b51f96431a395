"""What is said of licence headers that disagree, and of texts that are missing, word for word."""

from pathlib import Path

import pytest

from potluck import checks
from potluck.source.outline import outline
from potluck.source.reader import read

Tree = dict[str, str]


def said(root: Path, tree: Tree, only: str = "LIC") -> list[str]:
    """Write a book, check it, and return the findings as lines."""
    for path, text in {"mkdocs.yml": "site_name: Soups\nplugins: [potluck]\n", **tree}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    book = read(root)
    found = checks.run(book, outline(book))
    return [str(finding) for finding in found if finding.code.startswith(only)]


def soup(*lines: str, body: str = "Slice.\n") -> Tree:
    return {"content/soup.md": "\n".join(("---", "title: Soup", *lines, "---", body))}


MINE = "license: CC-BY-SA-4.0"
OTHER = "SPDX-License-Identifier: CC-BY-4.0"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
PICTURE = {"content/pan.svg": DRAWING}


def clash(where: str, hint: str) -> str:
    first = "content/soup.md:3"
    return (
        f"{where}: error LIC-004 `content/soup.md` would be under two licences: `CC-BY-SA-4.0` by "
        f"{first}, and `CC-BY-4.0` by {where}. Hint: {hint}; or, if it is right, correct {first}"
    )


def take_out(where: str) -> str:
    path, _, line = where.partition(":")
    return clash(where, f"take out line {line} of {path}")


def table(precedence: str, path: str = "content/**") -> str:
    return (
        f'version = 1\n[[annotations]]\npath = "{path}"\nprecedence = "{precedence}"\n'
        'SPDX-FileCopyrightText = "2024 Ann"\nSPDX-License-Identifier = "CC-BY-4.0"\n'
    )


TABLE = 'write `precedence = "closest"` in this table, and files speak for themselves'
CLASHES = {
    "two keys": (soup(MINE, OTHER), take_out("content/soup.md:4")),
    "a comment in the metadata": (soup(MINE, f"# {OTHER}"), take_out("content/soup.md:4")),
    "a comment above the text": (
        soup(MINE, body=f"<!--\n{OTHER}\n-->\n"),
        take_out("content/soup.md:6"),
    ),
    "a sidecar": (
        soup(MINE) | {"content/soup.md.license": f"\n{OTHER}\n"},
        take_out("content/soup.md.license:2"),
    ),
    "a table that overrides": (
        soup(MINE) | {"content/REUSE.toml": table("override", "soup.md")},
        clash("content/REUSE.toml:6", TABLE),
    ),
    "a table that adds": (
        soup(MINE) | {"content/REUSE.toml": table("aggregate", "*")},
        clash("content/REUSE.toml:6", TABLE),
    ),
}


@pytest.mark.parametrize("name", CLASHES)
def test_two_licences_are_both_named_with_what_to_remove(name: str, tmp_path: Path) -> None:
    tree, line = CLASHES[name]
    assert said(tmp_path, tree, "LIC-004") == [line]


AGREE: dict[str, Tree] = {
    "in other words": soup("license: CC BY 4.0", f"# {OTHER}", body=f"<!-- {OTHER} -->\nx\n"),
    "a table for files that say nothing": soup(MINE) | {"content/REUSE.toml": table("closest")},
    "a choice that the metadata takes": soup(
        MINE, "# SPDX-License-Identifier: MIT OR CC-BY-SA-4.0"
    ),
    "choices with one thing in common": soup(
        "# SPDX-License-Identifier: MIT OR CC-BY-SA-4.0",
        "# SPDX-License-Identifier: CC-BY-4.0 OR CC-BY-SA-4.0",
    ),
    "a picture's own metadata before a table": soup(
        "media:",
        "  - {file: pan.svg, author: Ann, license: CC0}",
        body="![A round pan](pan.svg)\n",
    )
    | PICTURE
    | {"content/REUSE.toml": table("closest", "*.svg")},
}


@pytest.mark.parametrize("name", AGREE)
def test_what_agrees_is_left_alone(name: str, tmp_path: Path) -> None:
    assert said(tmp_path, AGREE[name], "LIC-004") == []


def test_a_choice_must_be_made(tmp_path: Path) -> None:
    assert said(tmp_path, soup("# SPDX-License-Identifier: MIT OR CC-BY-4.0")) == [
        "content/soup.md:3: error LIC-004 `MIT OR CC-BY-4.0` leaves open which licence it is. "
        "Hint: keep one, such as CC-BY-4.0; or, for a chapter, add `license: CC-BY-4.0` to its "
        "metadata"
    ]


def test_a_file_has_one_licence(tmp_path: Path) -> None:
    assert said(tmp_path, soup("# SPDX-License-Identifier: MIT AND CC-BY-4.0")) == [
        "content/soup.md:3: error LIC-004 `MIT AND CC-BY-4.0` names several licences at once; a "
        "file has one here. Hint: keep one, such as CC-BY-SA-4.0; or, for a chapter, add "
        "`license: CC-BY-SA-4.0` to its metadata"
    ]


def test_an_unknown_licence_in_a_header_is_shown_where_it_stands(tmp_path: Path) -> None:
    assert said(tmp_path, soup("# SPDX-License-Identifier: CC-BY")) == [
        "content/soup.md:3: error LIC-001 The licence `CC-BY` is not known. "
        "Hint: write CC-BY-4.0 there"
    ]


def test_a_pictures_sidecar_and_its_metadata_must_agree(tmp_path: Path) -> None:
    media = ("media:", "  - file: pan.svg", "    author: Ann", f"    {MINE}")
    tree = soup(*media, body="![A round pan](pan.svg)\n") | PICTURE
    tree |= {"content/pan.svg.license": f"SPDX-FileCopyrightText: 2024 Ann\n{OTHER}\n"}
    assert said(tmp_path, tree) == [
        "content/pan.svg.license:2: error LIC-004 `content/pan.svg` would be under two licences: "
        "`CC-BY-SA-4.0` by content/soup.md:6, and `CC-BY-4.0` by content/pan.svg.license:2. Hint: "
        "take out line 2 of content/pan.svg.license; or, if it is right, correct content/soup.md:6"
    ]


def test_a_sidecar_credits_a_picture(tmp_path: Path) -> None:
    tree = soup(body="![A round pan](pan.svg)\n") | PICTURE
    assert [line[:33] for line in said(tmp_path, tree, "MED")] == [
        "content/soup.md:4: error MED-002 "
    ]
    tree |= {"content/pan.svg.license": f"SPDX-FileCopyrightText: 2024 Ann\n{OTHER}\n"}
    assert said(tmp_path, tree, "MED") == []


def test_a_sidecar_that_says_too_little_is_shown_at_the_picture(tmp_path: Path) -> None:
    tree = soup(body="x\n\n![A round pan](pan.svg)\n") | PICTURE
    tree |= {"content/pan.svg.license": f"{OTHER}\n"}
    assert said(tmp_path, tree, "MED") == [
        "content/soup.md:6: error MED-002 Nothing says who made `pan.svg`. Hint: add `author: NAME`"
    ]


def test_a_licence_that_forbids_selling_is_seen_in_a_sidecar(tmp_path: Path) -> None:
    tree = soup(body="![A round pan](pan.svg)\n") | PICTURE
    tree |= {
        "content/pan.svg.license": "SPDX-FileCopyrightText: 2024 Ann\n"
        "SPDX-License-Identifier: CC-BY-NC-4.0\n"
    }
    (line,) = said(tmp_path, tree)
    assert line.partition(";")[0] == (
        "content/pan.svg.license:2: error LIC-008 `pan.svg` is under CC BY-NC 4.0, which forbids "
        "commercial use"
    )


def test_an_unknown_licence_in_a_sidecar_is_shown_where_it_stands(tmp_path: Path) -> None:
    tree = soup(body="![A round pan](pan.svg)\n") | PICTURE
    tree |= {"content/pan.svg.license": "Copyright 2024 Ann\nSPDX-License-Identifier: CC-BY\n"}
    assert said(tmp_path, tree) == [
        "content/pan.svg.license:2: error LIC-001 The licence `CC-BY` is not known. "
        "Hint: write CC-BY-4.0 there"
    ]


@pytest.mark.parametrize(
    "name", ["soup.license", "d.license", "soup.md.LICENSE", "gone.svg.license"]
)
def test_a_sidecar_without_its_file_is_not_passed_over(tmp_path: Path, name: str) -> None:
    tree = soup() | {f"content/{name}": f"{OTHER}\n", "content/d/pie.md": "# Pie\n\nx\n"}
    assert said(tmp_path, tree) == [
        f"content/{name}:1: error LIC-013 Nobody reads `content/{name}`: it is not named after a "
        "file beside it. Hint: give it the whole name of that file, such as soup.md.license; or "
        "delete it"
    ]


def test_a_comment_below_the_title_is_read(tmp_path: Path) -> None:
    body = f"# Soup\n\n## Hot\n<!-- {OTHER} -->\n\nSlice.\n"
    (line,) = said(tmp_path, soup(MINE, body=body))
    assert line.partition(". Hint")[0] == (
        "content/soup.md:8: error LIC-004 `content/soup.md` would be under two licences: "
        "`CC-BY-SA-4.0` by content/soup.md:3, and `CC-BY-4.0` by content/soup.md:8"
    )


UNKNOWN = {
    "sidecar": ({"content/soup.md.license": "SPDX-License-Identifier: CC-BY-NC\n"}, (MINE,)),
    "comment": ({}, (MINE, "# SPDX-License-Identifier: CC-BY-NC")),
    "after a value": ({}, (MINE, "tags: [hot]  # SPDX-License-Identifier: CC-BY-NC")),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_licence_in_a_header_agrees_with_no_other(tmp_path: Path, name: str) -> None:
    tree, lines = UNKNOWN[name]
    where = next(iter(tree), "content/soup.md")
    number = 1 if tree else 4
    assert said(tmp_path, soup(*lines) | tree) == [
        f"{where}:{number}: error LIC-004 `content/soup.md` would be under two licences: "
        f"`CC-BY-SA-4.0` by content/soup.md:3, and `CC-BY-NC` by {where}:{number}. "
        f"Hint: take out line {number} of {where}; or, if it is right, correct content/soup.md:3"
    ]


@pytest.mark.parametrize("key", ["License", "rights", "copyright"])
def test_a_licence_in_a_field_that_nobody_reads_is_no_licence(tmp_path: Path, key: str) -> None:
    assert said(tmp_path, soup(f"{key}: CC BY-NC-ND 4.0")) == [
        f"content/soup.md:3: error LIC-001 `{key}` names a licence, and only `license` is read as "
        "one. Hint: write `license: CC-BY-NC-ND-4.0`"
    ]
    assert said(tmp_path, soup(MINE, f"{key}: CC BY-NC-ND 4.0")) == [
        f"content/soup.md:4: error LIC-001 `{key}` names a licence, and only `license` is read as "
        "one. Hint: write `license: CC-BY-NC-ND-4.0`, or take the line out"
    ]
    assert said(tmp_path, soup(MINE, f"{key}: cc by-sa 4.0")) == []
    assert said(tmp_path, soup(f"{key}: 2024 Ann Author", "summary: Public domain")) == []


# --- texts --------------------------------------------------------------------------------------

BOOKS = {"LICENSES/CC-BY-SA-4.0.txt": "The text.\n"}


def test_a_book_without_reuse_needs_no_texts(tmp_path: Path) -> None:
    assert said(tmp_path, soup(OTHER)) == []


def test_a_missing_text_is_named_once_where_it_is_first_needed(tmp_path: Path) -> None:
    tree = {"content/pie.md": f"---\ntitle: Pie\n{OTHER}\n---\nx\n"}
    assert said(tmp_path, soup(OTHER) | tree | BOOKS, "LIC-011") == [
        "content/pie.md:3: warning LIC-011 The text of CC-BY-4.0 is not in LICENSES/. "
        "Hint: type: potluck licenses --write"
    ]


def test_the_books_own_licence_and_those_of_tables_need_texts(tmp_path: Path) -> None:
    assert said(tmp_path, soup() | {"REUSE.toml": table("closest", "x/**")}) == [
        "REUSE.toml:6: warning LIC-011 The text of CC-BY-4.0 is not in LICENSES/. "
        "Hint: type: potluck licenses --write",
        "mkdocs.yml:2: warning LIC-011 The text of CC-BY-SA-4.0 is not in LICENSES/. "
        "Hint: type: potluck licenses --write",
    ]


def test_a_text_for_nothing_is_named(tmp_path: Path) -> None:
    tree = soup() | BOOKS | {"LICENSES/MIT.md": "x\n", "LICENSES/MIT.md.license": "x\n"}
    assert said(tmp_path, tree) == [
        "LICENSES/MIT.md:1: warning LIC-011 Nothing here is under `MIT`, so its text is not "
        "needed. Hint: git rm LICENSES/MIT.md"
    ]


def test_beside_a_program_no_text_is_called_needless(tmp_path: Path) -> None:
    tree = soup() | BOOKS | {"LICENSES/MIT.txt": "x\n", "tools/run.py": "pass\n"}
    assert said(tmp_path, tree) == []
