"""A chapter that takes too much keeps its book from readers; a preview shows all the others."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from gitbook import ANN, GitBook
from potluck import pipeline
from potluck.cell.cell import Cell
from potluck.cell.limits import MEGABYTE, Limits
from potluck.checking import check, read
from potluck.checks import study
from potluck.cli import FINDINGS, FINE, main
from potluck.edition import absent
from potluck.model import Finding, Place, Severity
from potluck.pipeline import UnfitBook

larder = import_module("potluck.edition.larder")  # the package has a function of that name
CONFIG = "site_name: Soups\nsite_description: Two soups.\nplugins: [potluck]\n"
HEAD = "---\ntitle: {}\nauthors: [ann]\n---\n"
SMALL = Limits(20, memory=100 * MEGABYTE)
BOMB = "*[a]: " + "bb " * 3_300 + "\n\n" + ("a " * 2_400 + "\n\n") * 10
"""An abbreviation with a long explanation: 58 kB become 240 MB, within all other limits."""
CELLS = (("| a " * 8 + "|\n" + "| - " * 8 + "|\n" + ("| x " * 8 + "|\n") * 540) + "\n") * 9
"""Forty thousand cells of tables, in 160 kB: much to remember for who checks them."""
TABLES = ("| a | b |\n| - | - |\n" + "| x | y |\n" * 900 + "\n") * 5
"""Five tables of nine hundred rows: converted in no time, set in many seconds."""


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    made.write("contributors/ann.yml", "name: Ann Author\n")
    made.write("content/pea.md", HEAD.format("Pea soup") + "\nPeas boil for an hour.\n")
    made.write("content/leek.md", HEAD.format("Leek soup") + f"\n{BOMB}")
    made.commit(ANN)
    return made


def over(path: str, message: str, hint: str) -> Finding:
    return Finding(Place(path), "FM-008", Severity.ERROR, message, hint)


CONVERTED = over(
    "content/leek.md", "Converting this chapter takes more than 100 MB of memory.", absent.HINT
)
CHECKED = over("content/leek.md", "Checking this file takes more than 20 MB of memory.", study.HINT)


def errors(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.ERROR]


def shown(book: GitBook, slug: str) -> str:
    """Return what a preview shows of a chapter."""
    made, _ = pipeline.edition_for(book.book, preview=True)
    return made.chapter(slug).html


def note(found: Finding) -> str:
    return (
        '<div class="admonition danger"><p class="admonition-title">Not shown in this preview</p>'
        f"<p>{found.message} Hint: {found.hint}.</p></div>"
    )


def test_what_cannot_be_converted_is_a_finding_and_nothing_is_published(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(larder, "CHAPTER", SMALL)
    outcome = pipeline.build(book.book, ("epub",), progress=lambda _: None)
    assert errors(outcome.findings) == [CONVERTED]
    assert not outcome.published
    assert not list((book.book / "build").glob("epub*"))


def test_a_preview_shows_the_rest_of_the_book(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(larder, "CHAPTER", SMALL)
    assert shown(book, "leek") == note(CONVERTED)
    assert shown(book, "pea") == "<p>Peas boil for an hour.</p>"


def test_a_preview_is_written_where_no_edition_can_be(
    book: GitBook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(larder, "CHAPTER", SMALL)
    assert main(["preview", "--root", str(book.book)]) == FINE
    assert capsys.readouterr().out == "build/preview/: the site, with drafts; it is no edition\n"
    folder = book.book / "build/preview"
    broken, whole = ((folder / name).read_text("utf-8") for name in ("leek.html", "pea.html"))
    assert f"<p>{CONVERTED.message} Hint: {CONVERTED.hint}.</p>" in broken
    assert "<p>Peas boil for an hour.</p>" in whole
    assert '<meta name="robots" content="noindex">' in whole
    assert [path.name for path in (book.book / "build").iterdir()] == ["preview"]


def test_what_cannot_be_checked_is_a_finding_and_is_not_remembered(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = study.FILE
    book.write("content/leek.md", HEAD.format("Leek soup") + f"\n{CELLS}")
    monkeypatch.setattr("potluck.cell.nursery.active_count", lambda: 2)  # as in the live preview
    monkeypatch.setattr(study, "FILE", Limits(20, memory=20 * MEGABYTE))
    assert errors(check(read(book.book)).findings) == [CHECKED]
    with pytest.raises(UnfitBook) as caught:
        pipeline.edition_for(book.book, preview=False)
    assert errors(caught.value.findings) == [CHECKED]
    assert shown(book, "leek") == note(CHECKED)
    assert shown(book, "pea") == "<p>Peas boil for an hour.</p>"
    monkeypatch.setattr(study, "FILE", honest)
    assert errors(check(read(book.book)).findings) == []


def test_a_chapter_whose_shape_is_refused_is_left_out_of_a_preview(book: GitBook) -> None:
    book.write("content/leek.md", HEAD.format("Leek soup") + "\n" + "[" * 30 + "\n")
    (found,) = errors(check(read(book.book)).findings)
    assert shown(book, "leek") == note(found)
    with pytest.raises(UnfitBook):
        pipeline.edition_for(book.book, preview=False)


def test_other_errors_keep_a_preview_from_being_made(book: GitBook) -> None:
    book.write("content/pea.md", HEAD.format("Pea soup") + "\n<script>1</script>\n")
    with pytest.raises(UnfitBook):
        pipeline.edition_for(book.book, preview=True)


def test_what_is_quoted_in_a_note_is_text() -> None:
    found = over("content/a.md", "<b>", '"&"')
    assert absent.page(found).html == note(over("", "&lt;b&gt;", "&#34;&amp;&#34;"))


def test_what_cannot_be_set_is_a_finding_on_its_chapter(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("content/leek.md", HEAD.format("Leek soup") + f"\n{TABLES}")
    book.commit(ANN)
    assert main(["build", "pdf", "--root", str(book.book), "--seconds", "1"]) == FINDINGS
    said = capsys.readouterr()
    assert (
        "content/leek.md:1: error FM-008\n  Setting leek takes more than 1 second of computing.\n"
    ) in said.out
    assert "Nothing was published; the last good editions stand as they were.\n" in said.err
    assert not (book.book / "build/pdf").exists()


@pytest.mark.parametrize("known", [False, True])
def test_where_nothing_is_new_no_cell_is_hired(
    book: GitBook, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    book.write("content/leek.md", HEAD.format("Leek soup") + "\nLeeks.\n")
    if known:
        pipeline.edition_for(book.book, preview=False)
    hired: list[object] = []
    begin = Cell.begin

    def seen(cell: Cell, work: Callable[..., Any], *given: Any) -> None:
        hired.append(work)
        begin(cell, work, *given)

    monkeypatch.setattr(Cell, "begin", seen)
    pipeline.edition_for(book.book, preview=False)
    assert set(hired) == (set() if known else {study.study, larder.cook})
