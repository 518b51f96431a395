"""Every rule keeps its word: its Bad examples raise it and nothing else, its Good ones nothing."""

import re
from datetime import date
from pathlib import Path

import pytest

from gitbook import GitBook
from potluck import checks
from potluck.attribution import Attribution
from potluck.checks import rules
from potluck.checks.examples import Example, examples, write
from potluck.checks.rule import Rule
from potluck.credits import history
from potluck.credits.identity import slug
from potluck.model import Finding
from potluck.source.outline import outline
from potluck.source.reader import read

CASES = [
    pytest.param(rule, example, id=f"{rule.code}-{example.kind}-{number}")
    for rule in checks.RULES
    for number, example in enumerate(examples(rule.docs))
]


def lay_out(example: Example, root: Path) -> None:
    """Write the book of an example, and its history where it has one."""
    if example.steps:
        book = GitBook(root)
        for step in example.steps:
            write(Example("Good", step.files, {}), root)
            book.commit(f"{step.author} <{slug(step.author)}@example.org>", step.message)
    write(example, root)


def findings(root: Path) -> tuple[Finding, ...]:
    """Check the book in a folder; a file `.git/shallow` makes its history a cut-off one."""
    past = (root / ".git/HEAD").exists()
    book = read(root)
    shallow = (root / ".git/shallow").exists()
    return checks.run(
        book,
        outline(book),
        shallow=shallow,
        today=date(2026, 11, 22),
        unprintable={"饺": "fonts-noto-cjk"},
        past=(lambda: Attribution(book, outline(book), history.read(root))) if past else None,
    )


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_raises_what_it_says(rule: Rule, example: Example, tmp_path: Path) -> None:
    lay_out(example, tmp_path)
    expected = {rule.code} if example.kind == "Bad" else set()
    assert {finding.code for finding in findings(tmp_path)} == expected


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
class TestEveryRule:
    def test_has_both_examples(self, rule: Rule) -> None:
        assert {example.kind for example in examples(rule.docs)} == {"Bad", "Good"}

    def test_says_why_and_where_it_comes_from(self, rule: Rule) -> None:
        assert rule.summary.endswith(".")
        assert re.search(r"^Source: ", rule.docs, re.MULTILINE)
        assert len(rule.docs.split("Source:")[0].split("\n\n")) >= 3

    def test_is_a_module_of_its_name(self, rule: Rule) -> None:
        name = f"{rule.code.replace('-', '')}-{rule.name}".lower().replace("-", "_")
        assert rule.check.__module__ == f"potluck.checks.rules.{name}"

    def test_is_small(self, rule: Rule) -> None:
        file = Path(rules.__file__).parent / f"{rule.check.__module__.rpartition('.')[2]}.py"
        assert len(file.read_text("utf-8").splitlines()) <= 120


def test_every_module_is_registered() -> None:
    modules = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert {rule.check.__module__.rpartition(".")[2] for rule in checks.RULES} == modules


def test_codes_are_unique_sorted_and_never_used_again() -> None:
    codes = [rule.code for rule in checks.RULES]
    assert codes == sorted(set(codes))
    assert not set(codes) & set(rules.RETIRED)
    assert all(re.fullmatch(r"[A-Z]{3,4}-\d{3}|FM-\d{3}", code) for code in codes)
