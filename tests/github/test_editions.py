"""What readers get: there, whole, of one build, and found again online; the files of a release."""

import hashlib
import json
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from golden.books import plant, share_fonts
from potluck.cli import main
from potluck.github import editions, release
from potluck.github.editions import MissingEdition, await_build
from support import sample
from tools import need

FILES = {"site": "index.html", "pdf": "a-book.pdf", "epub": "a-book.epub"}


DATE = "2026-03-04T05:06:00Z"


def entry(file: str, build: str = "abc123", *, folder: str = "") -> dict[str, Any]:
    facts = {"size": len(file), "sha256": hashlib.sha256(file.encode()).hexdigest()}
    return {"folder": folder, "build": build, "date": DATE, "files": {file: facts}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book with editions that are as the manifest says."""
    for name, file in FILES.items():
        (tmp_path / "build" / name).mkdir(parents=True)
        (tmp_path / "build" / name / file).write_text(file)
    manifest = {
        "book": {"title": "A Book", "slug": "a-book"},
        "build": {"id": "abc123", "commit": "abc123", "date": DATE},
        "potluck": "0.1.0",
        "artifacts": {name: entry(file, folder=name) for name, file in FILES.items()},
    }
    (tmp_path / "build/manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def test_editions_that_are_whole(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = root / "output"
    assert main(["github", "editions", "--root", str(root), "--output", str(output)]) == 0
    assert capsys.readouterr().out == "build/ holds every edition of build abc123.\n"
    assert output.read_text() == "build=abc123\n"


def changed(root: Path, **artifacts: Any) -> None:
    path = root / "build/manifest.json"
    manifest = json.loads(path.read_text())
    manifest["artifacts"] |= artifacts
    manifest["artifacts"] = {k: v for k, v in manifest["artifacts"].items() if v}
    path.write_text(json.dumps(manifest))


HARM: dict[str, Callable[[Path], object]] = {
    "build/pdf/a-book.pdf is not there.": lambda root: (root / "build/pdf/a-book.pdf").unlink(),
    "build/epub/a-book.epub is not what was built.": lambda root: (
        root / "build/epub/a-book.epub"
    ).write_text("half"),
    "There is no pdf.": lambda root: changed(root, pdf=None),
    "The pdf is of another build, 000000.": lambda root: changed(
        root, pdf=entry("a-book.pdf", "000000", folder="pdf")
    ),
    "build/site/ is empty.": lambda root: changed(
        root, site={**entry("index.html", folder="site"), "files": {}}
    ),
    "build/manifest.json is not there.": lambda root: (root / "build/manifest.json").unlink(),
}  # fmt: skip


@pytest.mark.parametrize("message", HARM)
def test_an_edition_that_is_not_whole_is_never_green(
    root: Path, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    HARM[message](root)
    assert main(["github", "editions", "--root", str(root)]) == 1
    assert capsys.readouterr().err == (
        f"The editions are not complete:\n{message}\nHint: type: potluck build\n"
    )


# --- online -------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def online(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def site(root: Path) -> Iterator[str]:
    """The address of a folder, build/online/, which is empty at first."""
    (root / "build/online").mkdir()
    with online(root / "build/online") as url:
        yield url


def test_a_site_is_found_online(root: Path, site: str) -> None:
    shutil.copy(root / "build/manifest.json", root / "build/online")
    assert await_build(site, "abc123", 0) == f"{site} is of build abc123."


def test_a_site_that_comes_late_is_waited_for(
    root: Path, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = root / "build/manifest.json"
    monkeypatch.setattr("time.sleep", lambda _: shutil.copy(manifest, root / "build/online"))
    monkeypatch.setattr(editions, "PAUSE", 1)
    assert await_build(site, "abc123", 3) == f"{site} is of build abc123."


def test_green_but_dead_is_red(root: Path, site: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["github", "deployed", "--url", site, "--wait", "0", "--build"]
    assert main([*command, "abc123"]) == 1
    settings = "Hint: look at the settings of Pages: the source must be GitHub Actions\n"
    assert capsys.readouterr().err == (
        f"{site} is not of build abc123, but of no build that can be read.\n{settings}"
    )
    shutil.copy(root / "build/manifest.json", root / "build/online")
    assert main([*command, "abc124"]) == 1
    assert capsys.readouterr().err == (f"{site} is not of build abc124, but of abc123.\n{settings}")


def test_only_the_web_is_looked_at() -> None:
    with pytest.raises(MissingEdition) as refusal:
        await_build("file:///etc", "abc123", 0)
    assert refusal.value.message == "file:///etc is not an address that can be looked at."


def test_what_stands_online_is_fetched_to_be_compared_with(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["github", "online", "--root", str(root), "--url", ""]
    (root / "served").mkdir()
    with online(root / "served") as url:
        command[-1] = url
        assert main(command) == 0
        assert list((root / "build/online").iterdir()) == []
        shutil.copy(root / "build/manifest.json", root / "served")
        assert main(command) == 0
        assert [path.name for path in (root / "build/online").iterdir()] == ["manifest.json"]
        (root / "served/editions.json").write_text("{}")
        assert main(command) == 0
        assert capsys.readouterr().out == (
            f"Nothing stands at {url} yet.\n{url} is of build abc123.\n{url} is of build abc123.\n"
        )
    assert sorted(path.name for path in (root / "build/online").iterdir()) == [
        "editions.json",
        "manifest.json",
    ]


def test_what_cannot_be_told_is_not_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "served").mkdir()
    (root / "served/manifest.json").write_text("{}")
    hint = "Hint: run it again later; if the address is wrong, name the right one with --url\n"
    with online(root / "served") as url:
        assert main(["github", "online", "--root", str(root), "--url", url]) == 1
    assert capsys.readouterr().err == (
        f"Nobody can tell what stands at {url}: Object missing required field `book`.\n{hint}"
    )
    assert main(["github", "online", "--root", str(root), "--url", url]) == 1
    assert capsys.readouterr().err == (
        f"Nobody can tell what stands at {url}: <urlopen error [Errno 111] Connection refused>.\n"
        f"{hint}"
    )


# --- a release ----------------------------------------------------------------------------------


def test_a_release_holds_what_it_says(root: Path, tmp_path: Path) -> None:
    for name in ("pdf", "epub"):
        file = f"a-test-book.{name}"
        (root / "build" / name / file).write_text(file)
        changed(root, **{name: entry(file, folder=name)})
    release.gather(root, sample(), root / "first")
    files = release.gather(root, sample(), root / "second")
    assert [path.name for path in files] == [
        "CITATION.cff", "a-test-book-site.zip", "a-test-book.epub", "a-test-book.pdf",
        "potluck.cdx.json", "SHA256SUMS",
    ]  # fmt: skip
    check = [need("sha256sum"), "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=root / "second", check=False).returncode == 0
    assert [path.read_bytes() for path in sorted((root / "first").iterdir())] == [
        path.read_bytes() for path in sorted((root / "second").iterdir())
    ]
    with zipfile.ZipFile(root / "second/a-test-book-site.zip") as archive:
        assert archive.namelist() == ["a-test-book-site/index.html"]


def test_people_are_cited_by_family_and_given_name(tmp_path: Path) -> None:
    book = plant("minimal", tmp_path / "book")
    share_fonts(book.book)
    assert main(["build", "--root", str(book.book)]) == 0
    assert main(["github", "release", "--root", str(book.book)]) == 0
    cited = yaml.safe_load((book.book / "build/release/CITATION.cff").read_text())
    assert cited["authors"] == [{"family-names": "A", "given-names": "Contributor"}]
