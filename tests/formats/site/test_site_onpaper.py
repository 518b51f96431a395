"""The live preview gives a chapter on paper, and sets it anew when it was edited."""

import subprocess
import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from potluck.formats.site import onpaper
from potluck.model import Edition, Part
from support import SOUP, sample

from .visits import asked, site


def edition(html: str) -> Edition:
    chapter = replace(SOUP, html=html, figures=(), sources=())
    return replace(sample(), parts=(Part("mains", "", (chapter,)),), matter=(), preface=None)


def test_a_chapter_is_set_as_it_is_now(tmp_path: Path) -> None:
    now = [edition("<p>Leeks.</p>")]
    app = onpaper.Paper(tmp_path).beside(site, lambda: now[-1])
    status, kind, first = asked(app, "/print/leek-soup.pdf")
    assert (status, kind) == ("200 OK", "application/pdf")
    now.append(edition("<p>Leeks, and more leeks.</p>"))
    _, _, second = asked(app, "/print/leek-soup.pdf")
    assert [_title(first), _title(second), first == second] == [SOUP.title, SOUP.title, False]
    assert asked(app, "/print/leek-soup.pdf")[2] == second


def test_what_was_looked_at_is_set_before_it_is_asked_for_again(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # what is kept is sealed there
    paper = onpaper.Paper(tmp_path)
    now = [edition("<p>Leeks.</p>")]
    app = paper.beside(site, lambda: now[-1])
    before = set(threading.enumerate())
    paper.ahead(now[-1])  # nobody looked at anything
    assert set(threading.enumerate()) == before
    asked(app, "/print/leek-soup.pdf")
    now.append(edition("<p>Leeks, and more leeks.</p>"))
    kept = _kept(tmp_path)
    paper.ahead(now[-1])
    _wait_for_others(before)
    ahead = _kept(tmp_path)
    _, _, answered = asked(app, "/print/leek-soup.pdf")
    assert (kept < ahead, _kept(tmp_path) == ahead, _title(answered)) == (True, True, SOUP.title)


def test_who_edits_on_does_not_wait_for_what_was(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    paper = onpaper.Paper(tmp_path)
    asked(paper.beside(site, lambda: edition("<p>Leeks.</p>")), "/print/leek-soup.pdf")
    before, kept = set(threading.enumerate()), _kept(tmp_path)
    with paper._lock:  # something takes long
        for number in range(4):
            paper.ahead(edition(f"<p>Leeks, {number} of them.</p>"))
    _wait_for_others(before)
    sheets = {name for name in _kept(tmp_path) - kept if "alone-" in name}
    assert len(sheets) == 1
    paper.leave()
    paper.leave()


def test_what_cannot_be_set_ahead_is_said_when_it_is_asked_for(tmp_path: Path) -> None:
    paper = onpaper.Paper(tmp_path)
    hostile = edition('<p><img src="http://127.0.0.1/x.png" alt="x"></p>')
    app = paper.beside(site, lambda: hostile)
    first = asked(app, "/print/leek-soup.pdf")
    before = set(threading.enumerate())
    paper.ahead(hostile)
    _wait_for_others(before)
    assert asked(app, "/print/leek-soup.pdf") == first
    paper.ahead(replace(hostile, parts=()))  # the chapter is gone
    assert set(threading.enumerate()) == before


def _kept(root: Path) -> set[str]:
    return {str(path) for path in (root / ".cache" / "press").rglob("*") if path.is_file()}


def _wait_for_others(before: set[threading.Thread]) -> None:
    """Wait for what was begun; the thread of the cell that stays is none of it."""
    for thread in set(threading.enumerate()) - before:
        if thread.daemon:
            thread.join()


def _title(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as pdf:
        return str(pdf.docinfo.Title)


@pytest.mark.parametrize("path", ["/print/nowhere.pdf", "/leek-soup.html", "/print/leek-soup", "/"])
def test_all_else_is_the_site(path: str, tmp_path: Path) -> None:
    app = onpaper.Paper(tmp_path).beside(site, lambda: edition("<p>x</p>"))
    assert asked(app, path) == ("200 OK", "text/html", f"the site: {path}".encode())


def test_what_cannot_be_set_is_said(tmp_path: Path) -> None:
    hostile = edition('<p><img src="http://127.0.0.1/x.png" alt="x"></p>')
    status, kind, said = asked(
        onpaper.Paper(tmp_path).beside(site, lambda: hostile), "/print/leek-soup.pdf"
    )
    assert (status, kind) == ("500 Internal Server Error", "text/plain; charset=utf-8")
    assert said.decode().startswith("leek-soup: The book asks for 'http://127.0.0.1/x.png'")
