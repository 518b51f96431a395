"""The live preview gives the book as an EPUB, as it stands, and its pages lead there."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from potluck.errors import ToolError
from potluck.formats.epub import Epub
from potluck.formats.site.ebook import Ebook
from potluck.formats.site.policy import App
from potluck.model import Edition
from support import SOUP, sample

from .visits import asked, site

LEEKS = "EPUB/chapter-leek-soup.xhtml"


def edition(html: str = "<p>Leeks.</p>") -> Edition:
    first, *others = sample().parts
    chapter = replace(SOUP, html=html, figures=(), sources=())
    return replace(sample(), parts=(replace(first, chapters=(chapter,)), *others), preview=True)


def words(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as book:
        return book.read(LEEKS).decode()


def test_the_book_is_as_it_is_now(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    now = [edition()]
    app = Ebook(tmp_path).beside(site, lambda: now[-1])
    status, kind, first = asked(app, "/book.epub")
    assert (status, kind) == ("200 OK", "application/epub+zip")
    now.append(edition("<p>Leeks, and more leeks.</p>"))
    _, _, second = asked(app, "/book.epub")
    assert ["more leeks" in words(first), "more leeks" in words(second)] == [False, True]
    assert asked(app, "/book.epub")[2] == second
    (name,) = Epub().render(now[-1], tmp_path / "out").files
    assert second == (tmp_path / "out" / name).read_bytes()


@pytest.mark.parametrize("path", ["/book.epub/", "/mains/book.epub", "/leek-soup.html", "/"])
def test_all_else_is_the_site(path: str, tmp_path: Path) -> None:
    app = Ebook(tmp_path).beside(site, edition)
    assert asked(app, path) == ("200 OK", "text/html", f"the site: {path}".encode())


def test_what_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ToolError("There is no font for the cover.", "install one")

    monkeypatch.setattr(Epub, "render", refuse)
    assert asked(Ebook(tmp_path).beside(site, edition), "/book.epub") == (
        "500 Internal Server Error",
        "text/plain; charset=utf-8",
        b"There is no font for the cover.\ninstall one\n",
    )


# --- the way there ------------------------------------------------------------------------------


@pytest.fixture
def app(book: Path, tmp_path: Path) -> Iterator[App]:
    """What answers in a preview that is published below `/book/`."""
    folder = tmp_path / "shown"
    (folder / "mains").mkdir(parents=True)
    for name in ("index.html", "mains/leek-soup.html"):
        (folder / name).write_text("<body><p>x</p></body>")
    config = load_config(str(book / "mkdocs.yml"), site_dir=str(folder))
    vars(config.plugins["potluck"])["edition"] = edition()
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder), mount_path="/book/")
    config.plugins.on_serve(server, config=config, builder=lambda: None)
    yield cast("App", server.application)
    config.plugins.on_shutdown()
    server.server_close()


FOOT = """<p class="pl-preview" role="note"><strong>Preview</strong>%s \
<a href="/book.epub">the book as an EPUB</a></p>"""


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/book/mains/leek-soup.html", ' <a href="/print/leek-soup.pdf">this chapter in print</a>'),
        ("/book/index.html", ""),
    ],
)
def test_each_page_leads_to_its_pages_and_to_the_book(app: App, path: str, more: str) -> None:
    _, _, page = asked(app, path)
    assert page.decode() == f"<body><p>x</p>{FOOT % more}\n</body>"


def test_where_they_lead_there_is_something(app: App) -> None:
    assert asked(app, "/book.epub")[:2] == ("200 OK", "application/epub+zip")
    assert asked(app, "/print/leek-soup.pdf")[:2] == ("200 OK", "application/pdf")
