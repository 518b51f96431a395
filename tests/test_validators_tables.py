"""CONTRIBUTING.md lists every validator and every accepted warning; a verdict hides nothing."""

import re
from pathlib import Path

import pytest

from tools import need_npm
from validators import sample
from validators.accepted import ACCEPTED, Accepted, remaining
from validators.book import Book, Verdict
from validators.table import COUNTS, NAMES

CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"


def rows() -> list[list[str]]:
    """Return the rows of the tables about validators, without their heads."""
    _, _, text = CONTRIBUTING.read_text(encoding="utf-8").partition("### What judges the editions")
    lines = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    cells = [line.split(" | ") for line in lines]
    return [row for row in cells if row[0] not in {"validator", "---"}]


def test_every_validator_is_listed_in_its_order() -> None:
    assert [row[0] for row in rows() if len(row) == 2] == list(NAMES) == list(COUNTS)


def test_every_warning_that_is_accepted_is_listed_with_its_reason() -> None:
    listed = [row for row in rows() if len(row) == 3]
    assert listed == [[each.validator, each.warning, each.reason] for each in ACCEPTED]


def test_only_the_very_warning_of_the_very_validator_is_accepted() -> None:
    accepted = [Accepted("one", "A warning", r"page: warning: .*", "It is well.")]
    verdict = Verdict(3, ("page: warning: x", "page: error: x", "other page: warning: x"))
    left = ("page: error: x", "other page: warning: x")
    assert remaining("one", verdict, accepted) == left
    assert remaining("another", verdict, accepted) == verdict.found


def test_no_error_can_be_accepted() -> None:
    assert [each.pattern for each in ACCEPTED if " warning: " not in each.pattern] == []


def test_few_pages_show_all_that_a_site_has(tmp_path: Path) -> None:
    site = tmp_path / "build" / "site"
    site.mkdir(parents=True)
    for name, body in (
        ("a", "<p>x</p>"),
        ("b", '<p class="one">x</p><p>x</p><nav>y</nav>'),
        ("c", '<p class="two one">x</p>'),
        ("d", '<div role="note">x</div>'),
    ):
        (site / f"{name}.html").write_text(f"<body>{body}</body>")
    assert sample.pages(Book(tmp_path)) == ("b.html", "c.html", "d.html")


def test_a_missing_package_of_npm_fails_the_test_that_needs_it() -> None:
    with pytest.raises(pytest.fail.Exception) as failure:
        need_npm("nobody/x.js")
    assert str(failure.value) == "nobody/x.js is not installed. Hint: make setup"
