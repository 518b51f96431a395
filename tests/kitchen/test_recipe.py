"""The parts of a recipe are found by their headings; times and uses are told right."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.kitchen import recipe, times, usage
from potluck.kitchen.headings import role

ROLES = [
    *[
        (word, "ingredients")
        for word in ("Ingredients", "Zutaten:", "Ingrédients", "材料", "Ингредиенты")
    ],
    *[("Sauce ingredients", "ingredients"), ("Zutaten für den Teig", "ingredients")],
    *[
        (word, "method")
        for word in ("Method", "DIRECTIONS", "Zubereitung", "Préparation", "作り方")
    ],
    *[(word, "") for word in ("Why it works", "Variations", "Keeping", "Notes", "")],
]


@pytest.mark.parametrize(("heading", "expected"), ROLES)
def test_a_heading_opens(heading: str, expected: str) -> None:
    assert role(heading) == expected


BODY = """Intro.
## Ingredients
For the sauce:
- 1 leek
### Dough
* 200 g flour
- **Topping:**
  - 1 egg

| Amount | What |
|---|---|
| 2 g | salt |
## Method
1. Slice.
```
code
```
## Notes
Keeps."""
HEADINGS = [(1, 2, "Ingredients"), (4, 3, "Dough"), (12, 2, "Method"), (17, 2, "Notes")]


def test_the_parts_are_found() -> None:
    found = recipe.read(tuple(BODY.splitlines()), HEADINGS)
    assert [(each.number, each.start, each.text, each.group) for each in found.ingredients] == [
        (3, 2, "1 leek", "For the sauce:"),
        (5, 2, "200 g flour", "Dough"),
        (7, 4, "1 egg", "**Topping:**"),
        (11, 1, " 2 g   salt ", "**Topping:**"),
    ]
    assert [each.text for each in found.method] == ["Slice."]
    assert found.beyond.endswith("## notes\nkeeps.") is False
    assert found.beyond.endswith("keeps.")
    assert (found.ingredients_at, found.method_at, found.numbered) == (1, 12, True)


def test_bold_lines_serve_where_there_are_no_headings() -> None:
    found = recipe.read(("**Ingredients:**", "- 1 leek", "**Method**", "Slice."), [])
    assert ([each.text for each in found.ingredients], found.steps) == (["1 leek"], "slice.")


USES = [
    ("1 tbsp lemon juice", "Slice the leeks.", False),
    ("2 leeks", "Slice the leeks.", True),
    ("2 tomatoes", "Chop the tomatos.", True),
    ("2 gerkins", "Cut the gherkins.", True),
    ("3 scallions", "Add the spring onions.", True),
    ("500 g penne", "Boil the pasta.", True),
    ("2 carrots", "Chop the vegetables.", True),
    ("1 tsp cumin", "Add the spices.", True),
    ("parsley (optional)", "Slice.", True),
    ("200 g rice", "Mix all ingredients.", True),
    ("5 cloves", "Add the cloves.", True),
    ("200 ml water", "Boil.", True),
    ("2 eggs", "Boil the rice.", False),
]


@pytest.mark.parametrize(("line", "method", "used"), USES)
def test_an_ingredient_is_used(line: str, method: str, used: bool) -> None:
    left = usage.unused((recipe.Line(0, 2, line),), method.lower())
    assert (left == ()) is used


@given(st.integers(1, 100_000))
def test_a_duration_is_read_as_it_was_written(total: int) -> None:
    assert times.minutes(times.iso(Fraction(total))) == total


@given(st.text(max_size=120))
def test_any_duration_is_read(text: str) -> None:
    found = times.spelled(text)
    assert found is None or times.minutes(found) is not None


@given(st.lists(st.text(max_size=60), max_size=20), st.integers(0, 19), st.integers(1, 6))
def test_any_body_is_read(lines: list[str], at: int, level: int) -> None:
    found = recipe.read(tuple(lines), [(min(at, len(lines)), level, "Ingredients")])
    assert all(each.number < len(lines) for each in found.ingredients)


def test_what_stands_below_an_item_says_more_about_it() -> None:
    body = (
        "## Ingredients", "- 2 leeks", "    - the white parts", "    - washed", "- salt",
        "- For the sauce:", "    - 1 cup milk", "        - warm", "- pepper",
    )  # fmt: skip
    found = recipe.read(body, [(0, 2, "Ingredients")])
    assert [(line.text, line.detail) for line in found.ingredients] == [
        ("2 leeks", False),
        ("the white parts", True),
        ("washed", True),
        ("salt", False),
        ("1 cup milk", False),
        ("warm", True),
        ("pepper", False),
    ]
