"""Inputs that exhaust a computer end as findings, or are read, within two seconds of work."""

import time
from pathlib import Path

import pytest
from lxml import html

from potluck import checks, dialect
from potluck.model import Severity
from potluck.source.limits import over_limits
from potluck.source.outline import outline
from potluck.source.reader import read

SECONDS = 2.0  # of processor time
RENDERING = 10.0  # on a busy machine; two seconds on a quiet one
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
MARKS = ("**a*", "*a", "`a ``b ", "<a ", '<b a="', "<!--", "<div>", "<x@y.z>", "<http://a ", "\\\\",
         "&#x6a;", "[a][b] ", "<?x ", "__", "<*_`")  # fmt: skip
SLOW = {
    **{f"paragraphs of {mark!r}": f"{mark * 100}\n\n" * 33 for mark in MARKS if "<" not in mark},
    **{f"words after {mark!r}": mark * 190 + "\n\n" + "word word\n\n" * 4_800 for mark in MARKS},
    "headings": "# a\n\n" * 4_900,
    "paragraphs": "x\n\n" * 4_900,
    "quotes": "> x\n\n" * 4_900,
    "notes": "!!! note\n    x\n\n" * 2_400,
    "tabs": '=== "a"\n\n    x\n\n' * 2_400,
    "definitions": "a\n:   b\n\n" * 2_400,
    "references": "".join(f"[{n}]: x\n\n" for n in range(4_900)),
    "deep boxes": "<div>" * 190 + "x" + "</div>" * 190,
    "deep boxes of Markdown": "<div markdown>\n" * 190,
    "at signs": ("a@" * 4_000 + "\n\n") * 20,
    "plus signs": ("+1 2 3 4 " * 1_000 + "\n\n") * 20,
    "braces": ("{:" * 4_000 + "\n\n") * 20,
    "hidden": ("\u200b" * 3_000 + "\n\n") * 20,
    "quotation marks": ("\"a 'b " * 1_300 + "\n\n") * 20,
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
@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW.keys())
def test_what_passes_the_checks_is_rendered_in_time(body: str) -> None:
    assert not list(over_limits(body))
    desk = dialect.Desk(lambda href: href, lambda *_: None)
    start = time.process_time()
    made = dialect.render(body, desk)
    assert time.process_time() - start < RENDERING
    tree = html.fragment_fromstring(made.html, create_parent="div")
    assert max(sum(1 for _ in element.iterancestors()) for element in tree.iter()) < 70
