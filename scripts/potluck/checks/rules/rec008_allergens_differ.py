"""A list of allergens names all that the ingredients hold.

Whoever reads `allergens: [milk]` takes the list for the whole of it. Each ingredient is compared by
its English words with the 14 allergens that EU law wants to see on every packet. An allergen in the
list that no ingredient shows is only noted, since labels say more than names. `allergens: auto`, or
no list at all, promises nothing and is left alone.

Source: Regulation (EU) No 1169/2011, annex II: cereals with gluten, crustaceans, eggs, fish,
peanuts, soybeans, milk, nuts, celery, mustard, sesame, sulphites, lupin, molluscs.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings, allergens: [celery]}
    ---
    ## Ingredients

    - 2 leeks
    - 1 stick celery
    - 30 g butter

    ## Method

    1. Cook the leeks and the celery in the butter.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings, allergens: [celery, milk]}
    ---
    ## Ingredients

    - 2 leeks
    - 1 stick celery
    - 30 g butter

    ## Method

    1. Cook the leeks and the celery in the butter.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import nearest, quoted
from potluck.kitchen.diets import ALLERGENS, allergen, holdings
from potluck.kitchen.foods import Food
from potluck.kitchen.recipe import Line
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    declared = chapter.fields.allergens
    if declared is None or not chapter.english or not chapter.recipe.ingredients:
        return
    meant = {allergen(word): index for index, word in enumerate(declared)}
    shown = _shown(chapter)
    for name, (line, food) in shown.items():
        if name not in meant:
            yield RULE.finding(
                chapter.raw.place_in_body(line.number, line.start + food.start + 1),
                f"{quoted(food.words)} holds {name}, which the list of allergens does not name.",
                f"write `allergens: [{', '.join((*declared, name))}]`",
            )
    for index, word in enumerate(declared):
        known = allergen(word)
        if known is None:
            yield _unknown(chapter, index, word)
        elif known not in shown:
            message = f"The allergen {quoted(word)} is in the list, and no ingredient shows it."
            hint = "name the ingredient that holds it, or take it out if nothing does"
            place = chapter.place("recipe", "allergens", index)
            yield RULE.finding(place, message, hint, severity=Severity.INFO)


def _shown(chapter: ChapterView) -> dict[str, tuple[Line, Food]]:
    """Return each allergen with the first ingredient that holds it."""
    found: dict[str, tuple[Line, Food]] = {}
    for line in chapter.recipe.ingredients:
        for food in holdings(line.text):
            for name, facts in ALLERGENS.items():
                if food.holds & facts:
                    found.setdefault(name, (line, food))
    return found


def _unknown(chapter: ChapterView, index: int, word: str) -> Finding:
    close = nearest(word, ALLERGENS)
    hint = f"did you mean `{close}`?" if close else f"use one of: {', '.join(ALLERGENS)}"
    message = f"The allergen {quoted(word)} is not one of the 14 that are known here."
    return RULE.finding(chapter.place("recipe", "allergens", index), message, hint)


RULE = Rule("REC-008", "allergens-differ", Severity.WARNING, Scope.TEXT, check, __doc__)
