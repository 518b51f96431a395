"""`potluck explain`: a page for every rule, and help with a code that does not exist."""

import pytest

from potluck import checks
from potluck.checks.explain import explain
from potluck.checks.rule import Rule
from potluck.checks.words import visible
from potluck.errors import ConfigError


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page(rule: Rule) -> None:
    page = explain(rule.code.lower())
    assert page.startswith(f"# {rule.code}: {rule.name.replace('-', ' ')}\n\n{rule.severity}, ")
    assert "**Bad:**" in page
    assert "**Good:**" in page
    assert all(visible(line) == line for line in page.split("\n"))


@pytest.mark.parametrize(
    ("typed", "meant"), [("MED-01", "MED-001"), ("LNK001", "LNK-001"), ("no-titel", "FM-002")]
)
def test_a_slip_is_answered_with_the_rule_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(ConfigError) as caught:
        explain(typed)
    assert caught.value.message == f"There is no rule `{typed}`."
    assert caught.value.hint == f"did you mean {meant}?"


def test_what_only_a_build_finds_is_told_apart() -> None:
    with pytest.raises(ConfigError) as told:
        explain("prv-003")
    assert told.value.message == (
        "PRV-003 is found in finished editions, not in the book: somebody who withholds their "
        "name is named."
    )
    assert told.value.hint == "its message names the file and what to do"
