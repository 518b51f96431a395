"""A preview that stays writes what a change makes another, and has the bytes of one begun anew."""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from potluck.errors import MachineError
from potluck.formats.site import plugin, serving
from potluck.formats.site.handover import Handover, handing
from potluck.model import Copy, Download, Edition, Picture
from support import SVG

from .soups import BEFORE, CHANGES, EDITED, LATER, LINKED, SOUPS, files, mains, soups

URL = "http://127.0.0.1:8000/"
ALWAYS = {
    *("404.html", "sitemap.xml", "sitemap.xml.gz"),
    *("search/search_index.json", "search/search_index.js"),
    *("index.html", "downloads.html"),  # they show the whole book
}
"""What every build writes."""


class Preview:
    """A preview of a book, which takes one edition after the other."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.place = root, place
        self.downloads: tuple[Download, ...] = ()

    def show(self, edition: Edition) -> dict[str, bytes]:
        """Build as MkDocs' server does, and return what stands there."""
        made = Handover(replace(edition, preview=True), self.downloads)
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.place))
        with handing(made):
            build(config, serve_url=URL, dirty=True)
        return files(self.place)

    def written(self, edition: Edition) -> set[str]:
        """Build, and return which files were written."""
        before = times(self.place)
        self.show(edition)
        return {name for name, time in times(self.place).items() if before.get(name) != time}


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in files(folder)}


def begun(root: Path, place: Path) -> Preview:
    """Begin a preview. MkDocs has one of each plugin, so it ends the one before."""
    plugins = load_config(str(root / "mkdocs.yml"), site_dir=str(place)).plugins
    plugins.on_shutdown()
    plugins.on_startup(command="serve", dirty=True)
    return Preview(root, place)


@pytest.fixture(autouse=True)
def _ended(book: Path) -> Iterator[None]:
    yield
    load_config(str(book / "mkdocs.yml")).plugins.on_shutdown()


@pytest.fixture
def preview(book: Path, tmp_path: Path) -> Preview:
    """A preview of a book under git, which shows an edition already."""
    (book / ".git").mkdir()
    made = begun(book, tmp_path / "shown")
    made.show(BEFORE)
    return made


def anew(preview: Preview, edition: Edition) -> dict[str, bytes]:
    """Return the files of a preview that begins with this edition."""
    other = begun(preview.root, preview.place.with_name("anew"))
    other.downloads = preview.downloads
    return other.show(edition)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_leaves_the_files_of_a_preview_begun_anew(preview: Preview, change: str) -> None:
    edition, _ = CHANGES[change]
    shown = preview.show(edition)
    assert shown == anew(preview, edition)


def test_one_change_after_another_leaves_those_of_the_last(preview: Preview) -> None:
    for edition, _ in (*CHANGES.values(), *reversed(CHANGES.values())):
        preview.show(edition)
    assert preview.show(BEFORE) == anew(preview, BEFORE)


WRITES: dict[str, tuple[Edition, set[str]]] = {
    "nothing": (BEFORE, set()),
    "the text of a chapter": (soups(SOUPS[0], LINKED, EDITED, SOUPS[3]), mains(2)),
    "a tag": CHANGES["a tag"],
    "a chapter that goes": (
        soups(SOUPS[0], LINKED, SOUPS[2]),
        CHANGES["a chapter that goes"][1] | {"book.bib"},
    ),
}


@pytest.mark.parametrize("change", WRITES)
def test_no_other_file_is_written(preview: Preview, change: str) -> None:
    edition, expected = WRITES[change]
    assert preview.written(edition) == ALWAYS | expected


def test_another_build_is_written_on_every_page_and_into_every_citation(preview: Preview) -> None:
    named = {name for name in files(preview.place) if name.endswith((".html", ".bib"))}
    texts = {"CITATION.cff", "book.csl.json", "humans.txt"}
    edition = soups(SOUPS[0], LINKED, *SOUPS[2:], build=LATER)
    assert preview.written(edition) == ALWAYS | named | texts


def test_what_the_book_has_no_more_is_taken_away(preview: Preview) -> None:
    spoon = Picture.of("spoon.svg", "content/spoon.svg", Copy.of("image/svg+xml", 320, 160, SVG))
    before = preview.show(replace(BEFORE, pictures={**BEFORE.pictures, spoon.name: spoon}))
    after = preview.show(soups(SOUPS[0], LINKED, SOUPS[2]))
    gone = {f"mains/soup-3.{ending}" for ending in ("html", "bib", "csl.json")}
    assert before.keys() - after.keys() == gone | {"media/spoon.svg"}


def test_a_download_is_copied_when_it_is_another(
    preview: Preview, downloads: tuple[Download, ...]
) -> None:
    preview.downloads = downloads
    pdf, epub = (f"downloads/{item.path.name}" for item in downloads)
    assert preview.written(BEFORE) == ALWAYS | {pdf, epub}
    assert preview.written(BEFORE) == ALWAYS
    downloads[0].path.write_bytes(b"%PDF-another")
    preview.downloads = (replace(downloads[0], sha256="another"), downloads[1])
    assert preview.written(BEFORE) == ALWAYS | {pdf}


def fails(preview: Preview, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build an edition; when nearly all of it is written, there is no space left."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(plugin.PotluckPlugin, "write_search", fail)
        with pytest.raises(OSError, match="No space"):
            preview.show(edition)


def test_after_a_build_that_failed_what_it_may_have_touched_is_written(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(preview, WRITES["the text of a chapter"][0], monkeypatch)
    assert preview.written(BEFORE) == ALWAYS | mains(2)
    assert preview.show(BEFORE) == anew(preview, BEFORE)


def test_what_came_in_a_build_that_failed_can_be_taken_away(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(preview, CHANGES["a chapter that comes"][0], monkeypatch)
    assert (preview.place / "mains/soup-4.html").is_file()
    assert preview.show(BEFORE) == anew(preview, BEFORE)


def test_what_somebody_took_away_is_written_again(preview: Preview) -> None:
    gone = {*mains(2), "mains/soup-2.bib", "assets/potluck/book.css", "assets/fonts/sans.woff2"}
    for name in gone:
        (preview.place / name).unlink()
    assert preview.written(BEFORE) == ALWAYS | gone


def test_files_of_a_theme_are_known_by_what_they_are(book: Path, tmp_path: Path) -> None:
    own = book / "own/assets"
    own.mkdir(parents=True)
    theme = "site_name: X\nplugins: [potluck]\ndocs_dir: content\n"
    theme += "theme: {name: material, custom_dir: own}\n"
    (book / "mkdocs.yml").write_text(theme)
    (own / "logo.svg").write_bytes(SVG)
    (own / "more.css").write_text("p { color: red }")
    made = begun(book, tmp_path / "shown")
    made.show(BEFORE)
    (own / "more.css").unlink()
    (own / "logo.svg").write_bytes(SVG + b"<!-- older -->")
    os.utime(own / "logo.svg", (1, 1))
    after = made.show(BEFORE)
    assert after["assets/logo.svg"] == SVG + b"<!-- older -->"
    assert "assets/more.css" not in after


def test_a_build_that_leaves_nothing_alone_writes_everything(preview: Preview) -> None:
    config = load_config(str(preview.root / "mkdocs.yml"), site_dir=f"{preview.place}-whole")
    with handing(Handover(replace(BEFORE, preview=True), ())):
        build(config, serve_url=URL, dirty=False)
    assert files(Path(config.site_dir)) == files(preview.place)


def test_a_picture_that_cannot_be_read_any_more_is_said(
    preview: Preview, caplog: pytest.LogCaptureFixture
) -> None:
    def gone() -> bytes:
        raise MachineError("The picture content/spoon.svg has changed.", "build again")

    copy = replace(Copy.of("image/svg+xml", 320, 160, SVG), sha256="another", read=gone)
    spoon = Picture.of("spoon.svg", "content/spoon.svg", copy)
    with pytest.raises(Abort):
        preview.show(replace(BEFORE, pictures={**BEFORE.pictures, spoon.name: spoon}))
    assert "The picture content/spoon.svg has changed. Hint: build again" in caplog.text


def test_outside_of_git_no_other_file_is_written_either(book: Path, tmp_path: Path) -> None:
    made = begun(book, tmp_path / "shown")
    made.show(BEFORE)
    assert made.written(WRITES["a tag"][0]) == ALWAYS | WRITES["a tag"][1]


def test_pages_that_somebody_elses_plugin_has_a_hand_in_are_written_again(
    book: Path, tmp_path: Path
) -> None:
    text = "site_name: X\nplugins: [potluck, offline]\ntheme: material\ndocs_dir: content\n"
    (book / "mkdocs.yml").write_text(text)
    made = begun(book, tmp_path / "shown")
    pages = {name for name in made.show(BEFORE) if name.endswith(".html")}
    assert made.written(BEFORE) == ALWAYS | pages


def test_mkdocs_warns_of_everything_but_files_that_are_left_alone() -> None:
    def says(text: str) -> bool:
        return serving.but_needless(logging.LogRecord("", logging.WARNING, "", 0, text, (), None))

    dirty = "A 'dirty' build is being performed, this will likely lead to inaccurate navigation"
    assert [says(dirty), says("A page is not there")] == [False, True]
