"""A recipe for poultry or minced meat says how to tell that it is done.

Minutes depend on the oven, the pan and the thickness, so they cannot promise that the middle is hot
enough to kill Salmonella. A thermometer can; juices that run clear and flesh without pink are worse
signs, and still better than none. Dishes that boil, simmer or stew are not asked, nor is minced
meat that is browned in crumbs. Chapters in English only.

Source: USDA Food Safety and Inspection Service, Safe Minimum Internal Temperature Chart: poultry
165 °F (74 °C), minced meat 160 °F (71 °C); UK Food Standards Agency, Cooking your food.

Bad:

    -- content/legs.md --
    ---
    title: Chicken legs
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 4 chicken legs

    ## Method

    1. Roast the chicken at 200 °C (400 °F) for 35 minutes.

Good:

    -- content/legs.md --
    ---
    title: Chicken legs
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 4 chicken legs

    ## Method

    1. Roast the chicken at 200 °C (400 °F) for 35 minutes, until a thermometer reads 74 °C
       (165 °F) in the thickest part.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.recipe import Line, RecipeText
from potluck.kitchen.safety import DONE, MINCED, POULTRY, WET, Kind
from potluck.model import Finding, Severity

_COOKED = re.compile(
    r"\b(?:cooked|pre-?cooked|rotisserie|left-?over|canned|tinned|smoked|roasted|shredded|optional"
    r"|powder|paste|cold cuts?|deli|nuggets|bouillon|cubes? of stock|broth|stock|or|rub|rack)\b",
    re.IGNORECASE,
)


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.english or not chapter.is_recipe:
        return
    raw = _raw(chapter.recipe)
    if (
        raw is None
        or not chapter.recipe.steps
        or WET.search(chapter.recipe.steps)
        or DONE.search(chapter.reading.body.lower())
    ):
        return
    line, kind, match = raw
    yield RULE.finding(
        chapter.raw.place_in_body(line.number, line.start + match.start() + 1),
        f"Nothing says how to tell that the {quoted(match[0].lower())} is done.",
        f"say it in the method, such as: until a thermometer reads {kind.celsius} °C "
        f"({kind.fahrenheit} °F) in the thickest part",
    )


def _raw(recipe: RecipeText) -> tuple[Line, Kind, re.Match[str]] | None:
    """Return the first raw poultry or minced meat in a list."""
    kinds = [k for k in (MINCED, POULTRY) if any(sign in recipe.listed for sign in k.signs)]
    for line in recipe.ingredients if kinds else ():
        for kind in kinds:
            match = kind.words.search(line.text)
            if match and not _COOKED.search(line.text):
                return line, kind, match
    return None


RULE = Rule("REC-005", "no-test-of-doneness", Severity.WARNING, Scope.TEXT, check, __doc__)
