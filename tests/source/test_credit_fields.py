"""What a chapter says of its people in roles and CRediT terms, and a book of its thresholds."""

from pathlib import Path

import pytest

from potluck.errors import ConfigError
from potluck.model import Role, Thresholds
from potluck.source import schema
from potluck.source.config import read_config
from potluck.source.fields import PersonRef, fields
from potluck.source.yamldoc import Value


def test_roles_and_terms_of_credit_are_read() -> None:
    people: list[Value] = [
        {"id": "ann", "credit": ["software", "Writing - original draft", "validation"]},
        {"id": "ben", "role": ["tester", "editor"], "credit": "writing – review & editing"},
    ]
    assert fields({"authors": people}).authors == (
        PersonRef("ann", credit=("software", "writing – original draft", "validation")),
        PersonRef("ben", (Role.TESTER, Role.EDITOR), ("writing – review & editing",)),
    )


def test_the_terms_are_the_fourteen_of_the_standard_with_either_dash() -> None:
    terms = schema.schema("chapter")["$defs"]["term"]["enum"]
    assert len({term.replace(" - ", " – ") for term in terms}) == 14
    assert len(terms) == 16


def test_every_role_can_be_declared_but_those_that_have_their_own_place() -> None:
    roles = set(schema.schema("chapter")["$defs"]["role"]["enum"])
    assert roles == {role.label for role in Role} - {"creator", "submitter"}
    assert fields({"authors": [{"id": "ann", "role": "submitter"}]}).authors == (PersonRef("ann"),)


@pytest.mark.parametrize("term", ["cooking", "Software", 3])
def test_other_terms_are_found(term: Value) -> None:
    (problem,) = schema.check("chapter", {"authors": [{"id": "ann", "credit": term}]})
    assert isinstance(problem, schema.Violation)
    assert problem.path == ("authors", 0)


def book(root: Path, *options: str) -> Path:
    lines = ("site_name: Soups", "plugins:", "  - potluck:", *(f"      {line}" for line in options))
    (root / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def test_a_book_sets_its_thresholds_in_percent_and_words(tmp_path: Path) -> None:
    made, _ = read_config(book(tmp_path, "credits: {author_share: 20, proofreader_words: 1}"))
    assert made.thresholds == Thresholds(author_share=0.2, proofreader_words=1)


@pytest.mark.parametrize(
    ("wants", "printings"),
    [("slug: soups", ("screen",)), ("pdf: [large, print]", ("screen", "large", "print"))],
)
def test_a_book_says_which_pdfs_it_wants(
    wants: str, printings: tuple[str, ...], tmp_path: Path
) -> None:
    made, _ = read_config(book(tmp_path, wants))
    assert made.pdf == printings


def test_a_book_says_what_it_wants_of_its_history(tmp_path: Path) -> None:
    wants = ("previous_edition: 2024", "consent: required", "community: true")
    made, _ = read_config(book(tmp_path, *wants))
    assert (made.previous_edition, made.consent, made.community) == ("2024", True, True)
    usual, _ = read_config(book(tmp_path, "slug: soups"))
    assert (usual.previous_edition, usual.consent, usual.community) == (None, False, False)
    assert usual.thresholds == Thresholds()


@pytest.mark.parametrize("name", ["--output=x", "v1..v2:", "a b", "main~1", "@{-1}^"])
def test_a_previous_edition_is_a_name_and_no_option(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(book(tmp_path, f"previous_edition: '{name}'"))
    assert str(caught.value) == f"mkdocs.yml:4: `previous_edition` cannot be read: `{name}`."


def test_an_editor_needs_no_more_than_an_author(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(book(tmp_path, "credits: {editor_share: 20}"))
    assert (str(caught.value), caught.value.hint) == (
        "mkdocs.yml:4: Here an editor would have to write more than an author.",
        "make `editor_share` smaller than `author_share`",
    )
