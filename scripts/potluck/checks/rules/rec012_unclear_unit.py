"""A unit means one thing only.

"1 T" is a tablespoon to some and a teaspoon to others, three times less; "1 spoon" is either. With
salt or baking powder that decides whether the dish can be eaten. Chapters in English only.

Source: NIST Handbook 44, appendix C (a tablespoon is three teaspoons; the symbols are tbsp, tsp).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 2 leeks
    - 1 T salt

    ## Method

    1. Boil the leeks with the salt.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 2 leeks
    - 1 tbsp salt

    ## Method

    1. Boil the leeks with the salt.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity

_UNCLEAR = re.compile(
    r"(?:[\d½⅓⅔¼¾⅛.,/–\- ]{1,12}|(?:one|two|three|four|half a|a)\s)(?:(?:big|large|small|heaped) )?"
    r"(?P<unit>[Tt]\b(?!-)|[Ss]poons?(?:fuls?)?\b)(?=\.?\s+(?:of\s+)?[^\W\d])",
)
_MEANT = {"T": "tbsp", "t": "tsp"}


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.english or not chapter.is_recipe:
        return
    for line in chapter.recipe.ingredients:
        match = _UNCLEAR.match(line.text)
        if match and not line.ingredient.sized:
            unit = match["unit"]
            meant = _MEANT.get(unit)
            yield RULE.finding(
                chapter.raw.place_in_body(line.number, line.start + match.start("unit") + 1),
                f"{quoted(unit)} can be a teaspoon or a tablespoon.",
                f"write `{meant}` if that is meant" if meant else "write `tsp` or `tbsp`",
            )


RULE = Rule("REC-012", "unclear-unit", Severity.WARNING, Scope.TEXT, check, __doc__)
