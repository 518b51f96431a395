"""The press takes nothing but what it is given, and says what it lacks."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from potluck.errors import ProofError, ToolError
from potluck.formats.pdf import Pdf, fonts
from potluck.formats.pdf.press.job import File, Job
from potluck.formats.pdf.press.whole import press
from potluck.model import Copy, Edition, Picture
from support import POTS, SOUP

HOSTILE = (
    '<p><img src="file:///etc/passwd" alt="x"></p>',
    '<p><img src="http://127.0.0.1/x.png" alt="x"></p>',
    '<link rel="stylesheet" href="file:///etc/x.css">',
    '<object data="file:///etc/passwd"></object>',
    '<p style="background: url(http://127.0.0.1/x.png)">x</p>',
)
ADDRESSES = ("file:///etc/passwd", "http://127.0.0.1/x.png", "file:///etc/x.css")


FACES = fonts.text_faces()
FONTS = {face.file: File("font/ttf", face.path.read_bytes()) for face in FACES}
RULES = fonts.font_face_rules(FACES)

WithBody = Callable[[str], Edition]


@pytest.mark.parametrize("html", HOSTILE)
def test_what_is_no_part_of_the_book_is_refused(
    html: str, with_body: WithBody, tmp_path: Path
) -> None:
    with pytest.raises(ProofError) as caught:
        Pdf().render(with_body(html), tmp_path)
    refusals = [
        f"leek-soup: The book asks for {url!r}, which is no part of it." for url in ADDRESSES
    ]
    assert caught.value.message in refusals
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_may_not_fetch_either(with_body: WithBody, tmp_path: Path) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<image href="http://127.0.0.1/x.png" width="9" height="9"/></svg>'
    )
    copy = Copy.of("image/svg+xml", 9, 9, drawing)
    pictures = {POTS.name: Picture.of(POTS.name, POTS.path, copy)}
    edition = replace(with_body(SOUP.html), pictures=pictures)
    with pytest.raises(ProofError) as caught:
        Pdf().render(edition, tmp_path)
    assert caught.value.message == (
        f"leek-soup: WeasyPrint is not content: Failed to render SVG image book:media/{POTS.name}"
    )


def test_a_warning_is_a_failure() -> None:
    html = f'<html lang="en"><title>x</title><style>{RULES}</style><p style="colour: red">x'
    with pytest.raises(ProofError) as caught:
        press(Job(html, FONTS))
    assert caught.value.message == (
        "WeasyPrint is not content: Ignored `colour: red` at 1:1, unknown property."
    )


def test_a_document_without_fonts_is_refused() -> None:
    with pytest.raises(ProofError, match="without fonts"):
        press(Job("<p>x", {}))


class Absent:
    """Makes the import of WeasyPrint fail in a given way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def find_spec(self, name: str, *_: object) -> None:
        if name == "weasyprint":
            raise self.error


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (
            ImportError("no module"),
            "WeasyPrint, which makes the PDF, is not installed.",
            "pip install 'potluck-press[pdf,fonts]'",
        ),
        (
            OSError("cannot load library 'libpango-1.0-0'"),
            "Pango, which WeasyPrint needs, is not installed.",
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
    ],
)
def test_a_missing_library_is_named(
    error: Exception, message: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    finders: list[object] = [Absent(error), *sys.meta_path]
    monkeypatch.setattr(sys, "meta_path", finders)
    with pytest.raises(ToolError) as caught:
        press(Job("", FONTS))
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_chapter_of_thousands_of_notes_keeps_them_at_its_end(
    with_body: WithBody, tmp_path: Path
) -> None:
    calls = "".join(
        f'<p>x<sup class="fnref"><a href="#fn-{n}" role="doc-noteref">{n}</a></sup></p>'
        for n in range(1, 202)
    )
    notes = "".join(f'<li id="fn-{n}"><p>Note {n}.</p></li>' for n in range(1, 202))
    html = f'{calls}<section class="footnotes"><ol>{notes}</ol></section>'
    assert Pdf().render(with_body(html), tmp_path).files == ("a-test-book.pdf",)
