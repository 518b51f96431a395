"""Files are written whole or not at all, and only the book's own."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from potluck.mending import Done, carry_out, files, propose
from potluck.mending.fix import Mended
from potluck.mending.registry import FIXES

REPOSITORY = Path(__file__).parent.parent.parent
OLD, NEW = "---\ntitle: Soup\nauthor: ann\n---\nx\n", "---\ntitle: Soup\nauthors: [ann]\n---\nx\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    (folder / "content/soup.md").write_text(OLD)
    (folder / "content/pie.md").write_text(OLD)
    return folder


def tree(root: Path) -> dict[str, str]:
    found = sorted(path for path in root.rglob("*") if path.is_file() and path.parent != root)
    return {path.relative_to(root).as_posix(): path.read_text() for path in found}


BEFORE = {"content/pie.md": OLD, "content/soup.md": OLD}
AFTER = {"content/pie.md": NEW, "content/soup.md": NEW, "contributors/ann.yml": "name: ann\n"}

# Mends a book; is killed at one of its steps on the disk.
MEND = """
import os, signal, sys, tempfile
from pathlib import Path
from potluck.cli import main

steps = int(sys.argv[2])

def counted(function):
    def step(*arguments, **options):
        global steps
        steps -= 1
        if steps == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return step

tempfile.mkstemp, os.fsync, os.fchmod = map(counted, (tempfile.mkstemp, os.fsync, os.fchmod))
Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
sys.exit(main(["fix", "--root", sys.argv[1]]))
"""


def mend(root: Path, *, killed_at: int = 0) -> int:
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
    arguments = [sys.executable, "-c", MEND, str(root), str(killed_at)]
    done = subprocess.run(arguments, env=variables, capture_output=True, check=False)
    return done.returncode


def test_no_moment_of_death_leaves_half_a_file(root: Path) -> None:
    step = 1
    while mend(root, killed_at=step) == -signal.SIGKILL:
        found = tree(root)
        left = {path for path in found if "/.potluck-fix-" in path}
        assert len(left) <= 1
        for path in {*found} - left:
            assert found[path] in (BEFORE.get(path), AFTER[path]), (step, path)
        assert {*BEFORE} <= {*found}
        for path, text in BEFORE.items():
            (root / path).write_text(text)
        (root / "contributors/ann.yml").unlink(missing_ok=True)
        step += 1
    assert tree(root) == AFTER
    assert step == 17  # five steps for each file, and one for what the last death left


def test_what_a_killed_repair_left_is_cleared(root: Path) -> None:
    (root / "content/.potluck-fix-x").write_text("half")
    propose(root, ())
    assert (root / "content/.potluck-fix-x").is_file()
    assert [done.problem for done in carry_out(root, ())] == [None, None, None]
    assert tree(root) == AFTER


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_permissions_stay(root: Path, mode: int) -> None:
    (root / "content/soup.md").chmod(mode)
    assert [done.problem for done in carry_out(root, ())] == [None, None, None]
    assert stat.S_IMODE((root / "content/soup.md").stat().st_mode) == mode
    assert stat.S_IMODE((root / "contributors/ann.yml").stat().st_mode) == 0o644


def test_a_file_that_was_changed_meanwhile_keeps_the_change(root: Path) -> None:
    (soup,) = propose(root, (root / "content/soup.md",))[:1]
    (root / "content/soup.md").write_text("# Other words\n")
    assert files.write(root, soup) == files.CHANGED
    (root / "content/soup.md").unlink()
    assert files.write(root, soup) == files.CHANGED
    assert tree(root) == {"content/pie.md": OLD}


def test_a_change_at_the_last_moment_counts_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (soup,) = propose(root, (root / "content/soup.md",))[:1]
    sync = os.fsync

    def late(descriptor: int) -> None:
        sync(descriptor)
        (root / "content/soup.md").write_text("# Other words\n")

    monkeypatch.setattr("potluck.mending.files.os.fsync", late)
    assert files.write(root, soup) == files.CHANGED
    assert tree(root) == {"content/pie.md": OLD, "content/soup.md": "# Other words\n"}


def test_a_new_file_never_takes_the_place_of_another(root: Path) -> None:
    stub = Mended("contributors/ann.yml", None, b"name: ann\n", FIXES[-1:])
    (root / "contributors").mkdir()
    (root / "contributors/ann.yml").write_text("name: Ann Author\n")
    assert files.write(root, stub) == files.CHANGED
    assert tree(root)["contributors/ann.yml"] == "name: Ann Author\n"


def test_links_and_what_lies_behind_them_stay(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "stew.md").write_text(OLD)
    (root / "content/stew.md").symlink_to(outside / "stew.md")
    (root / "content/more").symlink_to(outside)
    (root / "contributors").symlink_to(outside)
    done = [(each.mended.path, each.problem) for each in carry_out(root, ())]
    assert done == [
        ("content/pie.md", None),
        ("content/soup.md", None),
        ("contributors/ann.yml", "lies behind a symbolic link and stays as it is"),
    ]
    assert [path.name for path in outside.iterdir()] == ["stew.md"]
    assert (outside / "stew.md").read_text() == OLD


def test_a_file_that_became_a_link_is_not_written_through(root: Path, tmp_path: Path) -> None:
    (soup,) = propose(root, (root / "content/soup.md",))[:1]
    (tmp_path / "soup.md").write_text(OLD)
    (root / "content/soup.md").unlink()
    (root / "content/soup.md").symlink_to(tmp_path / "soup.md")
    problem = files.write(root, soup)
    assert problem == "cannot be written: Too many levels of symbolic links"
    assert (tmp_path / "soup.md").read_text() == OLD


def test_what_cannot_be_read_stays(root: Path) -> None:
    (root / "content/latin.md").write_bytes(b"author: \xe9 \n")
    (root / "content/large.md").write_bytes(b"x \n" * 100_000)
    assert [mended.path for mended in propose(root, ())] == [*AFTER]


def test_what_cannot_be_written_is_told_and_the_rest_is_mended(root: Path) -> None:
    (root / "contributors").write_text("a file, not a folder")
    done = [(each.place, each.problem) for each in carry_out(root, ())]
    assert done == [
        ("content/pie.md", None),
        ("content/soup.md", None),
        ("contributors/ann.yml", "cannot be written: File exists"),
    ]
    assert (root / "contributors").read_text() == "a file, not a folder"


@pytest.mark.parametrize("path", ["content/pipe.md", "content/more", "content/none.md"])
def test_only_plain_files_are_read(root: Path, path: str) -> None:
    os.mkfifo(root / "content/pipe.md")
    (root / "content/more").mkdir()
    with pytest.raises(OSError, match=r"plain file|No such file|Is a directory"):
        files.read(root, path)


HOLD = """
import sys
from pathlib import Path
from potluck.mending import files

with files.alone(Path(sys.argv[1])):
    print("inside", flush=True)
    sys.stdin.readline()
    print("leaving", flush=True)
"""


def test_a_second_repair_waits_for_the_first(root: Path) -> None:
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables,
    ) as first:  # fmt: skip
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == "inside\n"
        with subprocess.Popen(
            [sys.executable, "-m", "potluck", "fix", "--root", str(root)],
            stdout=subprocess.PIPE, text=True, env=variables,
        ) as second:  # fmt: skip
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(timeout=2)
            assert tree(root) == BEFORE
            first.stdin.write("\n")
            first.stdin.flush()
            assert first.stdout.readline() == "leaving\n"
            second.communicate()
        assert second.returncode == 0
    assert tree(root) == AFTER


def test_done_names_its_place_harmlessly() -> None:
    assert Done(Mended("content/a\x1b[2J.md", b"", b"", ())).place == "content/a⟨U+001B⟩[2J.md"
