"""`potluck prove`: what stands in build/ is proven again, and the manifest says whether it is."""

import json
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from gitbook import ANN, GitBook
from golden.books import plant, share_fonts
from potluck import manifest
from potluck.cli import main
from potluck.manifest.whole import facts_of


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> GitBook:
    book = plant("minimal", tmp_path_factory.mktemp("proving") / "book")
    share_fonts(book.book)
    assert main(["build", "--root", str(book.book)]) == 0
    return book


@pytest.fixture
def book(built: GitBook, tmp_path: Path) -> GitBook:
    """The same book, with its editions, where they may be harmed."""
    shutil.copytree(built.root, tmp_path / "book")
    return GitBook(tmp_path / "book", built.folder, built.clock)


def said(book: GitBook) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((book.book / "build/manifest.json").read_text())
    return found


def prove(book: GitBook, *formats: str) -> int:
    return main(["prove", *formats, "--root", str(book.book)])


# --- the manifest of a build --------------------------------------------------------------------


def test_a_real_manifest_is_as_its_schema_says(built: GitBook) -> None:
    schema = json.loads(manifest.SCHEMA.read_text("utf-8"))
    assert [str(error) for error in Draft202012Validator(schema).iter_errors(said(built))] == []


def test_it_names_the_tools_and_fonts_that_shaped_each_edition(built: GitBook) -> None:
    made = said(built)["artifacts"]
    assert made["pdf"]["tools"].items() >= {
        ("potluck", "0.1.0"),
        ("weasyprint", version("weasyprint")),
    }
    assert {"python", "pango", "libharfbuzz.so"} <= made["pdf"]["tools"].keys()
    assert {"mkdocs", "mkdocs-material"} <= made["site"]["tools"].keys()
    assert "weasyprint" not in made["epub"]["tools"]
    fonts = {(font["name"], font["version"]) for font in made["pdf"]["fonts"]}
    assert fonts == {
        ("Source Serif 4", "4.004"),
        ("Source Sans 3", "3.052"),
        ("Source Code Pro", "1.026"),
    }
    assert [font["name"] for font in made["site"]["fonts"]] == [
        "Source Serif",
        "Source Serif",
        "Source Sans",
    ]
    assert made["epub"]["fonts"] == []


def test_it_counts_what_each_edition_holds(built: GitBook) -> None:
    made = said(built)["artifacts"]
    for name in ("pdf", "epub", "site"):
        files = made[name]["files"].items()
        others = ("downloads/", "assets/")
        own = sum(facts["size"] for path, facts in files if not path.startswith(others))
        assert made[name]["counts"]["bytes"] == own
        assert made[name]["counts"]["chapters"] == 1
    assert len({made[name]["counts"]["words"] for name in ("pdf", "epub", "site")}) == 1
    assert made["pdf"]["notes"] == [f"pages={made['pdf']['counts']['pages']}"]


def test_a_build_proves_all_but_the_statement_of_rights(built: GitBook) -> None:
    made = said(built)["artifacts"]
    proven = {name: entry["proven"] for name, entry in made.items()}
    assert proven.pop("reuse") is None
    assert {entry["potluck"] for entry in proven.values()} == {"0.1.0"}
    assert {tuple(entry["of"]) for entry in proven.values()} == {
        ("words", "credits", "licences", "links", "withheld names")
    }


def test_the_same_commit_gives_the_same_manifest(book: GitBook) -> None:
    before = (book.book / "build/manifest.json").read_bytes()
    shutil.rmtree(book.book / "build")
    assert main(["build", "--root", str(book.book)]) == 0
    assert (book.book / "build/manifest.json").read_bytes() == before
    shutil.rmtree(book.book / "build")
    shutil.rmtree(book.root / ".git/potluck")
    shutil.rmtree(book.book / ".cache")
    assert main(["build", "--root", str(book.book)]) == 0
    assert (book.book / "build/manifest.json").read_bytes() == before


# --- the proof ----------------------------------------------------------------------------------


def test_good_editions_are_proven_and_nothing_is_written(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    file = book.book / "build/manifest.json"
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    assert prove(book) == 0
    build, blocks = said(book)["build"]["id"], said(book)["artifacts"]["pdf"]["proven"]["blocks"]
    assert capsys.readouterr().out.splitlines() == [
        f"build/{name}/ is proven: build {build}, {blocks} pieces found again."
        for name in ("pdf", "epub", "site")
    ]
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_an_edition_that_nobody_has_proven_is_proven_now(book: GitBook) -> None:
    before = (book.book / "build/manifest.json").read_bytes()
    made = said(book)
    made["artifacts"]["pdf"]["proven"] = None
    (book.book / "build/manifest.json").write_text(json.dumps(made))
    assert prove(book, "pdf") == 0
    assert (book.book / "build/manifest.json").read_bytes() == before


def flip(path: Path) -> None:
    """Change one byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def forge(book: GitBook, name: str, old: bytes, new: bytes) -> None:
    """Change a file of the site and the manifest with it, as somebody who is in build/ might."""
    path = book.book / "build/site" / name
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    made = said(book)
    facts = facts_of(path)
    made["artifacts"]["site"]["files"][name] = {"size": facts.size, "sha256": facts.sha256}
    (book.book / "build/manifest.json").write_text(json.dumps(made))


HARM: dict[str, tuple[str, Callable[[GitBook], object], str]] = {
    "a byte of the PDF": (
        "pdf",
        lambda book: flip(book.book / "build/pdf/a-minimal-book.pdf"),
        "build/pdf:1: error BLD-004 build/pdf/a-minimal-book.pdf is not what was built. "
        "Hint: type: potluck build",
    ),
    "a byte of the EPUB": (
        "epub",
        lambda book: flip(book.book / "build/epub/a-minimal-book.epub"),
        "build/epub:1: error BLD-004 build/epub/a-minimal-book.epub is not what was built. "
        "Hint: type: potluck build",
    ),
    "a page that is gone": (
        "site",
        lambda book: (book.book / "build/site/leek-soup.html").unlink(),
        "build/site:1: error BLD-004 build/site/leek-soup.html is not there. "
        "Hint: type: potluck build",
    ),
    "a word of a page, and the manifest to go with it": (
        "site",
        lambda book: forge(book, "leek-soup.html", b"Slice the leeks.", b"Fry the leeks."),
        "content/leek-soup.md:1: error BLD-001 The site lacks the paragraph “Slice the leeks.” of "
        "this chapter.",
    ),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_was_changed_is_not_proven(
    book: GitBook, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, do, told = HARM[harm]
    do(book)
    assert prove(book) == 1
    heard = capsys.readouterr()
    assert told in " ".join(heard.out.split())
    assert heard.err.endswith("These editions are not proven, and build/manifest.json says so.\n")
    made = said(book)["artifacts"]
    assert [made[each]["proven"] for each in ("pdf", "epub", "site")] == [None, None, None]
    others = [each for each in ("pdf", "epub", "site") if each != name]
    assert prove(book, *others) == 0
    proven = {each for each in ("pdf", "epub", "site") if said(book)["artifacts"][each]["proven"]}
    assert proven == set(others)


def test_editions_of_another_build_are_not_this_book(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    old = said(book)["build"]["id"]
    new = book.commit(ANN, stew="# Stew\n\nSimmer the stew.\n")[:10]
    assert prove(book, "epub") == 1
    assert f"The epub is of build {old}, and the book is at {new}." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lost", "formats", "message"),
    [
        ("manifest.json", (), "build/manifest.json is not there, or damaged."),
        ("pdf", ("pdf",), "There is no pdf in build/."),
    ],
)
def test_what_is_not_there_cannot_be_proven(
    book: GitBook,
    lost: str,
    formats: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = said(book)
    made["artifacts"].pop(lost, None)
    file = book.book / "build/manifest.json"
    file.write_text(json.dumps(made))
    if lost == "manifest.json":
        file.unlink()
    assert prove(book, *formats) == 2
    hint = " ".join(("potluck build", *formats))
    assert capsys.readouterr().err.endswith(f"{message}\nHint: type: {hint}\n")
