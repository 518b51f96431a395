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
from potluck.checks.words import quoted
from potluck.kitchen import quantity
from potluck.model import Finding, Severity

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen)\b", re.IGNORECASE
)
_MANY = r"(\d{1,3}(?:\s?[-–]\s?\d{1,3})?|two|three|four|five|six|eight|ten|twelve)\b"
_SAID = re.compile(
    r"[SsYyMm](?:ervings?|erves|ields?|akes)\b[ :*_~]*"
    rf"(?:[Aa]bout |[Aa]round |for )?{_MANY}"
    r"(?:[ \t]+(people|persons|pieces|slices|cups|bowls|lit(?:er|re)s|[a-z]+(?:cakes|breads))\b)?",
)
_FOR = re.compile(rf"\b{_MANY} (?:\w+ )?(servings|portions|people|persons)\b", re.IGNORECASE)
_EATERS = ("servings", "portions", "people", "persons")


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.legible or not chapter.is_recipe:
        return
    given = chapter.fields.recipe.recipe_yield if chapter.fields.recipe else None
    if given is None:
        yield _missing(chapter)
    elif not _NUMBER.search(given) and not any(quantity.number(word) for word in given.split()):
        message = f"The yield {quoted(given)} has no number."
        hint = "write how much the recipe makes, such as `yield: 4 servings`"
        yield RULE.finding(chapter.place("recipe", "yield"), message, hint)


def _missing(chapter: ChapterView) -> Finding:
    body = chapter.reading.body
    said = _SAID.search(body)
    if said is None and any(word in body.lower() for word in _EATERS):
        said = _FOR.search(body)
    if said is None:
        place = chapter.place("recipe") if chapter.fields.recipe else chapter.place()
        message = "Nothing says how much the recipe makes."
        return RULE.finding(place, message, _hint(chapter, "4 servings"))
    made = f"{said[1]} {said[2] or ('serving' if said[1] == '1' else 'servings')}"
    message = f"The yield ({quoted(made)}) stands only in the text, so no edition shows it on top."
    place = chapter.at(said.start(1))
    return RULE.finding(place, message, _hint(chapter, made), severity=Severity.INFO)


def _hint(chapter: ChapterView, made: str) -> str:
    if chapter.fields.recipe:
        return f"add `yield: {made}` below `recipe:` in the metadata"
    return f"add to the metadata:\nrecipe:\n  yield: {made}"


RULE = Rule("REC-002", "no-yield", Severity.WARNING, Scope.TEXT, check, __doc__)
