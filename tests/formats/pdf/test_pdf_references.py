"""Which pages a chapter sends its readers to."""

import subprocess
from dataclasses import replace
from pathlib import Path

from potluck.formats.pdf import Pdf, references
from potluck.formats.pdf.references import Reference
from potluck.model import Part
from support import HEAT, SOUP, sample

TEXT = (
    '<p><a href="book:chapter/heat#browning">browning</a>, <a href="book:chapter/nowhere">x</a>, '
    '<a href="book:chapter/leek-soup#method">here</a>, <a href="#top">top</a>, '
    '<a href="book:contributor/cooks">who</a>, <a href="https://example.org/">web</a>, '
    '<a href="book:chapter/index">the preface</a>, <a href="book:chapter/heat">heat</a></p>'
)


def test_each_chapter_that_is_named_is_listed_once_with_its_first_place() -> None:
    soup = replace(SOUP, html=TEXT)
    assert references.references(sample(), soup) == (
        Reference("Heat", "book:chapter/heat#browning"),
        Reference("Welcome", "book:chapter/index"),
    )


def test_what_is_read_first_is_not_named_again() -> None:
    soup = replace(SOUP, html=TEXT, prerequisites=("heat", "index"))
    assert references.references(sample(), soup) == ()


def test_their_pages_are_printed(tmp_path: Path) -> None:
    heat = replace(HEAT, html="<p>x</p>" * 80 + '<h2 id="browning">Browning</h2><p>y</p>')
    soup = replace(SOUP, html='<p><a href="book:chapter/heat#browning">b</a></p>', figures=())
    last = replace(SOUP, slug="last", html="<p>z</p>", prerequisites=("heat",), figures=())
    parts = (Part("all", "", (soup, heat, last)),)
    Pdf().render(replace(sample(), parts=parts, matter=(), preface=None), tmp_path)
    command = ["pdftotext", "-enc", "UTF-8", "-layout", str(tmp_path / "a-test-book.pdf"), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = " ".join(found.split()).replace("\u00a0", " ")
    assert "See Heat (page 4)." in words
    assert "Read first: Heat (page 2)." in words
