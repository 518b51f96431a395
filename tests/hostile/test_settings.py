"""Hostile settings: `mkdocs.yml` of a pull request runs nothing, hides nothing, and ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gitbook import ANN, GitBook
from potluck import checking
from potluck.errors import ConfigError
from potluck.source.config import read_config

CONFIG = "site_name: Soups\nplugins: [potluck]\n"
SPRUNG = "sprung"
PROGRAMS = {
    "a hook": ("hooks: [hook.py]\n", 3),
    "a tag that calls": ("x: !!python/object/apply:os.system [touch sprung]\n", 3),
    "a tag that makes": ("x: !!python/object/new:os.system [touch sprung]\n", 3),
    "a tag that loads": ("x: !!python/module:hook ''\n", 3),
    "a tag that names": ("x: !!python/name:hook.program ''\n", 3),
    "a tag in its long form": (
        "x: !<tag:yaml.org,2002:python/object/apply:os.system> [touch sprung]\n",
        3,
    ),
    "a tag by another name": (None, 5),
    "a tag of a key": ("!!python/module:hook x: 1\n", 3),
    "a tag with a name": ("x: &x !!python/object/apply:os.system [touch sprung]\n", 3),
    "a secret": ("site_description: !ENV HOME\n", 3),
    "a secret with another in its place": ("extra:\n  x: !ENV [TOKEN, none]\n", 4),
    "templates": ("theme:\n  name: material\n  custom_dir: look\n", 5),
    "another file": ("INHERIT: base.yml\n", 3),
}


def config(lines: str | None) -> str:
    if lines is None:
        return (
            "%TAG !p! tag:yaml.org,2002:python/object/apply:\n---\n"
            f"{CONFIG}x: !p!os.system [touch sprung]\n"
        )
    return CONFIG + lines


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "repo")
    made.write("mkdocs.yml", CONFIG)
    made.write("contributors/ann.yml", "name: Ann Author\ngithub: {login: ann}\n")
    made.commit(ANN, soup="---\ntitle: Soup\nauthors: [ann]\n---\nSlice the leeks.\n")
    return made


def proposed(book: GitBook, text: str) -> None:
    """Commit a pull request that changes mkdocs.yml, and brings the programs that it names."""
    book.write("mkdocs.yml", text)
    book.write("hook.py", f"import os\nos.system('touch {book.root}/{SPRUNG}')\nprogram = 1\n")
    book.write("base.yml", "hooks: [hook.py]\n")
    book.write("look/main.html", "{{ cycler.__init__.__globals__.os.popen('touch sprung') }}")
    book.commit(ANN, "Better settings")


def potluck(book: GitBook, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the book's folder, where Python would find what lies there."""
    environment = os.environ | {"PYTHONPATH": f"{os.environ.get('PYTHONPATH', '')}:{book.book}"}
    return subprocess.run(
        [sys.executable, "-m", "potluck", *command, "--root", str(book.book)],
        cwd=book.book, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(("lines", "line"), PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_program_in_the_settings_is_found_where_it_stands(
    book: GitBook, lines: str | None, line: int
) -> None:
    proposed(book, config(lines))
    found = checking.check_book(book.book, since="HEAD~1").findings
    assert [(f.code, f.place.path, f.place.line) for f in found] == [
        ("SEC-002", "mkdocs.yml", line)
    ]
    assert checking.has_errors(found)


@pytest.mark.parametrize("name", ["a hook", "a tag that calls"])
@pytest.mark.parametrize("command", [("build", "site"), ("serve", "--address", "127.0.0.1:0")])
def test_no_command_runs_it(book: GitBook, name: str, command: tuple[str, ...]) -> None:
    proposed(book, config(PROGRAMS[name][0]))
    done = potluck(book, *command)
    assert (done.returncode, "SEC-002" in done.stdout) == (1, True), done.stderr
    assert not (book.root / SPRUNG).exists()


def test_mkdocs_itself_would_run_it(book: GitBook) -> None:
    """The control: nobody but `potluck build` looks before MkDocs reads its settings."""
    proposed(book, f"{CONFIG}docs_dir: content\nhooks: [hook.py]\n")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(book.root / "out")],
        cwd=book.book, capture_output=True, check=False,
    )  # fmt: skip
    assert (book.root / SPRUNG).exists()


WAIVED = """site_name: Soups
plugins:
  - potluck:
      waivers:
        - {rule: SEC-002, path: mkdocs.yml, reason: we need it}
hooks: [hook.py]
"""


def test_a_pull_request_cannot_waive_its_own_program(book: GitBook) -> None:
    proposed(book, WAIVED)
    found = checking.check_book(book.book, since="HEAD~1").findings
    assert [(f.code, f.place.line) for f in found] == [("SEC-002", 6)]


def test_what_maintainers_waived_before_stays_waived(book: GitBook) -> None:
    proposed(book, WAIVED)
    book.commit(ANN, soup="---\ntitle: Soup\nauthors: [ann]\n---\nSlice the leeks thin.\n")
    assert checking.check_book(book.book).findings == ()
    assert checking.check_book(book.book, since="HEAD~1").findings == ()


LAUGHS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
BOMBS = {
    "laughs": f"{CONFIG}a0: &a0 [lol]\n{LAUGHS}",
    "itself": f"{CONFIG}x: &x [*x]\n",
    "itself, in a mapping": f"{CONFIG}x: &x {{y: *x}}\n",
    "merges": f"{CONFIG}a: &a {{b: 1}}\nc: {{<<: [*a, *a]}}\n",
    "brackets": f"{CONFIG}x: " + "[" * 5_000 + "\n",
    "a number of many digits": f"{CONFIG}x: " + "9" * 5_000 + "\n",
    "a date that is none": f"{CONFIG}x: 2026-13-99\n",
    "no text": "\x00\x01",
    "two documents": f"{CONFIG}---\n{CONFIG}",
    "the same key twice": f"{CONFIG}site_name: Other\n",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_told_or_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    title = "Soups"
    try:
        title = read_config(tmp_path)[0].title
    except ConfigError as error:
        title = error.message.partition(":")[0].replace("mkdocs.yml", "Soups").partition(" ")[0]
    assert title == "Soups"


@pytest.mark.parametrize("target", ["secret.yml", "/dev/zero", "/proc/self/environ", "nowhere"])
def test_settings_that_lead_elsewhere_are_not_read(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.yml").write_text("canary: [\n")
    (tmp_path / "mkdocs.yml").symlink_to(target)
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)
    assert caught.value.message.startswith("mkdocs.yml cannot be read: ")
    assert "canary" not in f"{caught.value.message} {caught.value.hint}"
