"""What is in a food is told by its words; what only sounds like one is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.kitchen import foods
from potluck.kitchen.diets import ALLERGENS, FORBIDDEN, contradiction, diet, free_from, holdings

HOLDS = [
    ("200 ml milk", "milk"),
    ("2 eggs", "egg"),
    ("plain flour", "gluten"),
    ("soy sauce", "gluten soy"),
    ("peanut butter", "peanut"),
    ("almond milk", "nut"),
    ("anchovies", "fish"),
    ("oyster sauce", "mollusc"),
    ("bacon", "meat pork"),
    ("turkey bacon", "meat"),
    ("goat cheese", "milk"),
    ("celeriac", "celery"),
    ("tahini", "sesame"),
    ("red wine", "alcohol sulphite"),
    ("crème fraîche", "milk"),
    ("chicken stock", "meat"),
    ("butter for the fish", "milk"),
]
NOTHING = [
    *("coconut milk", "cocoa butter", "butter beans", "butternut squash", "cream of tartar"),
    *("eggplant", "egg replacer", "rice flour", "gluten-free flour", "buckwheat", "nutmeg"),
    *("coconut", "pine nuts", "water chestnuts", "kidney beans", "beef tomatoes", "crab apples"),
    *("oyster mushrooms", "vegan butter", "dairy-free yogurt", "egg-free mayonnaise", "honeydew"),
    *("white wine vinegar", "ginger beer", "chicken seasoning", "fish masala", "peanut-free bar"),
    *("vegetable stock", "salt, for the chicken", "a pan without butter", "corn tortillas"),
]


@pytest.mark.parametrize(("line", "facts"), HOLDS)
def test_a_food_holds(line: str, facts: str) -> None:
    assert {fact for food in holdings(line) for fact in food.holds} == set(facts.split())


@pytest.mark.parametrize("line", NOTHING)
def test_what_only_sounds_like_it_holds_nothing(line: str) -> None:
    assert holdings(line) == ()


def test_the_fourteen_allergens_are_there_and_each_can_be_found() -> None:
    known = {
        fact for phrases in foods._by_first_word().values() for _, held in phrases for fact in held
    }
    assert len(ALLERGENS) == 14
    assert set().union(*ALLERGENS.values()) <= known
    assert set().union(*FORBIDDEN.values()) <= known


def test_no_phrase_stands_twice() -> None:
    phrases = re.findall(r"(?<=[|:]) ([^|\n]+?) ?(?=\||$)", foods._TABLE, re.MULTILINE)
    assert len(phrases) > 400
    assert sorted({p for p in phrases if phrases.count(p) > 1}) == []


CHOICES = [
    ("vegan", "30 g butter", "butter"),
    ("vegan", "30 g butter or margarine", None),
    ("vegan", "butter/oil", None),
    ("vegan", "cream or milk", "cream"),
    ("vegan", "1/2 cup milk", "milk"),
    ("vegan", "honey (or maple syrup)", None),
    ("vegetarian", "parmesan", None),
    ("vegetarian", "chicken or vegetable stock", None),
    ("gluten-free", "100 g oats", None),
    ("gluten-free", "100 g flour", "flour"),
    ("halal", "60 ml rum", "rum"),
    ("kosher", "200 g prawns", "prawns"),
    ("nut-free", "peanuts", "peanuts"),
]


@pytest.mark.parametrize(("name", "line", "words"), CHOICES)
def test_a_diet_is_contradicted_where_there_is_no_choice(
    name: str, line: str, words: str | None
) -> None:
    forbidden = diet(name)
    assert forbidden
    found = contradiction(line, forbidden)
    assert (found.food.words if found else None) == words


def test_what_cannot_be_decided_is_not_decided() -> None:
    assert [diet("low-fat"), diet("diabetic"), free_from("love")] == [None, None, None]


@given(st.text(max_size=600))
def test_any_line_is_read_and_places_are_places(line: str) -> None:
    for food in holdings(line):
        assert line[food.start : food.start + len(food.words)] == food.words
