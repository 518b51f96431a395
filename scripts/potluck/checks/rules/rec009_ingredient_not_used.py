"""Every ingredient in the list is used in the method.

A cook who has bought it stands there at the end and wonders when it should have gone in. Any of its
words counts as use, also a word for its kind (vegetables, spices, meat, cheese), the name of its
group (the sauce), and "all the ingredients". What is optional, for serving or to taste may stand in
the list alone. Chapters in English only.

Source: practice of recipe editors; schema.org asks for both lists and for nothing between them.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 2 leeks
    - 1 tbsp lemon juice

    ## Method

    1. Slice the leeks.
    2. Boil them for 10 minutes.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 2 leeks
    - 1 tbsp lemon juice

    ## Method

    1. Slice the leeks.
    2. Boil them for 10 minutes, and add the lemon.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.usage import unused
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.english or not chapter.is_recipe:
        return
    recipe = chapter.recipe
    listed = tuple(line for line in recipe.ingredients if not line.detail)
    for line in unused(listed, recipe.beyond):
        name = line.ingredient.name or line.text
        start = max(line.text.find(name), 0)
        yield RULE.finding(
            chapter.raw.place_in_body(line.number, line.start + start + 1),
            f"The method never uses {quoted(name)}.",
            "say in the method where it goes in, or take it out of the list",
        )


RULE = Rule("REC-009", "ingredient-not-used", Severity.WARNING, Scope.TEXT, check, __doc__)
