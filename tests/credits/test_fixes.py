"""Which commits say that they put an error right, and what they tell readers of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.credits import fixes
from potluck.credits.fixes import Fix

PLAIN = Fix()
MESSAGES: tuple[tuple[str, str, Fix | None], ...] = (
    ("Fix the salt", "", PLAIN),
    ("fixes: the salt", "", PLAIN),
    ("Fixed a fraction", "", PLAIN),
    ("fix(soup): the salt", "", PLAIN),
    ("soup: correct the oven's heat", "", PLAIN),
    ("Corrections by the editor", "", PLAIN),
    ("Typo", "", PLAIN),
    ("Two typos in the soup", "", PLAIN),
    ("Errata of the first printing", "", PLAIN),
    ("The salt (#12)", "Fixes #7, fixes cooks/book#8", Fix("", (7, 8))),
    ("The salt", "Fixes: 54a4f0239f2e (\"Add soup\")", PLAIN),
    ("The salt", "\nCorrection: it was too much.\n", Fix("it was too much.")),
    ("The salt", "\r\n* corrects: it was  too\tmuch.", Fix("it was too much.")),
    ("The salt", "Erratum: ask jane@example.org\u202e.", Fix("ask jane .")),
    ("Add a fixture", "", None),
    ("A prefix for recipes", "It is fixed in place.", None),
    ("Add the correct soup", "", None),
    ("The typography of the book", "", None),
    ("Add soup", "Closes #7", None),
    ("Add soup", "Correction:", None),
    ("", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("subject", "body", "said"), MESSAGES)
def test_a_commit_that_puts_an_error_right_says_so(
    subject: str, body: str, said: Fix | None
) -> None:
    assert fixes.read(subject, body) == said


def test_a_sentence_is_cut_at_a_word() -> None:
    found = fixes.read("x", "Correction: " + "word " * 100)
    assert found is not None
    assert found.words == ("word " * 40).strip() + " …"


@given(st.text(), st.text(alphabet="fix corets:#12*->/\n\u202e@"))
def test_any_text_is_read_in_one_line_without_an_address(subject: str, body: str) -> None:
    found = fixes.read(subject, f"{body}\nCorrection: {body}")
    if found:
        assert "\n" not in found.words
        assert len(found.words) <= fixes.LONGEST + 2


@pytest.mark.parametrize("text", ["fix " + "a/" * 100_000, "fix" * 100_000, "Correction:" * 50_000,
                                  "fixes " * 50_000, ("word " * 20 + ": ") * 5_000])  # fmt: skip
def test_a_long_message_is_read_in_a_moment(text: str) -> None:
    fixes.read(text, text)
