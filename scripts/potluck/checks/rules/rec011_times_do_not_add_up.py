"""Times are written as `PT25M`, and the total is not shorter than its parts.

Search engines, recipe programs and our own editions read durations in one spelling only: P, days D,
then T, hours H, minutes M. Preparing and cooking together cannot take longer than the total, nor
can the rest; but resting may go on while something cooks, so the three are not added up.

Source: ISO 8601-1, durations; schema.org, properties prepTime, cookTime and totalTime.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings, time: {prep: 25 min}}
    ---
    ## Ingredients

    - 2 leeks

    ## Method

    1. Boil the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    recipe: {yield: 4 servings, time: {prep: PT5M, cook: PT20M, total: PT25M}}
    ---
    ## Ingredients

    - 2 leeks

    ## Method

    1. Boil the leeks.
"""

from collections.abc import Iterator
from fractions import Fraction

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.times import iso, minutes, spelled
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    recipe = chapter.fields.recipe
    if recipe is None:
        return
    named = {"prep": recipe.prep, "cook": recipe.cook, "rest": recipe.rest, "total": recipe.total}
    given = {name: text for name, text in named.items() if text}
    read = {name: minutes(text) for name, text in given.items()}
    for name, text in given.items():
        if read[name] is None:
            yield _misspelled(chapter, name, text)
    if None in read.values() or "total" not in read:
        return
    prep, cook, rest, total = (read.get(name) or Fraction(0) for name in named)
    least = max(prep + cook, rest)
    if least > total:
        yield RULE.finding(
            chapter.place("recipe", "time", "total"),
            f"The total time {quoted(given['total'])} is shorter than its parts, {iso(least)}.",
            f"write `total: {iso(prep + cook + rest)}`, or correct the parts",
        )


def _misspelled(chapter: ChapterView, name: str, text: str) -> Finding:
    right = spelled(text)
    hint = f"write `{name}: {right}`" if right else f"write it like `{name}: PT1H30M`"
    message = f"The time {quoted(text)} cannot be read by machines."
    return RULE.finding(chapter.place("recipe", "time", name), message, hint)


RULE = Rule("REC-011", "times-do-not-add-up", Severity.WARNING, Scope.TEXT, check, __doc__)
