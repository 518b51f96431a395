"""Waivers: a finding that is accepted is gone, and a waiver that is not needed is named."""

from datetime import date
from pathlib import Path

import pytest

from potluck import checks
from potluck.errors import ConfigError
from potluck.source.outline import outline
from potluck.source.reader import read

TODAY = date(2026, 11, 22)


def run(root: Path, waiver: str, *, only: frozenset[str] = frozenset()) -> list[str]:
    (root / "content").mkdir()
    (root / "content/soup.md").write_text("# Soup\n\nTODO minutes.\n")
    (root / "mkdocs.yml").write_text(
        f"site_name: Soups\nplugins:\n  - potluck:\n      waivers:\n        - {waiver}\n"
    )
    book = read(root)
    return [str(f) for f in checks.run(book, outline(book), today=TODAY, only=only)]


@pytest.mark.parametrize("path", ["content/soup.md", "./content/soup.md", "content/*", "*.md"])
def test_a_waiver_takes_a_finding_out(path: str, tmp_path: Path) -> None:
    assert run(tmp_path, f"{{rule: FM-009, path: {path!r}, reason: being measured}}") == []


def test_its_last_day_still_counts(tmp_path: Path) -> None:
    waiver = "{rule: fm-009, path: content/soup.md, reason: soon, until: 2026-11-22}"
    assert run(tmp_path, waiver) == []


@pytest.mark.parametrize("day", ["2026-11-21", "2026-02-30"])
def test_after_it_the_finding_is_back(day: str, tmp_path: Path) -> None:
    found = run(tmp_path, f"{{rule: FM-009, path: content/soup.md, reason: soon, until: {day}}}")
    assert found[0].startswith("content/soup.md:3: warning FM-009 `TODO` is still to be replaced.")
    assert found[1].startswith("mkdocs.yml:5: warning WVR-001 The waiver of `FM-009` in")


def test_one_that_covers_nothing_is_named(tmp_path: Path) -> None:
    found = run(tmp_path, "{rule: MED-001, path: content/soup.md, reason: soon}")
    assert found[-1] == (
        "mkdocs.yml:5: warning WVR-001 The waiver of `MED-001` in `content/soup.md` is not needed. "
        "Hint: remove it"
    )


def test_a_rule_that_was_not_asked_leaves_its_waivers_alone(tmp_path: Path) -> None:
    waiver = "{rule: MED-001, path: content/soup.md, reason: soon}"
    assert run(tmp_path, waiver, only=frozenset({"FM-002", "WVR"})) == []


@pytest.mark.parametrize("rule", ["LIC-001", "ATT-014", "PRV-001", "WVR-002"])
def test_the_rights_of_others_cannot_be_waived(rule: str, tmp_path: Path) -> None:
    found = run(tmp_path, f"{{rule: {rule}, path: content/soup.md, reason: nobody minds}}")
    assert found[-1] == (
        f"mkdocs.yml:5: error WVR-002 `{rule}` cannot be waived: it protects somebody's rights. "
        "Hint: put the finding right, and remove the lines"
    )


@pytest.mark.parametrize("reason", ["", "reason: '  '"])
def test_a_reason_is_needed(reason: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"mkdocs.yml:5: `waivers\[1\]"):
        run(tmp_path, f"{{rule: FM-009, path: content/soup.md, {reason}}}")
