"""Many books: one that cannot be built stops no other; what is set once is set for all."""

import multiprocessing
import os
import stat
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from cluster import cluster
from gitbook import ANN, GitBook
from potluck import library
from potluck.cli import BUG, FINDINGS, FINE, USAGE, main
from potluck.cli import libraries as shown
from potluck.errors import ConfigError, ToolError
from potluck.formats.pdf import Workshop
from potluck.library import Volume
from potluck.pipeline import Outcome

SOUP = "---\ntitle: Soup\n---\nBoil the water.\n"
NOBODY = "tcp://127.0.0.1:1"


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep nothing in the cache of whoever runs the tests; name folders as they are there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.chdir(tmp_path)


def book(name: str, chapter: str = SOUP) -> str:
    made = GitBook(Path(name).absolute())
    made.write("mkdocs.yml", f"site_name: The {name} book\nplugins: [potluck]\n")
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.commit(ANN, soup=chapter)
    return name


def build(*arguments: str) -> int:
    return main(["library", "build", *arguments])


def pdf(name: str) -> bytes:
    return Path(name, f"build/pdf/the-{Path(name).name}-book.pdf").read_bytes()


# --- what comes of each -------------------------------------------------------------------------


def test_each_book_has_a_line_and_none_stops_another(capsys: pytest.CaptureFixture[str]) -> None:
    names = [
        book("a"),
        book("b", "---\ntitle: Soup\nlicense: none\n---\nBoil.\n"),
        "c",
        book("d", SOUP.replace("Soup", "Soup\ncolour: red")),
    ]
    assert build("--jobs", "2", "--edition", "epub", *names) == USAGE
    assert sorted(capsys.readouterr().out.splitlines()) == [
        "a: built epub",
        "b: 1 error, nothing published. Hint: potluck check --root b",
        "c: There is no mkdocs.yml in c/, so this is not a book. Hint: go to the book's folder, "
        "name it with --root, or write a mkdocs.yml with `site_name: My Book` and "
        "`plugins: [potluck]`",
        "d: built epub; 1 thing could be better",
    ]
    assert [Path(name, "build/epub").is_dir() for name in names] == [True, False, False, True]


def test_a_book_that_is_named_twice_is_built_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--edition", "epub", book("a"), str(Path("a").absolute())) == FINE
    assert capsys.readouterr().out == "a: built epub\n"


def test_the_command_says_nothing_but_what_came_of_each() -> None:
    command = (sys.executable, "-m", "potluck", "library", "build", "--edition", "pdf", book("a"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (FINE, "a: built pdf\n", "")


def test_a_fault_of_ours_in_one_book_is_told_with_that_book() -> None:
    volume = Volume(Path("a"), error=ValueError("oh"))
    assert shown._told(volume, "a") == (
        "this is a bug in Potluck, not in the book. Please report it:\nValueError: oh\n"
    )
    assert shown._code(volume) == BUG


@pytest.mark.parametrize(
    ("volume", "code"),
    [
        (Volume(Path("a"), error=ConfigError("no")), USAGE),
        (Volume(Path("a"), Outcome(())), FINDINGS),
    ],
)
def test_the_exit_code_is_that_of_the_one_book(volume: Volume, code: int) -> None:
    assert shown._code(volume) == code


def test_a_killed_process_takes_no_book_with_it(tmp_path: Path) -> None:
    roots = [tmp_path / book(name) for name in "abc"]
    built = library.build(roots, ("epub",), Workshop(jobs=1))
    first = next(built)
    (process,) = multiprocessing.active_children()
    process.kill()
    process.join()
    volumes = [first, *built]
    assert [volume.root for volume in volumes] == roots
    assert [volume.outcome and volume.outcome.published for volume in volumes] == [True] * 3


def test_a_book_that_kills_its_process_twice_is_given_up() -> None:
    volume = library._told(Volume(Path("a"), error=BrokenProcessPool("x")))
    assert isinstance(volume.error, ToolError)
    assert (volume.error.message, volume.error.hint) == (
        "The process that built it was killed.",
        "has the machine memory enough?",
    )


# --- one store for all --------------------------------------------------------------------------


def test_a_library_gives_the_bytes_of_a_build_alone() -> None:
    GitBook(Path(book("a")).absolute()).git("clone", "-q", ".", "../clone/a")
    assert main(["build", "pdf", "--root", "a"]) == FINE
    assert build("--edition", "pdf", "clone/a") == FINE
    assert pdf("clone/a") == pdf("a")


def test_what_was_set_is_kept_for_another_clone_of_the_book() -> None:
    origin = GitBook(Path(book("a")).absolute())
    origin.git("clone", "-q", ".", "../clone/a")
    assert build("--edition", "pdf", "--cache", "kept", "a") == FINE
    assert build("--edition", "pdf", "--cache", "kept", "--cluster", NOBODY, "clone/a") == FINE
    assert pdf("clone/a") == pdf("a")
    assert not Path("a/.cache/press").exists()


def test_a_cluster_sets_many_books() -> None:
    names = [book("a"), book("b")]
    assert build("--edition", "pdf", "--cache", "one", *names) == FINE
    alone = [pdf(name) for name in names]
    for name in names:
        Path(name, "build/manifest.json").unlink()
    with cluster() as running:
        command = ("--edition", "pdf", "--cache", "other", "--cluster", running.address)
        assert build(*command, *names) == FINE
    assert [pdf(name) for name in names] == alone


def test_nobody_else_may_read_the_store() -> None:
    assert build("--edition", "pdf", book("a")) == FINE
    folder = Path("caches/potluck/press")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "press.key").stat().st_mode) == 0o600
    assert library.secret(folder) == (folder / "press.key").read_bytes()


def test_a_store_that_is_open_to_others_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("kept").absolute()
    folder.mkdir(mode=0o755)
    assert build("--cache", "kept", "a") == USAGE
    assert capsys.readouterr().err == (
        f"The folder {folder} is open to others.\nHint: type: chmod 700 {folder}\n"
    )
    assert list(folder.iterdir()) == []


def test_a_store_of_somebody_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("kept")
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(ConfigError) as caught:
        library.secret(folder)
    assert caught.value.message == "The folder kept is somebody else’s."


def test_a_store_that_cannot_be_made_is_told_of() -> None:
    Path("file").touch()
    with pytest.raises(ConfigError) as caught:
        library.secret(Path("file/kept"))
    assert caught.value.message == "The folder file/kept cannot be used: Not a directory."


def test_a_store_is_pruned_when_all_is_built(tmp_path: Path) -> None:
    shop = Workshop(jobs=1, cache=tmp_path / "kept", secret=b"s", limit=0)
    (volume,) = library.build([tmp_path / book("a")], ("pdf",), shop)
    assert volume.outcome is not None
    assert volume.outcome.published
    assert list((tmp_path / "kept").glob("??/*")) == []


def test_where_the_store_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert shown._caches() == tmp_path / "caches"
    monkeypatch.setenv("HOME", "/home/ann")
    for relative in ("", "caches"):
        monkeypatch.setenv("XDG_CACHE_HOME", relative)
        assert shown._caches() == Path("/home/ann/.cache")
