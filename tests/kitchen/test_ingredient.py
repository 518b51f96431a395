"""Lines of ingredients, numbers and units are read as cooks mean them, and nothing ever fails."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.kitchen import ingredient, quantity
from potluck.kitchen.units import COUNTS, unit

LINES = [
    ("200 g red lentils, rinsed", ["200 g"], "red lentils", "rinsed"),
    ("1 1/2 cups (180 g) flour", ["3/2 cup", "180 g"], "flour", ""),
    ("½ tsp salt", ["1/2 tsp"], "salt", ""),
    ("1½T salt", ["3/2 -"], "T salt", ""),
    ("2–3 cloves garlic", ["2–3 clove"], "garlic", ""),
    ("2 to 3 cloves of garlic", ["2–3 clove"], "garlic", ""),
    ("salt", [], "salt", ""),
    ("1 can (400 g) tomatoes", ["1 can", "400 g"], "tomatoes", ""),
    ("400g béchamel", ["400 g"], "béchamel", ""),
    ("4-1/2 teaspoons minced ginger", ["9/2 tsp"], "minced ginger", ""),
    ("~150g (1/3 lb) bacon cubes", ["150 g", "1/3 lb"], "bacon cubes", ""),
    ("half a lemon", ["1/2 -"], "lemon", ""),
    ("two lbs. pork", ["2 lb"], "pork", ""),
    ("juniper berries: 5", [], "juniper berries", ""),
    ("shallots: 250g", ["250 g"], "shallots", ""),
    ("2 tsp [garam masala](/garam-masala)", ["2 tsp"], "garam masala", ""),
    ("**1 cup** *chopped* cilantro", ["1 cup"], "chopped cilantro", ""),
    ("0,5 l Milch", ["1/2 l"], "Milch", ""),
    ("2 gherkins", ["2 -"], "gherkins", ""),
    ("1 bottle 700ml red wine", ["1 bottle", "700 ml"], "red wine", ""),
    ("2 cans, 400 g each, of beans", ["2 can"], "", "400 g each, of beans"),
    ("3/4 of a cup of warm water", ["3/4 cup"], "warm water", ""),
    ("a little salt (1/3 of a teaspoon)", ["1 -", "1/3 tsp"], "little salt", ""),
    ("1/2 of a lemon", ["1/2 -"], "a lemon", ""),
]


@pytest.mark.parametrize(("line", "measures", "name", "note"), LINES, ids=[x[0] for x in LINES])
def test_a_line_is_read(line: str, measures: list[str], name: str, note: str) -> None:
    found = ingredient.read(line)
    said = [f"{m.amount} {m.unit.name if m.unit else '-'}" for m in found.measures]
    assert (said, found.name, found.note) == (measures, name, note)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=700))
def test_any_line_is_read(line: str) -> None:
    assert len(ingredient.read(line).text) <= ingredient.LONGEST


@given(st.text(alphabet="0123456789 /⁄-–.,½¼a", max_size=40))
def test_any_number_is_read(text: str) -> None:
    found = quantity.read(text)
    assert found is None or Fraction(0) <= found[0].low <= found[0].high


@given(st.integers(0, 999), st.integers(1, 99), st.integers(1, 99))
def test_a_mixed_number_is_its_sum(whole: int, above: int, below: int) -> None:
    assert quantity.number(f"{whole} {above}/{below}") == whole + Fraction(above, below)


def test_a_division_by_zero_is_no_number() -> None:
    assert quantity.number("1/0") == 0


SIZES = [
    ("tsp", "4.92892159375"),
    ("tbsp", "14.78676478125"),
    ("cup", "236.5882365"),
    ("oz", "28.349523125"),
    ("lb", "453.59237"),
    ("litre", "1000"),
]


@pytest.mark.parametrize(("word", "size"), SIZES)
def test_units_have_the_sizes_that_nist_gives(word: str, size: str) -> None:
    found = unit(word)
    assert found
    assert found.size == Fraction(size)


def test_counted_units_have_no_size() -> None:
    assert {(u.dimension, u.size) for name in COUNTS if (u := unit(name))} == {("count", None)}
