"""What README and CONTRIBUTING say is so: their examples run, their lists are the real ones."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from PIL import Image

from gitbook import ANN, GitBook
from potluck.checking import check_book
from potluck.checks.rules import RULES
from potluck.cli import COMMANDS, cli
from potluck.model import Finding, Severity
from potluck.source import yamldoc
from potluck.source.schema import check
from tools import need

REPOSITORY = Path(__file__).parents[1]
CONFIG = "site_name: A Book\nplugins: [potluck]\n"
AUTHOR = "Your Name <you@example.org>"


def page(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def examples(name: str, language: str) -> list[str]:
    """Return the fenced examples in a page, without what they are indented by."""
    fence = re.compile(rf"^( *)```{language}\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
    return [
        re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)
        for indent, text in fence.findall(page(name))
    ]


def table(name: str, head: str) -> list[list[str]]:
    """Return the rows of the table in a page whose first cell is `head`."""
    _, _, rest = page(name).partition(f"| {head} |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    cells = (re.split(r"(?<!\\)\|", row.strip().strip("|")) for row in rows)
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


def code(text: str) -> str:
    """Return what stands between the first pair of backticks."""
    found = re.search(r"`([^`]+)`", text)
    assert found, text
    return found[1]


def told(findings: tuple[Finding, ...], *severities: Severity) -> list[str]:
    return [str(finding) for finding in findings if finding.severity in severities]


# --- CONTRIBUTING -------------------------------------------------------------------------------

ADVICE = "CONTRIBUTING.md"


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    """A book to which somebody brings a dish."""
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", CONFIG)
    return made


def test_the_first_example_is_a_chapter_with_nothing_to_put_right(book: GitBook) -> None:
    first, *_ = examples(ADVICE, "markdown")
    book.commit(ANN, **{"mains/red-lentil-dal": first})
    assert told(check_book(book.book).findings, Severity.ERROR, Severity.WARNING) == []


def test_the_full_example_is_right_too_once_its_picture_and_its_author_are_there(
    book: GitBook,
) -> None:
    full, person, *_ = examples(ADVICE, "yaml")
    Image.new("RGB", (8, 8)).save(_made(book.book / "content/mains/dal.jpg"))
    book.write("contributors/your-id.yml", person)
    text = examples(ADVICE, "markdown")[0].split("---\n")[-1]
    book.commit(AUTHOR, **{"mains/red-lentil-dal": f"{full}![A bowl of dal](dal.jpg)\n\n{text}"})
    assert told(check_book(book.book).findings, Severity.ERROR, Severity.WARNING) == []


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    return path


def test_a_picture_is_shown_as_the_advice_says(book: GitBook) -> None:
    written = re.findall(r"`(!\[[^`]*\))`", page(ADVICE))
    assert written == ["![A bowl of dal](dal.jpg)"]


def fields(text: str) -> dict[str, Any]:
    value = yamldoc.load(text.strip().strip("-")).value
    assert isinstance(value, dict)
    return value


def test_every_field_that_is_advised_exists() -> None:
    schema = json.loads(page("scripts/potluck/source/schemas/chapter.schema.json"))
    advised = {
        name
        for _, advice in table(ADVICE, "you want to")
        for snippet in re.findall(r"`([a-z_]+:[^`]*)`", advice)
        for name in fields(snippet)
    }
    full = set(fields(examples(ADVICE, "yaml")[0]))
    assert {"authors", "submitted_by", "sources", "media", "recipe", "status", "license"} <= advised
    assert advised | full <= set(schema["properties"])


@pytest.mark.parametrize("row", table(ADVICE, "you want to"), ids=lambda row: row[0])
def test_what_is_to_be_typed_is_valid(row: list[str]) -> None:
    for snippet in re.findall(r"`([a-z_]+: [^`]*)`", row[1]):
        assert list(check("chapter", fields(snippet))) == []


def test_every_file_that_is_linked_exists() -> None:
    for name in (ADVICE, "README.md"):
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page(name))
        missing = [link for link in links if link != "dal.jpg" and not (REPOSITORY / link).exists()]
        assert missing == []


# --- README -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_the_number_of_rules_is_the_real_one(name: str) -> None:
    assert re.findall(r"\b(\d+) rules\b", page(name)) == [str(len(RULES))]


def test_the_commands_in_the_table_are_all_there_are() -> None:
    written = {row[0]: row[1] for row in table("README.md", "command")}
    assert [code(command).split()[1] for command in written] == list(COMMANDS)


def test_the_arguments_in_the_table_are_the_real_ones() -> None:
    for command, _ in table("README.md", "command"):
        _, name, *arguments = code(command).split()
        known = cli.get_command(click.Context(cli), name)
        assert known is not None
        real = [item for item in known.params if isinstance(item, click.Argument)]
        assert [_usage(item) for item in real] == arguments


def _usage(argument: click.Argument) -> str:
    if isinstance(argument.type, click.Choice):
        given = "|".join(sorted(argument.type.choices, key=["site", "pdf", "epub"].index))
        return f"[{given}]…"
    name = argument.name.upper() if argument.name else ""
    return f"[{name}]…" if argument.nargs < 0 else name


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", page("Makefile"), re.MULTILINE))
    for name in ("README.md", ADVICE):
        named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", page(name)))
        assert named <= targets
    assert {"book", "test"} <= targets


def test_a_book_of_your_own_begins_as_the_readme_says(tmp_path: Path) -> None:
    block = next(text for text in examples("README.md", "console") if "my-book" in text)
    install, *steps = [line.removeprefix("$ ") for line in block.splitlines()]
    assert install.startswith("pip install 'potluck-press[all]")
    script = "set -e\n" + "\n".join(steps)
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=tmp_path,
        env=_newcomer(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    book = tmp_path / "my-book"
    assert (book / "build/pdf/my-book.pdf").read_bytes().startswith(b"%PDF-")
    assert (book / "build/epub/my-book.epub").is_file()
    assert "Slice the leeks." in (book / "build/site/leek-soup.html").read_text()
    status = subprocess.run(
        [need("git"), "status", "--porcelain"], cwd=book, capture_output=True, check=True
    )
    assert status.stdout == b""


def _newcomer(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has installed Potluck and told git who they are."""
    name, _, mail = AUTHOR.rstrip(">").partition(" <")
    people = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
              for what, value in (("NAME", name), ("EMAIL", mail))}  # fmt: skip
    programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {
        "PATH": programs,
        "HOME": str(home),
        "PYTHONPATH": str(REPOSITORY / "scripts"),
        **people,
    }
