"""The report: what a check hands on, and what is refused of all that others may hand on."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitbook import ANN, GitBook
from potluck.errors import ToolError
from potluck.github import archive
from potluck.github.report import (
    MAX_BYTES,
    HostileReport,
    Report,
    Suggestion,
    gather,
    parse,
)
from potluck.model import Finding, Place, Severity

from .fake import packed

CONFIG = "site_name: A Book\nplugins: [potluck]\n"
FINDING = {
    "path": "content/soup.md", "line": 3, "column": 1, "code": "LIC-001", "severity": "error",
    "message": "The licence `CC-BY` has no version.", "hint": "type CC-BY-4.0",
}  # fmt: skip
FIX = {
    "path": "content/soup.md", "start_line": 2, "line": 3, "code": "", "message": "Blanks go.",
    "lines": ["title: Soup", ""],
}  # fmt: skip


def report(**changes: Any) -> bytes:
    whole = {"version": 1, "findings": [FINDING], "more": 0, "suggestions": [FIX],
             "notes": ["A note."], "left_out": 1, "credits": [], **changes}  # fmt: skip
    return json.dumps(whole).encode()


def test_a_report_is_read_whole() -> None:
    assert parse(report(credits=["Ann."])) == Report(
        (
            Finding(
                Place("content/soup.md", 3, 1),
                "LIC-001",
                Severity.ERROR,
                "The licence `CC-BY` has no version.",
                "type CC-BY-4.0",
            ),
        ),
        0,
        (Suggestion("content/soup.md", 2, 3, "", "Blanks go.", ("title: Soup", "")),),
        ("A note.",),
        1,
        ("Ann.",),
    )


FORM = "The report has another form than ours."
HOSTILE = [
    (b"", "The report is not JSON."),
    (b"\xff\xfe", "The report is not JSON."),
    (b"[" * 500_000, "The report is not JSON."),
    (b'{"version": ' + b"9" * 10_000 + b"}", "The report is not JSON."),
    (b" " * (MAX_BYTES + 1), "The report is larger than 2000000 bytes."),
    (b"[]", FORM),
    (b"null", FORM),
    (report(version=2), FORM),
    (report(number=5), FORM),
    (report(more=-1), FORM),
    (report(more=1.5), FORM),
    (report(more=True), FORM),
    (report(findings=[FINDING] * 501), FORM),
    (report(findings=[{**FINDING, "code": "LIC](x)"}]), FORM),
    (report(findings=[{**FINDING, "code": "LIC\n"}]), FORM),
    (report(findings=[{**FINDING, "severity": "<b>"}]), FORM),
    (report(findings=[{**FINDING, "line": 0}]), FORM),
    (report(findings=[{**FINDING, "message": "x" * 2001}]), FORM),
    (report(suggestions=[{**FIX, "lines": ["x"] * 201}]), FORM),
    (report(suggestions=[{**FIX, "lines": "x"}]), FORM),
    (report(notes=[{}]), FORM),
    (report(more=10**400), FORM),
    (report(more=float("nan")), FORM),
    (report(more=float("inf")), FORM),
    (report(notes=["\ud800"]), "The report is not JSON."),
    (report(notes=[json.loads("[" * 900 + "]" * 900)]), FORM),
]


@pytest.mark.parametrize(("data", "message"), HOSTILE, ids=range(len(HOSTILE)))
def test_another_report_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(HostileReport) as refusal:
        parse(data)
    assert (refusal.value.message, refusal.value.exit_code) == (message, 1)


NOT_OURS = "The artifact is not an archive with report.json in it."
BROKEN = packed({"report.json": b"x" * 1000})
ARCHIVES = [
    (b"", NOT_OURS),
    (b"PK\x05\x06" + b"\0" * 18, NOT_OURS),
    (packed({"../report.json": b"{}"}), NOT_OURS),
    (packed({"x/report.json": b"{}"}), NOT_OURS),
    (BROKEN[:45] + b"\xff\xff" + BROKEN[47:], NOT_OURS),
]


@pytest.mark.parametrize(("data", "message"), ARCHIVES, ids=range(len(ARCHIVES)))
def test_another_archive_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(HostileReport) as refusal:
        archive.unpack(data)
    assert refusal.value.message == message


def test_a_bomb_is_read_only_as_far_as_a_report_can_be_long() -> None:
    bomb = packed({"report.json": b"\0" * 60_000_000})
    assert len(bomb) < 100_000
    assert len(archive.unpack(bomb)) == MAX_BYTES + 1


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    for read in (parse, archive.unpack):
        with pytest.raises(HostileReport):
            read(data)


@given(st.integers(0, 200), st.integers(0, 255))
def test_no_damage_to_an_archive_does_more_than_be_refused(place: int, byte: int) -> None:
    good = packed({"report.json": report()})
    place %= len(good)
    try:
        archive.unpack(good[:place] + bytes([byte]) + good[place + 1 :])
    except HostileReport as refusal:
        assert refusal.message in {NOT_OURS, "The artifact cannot be unpacked."}  # noqa: PT017


# --- written for real ---------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    made.commit(ANN, soup="# Soup\n\nBoil [it](gone.md).\n")
    return made


LOST = {
    "path": "content/soup.md", "line": 3, "column": 11, "code": "LNK-001", "severity": "error",
    "message": "The link `gone.md` leads nowhere: there is no chapter `gone.md`.",
    "hint": "name the file of a chapter, or take the link out",
}  # fmt: skip


def test_what_is_written_can_be_read(book: GitBook) -> None:
    data = gather(book.book, None)
    assert json.loads(data) == {
        "version": 1, "findings": [LOST], "more": 0, "suggestions": [], "notes": [], "left_out": 0,
        "credits": [],
    }  # fmt: skip
    assert [found.code for found in parse(data).findings] == ["LNK-001"]


def test_only_what_is_new_is_told(book: GitBook) -> None:
    base = book.git("rev-parse", "HEAD")
    book.commit(ANN, stew="---\nlicense: cc by 4.0\n---\n# Stew\n\nSimmer.\n")
    found = parse(gather(book.book, base))
    assert [finding.code for finding in found.findings] == []
    assert found.credits == ("This change credits Ann Author as author of “Stew”.",)
    assert [(fix.path, fix.line, fix.lines) for fix in found.suggestions] == [
        ("content/stew.md", 2, ("license: CC-BY-4.0",))
    ]


def test_no_program_of_the_book_is_run(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    book.write("potluck/__init__.py", "raise SystemExit(5)\n")
    monkeypatch.chdir(book.book)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "scripts"))
    assert [found.code for found in parse(gather(book.book, None)).findings] == ["LNK-001"]


def test_a_check_that_could_not_run_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(ToolError) as failure:
        gather(tmp_path, None)
    assert failure.value.message == (
        "`potluck check` could not do its work:\n"
        f"There is no mkdocs.yml in {tmp_path.name}/, so this is not a book.\n"
        "Hint: go to the book's folder, name it with --root, or write a mkdocs.yml with "
        "`site_name: My Book` and `plugins: [potluck]`"
    )
