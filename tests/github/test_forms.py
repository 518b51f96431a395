"""What people fill in: valid forms, a licence that must be agreed to, examples that pass."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from gitbook import ANN, GitBook
from potluck.checking import check_book
from potluck.model import Severity
from tools import need

ROOT = Path(__file__).parents[2]
FORMS = ROOT / ".github/ISSUE_TEMPLATE"
TEMPLATE = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
NAMES = ["error", "name", "recipe"]


def form(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FORMS / f"{name}.yml").read_text("utf-8"))
    return found


def fields(name: str) -> dict[str, dict[str, Any]]:
    return {field["id"]: field for field in form(name)["body"] if "id" in field}


def test_the_forms_are_these() -> None:
    assert sorted(path.stem for path in FORMS.iterdir()) == sorted([*NAMES, "config"])


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-issue-forms", [f".github/ISSUE_TEMPLATE/{name}.yml" for name in NAMES]),
        ("github-issue-config", [".github/ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [".github/dependabot.yml"]),
    ],
)
def test_each_form_is_one_that_github_takes(schema: str, files: list[str]) -> None:
    done = subprocess.run(
        [need("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def told(book: GitBook) -> list[str]:
    found = check_book(book.book).findings
    return [str(finding) for finding in found if finding.severity > Severity.INFO]


@pytest.fixture
def book(tmp_path: Path) -> GitBook:
    made = GitBook(tmp_path / "book")
    made.write("mkdocs.yml", "site_name: A Book\nplugins: [potluck]\n")
    return made


def test_the_examples_of_the_recipe_form_make_a_chapter_with_nothing_to_put_right(
    book: GitBook,
) -> None:
    example = {name: field["attributes"].get("placeholder") for name, field in
               fields("recipe").items()}  # fmt: skip
    assert list(example) == [
        "title", "name", "summary", "yield", "ingredients", "method", "source", "consent",
    ]  # fmt: skip
    chapter = (
        f"---\ntitle: {example['title']}\nrecipe:\n  yield: {example['yield']}\n---\n"
        f"{example['summary']}\n\n## Ingredients\n\n{example['ingredients']}\n"
        f"## Method\n\n{example['method']}"
    )
    book.commit(ANN, **{"mains/leek-soup": chapter})
    assert told(book) == []


def test_the_example_of_the_pull_request_template_has_nothing_to_put_right(book: GitBook) -> None:
    _, _, rest = TEMPLATE.partition("```markdown\n")
    chapter, _, _ = rest.partition("```\n")
    book.commit(ANN, **{"mains/leek-soup": chapter})
    assert told(book) == []


def test_a_recipe_comes_with_consent_to_the_books_licence() -> None:
    [option] = fields("recipe")["consent"]["attributes"]["options"]
    assert option["required"] is True
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "license: CC-BY-SA-4.0" in config
    for text in (option["label"], TEMPLATE):
        assert "CC BY-SA 4.0" in text
        assert "I wrote this, or its licence lets me bring it here" in text
    assert TEMPLATE.count("\n- [ ] ") == 3


def test_who_wants_to_be_forgotten_need_not_say_who() -> None:
    required = [key for key, field in fields("name").items()
                if field.get("validations", {}).get("required")]  # fmt: skip
    assert required == ["wish", "where"]


def test_every_code_owner_in_the_example_is_a_placeholder() -> None:
    lines = (ROOT / ".github/CODEOWNERS.example").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert {owner.split("/")[0] for _, *owners in rules for owner in owners} == {"@your-name"}
    for path, *_ in rules:
        assert (ROOT / path.strip("/")).exists(), path
