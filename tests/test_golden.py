"""Golden books: whole small books, built in every format and compared word by word.

`pytest tests/test_golden.py --update-golden` writes what is expected anew; read the difference.
"""

import difflib
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from golden import editions
from golden.books import HERE, HISTORIES, plant, share_fonts
from potluck import pipeline


def differences(expected: Path, found: Mapping[str, str]) -> str:
    """Say, as a diff, how texts by name differ from the files of a folder."""
    there = {
        path.relative_to(expected).as_posix(): path.read_text(encoding="utf-8")
        for path in expected.rglob("*")
        if path.is_file()
    }
    return "".join(line for name in sorted({*there, *found}) for line in _diff(name, there, found))


def _diff(name: str, there: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    if name not in found:
        yield f"expected/{name} is of no use any more\n"
    elif name not in there:
        yield f"expected/{name} is missing\n"
    else:
        old, new = (texts[name].splitlines(keepends=True) for texts in (there, found))
        yield from difflib.unified_diff(old, new, f"expected/{name}", f"found/{name}")


def write(expected: Path, found: Mapping[str, str]) -> None:
    """Replace the files of a folder by these texts."""
    shutil.rmtree(expected, ignore_errors=True)
    for name, text in found.items():
        path = expected / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", HISTORIES)
def test_a_golden_book_gives_what_is_expected(
    case: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    book = plant(case, tmp_path / case)
    share_fonts(book.book)
    outcome = pipeline.build(book.book, progress=lambda _: None)
    assert outcome.published, "\n".join(map(str, outcome.findings))
    found = editions.texts(book, outcome.findings)
    if pytestconfig.getoption("--update-golden"):
        write(HERE / case / "expected", found)
    if told := differences(HERE / case / "expected", found):
        pytest.fail(f"{told}Hint: if this is right, add --update-golden", pytrace=False)


def test_every_golden_book_is_built() -> None:
    assert {path.parent.name for path in HERE.glob("*/book")} == set(HISTORIES)


def test_neither_drafts_nor_hidden_names_nor_addresses_are_in_any_edition() -> None:
    book, expected = HERE / "everything" / "book", HERE / "everything" / "expected"
    hidden = (r"THIS DRAFT", r"Contributor C\b", r"contributor-c\b", r"\w@\w")
    known = "".join(path.read_text() for path in sorted(book.rglob("*.[my]*")))
    assert all(re.search(word, known + HISTORIES["everything"].first) for word in hidden)
    for path in expected.rglob("*.*"):
        found = [word for word in hidden if re.search(word, path.read_text(encoding="utf-8"))]
        assert found == [], path


def test_files_that_are_missing_unused_or_different_are_told(tmp_path: Path) -> None:
    write(tmp_path, {"same.txt": "a\n", "other.txt": "a\nb\n", "unused.txt": "a\n"})
    assert differences(tmp_path, {"same.txt": "a\n", "other.txt": "a\nc\n", "new/one.txt": ""}) == (
        "expected/new/one.txt is missing\n"
        "--- expected/other.txt\n"
        "+++ found/other.txt\n"
        "@@ -1,2 +1,2 @@\n"
        " a\n"
        "-b\n"
        "+c\n"
        "expected/unused.txt is of no use any more\n"
    )
    write(tmp_path, {"same.txt": "a\n"})
    assert differences(tmp_path, {"same.txt": "a\n"}) == ""
