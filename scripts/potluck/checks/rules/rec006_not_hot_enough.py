"""Where a recipe says how hot the food must be inside, that is hot enough.

The figures are those that health authorities publish for everybody. A cook may have good reasons to
stay below (beef served rare, a bath that holds 60 °C for an hour): the reason then stands in the
metadata as `safety_note`, for every reader to see. A temperature that is held long enough by the
UK's table, or that rises to the figure while the food rests, is fine. Chapters in English only.

Source: USDA Food Safety and Inspection Service, Safe Minimum Internal Temperature Chart: poultry
165 °F (74 °C), minced meat and egg dishes 160 °F (71 °C), whole cuts and fish 145 °F (63 °C); UK
Food Standards Agency, Cooking your food (70 °C for 2 minutes, and its equivalents).

Bad:

    -- content/legs.md --
    ---
    title: Chicken legs
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 4 chicken legs

    ## Method

    1. Roast the chicken to an internal temperature of 65 °C (149 °F).

Good:

    -- content/legs.md --
    ---
    title: Chicken legs
    recipe: {yield: 4 servings}
    ---
    ## Ingredients

    - 4 chicken legs

    ## Method

    1. Roast the chicken to an internal temperature of 74 °C (165 °F).
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen import safety
from potluck.kitchen.safety import Kind
from potluck.kitchen.temperature import Temperature
from potluck.model import Finding, Severity

_INSIDE = re.compile(
    r"\b(?:internal(?:ly)?|core temp\w*|thickest|inside (?:registers|reads|reaches|is)"
    r"|(?:meat|probe|instant[- ]read)[^.]{0,12} thermometer|in the (?:breast|thigh|meat))\b",
    re.IGNORECASE,
)
_LEAST = 45  # °C; below it is no cooking: thawing, proving, cooling


def check(chapter: ChapterView) -> Iterator[Finding]:
    cooked = [each for each in chapter.temperatures if _LEAST <= each.celsius < 100]
    if not cooked or not chapter.english or not chapter.is_recipe or chapter.fields.safety_note:
        return
    seen: set[str] = set()
    for each in cooked:
        sentence = _inside(chapter, each)
        kind = _kind(chapter, sentence) if sentence and sentence not in seen else None
        later = max(other.celsius for other in cooked if _soon(each, other))
        if kind and later < kind.celsius - 1 and not safety.held(each.celsius, sentence):
            seen.add(sentence)
            yield _finding(chapter, each, kind)


def _soon(each: Temperature, other: Temperature) -> bool:
    """Whether another temperature may be what this one rises to."""
    return each.start - 200 <= other.start <= each.start + 600


def _inside(chapter: ChapterView, each: Temperature) -> str:
    """Return the sentence of a temperature where that is one inside the food."""
    body = chapter.reading.body
    start = max(body.rfind(sign, 0, each.start) for sign in ("\n", ". ", "; ")) + 1
    ends = [found for sign in ("\n", ". ") if (found := body.find(sign, each.end)) >= 0]
    sentence = body[start : min(ends, default=len(body))]
    near = body[max(start, each.start - 90) : each.end + 60]
    return (
        sentence
        if each.scale in {"C", "F"} and _INSIDE.search(near) and _INSIDE.search(sentence)
        else ""
    )


def _kind(chapter: ChapterView, sentence: str) -> Kind | None:
    """Tell what the sentence speaks of, or else the only food of the recipe it can mean."""
    foods = "\n".join(line.text for line in chapter.recipe.ingredients)
    for text in (sentence, chapter.title, foods):
        found = [kind for kind in safety.KINDS if kind.words.search(text)]
        if found:
            return min(found, key=lambda kind: kind.fahrenheit)
    return None


def _finding(chapter: ChapterView, each: Temperature, kind: Kind) -> Finding:
    written = quoted(chapter.reading.body[each.start : each.end])
    return RULE.finding(
        chapter.at(each.start),
        f"{written} inside is below the safe temperature for {kind.name}, "
        f"{kind.celsius} °C ({kind.fahrenheit} °F).",
        "correct it; or, if the dish is safe for another reason, say which to your readers: "
        "`safety_note: …` below `recipe:` in the metadata",
    )


RULE = Rule("REC-006", "not-hot-enough", Severity.ERROR, Scope.TEXT, check, __doc__)
