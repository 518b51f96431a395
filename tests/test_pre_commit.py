"""The hooks that other people's books use, run by the real pre-commit on a book of two chapters.

pre-commit makes an environment for them as it does everywhere, by pip from PyPI, so these tests
need the network; without it they fail and say so.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from gitbook import ANN, GitBook
from tools import need

ROOT = Path(__file__).parents[1]
HOOKS = ("potluck-check", "potluck-check-files", "potluck-fix")
BROKEN = 3  # how pre-commit ends when not a hook, but pre-commit itself went wrong

MKDOCS = "site_name: Two soups\nplugins:\n  - potluck:\n      license: CC-BY-SA-4.0\n"
LEEKS = "---\ntitle: Leek soup\nauthors: [ann]\n---\n\nSlice the leeks.\n"
ONIONS = "---\ntitle: Onion soup\nauthors: [ann]\n---\n\nSlice the onions.\n"
BAD = """\
---
title: Onion soup
author: [ann]
license: cc by-sa 4.0
---

Slice the onions as for [leek soup](leek.md).
"""
FINDINGS = """\
content/onions.md:7: error LNK-001
  The link `leek.md` leads nowhere: there is no chapter `leek.md`.
  7 | Slice the onions as for [leek soup](leek.md).
    |                                     ^^^^^^^
  Hint: did you mean `leeks.md`?

content/onions.md:3: info FM-003
  `author` is understood as `authors`.
  3 | author: [ann]
    | ^^^^^^
  Hint: write `authors:`, or let `potluck fix` do it

1 error and 1 note in 1 file.
"""
MENDED = f"""\
--- content/onions.md
@@ line 1 @@ field names, licence names
 ---
 title: Onion soup
-author: [ann]
+authors: [ann]
-license: cc by-sa 4.0
+license: CC-BY-SA-4.0
 ---
 {""}
 Slice the onions as for [leek soup](leek.md).
Mended 1 file: field names (1), licence names (1).
"""


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    book = GitBook(tmp_path / "book")
    book.write("mkdocs.yml", MKDOCS)
    book.write("contributors/ann.yml", "name: Ann Author\n")
    book.commit(ANN, leeks=LEEKS)
    return book


@pytest.fixture
def potluck(tmp_path: Path) -> Path:
    """Return a repository of our files as they are now, committed or not."""
    copy = GitBook(tmp_path / "potluck")
    listed = subprocess.run(
        [need("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy.root / name)
    copy.commit(ANN)
    return copy.root


def run(book: GitBook, *command: str) -> tuple[int, str]:
    """Run pre-commit, or git that runs it; return how it ended and what it said of hooks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(book.root.parent / "home"),
        "PRE_COMMIT_COLOR": "never",
        "PATH": f"{Path(need('pre-commit')).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, cwd=book.root, env=environment, check=False, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode == BROKEN or "An unexpected error has occurred" in done.stdout:
        pytest.fail(f"pre-commit could not work; does pypi.org answer?\n{done.stdout}", False)
    said = done.stdout.rpartition("=" * 79 + "\n")[2].splitlines(keepends=True)
    return done.returncode, "".join(line for line in said if not line.startswith("[INFO]"))


def try_repo(book: GitBook, potluck: Path) -> tuple[int, str]:
    return run(book, need("pre-commit"), "try-repo", str(potluck), "--all-files")


def verdict(name: str, how: str, hook: str = "", said: str = "") -> str:
    """Return what pre-commit prints of one hook; `hook` only where it failed."""
    line = f"{name:.<{79 - len(how)}}{how}\n"
    return f"{line}- hook id: {hook}\n{said}" if hook else line


def failed(name: str, hook: str, said: str) -> str:
    return verdict(name, "Failed", hook, f"- exit code: 1\n\n{said}\n")


def test_the_hooks_are_these() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert tuple(hook["id"] for hook in hooks) == HOOKS
    assert [hook["id"] for hook in hooks if not hook.get("pass_filenames", True)] == [HOOKS[0]]
    assert {hook["require_serial"] for hook in hooks} == {True}


def test_a_good_change_passes_every_hook(book: GitBook, potluck: Path) -> None:
    book.commit(ANN, onions=ONIONS)
    assert try_repo(book, potluck) == (
        0,
        verdict("potluck check", "Passed")
        + verdict("potluck check (changed files)", "Passed")
        + verdict("potluck fix", "Passed"),
    )


def test_a_bad_change_is_told_and_what_has_one_answer_is_mended(
    book: GitBook, potluck: Path
) -> None:
    book.commit(ANN, onions=BAD)
    assert try_repo(book, potluck) == (
        1,
        failed("potluck check", "potluck-check", FINDINGS)
        + failed("potluck check (changed files)", "potluck-check-files", FINDINGS)
        + verdict(
            "potluck fix",
            "Failed",
            "potluck-fix",
            f"- files were modified by this hook\n\n{MENDED}\n",
        ),
    )
    assert (book.book / "content/onions.md").read_text(encoding="utf-8") == BAD.replace(
        "author:", "authors:"
    ).replace("cc by-sa 4.0", "CC-BY-SA-4.0")


def test_a_commit_is_made_or_held_back_for_its_own_files_alone(
    book: GitBook, potluck: Path
) -> None:
    book.commit(ANN, old=BAD.replace("Onion", "Old"))  # before anybody had hooks
    book.write(".pre-commit-config.yaml", config(potluck, "potluck-check-files"))
    assert run(book, "pre-commit", "install", "--install-hooks")[0] == 0
    installed = packages(book)
    assert {"potluck_press", "markdown", "pillow"} <= installed
    assert installed & {"weasyprint", "mkdocs", "mkdocs_material", "pikepdf", "matplotlib"} == set()

    assert commit(book, "plain", ONIONS.replace("Onion", "Plain")) == (
        0,
        verdict("potluck check (changed files)", "Passed"),
    )
    assert commit(book, "onions", BAD) == (
        1,
        failed("potluck check (changed files)", "potluck-check-files", FINDINGS),
    )
    assert book.git("log", "--format=%s").splitlines() == ["Add plain", "Change", "Change"]


def config(potluck: Path, *hooks: str) -> str:
    """Return a .pre-commit-config.yaml as a book has it."""
    revision = subprocess.run(
        [need("git"), "rev-parse", "HEAD"], cwd=potluck, capture_output=True, check=True, text=True
    )
    repository = {
        "repo": str(potluck),
        "rev": revision.stdout.strip(),
        "hooks": [{"id": hook} for hook in hooks],
    }
    return yaml.safe_dump({"repos": [repository]})


def packages(book: GitBook) -> set[str]:
    """Return what stands in the environment that pre-commit made."""
    home = book.root.parent / "home"
    found = home.glob("repo*/py_env-*/lib/python*/site-packages/*.dist-info")
    return {path.name.partition("-")[0].lower() for path in found}


def commit(book: GitBook, name: str, text: str) -> tuple[int, str]:
    """Commit a new chapter, as people do, with the hooks that are installed."""
    book.write(f"content/{name}.md", text)
    book.git("add", f"content/{name}.md", ".pre-commit-config.yaml")
    person = ("-c", "user.name=Ann Author", "-c", "user.email=ann@example.org")
    return run(book, need("git"), *person, "commit", "--quiet", "-m", f"Add {name}")
