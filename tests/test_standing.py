"""A build has nothing to do where nothing changed; whatever did change, it sees."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gitbook import ANN, BEN, GitBook
from potluck import pipeline, standing
from potluck.cli import meter
from potluck.keeping import keep, load

CONFIG = "site_name: Small Book\nplugins:\n  - potluck:\n      license: CC-BY-4.0\n"
SOUP = "---\ntitle: Leek soup\nauthors: [Ann Author]\n---\n\nSlice the leeks, boil them, eat.\n"
STEPS = ["reading", "epub", "proof"]


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.write("mkdocs.yml", CONFIG)
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.commit(ANN, "Start", soup=SOUP)
    return made


def steps(book: GitBook, *formats: str) -> list[str]:
    """Build, and return what was worked on."""
    told: list[object] = []
    outcome = pipeline.build(book.book, formats or ("epub",), progress=told.append)
    assert outcome.published
    return [step for step in told if isinstance(step, str) and step in meter.STEPS]


def test_where_nothing_changed_nothing_is_done_and_the_same_is_told(book: GitBook) -> None:
    first = pipeline.build(book.book, ("epub",), progress=lambda _: None)
    told: list[object] = []
    again = pipeline.build(book.book, ("epub",), progress=told.append)
    assert (again, told) == (first, [])
    assert again.published


def _touch(path: Path) -> None:
    """Write a file again as it is; git itself looks at its times first."""
    path.write_bytes(path.read_bytes())


def _backdate(book: GitBook) -> None:
    """Change a word without changing the size of the file or when it was written."""
    path = book.book / "content/soup.md"
    was = path.stat()
    path.write_text(SOUP.replace("leeks", "beets"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def _switch(book: GitBook) -> None:
    book.git("switch", "-q", "-c", "other")
    book.commit(BEN, "Nothing")


CHANGES: dict[str, Callable[[GitBook], object]] = {
    "a chapter": lambda book: book.write("content/soup.md", SOUP + "\nWith bread.\n"),
    "a chapter, its times set back": _backdate,
    "a new chapter": lambda book: book.write("content/stew.md", SOUP.replace("soup", "stew")),
    "an ignored file": lambda book: book.write(".gitignore", "*\n"),
    "the configuration": lambda book: book.write("mkdocs.yml", CONFIG.replace("Small", "Big")),
    "a contributor": lambda book: book.write("contributors/ann.yml", "name: Ann Author\n"),
    "a licence beside the book": lambda book: book.write("REUSE.toml", "version = 1\n"),
    "a commit": lambda book: book.commit(BEN, "Nothing"),
    "another branch": _switch,
    "a tag": lambda book: book.git("tag", "first"),
    "what git knows": lambda book: book.git("rm", "-q", "--cached", "content/soup.md"),
    "how git stores files": lambda book: book.git("config", "core.autocrlf", "input"),
    "a deleted edition": lambda book: (book.book / "build/epub/small-book.epub").unlink(),
    "a changed edition": lambda book: _touch(book.book / "build/epub/small-book.epub"),
    "a file among the licences": lambda book: book.write("build/reuse/mine.txt", "mine"),
    "a deleted manifest": lambda book: (book.book / "build/manifest.json").unlink(),
    "a changed manifest": lambda book: book.write("build/manifest.json", "{}"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(book: GitBook, change: str) -> None:
    assert (steps(book), steps(book)) == (STEPS, [])
    CHANGES[change](book)
    assert (steps(book), steps(book)) == (STEPS, [])


def test_other_settings_of_the_machine_are_seen(
    book: GitBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (steps(book), steps(book)) == (STEPS, [])
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    assert steps(book) == STEPS
    package = tmp_path / "site-packages/weasyprint-99.dist-info"
    package.mkdir(parents=True)
    monkeypatch.syspath_prepend(package.parent)
    assert steps(book) == STEPS
    package.rename(package.with_name("weasyprint-100.dist-info"))
    assert (steps(book), steps(book)) == (STEPS, [])


def test_another_potluck_builds_anew(book: GitBook, tmp_path: Path) -> None:
    shown = "import sys; from potluck import standing; from pathlib import Path; "
    shown += "print(standing.look(Path(sys.argv[1]), ('epub',)).shaped.hex())"
    code = Path(standing.__file__).parent
    copy = tmp_path / "scripts/potluck"
    copy.parent.mkdir()
    subprocess.run(["cp", "-a", str(code), str(copy)], check=True)

    def look() -> str:
        variables = os.environ | {"PYTHONPATH": str(copy.parent)}
        command = [sys.executable, "-c", shown, str(book.book)]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
        return done.stdout

    before = look()
    assert look() == before
    _touch(copy / "theme/apparatus.html.j2")
    assert look() != before


def test_each_choice_of_editions_has_a_stamp_of_its_own(book: GitBook) -> None:
    assert steps(book) == STEPS
    assert steps(book, "site", "epub") == ["reading", "epub", "site", "proof"]
    assert steps(book, "epub", "site") == []
    assert steps(book) == STEPS


def test_a_build_that_fails_is_tried_again(book: GitBook) -> None:
    assert steps(book) == STEPS
    book.write("content/soup.md", SOUP.replace("Slice", "![no](no.jpg) Slice"))
    for _ in range(2):
        assert not pipeline.build(book.book, ("epub",), progress=lambda _: None).published
    book.write("content/soup.md", SOUP)
    assert (steps(book), steps(book)) == (STEPS, [])


def test_a_damaged_stamp_is_none(book: GitBook) -> None:
    assert steps(book) == STEPS
    (file,) = (book.root / ".git/potluck").glob("standing-*")
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert (steps(book), steps(book)) == (STEPS, [])


def test_a_file_that_may_change_again_unseen_is_compared_by_its_bytes(book: GitBook) -> None:
    path = book.book / "content/soup.md"
    later = time.time_ns() + 3_600_000_000_000  # its next change may bear the same time
    os.utime(path, ns=(later, later))
    assert (steps(book), steps(book)) == (STEPS, [])
    (file,) = (book.root / ".git/potluck").glob("standing-*")
    kept = load(file, standing.Stamp)
    assert kept is not None
    same = hashlib.blake2b(path.read_bytes()).digest()
    assert kept.recent[str(path)] == same
    keep(file, replace(kept, recent=kept.recent | {str(path): same[::-1]}))
    assert (steps(book), steps(book)) == (STEPS, [])


def test_a_file_that_changed_while_it_was_read_is_not_vouched_for(book: GitBook) -> None:
    path = book.book / "content/soup.md"
    sight = standing.look(book.book, ("epub",))
    same = hashlib.blake2b(path.read_bytes()).digest()
    for seen, kept in ((b"another text", False), (b"", False), (same, True)):
        standing.stamp(replace(sight, recent={str(path): seen}), (), ())
        assert (standing.recall(sight) is not None) == kept


UNKNOWN = {
    "another plugin": CONFIG + "  - macros\n",
    "a hook": CONFIG + "hooks: [hook.py]\n",
    "another configuration": CONFIG + "INHERIT: base.yml\n",
    "templates": CONFIG + "theme:\n  name: material\n  custom_dir: look\n",
    "the environment": CONFIG + "extra:\n  home: !ENV HOME\n",
}


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_a_site_is_not_vouched_for_where_others_have_a_hand_in_it(
    book: GitBook, unknown: str
) -> None:
    for config, kept in ((CONFIG, True), (UNKNOWN[unknown], False)):
        book.write("mkdocs.yml", config)
        sight = standing.look(book.book, ("site",))
        standing.stamp(sight, (), ())
        assert (standing.recall(sight) is not None) == kept
