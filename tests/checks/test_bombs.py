"""Inputs that exhaust a computer end as findings, or are read, within two seconds of work."""

import time
from pathlib import Path

import pytest

from potluck import checks, dialect
from potluck.model import Severity
from potluck.source.outline import outline
from potluck.source.reader import read

SECONDS = 2.0  # of processor time
REFUSED = {
    "brackets": "[" * 14_000,
    "spaced brackets": "[ " * 14_000,
    "pictures": "![" * 30_000,
    "empty brackets": "[[]" * 30_000,
    "cdata": "<![CDATA[" * 3_000,
    "links": "[a](" * 8_000,
    "closed late": "![" * 4_000 + "](" * 4_000,
    "brackets on lines": "[\n" * 30_000,
    "footnotes": "[^1] " * 6_000 + "\n\n[^1]: x\n",
    "strikes": "~~a ~" * 6_000,
    "numbers": "1. " * 500,
    "dashes": "- " * 3_000,
    "quotes": "> " * 3_000,
    "nested list": "".join(f"{'    ' * depth}- x\n" for depth in range(80)),
    "nested quotes": "".join(f"{'>' * depth} x\n" for depth in range(80)),
    "accents": "e" + "\u0301" * 50_000,
    "long line": "word " * 10_000,
    "large file": "A line of words.\n" * 20_000,
    "definitions": "a\n" + "".join(f"{'    ' * depth}:   b\n" for depth in range(80)),
}
SLOW = {
    "headings": "# a\n\n" * 30_000,
    "emphasis": "*a _b " * 30_000,
    "html": "<div>" * 30_000,
    "comments": "<!--" * 30_000,
    "tables": "|" * 9_000 + "\n" + "|-" * 4_500 + "\n",
    "references": "".join(f"[{n}]: x\n" for n in range(15_000)),
    "backticks": "".join("`" * n + " " for n in range(1, 130)) * 20,
    "entities": "&#x6a;" * 30_000,
    "angles": "<a " * 60_000,
    "at signs": "a@" * 90_000,
    "plus signs": "+1 2 3 4" * 20_000,
    "braces": "{:" * 90_000,
    "notes": '!!! note\n    x\n' * 10_000,
    "hidden": "\u200b" * 60_000,
}


def codes(root: Path, body: str, head: str = "") -> tuple[set[str], float]:
    """Write a chapter, read and check it; return the codes of its errors, and the time it took."""
    (root / "content").mkdir()
    (root / "mkdocs.yml").write_text("site_name: Soups\nplugins: [potluck]\n")
    (root / "content/soup.md").write_text(f"---\ntitle: Soup\n{head}---\n{body}\n", "utf-8")
    start = time.process_time()
    book = read(root)
    found = checks.run(book, outline(book))
    took = time.process_time() - start
    return {finding.code for finding in found if finding.severity is Severity.ERROR}, took


def test_the_first_run_loads_what_it_needs(tmp_path: Path) -> None:
    assert codes(tmp_path, "Slice the [leeks](#).")[0] == set()


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_a_bomb_is_a_finding(body: str, tmp_path: Path) -> None:
    found, took = codes(tmp_path, body)
    assert found & {"FM-007", "FM-008"}
    assert took < SECONDS


@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW.keys())
def test_much_of_the_same_is_checked_in_time(body: str, tmp_path: Path) -> None:
    assert codes(tmp_path, body)[1] < SECONDS


@pytest.mark.parametrize("head", ["a: &a [*a]\n", "x: " + "[" * 5_000 + "\n", "<<: {a: 1}\n"])
def test_metadata_is_no_bomb(head: str, tmp_path: Path) -> None:
    found, took = codes(tmp_path, "Slice.", head)
    assert found == {"FM-001"}
    assert took < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_what_passes_the_checks_is_rendered_in_time(name: str, tmp_path: Path) -> None:
    found, _ = codes(tmp_path, SLOW[name])
    if found:
        return
    desk = dialect.Desk(lambda href: href, lambda *_: None)
    start = time.process_time()
    dialect.render(SLOW[name], desk)
    assert time.process_time() - start < 10
