"""The container is what readers expect, and the same bytes wherever it is made."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from potluck.formats.epub import Epub, container
from potluck.model import Artifact
from support import sample
from validators import epub_faults

ROOT = Path(__file__).parents[3]
RENDER = """
import sys
from pathlib import Path
from support import sample
from potluck.formats.epub import Epub
Epub().render(sample(), Path(sys.argv[1]))
"""


def test_the_artifact_names_its_file(tmp_path: Path) -> None:
    said: list[object] = []
    artifact = Epub().render(sample(), tmp_path / "new", progress=said.append)
    made = replace(artifact, tools=())
    assert made == Artifact("epub", "epub", ("a-test-book.epub",), ("documents=14",))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a-test-book.epub"]
    assert said == ["setting the pages of the EPUB", "writing the EPUB"]


def test_the_media_type_comes_first_and_plain(book: Path) -> None:
    with ZipFile(book) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert book.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_entries_stand_in_order_with_the_date_of_the_commit(book: Path) -> None:
    with ZipFile(book) as archive:
        entries = archive.infolist()[1:]
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 3, 4, 5, 6, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(3, 0o644 << 16)}


@pytest.mark.parametrize(("year", "stored"), [(1970, 1980), (2026, 2026), (2200, 2107)])
def test_dates_that_zip_cannot_hold_are_bent(year: int, stored: int) -> None:
    assert container.timestamp(datetime(year, 5, 6, tzinfo=UTC))[0] == stored


def test_the_same_edition_gives_the_same_bytes_anywhere(book: Path, tmp_path: Path) -> None:
    places = [("UTC", "C", "1"), ("Asia/Kathmandu", "de_DE.UTF-8", "2")]
    made = {_digest(_elsewhere(tmp_path, *place)) for place in places}
    assert made == {_digest(book)}


def _elsewhere(folder: Path, zone: str, lang: str, seed: str) -> Path:
    """Render in another process, with another clock, language, folder and order of hashes."""
    here = folder / seed
    here.mkdir()
    path = os.pathsep.join(str(ROOT / name) for name in ("scripts", "tests"))
    told = {"TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
    command = [sys.executable, "-c", RENDER, str(here)]
    subprocess.run(command, cwd=here, env={**os.environ, **told}, check=True, timeout=120)
    return here / "a-test-book.epub"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_the_sample_holds_nothing_that_epubcheck_would_overlook(book: Path) -> None:
    assert epub_faults(book) == ()


SCRIPT = b'<html><script/><a href="javascript:x" onclick="y"/></html>'


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("EPUB/x.js", b"", "not in the manifest: EPUB/x.js"),
        ("../evil.txt", b"", "leaves the container: ../evil.txt"),
        ("EPUB/x.xhtml", SCRIPT, "EPUB/x.xhtml: an element script"),
        ("EPUB/x.xhtml", SCRIPT, "EPUB/x.xhtml: a link javascript:x"),
        ("EPUB/x.xhtml", SCRIPT, "EPUB/x.xhtml: an attribute onclick"),
        ("EPUB/x.xhtml", b"<!DOCTYPE html><html/>", "EPUB/x.xhtml: a DOCTYPE"),
    ],
)
def test_the_overlooked_faults_are_found(
    book: Path, tmp_path: Path, name: str, data: bytes, fault: str
) -> None:
    bad = tmp_path / "bad.epub"
    bad.write_bytes(book.read_bytes())
    with ZipFile(bad, "a") as archive:
        archive.writestr(name, data)
    assert fault in epub_faults(bad)
