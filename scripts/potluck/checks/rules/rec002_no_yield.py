"""A recipe says how much it makes, with a number.

Whoever cooks for two or for twenty has to reckon, and without a number nothing can be reckoned. The
number stands in the metadata, where every edition shows it above the ingredients.

Source: schema.org, property recipeYield.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: enough}
    ---
    ## Ingredients

    - 2 leeks

    ## Method

    1. Slice the leeks and boil them.

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

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import at_the_top, quoted
from potluck.kitchen import quantity, yields
from potluck.model import Finding, Severity

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen)\b", re.IGNORECASE
)


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.legible or not chapter.is_recipe:
        return
    given = chapter.fields.recipe.recipe_yield if chapter.fields.recipe else None
    if given is None:
        yield _missing(chapter)
    elif not _NUMBER.search(given) and not any(quantity.number(word) for word in given.split()):
        message = f"The yield {quoted(given)} has no number."
        hint = "write how much the recipe makes, such as `yield: 4 servings`"
        place = chapter.place("recipe", "yield")
        yield RULE.finding(place, message, hint, severity=Severity.WARNING)


def _missing(chapter: ChapterView) -> Finding:
    said = yields.find(chapter.reading.body, chapter.small)
    if said is None:
        place = chapter.place("recipe") if chapter.fields.recipe else chapter.place()
        message = "Nothing says how much the recipe makes."
        return RULE.finding(place, message, _hint(chapter, "4 servings"))
    where = "stands only in the text, so no edition shows it on top"
    return RULE.finding(
        chapter.at(said.start),
        f"The yield ({quoted(said.text)}) {where}.",
        _hint(chapter, said.text),
    )


def _hint(chapter: ChapterView, made: str) -> str:
    if chapter.fields.recipe:
        return f"add `yield: {made}` below `recipe:`"
    return at_the_top(["recipe:", f"  yield: {made}"], bare=not chapter.raw.meta)


RULE = Rule("REC-002", "no-yield", Severity.INFO, Scope.TEXT, check, __doc__)
