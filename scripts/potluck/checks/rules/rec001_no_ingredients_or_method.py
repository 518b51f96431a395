"""A recipe has its ingredients in one section and its method in another.

Cooks look for both before they begin, and the editions set both in their own way: the ingredients
as a list to shop from, the method as steps. They are found by their headings, such as Ingredients,
and Method, Directions or Instructions, in English and the larger languages of Europe and Asia.
A chapter that calls itself no recipe, and only has a heading Ingredients, is asked more softly.

Source: schema.org, type Recipe, properties recipeIngredient and recipeInstructions.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    kind: recipe
    recipe: {yield: 4 servings}
    ---
    Slice the leeks and boil them.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 2 leeks

    ## Method

    1. Slice the leeks and boil them.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.model import Finding, Place, Severity

_INGREDIENTS = "put them in a list below a line `## Ingredients`"
_METHOD = "put the steps in a numbered list below a line `## Method`"
_OTHERWISE = ". If the chapter is no recipe, add `kind: chapter` to its metadata"


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.legible or not chapter.is_recipe:
        return
    recipe = chapter.recipe
    said = chapter.fields.kind == "recipe" or chapter.fields.recipe is not None
    weight = Severity.ERROR if said else Severity.WARNING
    if recipe.ingredients_at is None:
        message = "The recipe has no list of ingredients."
        yield RULE.finding(_head(chapter), message, _INGREDIENTS + _OTHERWISE, severity=weight)
    if recipe.method_at is None and not recipe.numbered:
        message = "The recipe has no method."
        yield RULE.finding(_head(chapter), message, _METHOD + _OTHERWISE, severity=weight)


def _head(chapter: ChapterView) -> Place:
    """Where the chapter says that it is a recipe, or its list of ingredients."""
    for field in ("kind", "recipe"):
        if field in chapter.raw.meta:
            return chapter.place(field)
    return chapter.raw.place_in_body(chapter.recipe.ingredients_at or 0)


RULE = Rule("REC-001", "no-ingredients-or-method", Severity.ERROR, Scope.TEXT, check, __doc__)
