"""What a recipe promises to vegans, vegetarians and people with allergies is true.

Readers trust `diet:`, `free_from:` and tags such as `vegan`, and some would fall ill. Each
ingredient is compared by its English words with what the diet does not allow; "coconut milk",
"gluten-free flour" and "butter or oil" are understood. What is not found is not promised: a packet
may hold more than its name. Decided are: vegan, vegetarian, pescatarian, gluten-free, dairy-free,
egg-free, nut-free, peanut-free, soy-free, pork-free, alcohol-free, and of halal and kosher food
what is never allowed (pork and alcohol; pork and shellfish). An optional ingredient is a warning.

Source: Regulation (EU) No 1169/2011, annex II, for the allergens; Implementing Regulation (EU) No
828/2014 for "gluten-free"; The Vegan Society's and The Vegetarian Society's definitions.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings, diet: [vegan]}
    ---
    ## Ingredients

    - 2 leeks
    - 30 g butter

    ## Method

    1. Cook the leeks in the butter.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings, diet: [vegan]}
    ---
    ## Ingredients

    - 2 leeks
    - 30 g vegan butter
    - 1 tbsp peanut butter

    ## Method

    1. Cook the leeks in both butters.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen import diets
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    promises = tuple(_promises(chapter))
    if not promises or not chapter.english or not chapter.is_recipe:
        return
    for words, promise, forbidden in promises:
        for line in chapter.recipe.ingredients:
            if promise in line.text.casefold().replace(" ", "-"):
                continue  # the line says itself what is for whom
            found = diets.contradiction(line.text, forbidden)
            if found:
                column = line.start + found.food.start + 1
                yield RULE.finding(
                    chapter.raw.place_in_body(line.number, column),
                    f"The recipe says {quoted(words)}, but {quoted(found.food.words)} is not.",
                    f"name another ingredient (or one made {promise}), or take out {quoted(words)}",
                    severity=Severity.WARNING if found.optional else None,
                )


def _promises(chapter: ChapterView) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield what is promised: as written, as a word for messages, and what it forbids."""
    given = chapter.fields.recipe.diet if chapter.fields.recipe else ()
    for words in dict.fromkeys((*given, *chapter.fields.tags)):
        forbidden = diets.diet(words)
        if forbidden:
            yield words, words.casefold().replace(" ", "-"), forbidden
    for words in chapter.fields.free_from:
        forbidden = diets.free_from(words)
        if forbidden:
            yield f"free from {words}", f"{words.casefold()}-free", forbidden


RULE = Rule("REC-007", "diet-contradicted", Severity.ERROR, Scope.TEXT, check, __doc__)
