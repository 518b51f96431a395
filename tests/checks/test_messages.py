"""What the most important findings say, word for word, and where they point."""

import re
from datetime import date
from pathlib import Path

import pytest

from potluck import checks
from potluck.source.outline import outline
from potluck.source.reader import read

Tree = dict[str, str]


def said(root: Path, tree: Tree, only: str = "") -> list[str]:
    """Write a book, check it, and return the findings as lines."""
    for path, text in {"mkdocs.yml": "site_name: Soups\nplugins: [potluck]\n", **tree}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    book = read(root)
    found = checks.run(book, outline(book), today=date(2026, 11, 22))
    return [str(finding) for finding in found if finding.code.startswith(only)]


def soup(body: str = "Slice.\n", *meta: str) -> Tree:
    head = "\n".join(("---", "title: Soup", *meta, "---"))
    return {"content/soup.md": f"{head}\n{body}"}


BOWL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
REUSE = """version = 1
[[annotations]]
path = "{}"
precedence = "closest"
SPDX-FileCopyrightText = "2026 The Editors"
SPDX-License-Identifier = "CC-BY-SA-4.0"
"""
TABLE = [
    (
        {"content/soup.md": "---\ntitle: Soup: hot\n---\nSlice.\n"},
        "content/soup.md:2: error FM-001 The metadata cannot be read: not valid YAML: mapping "
        'values are not allowed in this context. Hint: put the value in quotes: title: "Soup: hot"',
    ),
    (
        {"content/leek-soup.md": "Slice.\n"},
        "content/leek-soup.md:1: error FM-002 The chapter has no title. "
        "Hint: begin the file with the line `# Leek soup`",
    ),
    (
        soup("Slice.\n", "autors: [Ann]"),
        "content/soup.md:3: warning FM-003 No field is called `autors`, so nobody would see it. "
        "Hint: did you mean `authors`?",
    ),
    (
        soup("Slice.\n", "licence: CC-BY-4.0"),
        "content/soup.md:3: info FM-003 `licence` is understood as `license`. "
        "Hint: write `license: CC-BY-4.0`, or let `potluck fix` do it",
    ),
    (
        soup("Slice.\n", "date: 2021-03-11"),
        "content/soup.md:3: info FM-003 `date` is not used here. "
        "Hint: the date comes from the history; the line can go",
    ),
    (
        soup("Slice.\n", "draft: true"),
        "content/soup.md:3: error FM-003 `draft: true` is not used here, so the chapter would be "
        "published. Hint: write `status: draft`",
    ),
    (
        soup("Slice.\n", "status: done"),
        "content/soup.md:3: error FM-004 `status` is `done`. "
        "Hint: use one of: draft, unreviewed, reviewed, tested",
    ),
    (
        soup("Slice.\n", "tags: soup"),
        "content/soup.md:3: error FM-004 `tags` must be a list. Hint: write `tags: [soup]`, "
        "or let `potluck fix` do it",
    ),
    (
        {"content/a/pie.md": "# Pie\n", "content/b/pie.md": "# Pie\n"},
        "content/b/pie.md:1: error FM-005 `pie` is also the name of `content/a/pie.md`. "
        "Hint: put at the top of the file:\n---\nslug: b-pie\n---",
    ),
    (
        {"content/Leek soup.md": "# Soup\n"},
        "content/Leek soup.md:1: warning FM-006 The name `Leek soup.md` has a blank in it. "
        "Hint: git mv 'content/Leek soup.md' content/leek-soup.md",
    ),
    (
        {"content/Mains/soup.md": "# Soup\n"},
        "content/Mains/soup.md:1: warning FM-006 The name `Mains` has capitals in it. "
        "Hint: git mv content/Mains content/mains",
    ),
    (
        {"content/con.md": "# Con\n"},
        "content/con.md:1: warning FM-006 The name `con.md` cannot be saved on Windows. "
        "Hint: rename it with small letters a–z, digits and hyphens",
    ),
    (
        soup("Slice.\n", "license: CC-BY-SA"),
        "content/soup.md:3: error LIC-001 The licence `CC-BY-SA` is not known. "
        "Hint: write `license: CC-BY-SA-4.0`",
    ),
    (
        soup("![A bowl](Bowl.JPG)\n") | {"content/bowl.jpg": "x"},
        "content/soup.md:4: error MED-001 There is no picture `Bowl.JPG`. "
        "Hint: did you mean `bowl.jpg`?",
    ),
    (
        soup("See [bread](bred.md).\n") | {"content/bread.md": "# Bread\n"},
        "content/soup.md:4: error LNK-001 The link `bred.md` leads nowhere: there is no chapter "
        "`bred.md`. Hint: did you mean `bread.md`?",
    ),
    (
        soup("See [bread](bread.md#crum).\n") | {"content/bread.md": "# Bread\n\n## Crumb\n"},
        "content/soup.md:4: error LNK-001 `content/bread.md` has no heading for `#crum`. "
        "Hint: did you mean `#crumb`?",
    ),
    (
        soup("See [the sheet](sheet.pdf).\n") | {"content/sheet.pdf": "x"},
        "content/soup.md:4: error LNK-001 The link `sheet.pdf` leads nowhere: `content/sheet.pdf` "
        "is no chapter, and only chapters are in the book. "
        "Hint: name the file of a chapter, or take the link out",
    ),
    (
        soup("Ask ann@kitchen.net.\n"),
        "content/soup.md:4: error PRV-001 `ann@kitchen.net` is somebody's e-mail address. "
        "Hint: take it out; a web page of theirs can be linked",
    ),
    (
        soup('<p onclick="x()">Slice.</p>\n'),
        "content/soup.md:4: error SEC-001 `onclick` is removed from every edition. "
        "Hint: take it out, or show it in a code block",
    ),
    (
        soup("Slice.\n", "authors: [an]") | {"contributors/ann.yml": "name: Ann\n"},
        "content/soup.md:3: warning ATT-004 The book does not know `an` yet. "
        "Hint: did you mean `ann`? Or to say who it is, write `name: an` into a new file "
        "contributors/an.yml",
    ),
]


def _code(line: str) -> str:
    found = re.search(r"[A-Z]+-\d{3}", line)
    assert found
    return found[0]


@pytest.mark.parametrize(("tree", "line"), TABLE, ids=[_code(line) for _, line in TABLE])
def test_a_finding_says_what_is_wrong_and_what_to_type(
    tree: Tree, line: str, tmp_path: Path
) -> None:
    assert said(tmp_path, tree, _code(line)) == [line]


def test_an_uncredited_picture_comes_with_the_lines_to_paste(tmp_path: Path) -> None:
    tree = soup("![A square seen from above](bowl.svg)\n") | {"content/bowl.svg": BOWL}
    assert said(tmp_path, tree) == [
        "content/soup.md:4: error MED-002 Nothing says who made `bowl.svg`, and under which "
        "licence. Hint: add between the two `---` lines at the top, with the name of whoever made "
        "it and the right licence:\nmedia:\n"
        "  - file: bowl.svg\n    author: NAME\n    license: CC-BY-SA-4.0"
    ]


def test_the_lines_to_paste_put_it_right(tmp_path: Path) -> None:
    media = ("media:", "  - file: bowl.svg", "    author: Ann", "    license: CC-BY-SA-4.0")
    tree = soup("![A square seen from above](bowl.svg)\n", *media)
    people = {"contributors/ann.yml": "name: Ann\n"}
    assert said(tmp_path, tree | people | {"content/bowl.svg": BOWL}) == []


@pytest.mark.parametrize("table", ["**", "content/**"])
def test_a_table_for_the_whole_book_does_not_say_who_made_a_picture(
    table: str, tmp_path: Path
) -> None:
    tree = soup("![A square seen from above](bowl.svg)\n") | {"content/bowl.svg": BOWL}
    tree["REUSE.toml"] = REUSE.format(table)
    assert [line[:33] for line in said(tmp_path, tree, "MED-002")] == [
        "content/soup.md:4: error MED-002 "
    ]


def test_a_table_for_pictures_says_who_made_them(tmp_path: Path) -> None:
    tree = soup("![A square seen from above](bowl.svg)\n") | {"content/bowl.svg": BOWL}
    assert said(tmp_path, tree | {"REUSE.toml": REUSE.format("content/*.svg")}, "MED-002") == []


def test_a_word_from_a_hint_credits_nobody(tmp_path: Path) -> None:
    media = ("media:", "  - file: bowl.svg", "    author: NAME", "    license: CC-BY-SA-4.0")
    tree = soup("![A square seen from above](bowl.svg)\n", *media) | {"content/bowl.svg": BOWL}
    assert said(tmp_path, tree) == [
        "content/soup.md:5: error FM-009 `NAME` is still to be replaced. "
        "Hint: write what belongs there, or remove it"
    ]


def test_a_sample_from_the_handbook_is_nobody(tmp_path: Path) -> None:
    assert said(tmp_path, soup("Slice.\n", "authors: [your-id]")) == [
        "content/soup.md:3: warning ATT-004 The book does not know `your-id` yet. "
        "Hint: write the right name in its place"
    ]
    known = {"contributors/your-id.yml": "name: Ann\n"}
    assert said(tmp_path / "known", soup("Slice.\n", "authors: [your-id]") | known) == []


def test_a_name_that_many_chapters_use_is_one_finding(tmp_path: Path) -> None:
    tree = {f"content/{n}.md": f"---\ntitle: {n}\nauthors: [Ann Author]\n---\nx\n" for n in "abc"}
    assert said(tmp_path, tree) == [
        "content/a.md:3: info ATT-004 The book does not know `Ann Author` yet (and in 2 more "
        "chapters). Hint: to say who it is, write `name: Ann Author` into a new file "
        "contributors/ann-author.yml"
    ]


def test_a_link_to_a_draft_is_only_noted(tmp_path: Path) -> None:
    draft = {"content/draft.md": "---\ntitle: Draft\nstatus: draft\n---\nx\n"}
    assert said(tmp_path, soup("See [the draft](draft.md).\n") | draft) == [
        "content/soup.md:4: info LNK-001 `content/draft.md` is a draft, so in the editions nothing "
        "leads to it. Hint: nothing has to be done; once it is no draft, the link works"
    ]


QUIET = [
    "Rated 5 stars @ home, tag @cook@example.social and pic@2x.png.",
    "Add +10 % more, or +250 000 kcal.",
    "Write to cook@example.org or a@sub.example.com.",
    "`<script>` and `[x](javascript:1)` in code, <3 in words.",
    "An emoji family 👩‍🍳 and Persian می‌خواهم.",
    "TODOS los santos; todo bien.",
    "A [word](https://example.org/?a=1#b), <https://e.org> and <mailto:a@example.org>.",
    "    <iframe src=x></iframe>",
    '!!! note "Title"\n    See [below](#heading).\n\n# Heading',
]


@pytest.mark.parametrize("body", QUIET)
def test_ordinary_text_is_left_alone(body: str, tmp_path: Path) -> None:
    assert said(tmp_path, soup(f"{body}\n")) == []
