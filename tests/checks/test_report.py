"""Reports: for people, for GitHub, for programs; and nothing in a file can do anything there."""

import json
from pathlib import Path

from potluck.checks.report import REPORTS, as_json, closing, excerpts, github, text
from potluck.model import Finding, Place, Severity

LINK = Finding(
    Place("content/soup.md", 3, 5), "LNK-001", Severity.ERROR, "The link `bred.md` leads nowhere.",
    "did you mean `bread.md`?",
)  # fmt: skip
NAME = Finding(Place("content/a.md"), "FM-006", Severity.WARNING, "The name `a` is odd.", "x\ny: z")


def test_text_has_the_line_an_underline_and_a_count() -> None:
    assert text([NAME, LINK], {LINK.place: "See [bread](bred.md) today."}) == (
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
    shown = text([LINK], {LINK.place: line}).split("\n")
    assert len(shown[2]) < 120
    assert shown[2].index("bred.md") == shown[3].index("^")


def test_wide_and_hidden_signs_keep_the_underline_in_place() -> None:
    shown = text([LINK], {LINK.place: "餃子\u202e (bred.md)"}).split("\n")
    assert shown[2] == "  3 | 餃子⟨U+202E⟩ (bred.md)"
    assert shown[3].index("^") == len("  3 | ") + 4 + len("⟨U+202E⟩ (")


def test_github_escapes_what_would_end_a_command() -> None:
    finding = Finding(
        Place("content/a,b:c%.md", 2, 3), "X-1", Severity.INFO, "1 %\r\n::stop", "a\nb"
    )
    assert github([finding]) == (
        "::notice file=content/a%2Cb%3Ac%25.md,line=2,col=3,title=X-1::"
        "1 %25⟨U+000D⟩%0A::stop%0AHint: a%0Ab"
    )


def test_nothing_in_a_message_begins_a_line_or_reaches_the_terminal() -> None:
    evil = Finding(Place("a.md"), "X-1", Severity.ERROR, "a\n::error::b\x1b[2J", "\x1b]0;title\x07")
    assert "\x1b" not in text([evil], {}) + github([evil])
    assert not any(line.startswith("::") for line in text([evil], {}).split("\n"))


def test_json_has_every_value() -> None:
    assert json.loads(as_json([LINK])) == [
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
    assert {name: report([], tmp_path) for name, report in REPORTS.items()} == {
        "text": "Nothing to put right.",
        "github": "",
        "json": "[]",
    }
