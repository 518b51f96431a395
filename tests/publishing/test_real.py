"""A small book, built twice for real: what its copies say, and what is told of them."""

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from gitbook import ANN, BEN, GitBook
from golden.books import share_fonts
from potluck.cli import main
from potluck.publishing import claims
from potluck.publishing.claims import Claim

CONFIG = """site_name: A Small Book
site_url: https://example.org/book/
repo_url: https://example.org/repo
plugins: [potluck]
"""
SOUP = "# Soup\n\nBoil the water with five spoons of salt.\n"
WORDS = "five spoons of salt were meant to be one."
PAGE = "https://example.org/book/corrections.html#build-"
EDITIONS = ("pdf/a-small-book.pdf", "epub/a-small-book.epub")


@dataclass(frozen=True)
class Twice:
    """The book after its second publication, and copies of its first editions."""

    book: GitBook
    old: Path
    commits: tuple[str, str]

    @property
    def build(self) -> Path:
        return self.book.book / "build"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    folder = tmp_path_factory.mktemp("twice")
    book = GitBook(folder / "book")
    book.write("mkdocs.yml", CONFIG)
    book.write(".gitignore", "/build/\n/.cache/\n")
    share_fonts(book.book)
    first = book.commit(ANN, "Begin", soup=SOUP, bread="# Bread\n\nKnead the dough.\n")
    for command in ("build", "publish"):
        assert main([command, "--root", str(book.book)]) == 0
    (folder / "old").mkdir()
    for name in EDITIONS:
        shutil.copy(book.book / "build" / name, folder / "old")
    fixed = SOUP.replace("five spoons", "one spoon")
    second = book.commit(BEN, f"Fix the salt\n\nFixes #7\nCorrection: {WORDS}", soup=fixed)
    for command in ("build", "publish"):
        assert main([command, "--root", str(book.book)]) == 0
    return Twice(book, folder / "old", (first, second))


def verify(twice: Twice, copy: Path) -> int:
    return main(["verify", str(copy), "--root", str(twice.book.book)])


def test_every_copy_says_inside_which_build_it_is(twice: Twice) -> None:
    found = {path.suffix: path for path in twice.old.iterdir()}
    first = Claim(twice.commits[0][:10], twice.commits[0])
    assert claims.of_pdf(found[".pdf"]) == claims.of_epub(found[".epub"]) == first
    second = Claim(twice.commits[1][:10], twice.commits[1])
    assert claims.of_pdf(twice.build / EDITIONS[0]) == second
    assert claims.of_epub(twice.build / EDITIONS[1]) == second
    assert claims.of_site(twice.build / "pages") == second


def addresses(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            notes: Any = page.get("/Annots", [])
            for note in notes:
                yield str(note.get("/A", {}).get("/URI", ""))


def test_the_colophon_of_a_copy_leads_to_what_has_changed_since(twice: Twice) -> None:
    address = f"{PAGE}{twice.commits[0][:10]}"
    assert address in set(addresses(twice.old / "a-small-book.pdf"))
    with zipfile.ZipFile(twice.old / "a-small-book.epub") as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("colophon.xhtml"))
        assert f'href="{address}"' in archive.read(name).decode()
    page = (twice.build / "pages/corrections.html").read_text()
    assert f'id="build-{twice.commits[0][:10]}"' in page
    above = page.partition(f'id="build-{twice.commits[0][:10]}"')[0]
    assert WORDS in above.partition('id="builds"')[2]


@pytest.mark.parametrize("name", EDITIONS)
def test_the_newest_copy_is_current_and_one_turned_byte_is_found(
    twice: Twice, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = twice.commits[1][:10]
    copy = shutil.copy(twice.build / name, tmp_path)
    assert verify(twice, Path(copy)) == 0
    assert capsys.readouterr().out == (
        f"{Path(copy).name} is genuine and current: build {second} of 2023-11-15.\n{PAGE}{second}\n"
    )
    data = bytearray(Path(copy).read_bytes())
    data[len(data) // 2] ^= 1
    Path(copy).write_bytes(data)
    assert verify(twice, Path(copy)) == 1
    assert capsys.readouterr().out == (
        f"{Path(copy).name} is not genuine: it says that it is build {second}, and is not what was "
        "built then. It was changed, or damaged on its way.\n"
        f"  Hint: fetch it again from where the book is published\n{PAGE}{second}\n"
    )


@pytest.mark.parametrize("name", ["a-small-book.pdf", "a-small-book.epub"])
def test_an_old_copy_hears_what_it_lacks(
    twice: Twice, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (commit[:10] for commit in twice.commits)
    assert verify(twice, twice.old / name) == 1
    assert capsys.readouterr().out == (
        f"{name} is genuine, and outdated: it is build {first} of 2023-11-14, 1 day older than "
        f"build {second} of 2023-11-15.\nChanged since:\n"
        f"  2023-11-15 Soup: error corrected: {WORDS}\n{PAGE}{first}\n"
    )


def test_a_site_that_offers_an_older_pdf_says_so(twice: Twice, tmp_path: Path) -> None:
    book = GitBook(tmp_path / "book", clock=twice.book.clock)
    shutil.copytree(twice.book.root, book.root, dirs_exist_ok=True)
    shutil.rmtree(book.root / "build")
    third = book.commit(ANN, "More", bread="# Bread\n\nKnead the dough well.\n")[:10]
    second = twice.commits[1][:10]
    online = str(twice.build / "pages")
    root = ["--root", str(book.book)]
    assert main(["build", "epub", "site", "--offer", online, *root]) == 0
    assert main(["publish", "--online", online, *root]) == 0
    pages = book.book / "build/pages"
    offered = pages / "downloads/a-small-book.pdf"
    assert offered.read_bytes() == (twice.build / EDITIONS[0]).read_bytes()
    home, downloads = (pages / name for name in ("index.html", "downloads.html"))
    assert f", build {second}</small>" in home.read_text()
    assert home.read_text().count(", build ") == 1
    assert f'<a href="corrections.html#build-{second}">what has changed since</a>' in (
        downloads.read_text()
    )
    assert f"<code>{third}</code>" in downloads.read_text()


def test_a_build_of_an_older_commit_is_not_published(
    twice: Twice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = GitBook(tmp_path / "book", clock=twice.book.clock)
    shutil.copytree(twice.book.root, book.root, dirs_exist_ok=True)
    book.git("checkout", "-q", twice.commits[0])
    assert main(["build", "--root", str(book.book)]) == 0
    capsys.readouterr()
    assert main(["publish", "--root", str(book.book)]) == 1
    first, second = (commit[:10] for commit in twice.commits)
    assert capsys.readouterr().out == (
        f"older (site, PDF, EPUB): build {first} of 2023-11-14 would replace build {second} of "
        "2023-11-15.\n  Hint: if that is meant, type: potluck publish --allow older --because "
        '"…"\n'
    )
    for name in EDITIONS:  # the same commit gives the same bytes, with all that was kept
        assert (book.book / "build" / name).read_bytes() == (
            twice.old / Path(name).name
        ).read_bytes()
