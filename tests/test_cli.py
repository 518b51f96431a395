"""Bad input: one clear message with place and hint, the right exit code, nothing lost."""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gitbook import ANN, GitBook
from potluck.cell import walls
from potluck.cli import BUG, FINDINGS, FINE, USAGE, main

CONFIG = "site_name: A Book\nplugins: [potluck]\n"
SOUP = "---\ntitle: Soup\n---\nBoil the water.\n"
GOOD = "the last good edition"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    """A good book of one chapter, with an edition that stands in build/."""
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    made.write(".gitignore", "/build/\n/.cache/\n")
    made.write("build/pdf/a-book.pdf", GOOD)
    made.commit(ANN, soup=SOUP)
    return made


def run(book: GitBook, *command: str) -> tuple[int, str]:
    """Run a command in a process of its own; return its exit code and all that it said."""
    done = subprocess.run(
        [sys.executable, "-m", "potluck", *command, "--root", str(book.book)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "scripts"},
    )
    return done.returncode, done.stdout + done.stderr


def kept(book: GitBook) -> bool:
    """Tell whether the last good edition stands as it was, alone."""
    folder = book.book / "build"
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    same = (folder / "pdf/a-book.pdf").read_text() == GOOD
    return same and [name for name in found if not name.startswith(".lock")] == [
        "pdf",
        "pdf/a-book.pdf",
    ]


def test_a_good_book_passes(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(book.book)]) == FINE
    assert capsys.readouterr().out == "Nothing to put right.\n"


def test_no_book_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(tmp_path)]) == USAGE
    assert capsys.readouterr().err == (
        f"There is no mkdocs.yml in {tmp_path.name}/, so this is not a book.\n"
        "Hint: go to the book's folder, name it with --root, or write a mkdocs.yml with "
        "`site_name: My Book` and `plugins: [potluck]`\n"
    )


def test_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    assert main(["check", "--root", str(tmp_path)]) == USAGE
    assert capsys.readouterr().err == (
        f"There is no folder content/ in {tmp_path.name}/.\n"
        "Hint: mkdir content and put the chapters there, such as content/my-dish.md "
        "(a `docs_dir` in mkdocs.yml does not change that)\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: [\n", "mkdocs.yml:1: not valid YAML: did not find expected node content"),
        ("plugins: [potluck]\n", "mkdocs.yml:1: The book has no title."),
        (
            "site_name: A\nplugins:\n  - potluck: {sise: A4}\n",
            "mkdocs.yml:3: Unknown option `sise`.",
        ),
        (
            "site_name: A\nplugins:\n  - potluck:\n      page_size: A3\n",
            "mkdocs.yml:4: `page_size` is `A3`.",
        ),
        (
            "site_name: A\nplugins:\n  - potluck: {license: CC-BY}\n",
            "mkdocs.yml:3: The licence `CC-BY` is not known.",
        ),
    ],
)
def test_a_broken_configuration_names_its_line(
    book: GitBook, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    book.write("mkdocs.yml", text)
    assert main(["build", "pdf", "--root", str(book.book)]) == USAGE
    said = capsys.readouterr().err.splitlines()
    assert message in said
    assert said[-1].startswith("Hint: ")
    assert kept(book)


def test_not_a_git_repository(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(book.book / ".git")
    assert main(["build", "--root", str(book.book)]) == USAGE
    said = capsys.readouterr().err
    assert "is not in a git repository" in said
    assert "Hint: git init" in said
    assert kept(book)


def test_a_shallow_clone_is_refused_with_the_command_that_mends_it(
    book: GitBook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.commit(ANN, stew="# Stew\n\nSimmer.\n")
    shallow = tmp_path / "shallow"
    book.git("clone", "-q", "--depth=1", f"file://{book.root}", str(shallow))
    assert main(["build", "--root", str(shallow)]) == FINDINGS
    said = capsys.readouterr()
    assert "ATT-001" in said.out
    assert "git fetch --unshallow" in said.out
    assert not (shallow / "build" / "pdf").exists()


def test_an_empty_book(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    (book.book / "content/soup.md").unlink()
    (book.book / "content").mkdir(exist_ok=True)
    assert main(["build", "--root", str(book.book)]) == FINDINGS
    assert "BOOK-001" in capsys.readouterr().out
    assert kept(book)


DAMAGE = {
    "broken YAML": ("content/stew.md", b"---\ntitle: a: b\n---\nText.\n", "FM-001", 2),
    "not UTF-8": ("content/stew.md", b"# Stew\n\nCaf\xe9.\n", "FM-007", 3),
    "a missing picture": ("content/stew.md", b"# Stew\n\n![A pot](pot.jpg)\n", "MED-001", 3),
    "a slug twice": ("content/sub/soup.md", b"# Soup again\n\nText.\n", "FM-005", 1),
    "a clash of case": ("content/Soup.md", b"# Soup again\n\nText.\n", "FM-006", 1),
    "no title": ("content/stew.md", b"Text.\n", "FM-002", 1),
    "a bomb": ("content/stew.md", b"# Stew\n\n" + b"[" * 14000 + b"\n", "FM-008", 3),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damaged_chapters_are_findings_with_a_place(
    book: GitBook, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    path, data, code, line = DAMAGE[case]
    (book.book / path).parent.mkdir(exist_ok=True)
    (book.book / path).write_bytes(data)
    assert main(["build", "--root", str(book.book)]) == FINDINGS
    said = capsys.readouterr()
    assert f"{code}" in said.out
    assert f"{path}:{line}" in said.out
    assert "Nothing was published" in said.err
    assert kept(book)


def test_names_that_differ_in_unicode_form_only(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write("content/cafe\u0301.md", "# One\n\nText.\n")
    book.write("content/caf\u00e9.md", "# Two\n\nText.\n")
    assert main(["check", "--root", str(book.book)]) == FINDINGS
    assert "FM-006" in capsys.readouterr().out


def test_a_damaged_picture(book: GitBook, capsys: pytest.CaptureFixture[str]) -> None:
    book.write("content/stew.md", "# Stew\n\n![A pot](pot.jpg)\n")
    (book.book / "content/pot.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    assert main(["build", "--root", str(book.book)]) == FINDINGS
    assert "MED-005" in capsys.readouterr().out
    assert kept(book)


def test_a_symbolic_link_that_leaves_the_book(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    (book.book / "content/secret.md").symlink_to("/etc/hostname")
    assert main(["build", "--root", str(book.book)]) == FINDINGS
    said = capsys.readouterr().out
    assert "PTH-001" in said
    assert "content/secret.md:1" in said
    assert Path("/etc/hostname").read_text().strip() not in said
    assert kept(book)


def test_a_build_folder_that_cannot_be_written(
    book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(book.book / "build")
    (book.book / "build").write_text("a file")
    assert main(["build", "--root", str(book.book)]) == USAGE
    assert "The folder build/ cannot be written: File exists." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fault", "remedy"),
    [
        ("ModuleNotFoundError(\"No module named 'weasyprint'\")", "Hint: pip install"),
        ("OSError('cannot load library libpango-1.0-0')", "apt-get install libpango-1.0-0"),
    ],
)
def test_without_weasyprint_or_pango_one_line_says_how_to_get_it(
    book: GitBook, tmp_path: Path, fault: str, remedy: str
) -> None:
    broken = tmp_path / "broken" / "weasyprint"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(f"raise {fault}\n")
    done = subprocess.run(
        [sys.executable, "-m", "potluck", "build", "--root", str(book.book)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{broken.parent}:scripts"},
    )
    assert done.returncode == USAGE
    assert "Traceback" not in done.stderr
    assert remedy in done.stderr
    assert kept(book)


def test_wrong_usage_is_exit_code_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "docx"]) == USAGE
    assert "'docx' is not one of" in capsys.readouterr().err
    assert main(["explain", "XXX-999"]) == USAGE


def test_a_bug_says_so_and_gives_what_to_report(
    monkeypatch: pytest.MonkeyPatch, book: GitBook, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path, **_options: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("potluck.checking.check_book", broken)
    assert main(["check", "--root", str(book.book)]) == BUG
    said = capsys.readouterr().err
    assert said.startswith("This is a bug in Potluck")
    assert "RuntimeError: boom" in said


def test_every_command_has_help_and_root(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("build", "check", "serve", "explain", "doctor"):
        assert main([command, "--help"]) == FINE
        said = capsys.readouterr().out
        assert "--root" in said, command


def test_check_needs_neither_weasyprint_nor_mkdocs(book: GitBook) -> None:
    code = (
        "import sys; from pathlib import Path; from potluck.cli import main;"
        f"assert main(['check', '--root', {str(book.book)!r}]) == 0;"
        "heavy = {'weasyprint', 'mkdocs', 'material', 'pikepdf', 'fontTools'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": "scripts"}
    )


def test_doctor_names_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == FINE
    said = capsys.readouterr().out
    assert "ok      WeasyPrint and Pango: WeasyPrint 7" in said
    assert "ok      git: git version" in said
    assert "ok      Walls: bubblewrap: no network, no files but programs and fonts\n" in said


def test_doctor_says_where_there_are_limits_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walls, "PROGRAM", "no-such-program")
    assert main(["doctor"]) == FINE
    assert (
        "absent  Walls: hide files and network from what sets chapters; there are limits alone\n"
        "        Hint: sudo apt-get install bubblewrap, where user namespaces are allowed\n"
    ) in capsys.readouterr().out


def test_a_root_may_be_relative(book: GitBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book.book.parent)
    assert main(["build", "site", "--root", book.book.name]) == FINE
    assert (book.book / "build" / "site" / "index.html").is_file()


def test_a_check_leaves_the_collector_as_it_was(book: GitBook) -> None:
    main(["check", "--root", str(book.book)])
    assert gc.isenabled()
