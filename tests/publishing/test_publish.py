"""`potluck publish`: what is worse than what readers have is refused; all else goes out whole."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, Registry

from gitbook import ANN, GitBook
from potluck import manifest
from potluck.cli import main
from potluck.model import Measure
from potluck.publishing import ledger, run

from .shelved import CONFIG, planted, put

KEPT = "Nothing was published; what is online stays as it is.\n"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    return planted(tmp_path / "book")


def publish(book: GitBook, *options: str) -> int:
    return main(["publish", "--root", str(book.book), *options])


def names(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def editions(book: GitBook) -> list[dict[str, Any]]:
    text = (book.book / "build/pages/editions.json").read_text()
    found: list[dict[str, Any]] = json.loads(text)["editions"]
    return found


# --- what is published --------------------------------------------------------------------------


def test_the_site_goes_online_with_its_manifest_and_all_editions(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    build = put(book)
    assert publish(book) == 0
    assert capsys.readouterr().out == (
        f"build/pages/ holds build {build.id} of 2023-11-14: site, PDF, EPUB.\n"
        "Nothing was known to stand online, so it was compared with nothing.\n"
    )
    pages = book.book / "build/pages"
    assert names(pages) == [
        "downloads/a-test-book.epub",
        "downloads/a-test-book.pdf",
        "editions.json",
        "index.html",
        "manifest.json",
    ]
    assert (pages / "manifest.json").read_bytes() == (
        book.book / "build/manifest.json"
    ).read_bytes()
    written = json.loads((pages / "editions.json").read_text())
    assert [str(error) for error in validator().iter_errors(written)] == []


def validator() -> Draft202012Validator:
    """Return what judges a ledger: its schema refers to that of the manifest."""
    schemas = [json.loads(file.read_text("utf-8")) for file in (ledger.SCHEMA, manifest.SCHEMA)]
    registry = Registry([(schemas[1]["$id"], schemas[1])])
    return Draft202012Validator(schemas[0], registry=registry)


def test_a_better_edition_replaces_it_and_the_ledger_remembers(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    first = put(book)
    assert publish(book) == 0
    book.commit(ANN, "More", stew="# Stew\n\nSimmer it.\n")
    second = put(book)
    capsys.readouterr()
    assert publish(book) == 0
    assert capsys.readouterr().out == (
        f"build/pages/ holds build {second.id} of 2023-11-15: site, PDF, EPUB.\n"
        f"It replaces build {first.id} of 2023-11-14.\n"
    )
    assert [each["build"]["id"] for each in editions(book)] == [second.id, first.id]
    assert publish(book) == 0  # the same again is the same edition
    assert len(editions(book)) == 2
    assert [path.name for path in (book.book / "build").glob(".*")] == []


def test_an_edition_names_only_the_files_that_are_new(book: GitBook) -> None:
    put(book)
    assert publish(book) == 0
    book.commit(ANN, "More")
    put(book, "epub", text="x" * 1000)
    put(book, "site")
    assert publish(book) == 0
    newest, oldest = editions(book)
    assert sorted(oldest["files"]) == ["epub/a-test-book.epub", "pdf/a-test-book.pdf"]
    assert sorted(newest["files"]) == ["epub/a-test-book.epub"]
    assert sorted(newest["digests"]) == ["epub", "pdf", "site"]


def test_the_last_good_pdf_stays_linked_and_is_called_what_it_is(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    first = put(book)
    assert publish(book) == 0
    book.commit(ANN, "More")
    second = put(book, "epub", "site")
    capsys.readouterr()
    assert publish(book) == 0
    assert capsys.readouterr().out == (
        f"build/pages/ holds build {second.id} of 2023-11-15: site, PDF, EPUB.\n"
        f"The PDF is the last good one, of build {first.id}.\n"
        f"It replaces build {first.id} of 2023-11-14.\n"
    )
    pdf = book.book / "build/pages/downloads/a-test-book.pdf"
    assert pdf.read_text() == f"pdf of {first.id}"


def test_what_build_has_lost_is_offered_again_from_what_was_published(
    book: GitBook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = put(book)
    assert publish(book, "--to", str(tmp_path / "online")) == 0
    shutil.rmtree(book.book / "build")
    book.commit(ANN, "More")
    put(book, "epub")
    assert run.offer(book.book, tmp_path / "online") == ("pdf",)
    assert run.offer(book.book, tmp_path / "online") == ()
    put(book, "site")
    capsys.readouterr()
    assert publish(book, "--to", str(tmp_path / "online")) == 0
    assert f"The PDF is the last good one, of build {first.id}.\n" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    build = put(book)
    assert publish(book, "--dry-run") == 0
    assert capsys.readouterr().out == (
        f"build/pages/ would hold build {build.id} of 2023-11-14: site, PDF, EPUB.\n"
        "Nothing was known to stand online, so it was compared with nothing.\n"
    )
    assert not (book.book / "build/pages").exists()


# --- what is refused ----------------------------------------------------------------------------


def type_(kind: str) -> str:
    return f'if that is meant, type: potluck publish --allow {kind} --because "…"'


def older(book: GitBook) -> str:
    """Publish, then go back to the commit before, and build that."""
    first = book.git("rev-parse", "HEAD")
    book.commit(ANN, "More")
    new = put(book)
    assert publish(book) == 0
    book.git("checkout", "-q", first)
    old = put(book)
    return (
        f"older (site, PDF, EPUB): build {old.id} of 2023-11-14 would replace build {new.id} of "
        f"2023-11-15.\n  Hint: {type_('older')}\n"
    )


def unrelated(book: GitBook) -> str:
    """Publish from a branch, and then from another that never saw it."""
    book.branch("other")
    book.commit(ANN, "Other")
    new = put(book)
    assert publish(book) == 0
    book.git("checkout", "-q", "main")
    book.commit(ANN, "Main")
    now = put(book)
    return (
        f"unrelated (site, PDF, EPUB): build {now.id} of 2023-11-16 would replace build {new.id} "
        "of 2023-11-15, and neither commit is in the history of the other.\n"
        f"  Hint: git fetch --unshallow; {type_('unrelated')}\n"
    )


def unknown(book: GitBook) -> str:
    """Publish from a repository that was thrown away and begun anew, later."""
    old = put(book)
    assert publish(book) == 0
    shutil.rmtree(book.root / ".git")
    again = GitBook(book.root, clock=book.clock)
    again.commit(ANN, "Anew")
    now = put(again)
    return (
        f"unrelated (site, PDF, EPUB): build {now.id} of 2023-11-15 would replace build {old.id} "
        "of 2023-11-14, whose commit is not in this repository.\n"
        f"  Hint: git fetch --unshallow; {type_('unrelated')}\n"
    )


def shrunken(book: GitBook) -> str:
    put(book)
    assert publish(book) == 0
    book.commit(ANN, "Less")
    put(book, measure=Measure(chapters=9, words=899, blocks=40), pages=20)
    return (
        "shrunken (site, PDF, EPUB): of 1,000 words 899 are left, 10 % fewer; of 100 pages 20 are "
        "left, 80 % fewer. mkdocs.yml allows 10 % (`shrink`).\n"
        f"  Hint: {type_('shrunken')}\n"
    )


def shrunken_pdf(book: GitBook) -> str:
    put(book, text="x" * 1000)
    assert publish(book) == 0
    book.commit(ANN, "Less")
    put(book, "pdf", text="x" * 800)
    put(book, "epub", text="x" * 1001)
    put(book, "site", text="x" * 1001)
    return (
        "shrunken (PDF): of 1,000 bytes 800 are left, 20 % fewer. mkdocs.yml allows 10 % "
        f"(`shrink`).\n  Hint: {type_('shrunken')}\n"
    )


def missing(book: GitBook) -> str:
    build = put(book, text="x" * 1000)
    assert publish(book) == 0
    shutil.move(book.book / "build/pages", book.book / "pages")
    shutil.rmtree(book.book / "build")
    book.git("reset", "-q", "--hard")
    put(book, "epub", "site", text="x" * 1000)
    shutil.move(book.book / "pages", book.book / "build/pages")
    return (
        f"missing (PDF): readers have build {build.id}, and build/ holds none.\n  Hint: type: "
        f"potluck build, or build the site with --offer FOLDER; {type_('missing')}\n"
    )


def empty(book: GitBook) -> str:
    build = put(book, measure=Measure(0, 0, 0))
    return (
        f"empty (site, PDF, EPUB): build {build.id} holds nothing.\n  Hint: type: potluck build\n"
    )


def unproven(book: GitBook) -> str:
    build = put(book, "pdf", measure=None)
    put(book, "epub", "site")
    return (
        f"unproven (PDF): nobody has found everything again in build {build.id}.\n"
        "  Hint: type: potluck prove\n"
    )


def damaged(book: GitBook) -> str:
    put(book)
    (book.book / "build/epub/a-test-book.epub").write_text("epub of 0000000000")
    return (
        "damaged (EPUB): build/epub/a-test-book.epub is not what was built.\n"
        "  Hint: type: potluck build\n"
    )


def unlinked(book: GitBook) -> str:
    put(book)
    put(book, "pdf", text="another")
    return (
        "unlinked (PDF): the site in build/ does not offer a-test-book.pdf of that build.\n"
        "  Hint: type: potluck build site\n"
    )


def uncommitted(book: GitBook) -> str:
    build = put(book, suffix="+abcdef")
    return (
        f"uncommitted (site, PDF, EPUB): build {build.id} holds changes that are in no commit.\n"
        f"  Hint: git commit; {type_('uncommitted')}\n"
    )


def renamed(book: GitBook) -> str:
    put(book)
    assert publish(book) == 0
    file = book.book / "build/pages/manifest.json"
    file.write_text(file.read_text().replace('"slug": "a-test-book"', '"slug": "cats"'))
    return (
        "renamed (site, PDF, EPUB): “cats” stands online, and this is “a-test-book”.\n"
        f"  Hint: {type_('renamed')}\n"
    )


def siteless(book: GitBook) -> str:
    put(book, "pdf", "epub")
    return "missing (site): build/ holds none.\n  Hint: type: potluck build\n"


REFUSED: tuple[Callable[[GitBook], str], ...] = (
    older, unrelated, unknown, shrunken, shrunken_pdf, missing, empty, unproven, damaged, unlinked,
    uncommitted, renamed, siteless,
)  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.__name__)
def test_what_is_worse_is_refused(
    book: GitBook, case: Callable[[GitBook], str], capsys: pytest.CaptureFixture[str]
) -> None:
    told = case(book)
    pages = book.book / "build/pages"
    before = {name: (pages / name).read_bytes() for name in names(pages)}
    capsys.readouterr()
    for options in (["--dry-run"], []):
        assert publish(book, *options) == 1
        heard = capsys.readouterr()
        assert (heard.out, heard.err) == (told, KEPT)
    assert {name: (pages / name).read_bytes() for name in names(pages)} == before


@pytest.mark.parametrize(
    "case",
    [case for case in REFUSED if case not in {empty, unproven, damaged, unlinked, siteless}],
    ids=lambda case: case.__name__,
)
def test_what_is_meant_is_allowed_once_and_written_down(
    book: GitBook, case: Callable[[GitBook], str]
) -> None:
    kind = case(book).partition(" ")[0]
    assert publish(book, "--allow", kind, "--because", " It is\nmeant. ") == 0
    assert editions(book)[0]["allowed"] == [{"what": kind, "because": "It is meant."}]
    assert publish(book) == (1 if kind == "uncommitted" else 0)


@pytest.mark.parametrize("kind", ["empty", "unproven", "damaged", "unlinked", "anything"])
def test_what_is_never_meant_cannot_be_allowed(
    book: GitBook, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(book)
    assert publish(book, "--allow", kind, "--because", "x") == 2
    assert f"'{kind}' is not one of 'shrunken', 'older'" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--allow", "older"], ["--because", "x"],
                                     ["--allow", "older", "--because", " "]])  # fmt: skip
def test_whoever_allows_says_why(
    book: GitBook, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(book, *options) == 2
    message = "Error: --allow needs --because, and --because needs --allow.\n"
    assert capsys.readouterr().err.endswith(message)


@pytest.mark.parametrize(("share", "code"), [(79, 1), (80, 0)])
def test_a_book_says_how_much_it_may_shrink(tmp_path: Path, share: int, code: int) -> None:
    potluck = f"plugins:\n  - potluck:\n      shrink: {share}\n"
    book = planted(tmp_path / "book", CONFIG.replace("plugins: [potluck]\n", potluck))
    put(book)
    assert publish(book) == 0
    book.commit(ANN, "Less")
    put(book, pages=20)
    assert publish(book) == code


# --- what stands online -------------------------------------------------------------------------


def test_what_is_online_elsewhere_is_compared_by_its_manifest(
    book: GitBook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = older(book)
    online = tmp_path / "online"
    shutil.move(book.book / "build/pages", online)
    for place in (online, online / "manifest.json"):
        capsys.readouterr()
        assert publish(book, "--online", str(place)) == 1
        assert capsys.readouterr().out == told
    command = ["--online", str(online), "--allow", "older", "--because", "Recalled."]
    assert publish(book, *command) == 0
    assert len(editions(book)) == 2  # the ledger goes on from what is online


def damage(book: GitBook) -> None:
    (book.book / "build/pages/manifest.json").write_text("{")


def litter(book: GitBook) -> None:
    (book.book / "build/pages/CNAME").write_text("example.org")


def occupy(book: GitBook) -> None:
    shutil.rmtree(book.book / "build/pages")
    (book.book / "build/pages").mkdir()
    (book.book / "build/pages/diary.txt").write_text("mine")


def tear(book: GitBook) -> None:
    (book.book / "build/pages/editions.json").write_text("[]")


ELSEWHERE = "name another folder with --to, and what is online with --online FILE"
UNTOLD: dict[Callable[[GitBook], None], str] = {
    damage: "{0}/manifest.json cannot be read: Input data was truncated.\n"
    "Hint: put back the one that was published\n",
    litter: "{0} holds CNAME, which Potluck did not publish.\n"
    f"Hint: move it away, or {ELSEWHERE}\n",
    occupy: f"{{0}} holds something that Potluck did not publish.\nHint: {ELSEWHERE}\n",
    tear: "{0}/editions.json cannot be read: Expected `object`, got `array`.\n"
    "Hint: put back the one that was published\n",
}


@pytest.mark.parametrize("harm", UNTOLD, ids=lambda harm: harm.__name__)
def test_what_cannot_be_told_is_not_replaced(
    book: GitBook, harm: Callable[[GitBook], None], capsys: pytest.CaptureFixture[str]
) -> None:
    put(book)
    assert publish(book) == 0
    harm(book)
    pages = book.book / "build/pages"
    before = names(pages)
    capsys.readouterr()
    assert publish(book) == 2
    assert capsys.readouterr().err == UNTOLD[harm].format(pages)
    assert names(pages) == before


@pytest.mark.parametrize("to", ["build", "build/site", "build/pdf/inside", ".", ".."])
def test_the_book_and_its_editions_are_not_what_goes_online(
    book: GitBook, to: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(book)
    place = book.book / to
    assert publish(book, "--to", str(place)) == 2
    assert capsys.readouterr().err == (
        f"{place} holds the book or its editions, and cannot be what goes online.\n"
        "Hint: name another folder with --to\n"
    )


def test_a_manifest_that_is_not_there_is_not_nothing(
    book: GitBook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(book)
    assert publish(book, "--online", str(tmp_path / "gone.json")) == 2
    assert capsys.readouterr().err == (
        f"There is no {tmp_path}/gone.json.\n"
        "Hint: name a folder that was published, or its manifest\n"
    )


def test_nothing_built_is_nothing_published(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(book) == 2
    assert capsys.readouterr().err == (
        "build/manifest.json is not there, or damaged.\nHint: type: potluck build\n"
    )


# --- whole or not at all ------------------------------------------------------------------------


@pytest.mark.parametrize("exchanging", [True, False])
def test_what_goes_online_is_replaced_whole(
    book: GitBook, monkeypatch: pytest.MonkeyPatch, *, exchanging: bool
) -> None:
    if not exchanging:
        monkeypatch.setattr("potluck.storage.exchange", lambda *_: False)
    put(book)
    assert publish(book) == 0
    book.commit(ANN, "More")
    build = put(book)
    assert publish(book) == 0
    assert (book.book / "build/pages/index.html").read_text() == f"site of {build.id}"
    assert names(book.book / "build/pages")[0] == "downloads/a-test-book.epub"
    assert [path.name for path in (book.book / "build").glob(".*")] == []


def test_a_disk_that_is_full_leaves_what_is_online(
    book: GitBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(book)
    assert publish(book) == 0
    book.commit(ANN, "More")
    put(book)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("potluck.storage.sync_all", full)
        assert publish(book) != 0
    assert (book.book / "build/pages/index.html").read_text() == f"site of {first.id}"
    assert publish(book) == 0


def test_what_was_stopped_between_two_renames_is_put_back(book: GitBook, tmp_path: Path) -> None:
    online = tmp_path / "online"
    put(book)
    assert publish(book, "--to", str(online)) == 0
    online.rename(tmp_path / ".online.old")
    (tmp_path / ".online.new").mkdir()
    assert publish(book, "--to", str(online)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "online"]
    assert len(json.loads((online / "editions.json").read_text())["editions"]) == 1
