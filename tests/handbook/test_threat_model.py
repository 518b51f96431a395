"""The page on threats names what there is: modules, rules, borders; and its drawing shows them."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from potluck.checks import RULES

HOUSE = Path(__file__).parents[2]
PACKAGE = HOUSE / "scripts/potluck"
PAGE = (PACKAGE / "handbook/pages/threat-model.md").read_text("utf-8")
DRAWING = PACKAGE / "handbook/pictures/borders.svg"
BORDERS = re.findall(r"^## (\d+)\. (.+) \{#[a-z-]+\}$", PAGE, re.MULTILINE)
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
PARTS = ["What crosses", "Trusted", "Held by", "Not held"]


def test_each_border_says_what_crosses_what_is_trusted_what_holds_and_what_does_not() -> None:
    assert [int(number) for number, _ in BORDERS] == list(range(1, 11))
    for section in SECTIONS[: len(BORDERS)]:
        assert re.findall(r"^(\w.+)\n: ", section, re.MULTILINE) == PARTS, section[:30]


def test_every_module_and_file_that_is_named_is_there() -> None:
    named = re.findall(r"`([\w./-]+\.(?:py|json|yml|lock|txt|example))`", PAGE)
    assert len(set(named)) > 30
    homes = (PACKAGE, HOUSE, HOUSE / ".github/workflows")
    gone = [name for name in named if not any((home / name).is_file() for home in homes)]
    assert [name for name in gone if name != ".github/CODEOWNERS"] == []


def test_every_rule_that_is_named_is_there() -> None:
    named = re.findall(r"\[([A-Z]+-\d+)\]\(rules/([a-z]+-\d+)\.md\)", PAGE)
    assert len(named) > 15
    assert {code for code, _ in named} <= {rule.code for rule in RULES}
    assert [code for code, page in named if code.lower() != page] == []


def test_every_command_that_is_named_is_there() -> None:
    for target in re.findall(r"`make (\w+)`", PAGE):
        assert re.search(rf"^{target}:", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("words", ["the threat model in the handbook", "handbook's threat model"])
def test_others_lean_on_the_page(words: str) -> None:
    assert any(words in path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


def test_the_drawing_numbers_the_same_borders() -> None:
    tree: Any = etree.parse(DRAWING)
    shown = [text for text in tree.xpath("//*[local-name()='text']/text()") if text.isdigit()]
    assert sorted(map(int, shown)) == [int(number) for number, _ in BORDERS]
    assert tree.xpath("string(/*/*[1][local-name()='title'])") == (
        "The borders between strangers, the book and its readers"
    )


def test_every_picture_of_a_border_has_its_own_place_in_the_drawing() -> None:
    tree: Any = etree.parse(DRAWING)
    circles = tree.xpath("//*[local-name()='circle']")
    places = [(int(circle.get("cx")), int(circle.get("cy"))) for circle in circles]
    assert len(set(places)) == len(BORDERS)
