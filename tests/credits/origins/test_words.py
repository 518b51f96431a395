"""What counts as a word, and what two texts share that readers would call the same."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.origins.words import Text, read

SOUP = """---
title: "Leek soup"
author: contributor-a
summary: >
  Better the next
  day.
---

Wash the leeks, then [slice](how.md "Title (1)") them; don't hurry.

## Ingredients

- 2 leeks
- 500 ml water
1. Boil.
"""
_SAID = (
    "leek soup better the next day wash the leeks then slice them don't hurry "
    "ingredients 2 leeks 500 ml water boil"
)
WORDS = Text(
    tuple(_SAID.split()),
    (2, 4, 8, 1, 2, 3, 1),
)


def test_the_words_of_a_chapter() -> None:
    assert read(SOUP) == WORDS


@pytest.mark.parametrize(
    "other",
    [
        SOUP.replace("\n", "\r\n"),
        "\ufeff" + SOUP,
        SOUP.replace("- ", "* "),
        SOUP.replace("- ", "1. "),
        SOUP.replace("'", "\u2019").replace(" ", "\u00a0", 5),
        SOUP.replace("then [slice]", "then\n[slice]"),
        SOUP.replace("how.md", "https://example.org/how_(1).html"),
        SOUP.replace("## Ingredients", "Ingredients\n-----------"),
        SOUP.replace("author: contributor-a", "tags: [soup, leek]"),
        SOUP.replace("2 leeks", "**2** <b>leeks</b><!-- big\nones -->"),
        SOUP.replace("Wash", "WASH"),
        unicodedata.normalize("NFD", SOUP),
    ],
    ids=["CRLF", "BOM", "bullets", "numbers", "quotes", "wrapping", "link", "Setext", "keys",
         "markup", "capitals", "NFD"],
)  # fmt: skip
def test_what_readers_do_not_call_a_change_changes_no_word(other: str) -> None:
    assert read(other) == WORDS


def test_a_title_is_the_same_as_a_heading() -> None:
    assert read("---\ntitle: Leek soup\n---\n\nWash.") == read("# Leek soup\n\nWash.")


def test_scripts_without_spaces_count_signs() -> None:
    assert read("饺子好吃。\nกข") == Text(("饺", "子", "好", "吃", "ก", "ข"), (4, 2))


def test_fractions_and_full_width_signs_are_plain() -> None:
    assert read("½ cup １２") == read("1/2 cup 12")


@given(st.text())
def test_any_text_has_words_in_units(text: str) -> None:
    found = read(text)
    assert sum(found.units) == len(found.words)
    assert 0 not in found.units


@pytest.mark.parametrize(
    "piece", ["<a", "](", "[x]:", "<!--", "---\n", "title: >\n ", "a'", "((", "1) "]
)
def test_nothing_takes_more_than_its_length(piece: str) -> None:
    text = "---\n" + piece * 100_000
    before = time.process_time()
    read(text)
    assert time.process_time() - before < 5  # a second of plain text takes far less
