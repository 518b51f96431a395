"""Ingredients and steps are those that the page shows, and nothing beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.formats.metadata.recipes import Step, ingredients, steps
from support import SOUP_HTML

LIST = "<h2>Zutaten</h2><ul><li>1 Ei</li></ul>"


def test_the_sample_is_read_as_its_page_shows_it() -> None:
    assert ingredients(SOUP_HTML) == ("500 g leeks", "½ tsp salt", "1 litre water at 95 °C")
    assert steps(SOUP_HTML) == (Step("Slice the leeks."), Step("Boil the water. Add the leeks."))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", ()),
        ("<ul><li>1 egg</li></ul>", ()),
        (LIST, ("1 Ei",)),
        (f"{LIST}<h2>History</h2><ul><li>Old.</li></ul>", ("1 Ei",)),
        (f"{LIST}<h3>For the dough</h3><ul><li>2 Eier</li></ul>", ("1 Ei", "2 Eier")),
        (f"{LIST}<ol><li>2 Eier</li></ol>", ("1 Ei", "2 Eier")),
        (f'{LIST}<div class="tabs"><ul><li>2 Eier</li></ul></div>', ("1 Ei",)),
        ("<h2>Ingredients</h2><ul><li>Dough:<ul><li>1 egg</li></ul></li></ul>", ("1 egg",)),
        ("<h2>Ingredients</h2><ul><li>2 eggs<ul><li>whisked</li></ul></li></ul>",
            ("2 eggs", "whisked")),
        ("<h2>Ingredients</h2><ul><li> 1  <b>e</b>gg\n</li><li></li></ul>", ("1 egg",)),
    ],
)  # fmt: skip
def test_ingredients_are_the_items_under_their_heading(html: str, found: tuple[str, ...]) -> None:
    assert ingredients(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h2>Method</h2><p>Boil.</p><p>Cool.</p>", (Step("Boil."), Step("Cool."))),
        ("<h2>Method</h2><p>Easy.</p><ul><li>Boil.</li></ul>", (Step("Boil."),)),
        ("<h2>Method</h2><h3>Making dough</h3><p>Knead.</p><h3>Baking</h3><p>Bake.</p>",
            (Step("Knead.", "Making dough"), Step("Bake.", "Baking"))),
        ("<h2>Method</h2><p>Boil.</p><h2>Notes</h2><p>Keeps.</p>", (Step("Boil."),)),
        ("<h2>Method</h2><blockquote><p>Waste not.</p></blockquote>", ()),
        ("<h2>Method</h2><ol><li>Add:<ul><li>salt</li><li>oil</li></ul></li></ol>",
            (Step("Add: salt oil"),)),
    ],
)  # fmt: skip
def test_steps_are_items_or_else_paragraphs(html: str, found: tuple[Step, ...]) -> None:
    assert steps(html) == found


@given(st.lists(st.text("ab ", min_size=1).filter(str.strip), max_size=5))
def test_every_item_is_found_once_and_in_order(words: list[str]) -> None:
    items = "".join(f"<li>{word}</li>" for word in words)
    expected = tuple(" ".join(word.split()) for word in words)
    assert ingredients(f"<h2>Ingredients</h2><ul>{items}</ul>") == expected
