"""Licence headers are read wherever they stand, weighed as REUSE weighs them, and settled."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.source.agreement import completed, options
from potluck.source.manuscript import Manuscript
from potluck.source.notices import clean, holder, in_comments, notices
from potluck.source.reader import read
from potluck.source.reusetoml import MARK, MAX_WILD, Unreadable, matches, parse, written
from tools import need

CONFIG = "site_name: Soups\nplugins: [potluck]\n"
Tree = dict[str, str]


def book(root: Path, tree: Tree) -> Manuscript:
    for path, text in {"mkdocs.yml": CONFIG, **tree}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return read(root)


def chapter(*lines: str, body: str = "Slice.\n") -> Tree:
    return {"content/soup.md": "\n".join(("---", "title: Soup", *lines, "---", body))}


def table(path: str, license_: str, precedence: str = "closest") -> str:
    return (
        f'[[annotations]]\npath = "{path}"\nprecedence = "{precedence}"\n'
        f'SPDX-FileCopyrightText = "2021 The Editors"\nSPDX-License-Identifier = "{license_}"\n'
    )


BY = "SPDX-License-Identifier: CC-BY-4.0"
ANN = "SPDX-FileCopyrightText: 2024 Ann Author"

# Each place where a header may stand: the book, and where its licence and holder are found.
PLACES: dict[str, tuple[Tree, list[str]]] = {
    "keys": (
        chapter(BY, ANN),
        ["content/soup.md:3:1", "content/soup.md:4:1"],
    ),
    "comments in the metadata": (
        chapter(f"# {ANN}", f"  # {BY}"),
        ["content/soup.md:4:5", "content/soup.md:3:3"],
    ),
    "a comment after the metadata": (
        chapter(body=f"\n<!-- {BY} -->\n<!--\n{ANN}\n-->\n\nSlice.\n"),
        ["content/soup.md:5:6", "content/soup.md:7:1"],
    ),
    "a comment at the top": (
        {"content/soup.md": f"<!--\n  {ANN}\n\n  {BY}\n-->\n\n# Soup\n"},
        ["content/soup.md:4:3", "content/soup.md:2:3"],
    ),
    "a sidecar": (
        {"content/soup.md": "# Soup\n", "content/soup.md.license": f"{ANN}\n\n{BY}\n"},
        ["content/soup.md.license:3:1", "content/soup.md.license:1:1"],
    ),
    "REUSE.toml": (
        {"content/soup.md": "# Soup\n", "REUSE.toml": "version = 1\n" + table("**", "CC-BY-4.0")},
        ["REUSE.toml:6:1", "REUSE.toml:5:1"],
    ),
    "REUSE.toml in a folder": (
        {
            "content/soup.md": "# Soup\n",
            "REUSE.toml": "version = 1\n" + table("**", "MIT"),
            "content/REUSE.toml": "version = 1\n" + table("*.md", "CC-BY-4.0"),
        },
        ["content/REUSE.toml:6:1", "content/REUSE.toml:5:1"],
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_header_is_read_where_it_stands(name: str, tmp_path: Path) -> None:
    tree, places = PLACES[name]
    said = book(tmp_path, tree).headers.of("content/soup.md")
    found = [*said.licenses, *said.copyrights]
    assert [notice.text for notice in found] == [
        "CC-BY-4.0",
        "2021 The Editors" if "REUSE" in name else "2024 Ann Author",
    ]
    assert [f"{notice.place}:{notice.place.column}" for notice in found] == places


def test_a_licence_in_the_text_itself_is_no_header(tmp_path: Path) -> None:
    body = f"Slice.\n\n<!-- {BY} -->\n\n    {BY}\n"
    assert book(tmp_path, chapter("summary: x", body=body)).headers.by_path == {}


# --- what is in force ---------------------------------------------------------------------------

OWN = chapter("SPDX-License-Identifier: CC-BY-SA-4.0", "SPDX-FileCopyrightText: 2024 Ann")
FORCE: dict[str, Tree] = {
    "closest yields to the file": OWN | {"REUSE.toml": "version = 1\n" + table("**", "MIT")},
    "aggregate adds": OWN | {"REUSE.toml": "version = 1\n" + table("**", "MIT", "aggregate")},
    "the last table counts": chapter()
    | {"REUSE.toml": "version = 1\n" + table("content/*.md", "MIT") + table("**", "CC0-1.0")},
    "the closest file counts": chapter()
    | {
        "REUSE.toml": "version = 1\n" + table("**", "MIT"),
        "content/REUSE.toml": "version = 1\n" + table("soup.md", "CC0-1.0"),
    },
    "above overrides": chapter()
    | {
        "REUSE.toml": "version = 1\n" + table("**", "MIT", "override"),
        "content/REUSE.toml": "version = 1\n" + table("soup.md", "CC0-1.0"),
    },
    "above overrides what is added below": chapter()
    | {
        "REUSE.toml": "version = 1\n" + table("**", "MIT", "override"),
        "content/REUSE.toml": "version = 1\n" + table("soup.md", "CC0-1.0", "aggregate"),
    },
    "a sidecar closes in": chapter()
    | {
        "content/soup.md.license": "SPDX-License-Identifier: MIT\n",
        "REUSE.toml": "version = 1\n" + table("content/**", "CC0-1.0"),
    },
    "stars stop at slashes": chapter()
    | {"REUSE.toml": "version = 1\n" + table("**", "MIT") + table("*.md", "CC0-1.0")},
    "an escaped star": chapter()
    | {"REUSE.toml": "version = 1\n" + table("**", "MIT") + table("content/s\\\\*.md", "CC0-1.0")},
}


@pytest.mark.parametrize("name", FORCE)
def test_what_is_in_force_is_what_reuse_says(name: str, tmp_path: Path) -> None:
    headers = book(tmp_path, FORCE[name]).headers
    said = headers.of("content/soup.md")
    done = subprocess.run(
        [need("reuse"), "--root", str(tmp_path), "lint", "--json"], capture_output=True, check=False
    )
    files = {each["path"]: each for each in json.loads(done.stdout)["files"]}
    theirs = files["content/soup.md"]
    assert {n.text for n in said.licenses} == {e["value"] for e in theirs["spdx_expressions"]}
    assert {holder(n.text) for n in said.copyrights} == {
        holder(each["value"].removeprefix("SPDX-FileCopyrightText: "))
        for each in theirs["copyrights"]
    }


def test_what_overrides_a_file_must_still_agree_with_it(tmp_path: Path) -> None:
    tree = OWN | {"REUSE.toml": "version = 1\n" + table("**", "MIT", "override")}
    said = book(tmp_path, tree).headers.of("content/soup.md")
    assert [notice.text for notice in said.licenses] == ["CC-BY-SA-4.0", "MIT"]


def test_what_potluck_wrote_itself_is_no_evidence(tmp_path: Path) -> None:
    hand = "version = 1\n" + table("content/soup.md", "MIT")
    tree = chapter() | {"REUSE.toml": f"{hand}\n{MARK}\n" + table("**", "CC0-1.0", "override")}
    headers = book(tmp_path, tree).headers
    assert [notice.text for notice in headers.of("content/soup.md").licenses] == ["MIT"]
    assert headers.written == written(tree["REUSE.toml"]) == f"{hand}\n"


# --- what a chapter gets from it ----------------------------------------------------------------


def test_the_headers_licence_and_holders_become_the_chapters(tmp_path: Path) -> None:
    made = book(tmp_path, chapter(f"# {BY}", body=f"<!-- {ANN} <ann@kitchen.org> -->\nSlice.\n"))
    fields = completed(made.chapters[0], made.headers)
    assert (fields.license, fields.copyright) == ("CC-BY-4.0", "2024 Ann Author")


def test_the_metadata_goes_first_and_nobody_is_lost(tmp_path: Path) -> None:
    lines = ("license: CC BY 4.0", "copyright: 2024 Ann Author", f"# {ANN}")
    made = book(tmp_path, chapter(*lines, "# SPDX-FileCopyrightText: 2025 Ben"))
    fields = completed(made.chapters[0], made.headers)
    assert (fields.license, fields.copyright) == ("CC BY 4.0", "2024 Ann Author; 2025 Ben")


def test_a_table_for_many_files_does_not_take_a_chapter_from_its_authors(tmp_path: Path) -> None:
    made = book(tmp_path, chapter() | {"REUSE.toml": "version = 1\n" + table("**", "CC0-1.0")})
    fields = completed(made.chapters[0], made.headers)
    assert (fields.license, fields.copyright) == ("CC0-1.0", None)


SHOWN = "![A pot](../pictures/My%20pot.JPG) and ![Again](/pictures/My%20pot.JPG)\n"
SIDECAR = f"{ANN}\nCopyright (C) 2019-2023 Ben Cook <ben@example.org>\n{BY}\n"
POT = {"content/pictures/My pot.JPG": "x", "content/pictures/My pot.JPG.license": SIDECAR}


def soup(*lines: str) -> Tree:
    return {"content/a/soup.md": "\n".join(("---", "title: Soup", *lines, "---", SHOWN)), **POT}


def test_a_picture_gets_the_licence_and_all_holders_of_its_sidecar(tmp_path: Path) -> None:
    made = book(tmp_path, soup())
    (medium,) = completed(made.chapters[0], made.headers).media
    assert (medium.index, medium.file) == (-1, "../pictures/My%20pot.JPG")
    assert (medium.license, medium.author, medium.others) == (
        "CC-BY-4.0",
        "Ann Author",
        ("Ben Cook",),
    )


def test_what_media_says_stays_and_the_sidecar_completes_it(tmp_path: Path) -> None:
    made = book(tmp_path, soup("media:", "  - {file: ../pictures/My pot.JPG, author: Cy}"))
    (medium,) = completed(made.chapters[0], made.headers).media
    assert (medium.index, medium.license, medium.author, medium.others) == (
        0,
        "CC-BY-4.0",
        "Cy",
        (),
    )


def test_a_table_for_many_files_gives_no_holder_to_somebody_elses_picture(tmp_path: Path) -> None:
    tree = chapter("media:", "  - {file: p.png, license: PD}", body="![A pan](p.png)\n")
    tree |= {"content/p.png": "x", "REUSE.toml": "version = 1\n" + table("**", "CC0-1.0")}
    made = book(tmp_path, tree)
    (medium,) = completed(made.chapters[0], made.headers).media
    assert (medium.license, medium.author) == ("PD", None)


# --- small parts --------------------------------------------------------------------------------


def test_who_holds_the_rights() -> None:
    assert [holder(clean(text)) for text in (
        "2024 Ann Author <ann@example.org>",
        "© 2019–2024, 2026 by The Test Cooks",
        "Ann Author",
        "2024",
        "ann@example.org",
    )] == ["Ann Author", "The Test Cooks", "Ann Author", "", ""]  # fmt: skip


def test_ids_in_an_expression() -> None:
    assert options("CC BY-SA 4.0 OR (MIT)") == {"CC-BY-SA-4.0", "MIT"}
    assert options("CC-BY-4.0 OR nonsense") == options("MIT AND MIT") == frozenset()


def test_a_comment_that_never_ends_is_none() -> None:
    assert list(in_comments(f"<!-- {BY}\n", "x.md", 1)) == []


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    for notice in (*notices(text, "x"), *in_comments(text, "x", 1)):
        assert notice.text
        assert 1 <= notice.place.line <= text.count("\n") + 1


def naive(steps: str, path: str) -> bool:
    """Match as the specification says it, without regard for time."""
    if not steps:
        return not path
    if steps[0] == "*":
        any_path = steps.startswith("**")
        rest = steps.lstrip("*") if any_path else steps[1:]
        rest = rest.removeprefix("/") if any_path else rest
        return naive(rest, path) or any(
            naive(rest, path[n:])
            for n in range(1, len(path) + 1)
            if any_path or "/" not in path[:n]
        )
    return path[:1] == steps[0] and naive(steps[1:], path[1:])


@given(st.text("ab/*", max_size=8), st.text("ab/", max_size=8))
def test_patterns_match_what_they_say(pattern: str, path: str) -> None:
    assert matches(pattern, path) == naive(pattern, path)


def test_no_pattern_takes_long() -> None:
    assert not matches("**a*" * 500 + "b", "a" * 2000)


BROKEN = {
    "version = 1\nannotations = 3\n": (
        "`annotations` must be written as tables, each below `[[annotations]]`",
        1,
    ),
    'version = 1\n[[annotations]]\nSPDX-License-Identifier = "MIT"\n': (
        "this table does not say of which files it speaks (`path = …`)",
        2,
    ),
    'version = 1\n[[annotations]]\npath = "*"\nprecedence = "mine"\n': (
        "`precedence` is none of: closest, aggregate, override",
        2,
    ),
    'version = 1\n[[annotations]]\npath = "' + "*a" * 501 + '"\n': (
        "`path` is longer than 1000 characters",
        2,
    ),
    "version = 1\n[[annotations]]\npath = 3\n": (
        "`path` must be text in quotes, or a list of such texts",
        2,
    ),
    "version = 1\n[[annotations\n": ("Expected ']]' at the end of an array declaration", 2),
    "a = " + "[" * 5000: ("it is nested too deep", 1),
    "[[annotations]]\npath = [" + '"x*",' * (MAX_WILD + 1) + "]\n": (
        f"it has more than {MAX_WILD} patterns with a star",
        1,
    ),
}


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_table_that_cannot_be_used_says_why(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text, "REUSE.toml")
    assert (caught.value.message, caught.value.line) == BROKEN[text]


def test_headers_that_cannot_be_read_are_troubles(tmp_path: Path) -> None:
    tree = chapter() | {"REUSE.toml": "version = \n", "content/p.png": "x"}
    (tmp_path / "content").mkdir()
    (tmp_path / "content/p.png.license").write_bytes(b"Copyright 2024 Ren\xe9\n")
    (tmp_path / "content/soup.md.license").write_text("x" * 20_000)
    troubles = book(tmp_path, tree).troubles
    assert [(str(t.place), t.kind, t.message, t.hint) for t in troubles] == [
        (
            "REUSE.toml:1",
            "yaml",
            "The licence table cannot be read: Invalid value",
            "see https://reuse.software/spec-3.3/ for how it is written",
        ),
        ("content/p.png.license:1", "encoding", "The file is not UTF-8 text", "save it as UTF-8"),
        (
            "content/soup.md.license:1",
            "size",
            "The file is larger than 16 kB",
            "keep only its licence lines",
        ),
    ]
