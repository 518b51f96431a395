"""Choosing rules: by code or family, never fewer in CI than protect the rights of others."""

import pytest

from potluck.checks.rules import RULES
from potluck.checks.selection import chosen
from potluck.errors import ConfigError

ALL = frozenset(rule.code for rule in RULES)


def family(*names: str) -> frozenset[str]:
    return frozenset(rule.code for rule in RULES if rule.family in names)


def test_nothing_chosen_is_everything() -> None:
    assert chosen() == frozenset()


def test_families_and_codes_in_any_spelling() -> None:
    assert chosen(["lnk, FM-002"]) == family("LNK") | {"FM-002"}
    assert chosen(["FM"], ["fm-002"]) == family("FM") - {"FM-002"}
    assert chosen(ignore=["MED", "TXT"]) == ALL - family("MED", "TXT")


def test_in_ci_rights_are_always_looked_at() -> None:
    rights = family("LIC", "ATT", "PRV", "WVR")
    assert chosen(["FM"], ["LIC"], strict=True) == family("FM") | rights


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("LINK", "did you mean LNK?"),
        ("??", f"the families are: {', '.join(sorted({rule.family for rule in RULES}))}"),
    ],
)
def test_an_unknown_name_is_not_passed_over(name: str, hint: str) -> None:
    with pytest.raises(ConfigError) as error:
        chosen([name])
    assert error.value.message == f"No rule and no family of rules is called `{name}`."
    assert error.value.hint == hint


def test_choosing_nothing_at_all_is_no_check() -> None:
    with pytest.raises(ConfigError) as error:
        chosen(["FM"], ["FM"])
    assert error.value.message == "No rule is left to ask."
