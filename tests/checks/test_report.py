"""Reports: for people, for GitHub, for programs; and nothing in a file can do anything there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from potluck import __version__
from potluck.checks.explain import BY_CODE
from potluck.checks.report import (
    REPORTS,
    Sheet,
    as_json,
    closing,
    excerpts,
    github,
    markdown,
    sarif,
    text,
)
from potluck.checks.report.sarif import SCHEMA
from potluck.model import Finding, Place, Severity


def sheet(
    findings: Sequence[Finding],
    lines: Mapping[Place, str] = MappingProxyType({}),
    *,
    limit: int | None = None,
    resting: int = 0,
) -> Sheet:
    """Return a sheet whose lines need no file."""
    made = Sheet(tuple(findings), Path("nowhere"), limit, resting)
    made.__dict__["lines"] = lines
    return made


LINK = Finding(
    Place("content/soup.md", 3, 5), "LNK-001", Severity.ERROR, "The link `bred.md` leads nowhere.",
    "did you mean `bread.md`?",
)  # fmt: skip
NAME = Finding(Place("content/a.md"), "FM-006", Severity.WARNING, "The name `a` is odd.", "x\ny: z")


def test_text_has_the_line_an_underline_and_a_count() -> None:
    assert text(sheet([NAME, LINK], {LINK.place: "See [bread](bred.md) today."})) == (
        "content/soup.md:3: error LNK-001\n"
        "  The link `bred.md` leads nowhere.\n"
        "  3 | See [bread](bred.md) today.\n"
        "    |             ^^^^^^^\n"
        "  Hint: did you mean `bread.md`?\n"
        "\n"
        "content/a.md:1: warning FM-006\n"
        "  The name `a` is odd.\n"
        "  Hint: x\n"
        "    y: z\n"
        "\n"
        "1 error and 1 warning in 2 files."
    )


def test_a_long_line_is_shown_around_the_place() -> None:
    line = "x" * 5000 + " bred.md " + "y" * 5000
    shown = text(sheet([LINK], {LINK.place: line})).split("\n")
    assert len(shown[2]) < 120
    assert shown[2].index("bred.md") == shown[3].index("^")


def test_wide_and_hidden_signs_keep_the_underline_in_place() -> None:
    shown = text(sheet([LINK], {LINK.place: "餃子\u202e (bred.md)"})).split("\n")
    assert shown[2] == "  3 | 餃子⟨U+202E⟩ (bred.md)"
    assert shown[3].index("^") == len("  3 | ") + 4 + len("⟨U+202E⟩ (")


def test_github_escapes_what_would_end_a_command() -> None:
    finding = Finding(
        Place("content/a,b:c%.md", 2, 3), "X-1", Severity.INFO, "1 %\r\n::stop", "a\nb"
    )
    assert github(Sheet((finding,))) == (
        "::notice file=content/a%2Cb%3Ac%25.md,line=2,col=3,title=X-1::"
        "1 %25⟨U+000D⟩%0A::stop%0AHint: a%0Ab"
    )


def test_nothing_in_a_message_begins_a_line_or_reaches_the_terminal() -> None:
    evil = Finding(Place("a.md"), "X-1", Severity.ERROR, "a\n::error::b\x1b[2J", "\x1b]0;title\x07")
    assert "\x1b" not in text(sheet([evil])) + github(Sheet((evil,)))
    assert not any(line.startswith("::") for line in text(sheet([evil])).split("\n"))


def test_json_has_every_value() -> None:
    assert json.loads(as_json(Sheet((LINK,)))) == [
        {
            "path": "content/soup.md",
            "line": 3,
            "column": 5,
            "code": "LNK-001",
            "severity": "error",
            "message": "The link `bred.md` leads nowhere.",
            "hint": "did you mean `bread.md`?",
        }
    ]


def test_the_count_is_in_words() -> None:
    assert closing([]) == "Nothing to put right."
    assert closing([LINK]) == "1 error in 1 file."
    assert closing([LINK, LINK, NAME]) == "2 errors and 1 warning in 2 files."


def test_excerpts_are_not_read_through_links(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    (tmp_path / "soup.md").symlink_to("secret")
    (tmp_path / "bread.md").write_text("bread\n")
    at = [Finding(Place(name), "X-1", Severity.ERROR, "x") for name in ("soup.md", "bread.md")]
    assert excerpts(at, tmp_path) == {Place("bread.md"): "bread"}


def test_every_form_is_silent_or_says_so_when_all_is_well(tmp_path: Path) -> None:
    plain = {name: REPORTS[name](Sheet((), tmp_path)) for name in ("text", "github", "json")}
    assert plain == {"text": "Nothing to put right.", "github": "", "json": "[]"}
    assert markdown(Sheet(())) == "### ✅ Nothing to put right"
    assert json.loads(sarif(Sheet(())))["runs"][0]["results"] == []
    assert set(REPORTS) == {"text", "github", "sarif", "json", "markdown"}


def test_a_newcomer_sees_the_three_worst_first() -> None:
    notes = [replace(NAME, place=Place("content/b.md", line)) for line in range(1, 5)]
    shown = text(sheet([*notes, LINK], {}, limit=3, resting=2)).split("\n\n")
    assert [block.split("\n")[0] for block in shown] == [
        "content/soup.md:3: error LNK-001",
        "content/b.md:1: warning FM-006",
        "content/b.md:2: warning FM-006",
        "1 error and 4 warnings in 2 files.",
    ]
    assert shown[-1].split("\n")[1:] == [
        "2 more findings: put these right first, then check again.",
        "2 older findings left out.",
    ]


def test_markdown_has_the_place_the_line_and_what_to_type() -> None:
    assert markdown(sheet([LINK], {LINK.place: "See [bread](bred.md) today."})) == (
        "### 1 error in 1 file.\n"
        "\n"
        "- ❌ `content/soup.md:3` LNK-001<br>\n"
        "  The link `bred.md` leads nowhere.\n"
        "\n"
        "  `See [bread](bred.md) today.`\n"
        "\n"
        "  **What to type:** did you mean `bread.md`?"
    )


def test_markdown_shows_lines_to_paste_as_they_are() -> None:
    hint = "add at the top:\nmedia:\n  - file: a-b.jpg\n    title: ```"
    finding = Finding(Place("content/a.md", 2), "X-1", Severity.ERROR, "Whose?", hint)
    assert markdown(sheet([finding], {})).split("\n")[4:] == [
        "  **What to type:** add at the top\\:",
        "  ",
        "  ````",
        "  media:",
        "    - file: a-b.jpg",
        "      title: ```",
        "  ````",
    ]


def test_markdown_folds_what_comes_after_the_first_three() -> None:
    many = [replace(NAME, place=Place("content/b.md", line)) for line in range(1, 61)]
    lines = markdown(Sheet(tuple(many))).split("\n")
    assert lines[0] == "### 60 warnings in 1 file."
    assert lines.index("<details>") == lines.index("<summary>47 more findings</summary>") - 1
    assert lines[-2:] == [
        "10 more findings: run `potluck check`.",
        "None of these keeps the book from being published.",
    ]


@given(st.text(), st.text(), st.text())
def test_nothing_in_markdown_is_more_than_text(message: str, hint: str, line: str) -> None:
    """Rendered by CommonMark, a stranger's words make no link, picture, HTML or heading."""
    finding = Finding(Place("content/a.md", 2), "X-1", Severity.ERROR, message, hint)
    report = markdown(sheet([finding], {finding.place: line}))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(report)
    made = {child.type for token in tokens for child in token.children or ()}
    assert made <= {"text", "code_inline", "softbreak", "strong_open", "strong_close",
                    "html_inline"}  # fmt: skip
    html = [c.content for t in tokens for c in t.children or () if c.type == "html_inline"]
    assert html == ["<br>"]
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h3"]
    assert not [token for token in tokens if token.type in {"html_block", "table_open"}]
    outside = "".join(c.content for t in tokens for c in t.children or () if c.type == "text")
    assert not set("@#") & set(outside)


def test_sarif_has_the_rule_the_place_and_what_to_type() -> None:
    document = json.loads(sarif(sheet([NAME, LINK], {LINK.place: "See [bread](bred.md) today."})))
    (run,) = document["runs"]
    rules = run["tool"]["driver"].pop("rules")
    assert [sorted(rule) for rule in rules] == [
        ["defaultConfiguration", "help", "id", "name", "shortDescription"]
    ] * 2
    assert rules[1] | {"help": None} == {
        "id": "LNK-001",
        "name": "BrokenLink",
        "shortDescription": {"text": BY_CODE["LNK-001"].summary},
        "help": None,
        "defaultConfiguration": {"level": "error"},
    }
    assert run["results"].pop(0)["level"] == "warning"
    assert document == {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "Potluck", "version": __version__}},
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "LNK-001",
                        "ruleIndex": 1,
                        "level": "error",
                        "message": {
                            "text": "The link `bred.md` leads nowhere.\n"
                            "Hint: did you mean `bread.md`?"
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "content/soup.md"},
                                    "region": {"startLine": 3, "startColumn": 5},
                                }
                            }
                        ],
                        "partialFingerprints": {"potluck/v1": "e993ff6b6b72b165d799045129c33bb6"},
                    }
                ],
            }
        ],
    }


def test_a_rule_in_sarif_names_its_page_in_the_handbook() -> None:
    site = "https://soups.example/"
    (run,) = json.loads(sarif(replace(sheet([LINK]), handbook=site)))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://soups.example/handbook/rules/lnk-001.html"


def test_a_fingerprint_moves_with_its_line() -> None:
    def fingerprint(finding: Finding, line: str) -> str:
        document = json.loads(sarif(sheet([finding], {finding.place: line})))
        return str(document["runs"][0]["results"][0]["partialFingerprints"]["potluck/v1"])

    moved = replace(LINK, place=Place("content/soup.md", 9, 5))
    assert fingerprint(LINK, "See [bread](bred.md).") == fingerprint(moved, "See [bread](bred.md).")
    assert fingerprint(LINK, "See [bread](bred.md).") != fingerprint(LINK, "[bread](bred.md).")
