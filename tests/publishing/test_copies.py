"""`potluck verify`: what a copy is, of which build, and how old; nothing in it is believed."""

import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gitbook import ANN, GitBook
from potluck.cli import main
from potluck.publishing import claims, sites
from potluck.publishing.claims import Claim

from .shelved import planted, put

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PAGE = "https://example.org/book/corrections.html#build-"
AGAIN = "  Hint: fetch it again from where the book is published\n"
XMP = (
    b"%PDF-1.7\n<xmpMM:VersionID>BUILD</xmpMM:VersionID>\n"
    b"<dc:source>https://example.org/repo/commit/COMMIT</dc:source>\n%%EOF\n"
)


def pdf(build: str, commit: str, more: str = "") -> str:
    return XMP.decode().replace("BUILD", build).replace("COMMIT", commit) + more


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    return planted(tmp_path / "book")


def publish(book: GitBook) -> str:
    """Publish editions whose PDF says which build it is; return its id."""
    commit = book.git("rev-parse", "HEAD")
    put(book, "pdf", text=pdf(commit[:10], commit))
    put(book, "epub", "site")
    assert main(["publish", "--root", str(book.book)]) == 0
    return commit[:10]


@pytest.fixture
def published(book: GitBook, capsys: pytest.CaptureFixture[str]) -> tuple[str, str, Path]:
    """A book that was published twice: both builds, and an old copy of the PDF."""
    first = publish(book)
    copy = book.root.parent / "old.pdf"
    shutil.copy(book.book / "build/pdf/a-test-book.pdf", copy)
    book.commit(
        ANN,
        "Correct the soup\n\nFixes #3\nCorrection: it was five litres too much.",
        soup="# Soup\n\nBoil it longer.\n",
    )
    book.commit(ANN, "Stew", stew="# Stew\n\nSimmer it.\n")
    second = publish(book)
    capsys.readouterr()
    return first, second, copy


def verify(book: GitBook, copy: Path, *options: str) -> int:
    return main(["verify", str(copy), "--root", str(book.book), *options])


# --- genuine ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pdf/a-test-book.pdf", "site"])
def test_the_newest_edition_is_genuine_and_current(
    book: GitBook,
    published: tuple[str, str, Path],
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    second = published[1]
    copy = book.book / "build" / name
    assert verify(book, copy) == 0
    assert capsys.readouterr().out == (
        f"{copy.name} is genuine and current: build {second} of 2023-11-16.\n{PAGE}{second}\n"
    )


def test_an_old_copy_is_told_how_old_it_is_and_what_was_corrected_since(
    book: GitBook, published: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, copy = published
    assert verify(book, copy) == 1
    assert capsys.readouterr().out == (
        f"old.pdf is genuine, and outdated: it is build {first} of 2023-11-14, 2 days older than "
        f"build {second} of 2023-11-16.\n"
        "Changed since:\n"
        "  2023-11-15 Soup: error corrected: it was five litres too much.\n"
        "  2023-11-16 Stew: new\n"
        f"{PAGE}{first}\n"
    )


def test_programs_are_told_the_same(
    book: GitBook, published: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, copy = published
    assert verify(book, copy, "--format", "json") == 1
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    changes = told.pop("changes")
    assert told == {
        "file": str(copy),
        "format": "pdf",
        "state": "outdated",
        "genuine": True,
        "current": False,
        "claims": {"build": first, "commit": told["build"]["commit"]},
        "build": {
            "id": first,
            "commit": book.git("rev-list", "--max-parents=0", "HEAD"),
            "date": "2023-11-14T22:13:20Z",
            "modified": False,
        },
        "newest": {
            "id": second,
            "commit": book.git("rev-parse", "HEAD"),
            "date": "2023-11-16T22:13:20Z",
            "modified": False,
        },
        "days": 2,
        "faults": [],
        "page": f"{PAGE}{first}",
    }
    assert changes[0] == {
        "date": "2023-11-15",
        "build": book.git("rev-parse", "HEAD~1")[:10],
        "chapter": "Soup",
        "path": "content/soup.md",
        "kind": "corrected",
        "words": "it was five litres too much.",
        "reports": [3],
    }


@pytest.mark.parametrize("named", ["", "manifest.json", "editions.json"])
def test_a_reader_needs_no_book_but_what_lies_beside_it_online(
    book: GitBook,
    published: tuple[str, str, Path],
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second, copy = published
    shutil.move(book.book / "build/pages", copy.with_name("online"))
    shutil.rmtree(book.root)
    monkeypatch.chdir(copy.parent)
    assert main(["verify", str(copy), "--manifest", str(copy.with_name("online") / named)]) == 1
    assert capsys.readouterr().out == (
        f"old.pdf is genuine, and outdated: it is build {first} of 2023-11-14, 2 days older than "
        f"build {second} of 2023-11-16.\n{PAGE}{first}\n"
    )


def test_a_file_that_no_later_edition_changed_is_still_current(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    put(book, text="%PDF-1.7 the same")
    assert main(["publish", "--root", str(book.book)]) == 0
    book.commit(ANN, "More")
    put(book, text="%PDF-1.7 the same")
    assert main(["publish", "--root", str(book.book)]) == 0
    ledger = book.book / "build/pages/editions.json"
    capsys.readouterr()
    for options in ([], ["--manifest", str(shutil.copy(ledger, book.root.parent))]):
        assert verify(book, book.book / "build/pdf/a-test-book.pdf", *options) == 0
        assert " is genuine and current: " in capsys.readouterr().out


def test_what_another_potluck_made_of_the_same_commit_is_genuine_too(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    build = publish(book)
    put(book, "pdf", text="%PDF-1.7 made by a newer Potluck")
    put(book, "site", text="by a newer Potluck")
    capsys.readouterr()
    for name in ("pdf/a-test-book.pdf", "site", "pages/downloads/a-test-book.pdf", "pages"):
        assert verify(book, book.book / "build" / name) == 0
        assert f" is genuine and current: build {build} of " in capsys.readouterr().out


# --- not genuine --------------------------------------------------------------------------------


def test_one_changed_byte_is_found(
    book: GitBook, published: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, _, copy = published
    data = bytearray(copy.read_bytes())
    data[-2] ^= 1
    copy.write_bytes(data)
    assert verify(book, copy) == 1
    assert capsys.readouterr().out == (
        f"old.pdf is not genuine: it says that it is build {first}, and is not what was built "
        f"then. It was changed, or damaged on its way.\n{AGAIN}{PAGE}{first}\n"
    )


def test_a_build_that_nobody_knows_is_not_called_false(
    book: GitBook, published: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = published[2]
    copy.write_text(pdf(COMMIT[:10], COMMIT))
    assert verify(book, copy) == 1
    assert capsys.readouterr().out == (
        "old.pdf cannot be told to be genuine: it says that it is build 0123456789, of which "
        "nothing is known here.\n  Hint: name the editions.json of its site with --manifest, or "
        f"make that build again: git checkout {COMMIT} && potluck build\n{PAGE}0123456789\n"
    )


def test_a_copy_that_names_no_build_is_none_of_ours(
    book: GitBook, published: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = published[2]
    copy.write_text("%PDF-1.7 <xmpMM:VersionID>$(reboot)</xmpMM:VersionID>")
    assert verify(book, copy) == 1
    assert capsys.readouterr().out == (
        f"old.pdf is not genuine: it names no build, and is no edition that is known here.\n{AGAIN}"
    )


def test_a_site_that_was_tampered_with_is_told_file_by_file(
    book: GitBook, published: tuple[str, str, Path], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    second = published[1]
    copy = tmp_path / "copy"
    shutil.copytree(book.book / "build/pages", copy)
    assert verify(book, copy) == 0
    (copy / "index.html").write_text("<script>steal()</script>")
    (copy / "downloads/a-test-book.pdf").unlink()
    for number in range(5):
        (copy / f"x{number}.html").write_text("")
    capsys.readouterr()
    assert verify(book, copy) == 1
    assert capsys.readouterr().out == (
        f"copy is not genuine: it says that it is build {second}, and is not what was built then. "
        f"It was changed, or damaged on its way.\n{AGAIN}"
        "  downloads/a-test-book.pdf is not there.\n"
        "  index.html was changed.\n"
        "  x0.html was added.\n"
        "  x1.html was added.\n"
        "  x2.html was added.\n"
        "  and 2 more.\n"
        f"{PAGE}{second}\n"
    )


def test_an_archive_of_a_site_is_compared_as_the_folder_is(
    book: GitBook, published: tuple[str, str, Path],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    second = published[1]
    copy = published[2].with_name("a-test-book-site.zip")
    with zipfile.ZipFile(copy, "w") as archive:
        for path in (book.book / "build/site").rglob("*"):
            archive.write(path, f"a-test-book-site/{path.relative_to(book.book / 'build/site')}")
    assert verify(book, copy) == 0
    assert f"is genuine and current: build {second} of" in capsys.readouterr().out
    monkeypatch.setattr(sites, "LARGEST", 10)
    assert verify(book, copy) == 2
    assert capsys.readouterr().err == (
        f"{copy} is too large to be looked at.\nHint: unpack it first\n"
    )


# --- what cannot be told ------------------------------------------------------------------------


def test_what_is_no_copy_is_said_to_be_none(
    book: GitBook, published: tuple[str, str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    neither = "{} is neither a PDF nor an EPUB, nor a site."
    cases = {"gone.pdf": "There is no {}.", "text.pdf": neither, "pipe": neither}
    published[2].with_name("text.pdf").write_text("PDF")
    os.mkfifo(published[2].with_name("pipe"))
    for name, what in cases.items():
        copy = published[2].with_name(name)
        assert verify(book, copy) == 2
        hint = "Hint: name a PDF, an EPUB, or the folder or archive of a site\n"
        assert capsys.readouterr().err == f"{what.format(copy)}\n{hint}"


def test_nothing_to_compare_with_is_not_genuine(
    book: GitBook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "some.pdf"
    copy.write_text(pdf(COMMIT[:10], COMMIT))
    assert verify(book, copy) == 2
    assert capsys.readouterr().err == (
        f"No pdf is known here to compare {copy} with.\nHint: go to the book's folder, or name the "
        "manifest.json or editions.json of its site with --manifest\n"
    )


# --- what a copy claims -------------------------------------------------------------------------


def package(path: Path, text: str, name: str = "EPUB/package.opf") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(name, text)
    return path


def test_a_claim_is_read_from_the_package_of_an_epub(tmp_path: Path) -> None:
    text = (
        f'<meta property="schema:version">{COMMIT[:10]}+abcdef</meta>'
        f'<meta property="schema:isBasedOn">git commit {COMMIT}</meta>'
    )
    copy = package(tmp_path / "a.epub", text)
    assert claims.kind_of(copy) == "epub"
    assert claims.of_epub(copy) == Claim(f"{COMMIT[:10]}+abcdef", COMMIT)
    assert claims.of_epub(package(tmp_path / "b.epub", text, "other.xml")) == Claim()


@pytest.mark.parametrize("cut", [1, 30, 60, 100, 200])
def test_an_epub_that_is_cut_off_claims_nothing(tmp_path: Path, cut: int) -> None:
    copy = package(tmp_path / "a.epub", "<package/>")
    copy.write_bytes(copy.read_bytes()[:cut])
    assert claims.of_epub(copy) == Claim()


def test_an_epub_whose_bytes_are_turned_over_one_by_one_is_never_a_crash(tmp_path: Path) -> None:
    whole = package(tmp_path / "a.epub", "<package/>").read_bytes()
    for at in range(len(whole)):
        copy = tmp_path / "b.epub"
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        assert claims.of_epub(copy) == Claim()
        claims.kind_of(copy)


def test_the_last_word_of_a_pdf_counts(tmp_path: Path) -> None:
    copy = tmp_path / "a.pdf"
    copy.write_text(pdf("aaaaaaaaaa", "a" * 40) + pdf("bbbbbbbbbb", "b" * 40))
    assert claims.of_pdf(copy) == Claim("bbbbbbbbbb", "b" * 40)
