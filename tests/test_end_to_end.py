"""From a clone to the finished book, through the command line: this repository's own book.

Then the promises about every build: the same bytes everywhere, and nothing half-done.
"""

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from gitbook import ANN, GitBook
from golden.books import plant, share_fonts
from potluck import pipeline, proof
from potluck.model import Edition
from potluck.proof.blocks import blocks, homes
from shared import git, own, run, variables
from tools import need

EDITIONS = ("epub", "pdf", "site")
NAME = "kitchen-commons"
Files = dict[str, bytes]


def files(folder: Path) -> Files:
    """Return every file below a folder, by name."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Name the files that are not the same in both."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- this repository's own book -----------------------------------------------------------------


@dataclass(frozen=True)
class Built:
    """A clone of this repository, with its book built."""

    root: Path
    code: int
    said: str

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def pdf(self) -> Path:
        return self.build / "pdf" / f"{NAME}.pdf"

    @property
    def epub(self) -> Path:
        return self.build / "epub" / f"{NAME}.epub"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's book, built in a clone by `potluck build`, for all workers together."""
    folder = own(tmp_path_factory)
    code, said = json.loads((folder / "said.json").read_text())
    return Built(folder / "clone", code, said)


@pytest.fixture(scope="session")
def edition(built: Built) -> Edition:
    return pipeline.edition_for(built.root, preview=False)[0]


def test_the_book_is_built_and_published(built: Built) -> None:
    assert built.code == 0, built.said
    assert (built.build / "site" / "index.html").is_file()
    assert built.pdf.read_bytes().startswith(b"%PDF-")
    assert built.epub.read_bytes().startswith(b"PK")


def test_only_editions_the_manifest_and_the_readme_stand_in_build(built: Built) -> None:
    assert names(built.build) == ["README.md", "epub", "manifest.json", "pdf", "reuse", "site"]
    assert names(built.build / "pdf") == ["chapters", f"{NAME}.pdf"]
    assert names(built.build / "epub") == [f"{NAME}.epub"]


def test_the_manifest_names_the_commit_and_every_file(built: Built) -> None:
    manifest = json.loads((built.build / "manifest.json").read_text())
    assert manifest["build"]["commit"] == git(built.root, "rev-parse", "HEAD").strip()
    assert manifest["build"]["modified"] is False
    assert manifest["book"] == {
        "title": "Kitchen Commons",
        "slug": NAME,
        "url": "https://kitchen-commons.example/",
    }
    assert sorted(manifest["artifacts"]) == ["epub", "pdf", "reuse", "site"]
    for name, entry in manifest["artifacts"].items():
        assert entry["files"] == {
            path: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for path, data in files(built.build / name).items()
        }


def test_the_site_offers_the_very_files_that_were_built(built: Built) -> None:
    offered = files(built.build / "site" / "downloads")
    assert offered == {built.epub.name: built.epub.read_bytes(), **files(built.build / "pdf")}


def test_every_chapter_is_offered_alone_on_its_page(built: Built, edition: Edition) -> None:
    alone = {f"{chapter.slug}.pdf": chapter.href for chapter in edition.chapters}
    assert sorted(alone) == names(built.build / "pdf" / "chapters")
    for name, href in alone.items():
        page = (built.build / "site" / href).read_text()
        assert page.count(f'href="../downloads/chapters/{name}"') == 2


def test_every_chapter_is_found_again_in_all_editions(built: Built, edition: Edition) -> None:
    wanted = blocks(edition)
    assert len(wanted) > 1000
    assert {block.home for block in wanted} == {"", *homes(edition)}
    assert {chapter.path for chapter in edition.texts} == {
        f"content/{name}" for name in files(built.root / "content") if name.endswith(".md")
    }
    assert proof.verify(edition, {name: built.build / name for name in EDITIONS}) == ()


# --- nobody's address ---------------------------------------------------------------------------

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
TEXT = (".html", ".xhtml", ".opf", ".ncx", ".xml", ".svg", ".json", ".js", ".css", ".txt", ".md")
SAMPLES = {"site/handbook/rules/prv-001.html": ["ann@soup-kitchen.net"]}  # the rule's bad example


def addresses(text: str) -> list[str]:
    """Find e-mail addresses, but for those that documents may use (RFC 2606)."""
    found = (match[0] for match in ADDRESS.finditer(text))
    return [each for each in found if not re.search(r"[@.]example(\.(org|com|net))?$", each)]


def words(built: Built) -> Iterator[tuple[str, str]]:
    """Yield every text of every edition, with its name."""
    for name, data in files(built.build / "site").items():
        if name.endswith(TEXT):
            yield f"site/{name}", data.decode()
    with ZipFile(built.epub) as archive:
        yield from (
            (f"epub/{name}", archive.read(name).decode())
            for name in archive.namelist()
            if name.endswith(TEXT)
        )
    for tool in (["pdftotext", str(built.pdf), "-"], ["pdfinfo", "-meta", str(built.pdf)]):
        done = subprocess.run([need(tool[0]), *tool[1:]], capture_output=True, check=True)
        yield tool[0], done.stdout.decode()


def test_no_address_of_anybody_is_published(built: Built) -> None:
    found = {name: addresses(text) for name, text in words(built)}
    assert len(found) > 60
    assert {name: each for name, each in found.items() if each} == SAMPLES


def test_addresses_are_recognised_where_there_are_any() -> None:
    assert addresses("Ann <ann@kitchen.org>, ben+cook@mail.co.uk; c@example.org, @media") == [
        "ann@kitchen.org",
        "ben+cook@mail.co.uk",
    ]


# --- MkDocs by itself ---------------------------------------------------------------------------


def test_mkdocs_alone_gives_the_same_site(built: Built, tmp_path: Path) -> None:
    arguments = ("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site"))
    code, said = run(*arguments, cwd=built.root, NO_MKDOCS_2_WARNING="true")
    assert (code, said) == (0, "")
    assert differing(files(built.build / "site"), files(tmp_path / "site")) == []


# --- the same bytes everywhere ------------------------------------------------------------------

PLACES: dict[str, dict[str, str]] = {
    "east": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "0",
    },
    "far/west of-here": {
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "de_DE.UTF-8",
        "PYTHONHASHSEED": "4242",
        "SOURCE_DATE_EPOCH": "nonsense",
    },
}
MASKS = {"east": 0o022, "far/west of-here": 0o077}


def test_a_commit_gives_the_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    made: list[Files] = []
    for place, environment in PLACES.items():
        book = plant("everything", tmp_path / place)
        if not made:
            share_fonts(book.book)  # the second one begins with cold caches
        root = str(book.book)
        code, said = run(
            "potluck", "build", "--root", root, cwd=tmp_path, umask=MASKS[place], **environment
        )
        assert code == 0, said
        made.append(files(book.book / "build"))
    assert {"epub/everything.epub", "pdf/everything.pdf", "site/index.html"} <= set(made[0])
    assert differing(*made) == []


# --- nothing half-done --------------------------------------------------------------------------

CONFIG = "site_name: A Book\nplugins: [potluck]\n"
BUILT = ["epub", "manifest.json", "pdf", "reuse", "site"]


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    """A book of one chapter, built."""
    made = GitBook(tmp_path / "book")
    share_fonts(made.book)
    made.write("mkdocs.yml", CONFIG)
    made.commit(ANN, soup="# Soup\n\nBoil the water.\n")
    assert pipeline.build(made.book, progress=lambda _: None).published
    return made


def test_pdf_and_epub_are_the_same_where_no_site_is_built(book: GitBook) -> None:
    whole = files(book.book / "build")
    for kept in ("build", ".cache", ".git/potluck"):
        shutil.rmtree(book.book / kept)
    assert pipeline.build(book.book, ("pdf", "epub"), progress=lambda _: None).published
    made = files(book.book / "build")
    some = [name for name in made if name.startswith(("pdf/", "epub/"))]
    assert ([made[name] for name in some], len(some)) == ([whole[name] for name in some], 2)


def test_a_chapter_that_is_damaged_later_leaves_the_last_edition(book: GitBook) -> None:
    good = files(book.book / "build")
    book.write("content/soup.md", "---\ntitle: [Soup\n---\nBoil the water.\n")
    code, said = run("potluck", "build", "--root", str(book.book), cwd=book.root)
    assert code == 1
    assert "content/soup.md:2: error FM-001" in said
    assert said.endswith("Nothing was published; the last good editions stand as they were.\n")
    assert files(book.book / "build") == good


# Soon enough that nothing is published yet: this book has one chapter.
MOMENTS = (
    ("Reading the book …", 0.0),
    ("Setting the PDF …", 0.4),
    ("Making the EPUB …", 0.0),
    ("Building the site …", 0.05),
    ("Proving the editions …", 0.0),
)


def kill_at(book: GitBook, line: str, delay: float) -> None:
    """Start a build, wait until it says what it works on, and kill it a moment later."""
    arguments = [sys.executable, "-m", "potluck", "build", "--root", str(book.book)]
    with subprocess.Popen(
        arguments, env=variables(), stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        assert any(heard.rstrip("\n") == line for heard in process.stderr)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_a_build_that_is_killed_leaves_whole_editions_and_is_in_nobodys_way(book: GitBook) -> None:
    good = {name: files(book.book / "build" / name) for name in EDITIONS}
    book.commit(ANN, soup="# Soup\n\nBoil more water.\n")
    for line, delay in MOMENTS:
        kill_at(book, line, delay)
        assert {name: files(book.book / "build" / name) for name in EDITIONS} == good
    assert run("potluck", "build", "--root", str(book.book), cwd=book.root)[0] == 0
    assert names(book.book / "build") == BUILT
    assert b"Boil more water." in (book.book / "build/site/soup.html").read_bytes()
