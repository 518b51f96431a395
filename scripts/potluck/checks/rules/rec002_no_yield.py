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
_FIGURE = r"(?:\d{1,3}|(?:two|three|four|five|six|eight|ten|twelve)\b)"
_MANY = (
    rf"({_FIGURE}(?:\s?(?:[-–/~]|to\b|or\b)\s?{_FIGURE})?(?:[ -]dozen\b)?\+?)"
    r"(?![\d½¼¾]|[.,]\d|\s?%)"
)
_ABOUT = r"(?:about |around |for )?"
_JOINING = r"(?!(?:as|and|or|of|to|with|in|for|if|when|but|at|per|each|every)\b)"
_SAID = (
    re.compile(  # Servings: 10 breads
        r"\b(?:servings?|serves|yields?|makes)[*_]*[ \t\xa0]?:[ \t\xa0*_~]*"
        rf"{_ABOUT}{_MANY}(?:[ \t]+((?:[^\W\d_]+[ \t]){{0,2}}[^\W\d_]+)[ \t]*(?=$|[.,;(]))?",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(  # Serves 4 people
        rf"\b(?:servings?|serves)\b[ \t\xa0*_~]*{_ABOUT}{_MANY}"
        r"(?:[ \t]+(people|persons|adults|children|guests)\b)?",
        re.IGNORECASE,
    ),
    re.compile(  # Makes 2 small loaves
        rf"\b(?:yields?|makes)\b[ \t\xa0*_~]*{_ABOUT}{_MANY}"
        rf"(?:[ \t]+{_JOINING}((?:[^\W\d_]+[ \t])?[^\W\d_]{{2,}}s\b|[^\W\d_]+))?",
        re.IGNORECASE,
    ),
)
_FOR = re.compile(
    rf"\b{_MANY} (?:{_JOINING}\w+ ){{0,2}}(servings?|portions?|people|persons?)\b", re.IGNORECASE
)
_EATERS = ("serving", "portion", "people", "person")


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
    said = _said(chapter.reading.body, chapter.small)
    if said is None:
        place = chapter.place("recipe") if chapter.fields.recipe else chapter.place()
        message = "Nothing says how much the recipe makes."
        return RULE.finding(place, message, _hint(chapter, "4 servings"))
    made = _made(said[1], said[2] or "")
    message = f"The yield ({quoted(made)}) stands only in the text, so no edition shows it on top."
    place = chapter.at(said.start(1))
    return RULE.finding(place, message, _hint(chapter, made), severity=Severity.INFO)


def _said(body: str, small: str) -> re.Match[str] | None:
    """Find where a text says how much it makes: first after a colon, last in running words."""
    found = next((match for form in _SAID if (match := form.search(body))), None)
    if found is None and any(word in small for word in _EATERS):
        found = _FOR.search(body)
    return found


def _made(many: str, what: str) -> str:
    """Write the yield: `2/3` eaters are two or three of them, but 2/3 cup is a part of one."""
    if not what or what.lower() in {"serving", "portion", "person"}:
        many = re.sub(r"\s?[/~]\s?", "–", many)
        one = what or "serving"
        what = one if many == "1" else {"person": "people"}.get(one, f"{one}s")
    return f"{many} {what}"


def _hint(chapter: ChapterView, made: str) -> str:
    if chapter.fields.recipe:
        return f"add `yield: {made}` below `recipe:`"
    return at_the_top(["recipe:", f"  yield: {made}"], bare=not chapter.raw.meta)


RULE = Rule("REC-002", "no-yield", Severity.WARNING, Scope.TEXT, check, __doc__)
