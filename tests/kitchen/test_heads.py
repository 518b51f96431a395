"""Under which foods and courses recipes stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.kitchen import courses, heads


@pytest.mark.parametrize(
    ("lines", "title", "found"),
    [
        (("400 ml coconut milk", "1 tbsp peanut oil"), "Curry", ("Coconut",)),
        (("2 chicken breasts", "1 l chicken stock"), "", ("Chicken",)),
        (("1 tsp celery seeds", "2 tbsp tomato paste", "1 tsp garlic powder"), "", ()),
        (("1 onion, chopped", "500 g beef"), "Beef stew", ("Beef",)),
        (("1 onion, chopped", "500 g beef"), "Beef with onions", ("Beef", "Onions")),
        (("1 kg onions",), "Onion soup", ("Onions",)),
        (("500 g strong flour",), "Apple-shaped loaf", ("Apples", "Bread")[:1]),
        (("2 pears", "1 egg"), "Apple-shaped tart", ("Pears",)),
        (("fine or medium cornmeal",), "", ("Maize",)),
        (("pork chops or chicken",), "", ("Pork",)),
        (("4 eggs", "200 ml milk", "1 lemon"), "Pancakes", ("Eggs", "Milk")),
        (("200 g water chestnuts", "1 can baked beans"), "", ()),
        (("250 g split red lentils", "salt", "1 litre water"), "Dal", ("Lentils",)),
        ((), "Potato cakes", ("Potatoes",)),
        ((), "", ()),
    ],
)
def test_the_main_ingredients_of_a_recipe(
    lines: tuple[str, ...], title: str, found: tuple[str, ...]
) -> None:
    assert heads.main(lines, title) == found


@given(st.lists(st.text(max_size=300), max_size=9), st.text(max_size=300))
def test_any_text_is_read(lines: list[str], title: str) -> None:
    found = heads.main(lines, title)
    assert len(found) == len(set(found))
    assert not any(head.startswith(heads.STAPLE) for head in found)


@pytest.mark.parametrize(
    ("said", "tags", "found"),
    [
        ("Main course ", (), ("Mains",)),
        ("tapas", ("soup",), ("tapas",)),
        (None, ("Soup", "starter", "quick", "soups"), ("Soups", "Starters")),
        (None, (), ()),
        ("", ("dip",), ("Sauces and spreads",)),
    ],
)
def test_the_courses_of_a_dish(
    said: str | None, tags: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert courses.course(said, tags) == found
