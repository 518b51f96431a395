"""`potluck fix` as it is typed: what it prints, writes and returns."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mending.photographs import saved, traces
from potluck.cli import FINDINGS, FINE, USAGE, main

SOUP = "---\ntitle: Soup\nauthor: ann\nlicence: CC BY 4.0\n---\n\nBoil. \r\nCool.\r\n"
MENDED = "---\ntitle: Soup\nauthors: [ann]\nlicense: CC-BY-4.0\n---\n\nBoil.\nCool.\n"
PRINTED = """\
--- content/soup.md
    2 lines: Lines end as everywhere else (LF).
@@ line 1 @@ field names, licence names, trailing blanks
 ---
 title: Soup
-author: ann
+authors: [ann]
-licence: CC BY 4.0
+license: CC-BY-4.0
 ---
\x20
-Boil.\x20
+Boil.
 Cool.
--- contributors/ann.yml (new)
+name: ann
"""
KINDS = (
    "contributor files (1), field names (2), licence names (1), line endings (2), "
    "trailing blanks (1)"
)
PROPOSED = f"2 files can be mended: {KINDS}.\nTo do it, type: potluck fix\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    (folder / "content/soup.md").write_bytes(SOUP.encode())
    return folder


def test_check_shows_and_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--check", "--root", str(root)]) == FINDINGS
    assert capsys.readouterr().out == PRINTED + PROPOSED
    assert (root / "content/soup.md").read_bytes() == SOUP.encode()
    assert sorted(path.name for path in root.iterdir()) == ["content", "mkdocs.yml"]


def test_it_mends_and_then_has_nothing_to_do(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fix", "--root", str(root)]) == FINE
    assert capsys.readouterr().out == f"{PRINTED}Mended 2 files: {KINDS}.\n"
    assert (root / "content/soup.md").read_bytes() == MENDED.encode()
    assert main(["fix", "--check", "--root", str(root)]) == FINE
    assert capsys.readouterr().out == "Nothing to mend.\n"


def test_suggestions_change_nothing_but_their_file(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "suggestions.json"
    assert main(["fix", "--suggest", str(target), "--root", str(root)]) == FINE
    assert capsys.readouterr().out == PRINTED + PROPOSED
    found = json.loads(target.read_text())
    assert [(each["start_line"], each["line"]) for each in found["suggestions"]] == [
        (3, 3), (4, 4), (7, 7),
    ]  # fmt: skip
    assert (root / "content/soup.md").read_bytes() == SOUP.encode()
    first = target.read_bytes()
    assert main(["fix", "--check", "--suggest", str(target), "--root", str(root)]) == FINDINGS
    assert target.read_bytes() == first


def test_only_the_files_that_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/mains").mkdir()
    (root / "content/mains/pie.md").write_text("# Pie \n")
    (root / "content/mains-and-more.md").write_text("# More \n")
    monkeypatch.chdir(root / "content")
    assert main(["fix", "mains", "../mkdocs.yml"]) == FINE
    assert capsys.readouterr().out == (
        "--- content/mains/pie.md\n@@ line 1 @@ trailing blanks\n-# Pie \n+# Pie\n"
        "Mended 1 file: trailing blanks (1).\n"
    )
    assert main(["fix", "--check", "mains-and-more.md"]) == FINDINGS
    assert main(["fix", "--check", ".."]) == FINDINGS
    assert capsys.readouterr().out.endswith(PROPOSED.replace("2 f", "3 f").replace("(1).", "(2)."))


def test_a_file_outside_the_book(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "soup.md").write_bytes(SOUP.encode())
    assert main(["fix", str(tmp_path / "soup.md"), "--root", str(root)]) == USAGE
    assert capsys.readouterr().err == (
        f"{tmp_path}/soup.md does not lie in the book book/.\n"
        "Hint: name files below content/ or contributors/, or another book with --root\n"
    )
    assert (tmp_path / "soup.md").read_bytes() == SOUP.encode()


def test_headers_only_where_they_are_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/soup.md").write_text("---\ntitle: Soup\n---\nBoil.\n")
    assert main(["fix", "--root", str(root)]) == FINE
    assert capsys.readouterr().out == "Nothing to mend.\n"
    (root / "content/pie.md").write_text("# Pie\n")
    (root / "content/pie.md.license").write_text("SPDX-License-Identifier: CC-BY-4.0\n")
    (root / "content/tart.md").write_text("# Tart\n")
    (root / "content/tart.md.license").write_bytes("© Ann".encode("utf-16"))
    assert main(["fix", "--headers", "--root", str(root)]) == FINE
    assert capsys.readouterr().out == (
        "--- content/soup.md\n@@ line 1 @@ licence headers\n ---\n title: Soup\n"
        "+license: CC-BY-SA-4.0\n ---\n Boil.\nMended 1 file: licence headers (1).\n"
    )


def test_a_picture_is_mended_in_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "content/soup.md").write_text("# Soup\n")
    (root / "content/bowl.jpg").write_bytes(saved("JPEG", exif=traces()))
    assert main(["fix", "--root", str(root)]) == FINE
    gone = len(saved("JPEG", exif=traces())) - len(saved("JPEG"))
    assert capsys.readouterr().out == (
        f"--- content/bowl.jpg: {gone} bytes beside the picture go\n"
        "Mended 1 file: camera data (1).\n"
    )
    assert (root / "content/bowl.jpg").read_bytes() == saved("JPEG")


def test_a_program_or_a_slip_of_the_pen_gets_no_file(root: Path) -> None:
    (root / "contributors").mkdir()
    (root / "contributors/barbara.yml").write_text("name: Barbara\n")
    (root / "content/soup.md").write_text(
        "---\ntitle: Soup\nauthors: [barbera, chatgpt, Ann Author, José, '007', 'null']\n---\nx\n"
    )
    assert main(["fix", "--root", str(root)]) == FINE
    found = {path.name: path.read_text() for path in (root / "contributors").iterdir()}
    assert found == {
        "barbara.yml": "name: Barbara\n", "007.yml": 'name: "007"\n', "null.yml": 'name: "null"\n',
    }  # fmt: skip


def test_nothing_hostile_reaches_the_terminal(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/soup.md").write_text("# Soup\n\nBoil \x1b[31m\u202e. \n")
    assert main(["fix", "--check", "--root", str(root)]) == FINDINGS
    assert capsys.readouterr().out.splitlines()[-4:-2] == [
        "-Boil ⟨U+001B⟩[31m⟨U+202E⟩. ", "+Boil ⟨U+001B⟩[31m⟨U+202E⟩.",
    ]  # fmt: skip


def test_colours_on_a_terminal_only(root: Path) -> None:
    main_end, other = pty.openpty()
    command = [sys.executable, "-m", "potluck", "fix", "--check", "--root", str(root)]
    variables = {**os.environ, "PYTHONPATH": "scripts", "TERM": "xterm"}
    subprocess.run(command, stdout=other, env=variables, check=False)
    os.close(other)
    assert b"\x1b[31m-author: ann\x1b[0m" in os.read(main_end, 65_536)
    os.close(main_end)
    plain = subprocess.run(command, capture_output=True, env=variables, check=False)
    assert plain.stdout.decode() == PRINTED + PROPOSED


def test_a_problem_is_told_and_the_rest_is_mended(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").mkdir()
    (root / "contributors").symlink_to(tmp_path / "outside")
    assert main(["fix", "--root", str(root)]) == FINDINGS
    assert capsys.readouterr().err == (
        "contributors/ann.yml lies behind a symbolic link and stays as it is.\n"
    )
    assert (root / "content/soup.md").read_bytes() == MENDED.encode()
