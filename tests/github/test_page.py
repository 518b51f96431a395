"""The page: whatever a report says, its Markdown is text and nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from potluck.checks.report.sheet import HARMLESS
from potluck.checks.words import visible
from potluck.github import page
from potluck.github.page import MAX_BODY, Links
from potluck.github.report import Report, Suggestion
from potluck.model import Finding, Place, Severity

LINKS = Links("https://github.com", "book/book", "1a" * 20, 77)
GFM = MarkdownIt("gfm-like", {"html": True, "linkify": False})
PIECES = [
    "```",
    "\n```\n",
    "~~~\n",
    "`",
    "\n\n",
    "- ",
    "# ",
    "<b>",
    "](x)",
    "@you",
    "\u202e",
    "\0",
    "\r",
]
NASTY = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)
LOST = Finding(
    Place("content/so up.md", 3, 9), "LNK-001", Severity.ERROR, "The link `x` leads nowhere.", "go"
)
DULL = Finding(Place("content/soup.md", 1), "MED-003", Severity.WARNING, "No description.")


def test_a_report_reads_like_this() -> None:
    fix = Suggestion("content/soup.md", 2, 2, "", "Blanks go.", ("",))
    report = Report((DULL, LOST), 0, (fix,), ("A file is missing.",), 2)
    assert page.summary(report, LINKS) == (
        "1 error and 1 warning. Each says where it is and what to type.\n\n"
        "**error LNK-001** in [`content/so up.md:3`](https://github.com/book/book/blob/"
        f"{'1a' * 20}/content/so%20up.md?plain=1#L3)\n\n"
        "```text\nThe link `x` leads nowhere.\nHint: go\n```\n\n"
        "**warning MED-003** in [`content/soup.md:1`](https://github.com/book/book/blob/"
        f"{'1a' * 20}/content/soup.md?plain=1#L1)\n\n"
        "```text\nNo description.\n```\n\n"
        "3 mechanical fixes. `potluck fix` makes these changes by itself; a review of this change "
        "offers them, too.\n\n"
        "```text\nA file is missing.\n```\n"
    )


def test_warnings_block_nothing_and_that_is_said() -> None:
    first, *_ = page.summary(Report((DULL,))).split("\n")
    assert first == (
        "1 warning. Each says where it is and what to type. "
        "None of these keeps the book from being published."
    )
    assert HARMLESS not in page.summary(Report((DULL,), more=3))  # among them may be errors


def test_nothing_to_say() -> None:
    assert page.summary(Report()) == "Nothing to put right. Thank you!\n"


def test_whom_a_change_credits_stands_before_what_is_to_be_put_right() -> None:
    told = ("This change credits Ann Author as author of “`Stew`”.", "This change credits B.")
    assert page.summary(Report((), credits=told)) == (
        "Nothing to put right. Thank you!\n\n**Credits.**\n\n```text\n"
        "This change credits Ann Author as author of “`Stew`”.\nThis change credits B.\n```\n"
    )


def test_a_newcomer_sees_three_things_first() -> None:
    told = page.summary(Report((DULL, DULL, DULL, DULL, LOST)), newcomer=True)
    first, rest = told.split("<details><summary>2 more things, when these are done</summary>")
    assert re.findall(r"\*\*\w+ ([A-Z0-9-]+)\*\*", first) == ["LNK-001", "MED-003", "MED-003"]
    assert rest.count("MED-003") == 2
    assert rest.endswith("</details>\n")


def test_a_suggestion_reads_like_this() -> None:
    fix = Suggestion("content/soup.md", 2, 2, "LIC-001", "By its id.", ("license: CC-BY-4.0",))
    assert page.suggestion(fix) == (
        "**LIC-001** `By its id.`\n\n```suggestion\nlicense: CC-BY-4.0\n```"
    )


def test_a_long_report_fits_into_a_comment() -> None:
    long = Finding(LOST.place, "LNK-001", Severity.ERROR, "x" * 2000)
    for newcomer in (False, True):
        told = page.summary(Report((long,) * 500), LINKS, newcomer=newcomer)
        assert MAX_BODY - 3000 < len(told) < MAX_BODY + 100
        assert told.endswith("And more: `potluck check` shows all.\n")
        assert told.count("<details>") == told.count("</details>") == newcomer


@given(NASTY)
def test_a_line_of_text_stays_in_its_code_span(text: str) -> None:
    inline = GFM.parse(f"A {page.code(text)} b")[1].children
    assert inline is not None
    assert [token.type for token in inline] == ["text", "code_inline", "text"]
    assert inline[1].content == (visible(" ".join(text.split())) or "…")


@given(NASTY)
def test_lines_of_text_stay_in_their_block(text: str) -> None:
    tokens = GFM.parse(page.block(text))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content == "\n".join(visible(line) for line in text.split("\n")) + "\n"


@given(NASTY, NASTY, NASTY, NASTY)
def test_a_page_has_no_markup_but_its_own(path: str, message: str, hint: str, note: str) -> None:
    found = Finding(Place(path, 1), "LNK-001", Severity.ERROR, message, hint)
    fix = Suggestion(path, 1, 1, "", message, (hint,))
    told = page.summary(Report((found,), 0, (fix,), (note,), 0), LINKS)
    kinds = [token.type for token in GFM.parse(told) if token.nesting >= 0]
    text = ["paragraph_open", "inline"]
    assert kinds == [*text, *text, "fence", *text, "fence"]
    place = GFM.parse(told)[4].children
    assert place is not None
    [link] = [token for token in place if token.type == "link_open"]
    assert str(link.attrs["href"]).startswith("https://github.com/book/book/blob/")
