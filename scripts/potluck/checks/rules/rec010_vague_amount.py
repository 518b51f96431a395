"""An ingredient has an amount that can be weighed or measured.

"Some flour" and "1 can of beans" mean something else in every kitchen, and neither can be scaled.
"To taste", "for frying" and a pinch are fine. Chapters in English only.

Source: NIST Handbook 130, Uniform Packaging and Labeling Regulation, section 6: net contents are
stated by weight, measure or count, since the size of a packet is not a measure.

Bad:

    -- content/soup.md --
    ---
    title: Bean soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 1 can of beans

    ## Method

    1. Boil the beans.

Good:

    -- content/soup.md --
    ---
    title: Bean soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 1 can (400 g) of beans

    ## Method

    1. Boil the beans.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.recipe import Line
from potluck.kitchen.units import PACKAGES
from potluck.model import Finding, Severity

_VAGUE = re.compile(
    r"(?:some|several|a few|few|a little|a bit|a lot|lots|plenty|enough|various)\b(?: of\b)?",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\b(?:to taste|optional(?:ly)?|for (?:\w+ing|the pan|garnish)"
    r"|to (?:serve|garnish|grease|fry|cover)|as (?:needed|desired)|garnish|spray|drops?"
    r"|grains?|leaves|sprigs?|twigs?|strands?|grinds?)\b",
    re.IGNORECASE,
)

_SIZE = re.compile(r"\d\s?(?:kg|g|ml|cl|l|oz|lb|grams?|litres?|liters?|ounces?|pounds?)\b")


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.english or not chapter.is_recipe:
        return
    packages = tuple(name for name in PACKAGES if name in chapter.recipe.listed)
    for line in chapter.recipe.ingredients:
        vague = _VAGUE.match(line.text)
        if vague and not _FINE.search(line.text) and not line.ingredient.sized:
            message = f"{quoted(vague[0])} is no amount that can be bought or scaled."
            yield _finding(chapter, line, message, "write a number, such as `100 g` or `2 tbsp`")
        elif package := _package(line, packages):
            message = f"How much is in a {package}? Its size differs from shop to shop."
            yield _finding(chapter, line, message, f"add it, such as `1 {package} (400 g)`")


def _package(line: Line, packages: tuple[str, ...]) -> str:
    """Return the word for the packet, where nothing says what it holds."""
    if not any(name in line.text.lower() for name in packages):
        return ""
    read = line.ingredient
    unit = read.measures[0].unit if read.measures else None
    stated = read.sized or _SIZE.search(line.text)  # also "2 tins, 400 g each"
    return unit.name if unit and unit.name in PACKAGES and not stated else ""


def _finding(chapter: ChapterView, line: Line, message: str, hint: str) -> Finding:
    return RULE.finding(chapter.raw.place_in_body(line.number, line.start + 1), message, hint)


RULE = Rule("REC-010", "vague-amount", Severity.INFO, Scope.TEXT, check, __doc__)
