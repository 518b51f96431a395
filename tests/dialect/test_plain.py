"""Text that holds no sign of Markdown is spared from the search for any; nothing else changes."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from potluck.dialect import plain
from potluck.dialect.markdown import convert, thorough

PIECES = (
    *("Leeks", "½ l", "12", "é", "°", "(a)", "a/b", "x: y", "e.g.", "...", "....", "--", "'s", '"'),
    *("*", "**", "_", "`", "\\", "\\*", "[a](b.md)", '![p](p.png "t")', "[^1]", "<b>", "</b>"),
    *("&amp;", "<https://a.example/>", "{: .c}", "{ #id }", "HTML", "\u00a0", "\u200d"),
    *("\x02", "\x03", " ", "  ", "   ", "\n", "  \n", "\n\n", "\n\n    ", "\n- ", "\n1. ", "\n# "),
    *("\n| a | b |\n|--|--|\n|", "\n[^1]: note", "\n*[HTML]: Language", "\n!!! note\n    "),
    *("\n??? tip\n\n    ", "\n```\n", "\n: def\n"),
)
BODIES = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)


@given(BODIES, st.sampled_from(("en", "de")))
@example("Two  \nlines", "en")
@example("So....on...", "en")
@example("Two  \nlines, and 1 / 2 (or so). *HTML* HTML\n\n*[HTML]: Language", "en")
@example("a <div markdown>\n\nplain\n\n</div>\n\ntail", "en")
def test_a_body_becomes_what_it_became_before(body: str, lang: str) -> None:
    assert convert(body, lang) == thorough(smart=lang == "en").convert(body)


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are searched."""
    seen: list[str] = []
    name = "_InlineProcessor__applyPattern"
    apply: Callable[..., object] = getattr(InlineProcessor, name)

    def spy(self: object, pattern: object, data: str, *rest: object) -> object:
        seen.append(data)
        return apply(self, pattern, data, *rest)

    monkeypatch.setattr(InlineProcessor, name, spy)
    return seen


def test_plain_text_is_not_searched(searched: list[str]) -> None:
    body = "Cut 200 g (7 oz) of leeks; wash them.\n\n- Fry *slowly*.\n- Serve 4 or 5.\n"
    convert(body)
    assert {text[:4] for text in searched} == {"Fry "}
    thorough(smart=True).convert(body)
    assert "Serve 4 or 5." in searched


def test_markdown_searches_where_text_is_spared() -> None:
    processors = thorough(smart=True).treeprocessors
    found = [each for each in processors if isinstance(each, InlineProcessor)]
    assert found == [processors[name] for name in plain.SEARCHES]
