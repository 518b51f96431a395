"""A temperature has its unit, and an oven's is one that ovens have.

"350 degrees" burns everything in a kitchen that counts in Celsius. Ovens at home work between about
50 and 300 °C; what lies outside is mostly the wrong scale. Angles ("turn it by 90 degrees"), pizza
ovens, smokers and dough that rises in a warm oven are left alone.

Source: NIST SP 811, section 7.2 (a quantity is a number and a unit).

Bad:

    -- content/cake.md --
    ---
    title: Cake
    recipe: {yield: 8 pieces}
    ---
    ## Ingredients
    - 500 g cake mix
    ## Method
    1. Bake the mix at 350 degrees for 40 minutes.

Good:

    -- content/cake.md --
    ---
    title: Cake
    recipe: {yield: 8 pieces}
    ---
    ## Ingredients
    - 500 g cake mix
    ## Method
    1. Bake the mix at 350 °F (180 °C) for 40 minutes, and turn the tin by 180 degrees once.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.temperature import Temperature, runs, to_celsius, to_fahrenheit
from potluck.model import Finding, Severity

LOWEST, HIGHEST = 50, 300  # °C
_ANGLE = re.compile(
    r"\b(?:turn|rotat|angle|tilt|flip|spin|twist|clockwise|fold|slant|diagonal|perpendicular|corner"
    r"|proof|alcohol|a\.?b\.?v|quarter|latitude|brix)",
    re.IGNORECASE,
)
_OVEN_BEFORE = re.compile(
    r"(?:\bovens?\b(?: is| heat)?|\b(?:pre-?heat|bake|roast)(?:ed|ing)?\b(?: (?:it|them))?)"
    r"(?: (?:to|at|for|on|in|of|about|around|moderate|a))*[ (]*$",
    re.IGNORECASE,
)
_OVEN_AFTER = re.compile(r"^[) ]*(?:\w+ )?oven\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:pizza oven|wood|tandoor|kiln|smok|grill|ris(?:e|ing)|proo?f|prov(?:e|ing)|ferment"
    r"|yogh?urt|dry|dried|dehydrat|warm|broil|internal)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\boven (?:to|at|on) (?:about |around )?(\d{3})"
    r"(?!\d|[.,/]\d|\s?(?:[°º˚x–-]|[cfgk]\b|deg|cel|fahr|min|ml|to\b|or\b))",
    re.IGNORECASE,
)


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.is_recipe:
        return
    if chapter.english:
        yield from _without_unit(chapter)
    body = chapter.reading.body
    for each in chapter.temperatures:
        if each.scale in {"C", "F"} and not LOWEST <= each.celsius <= HIGHEST and _oven(body, each):
            yield _outside(chapter, each)


def _without_unit(chapter: ChapterView) -> Iterator[Finding]:
    body = chapter.reading.body
    for run in runs(body, chapter.temperatures):
        each = run[0]
        line = _line(body, each.start)
        if all(one.scale == "" for one in run) and each.high >= 30 and not _ANGLE.search(line):
            yield _unitless(chapter, each.start, each.end, each.low, oven=_oven(body, each))
    for match in _BARE.finditer(body) if "oven" in body else ():
        oven = not _OTHERWISE.search(_line(body, match.start()))
        yield _unitless(chapter, *match.span(1), float(match[1]), oven=oven)


def _unitless(chapter: ChapterView, start: int, end: int, number: float, *, oven: bool) -> Finding:
    low, high = to_celsius(number), to_fahrenheit(number)
    fahrenheit = f"`{number:g} °F ({round(low / 5) * 5:g} °C)`"
    both = {fahrenheit: low, f"`{number:g} °C ({round(high / 5) * 5:g} °F)`": number}
    likely = [one for one, celsius in both.items() if not oven or LOWEST <= celsius <= HIGHEST]
    message = f"{quoted(chapter.reading.body[start:end])} does not say whether it is °C or °F."
    return RULE.finding(chapter.at(start), message, f"write {' or '.join(likely or both)}")


def _line(body: str, offset: int) -> str:
    end = body.find("\n", offset)
    return body[body.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(body)]


def _oven(body: str, each: Temperature) -> bool:
    before, after = body[max(0, each.start - 60) : each.start], body[each.end : each.end + 30]
    meant = _OVEN_BEFORE.search(before) or _OVEN_AFTER.search(after)
    return bool(meant and not _OTHERWISE.search(_line(body, each.start)))


def _outside(chapter: ChapterView, each: Temperature) -> Finding:
    text = quoted(chapter.reading.body[each.start : each.end])
    many = "hotter" if each.celsius > HIGHEST else "cooler"
    return RULE.finding(
        chapter.at(each.start),
        f"{text} is {many} than an oven at home ({LOWEST}–{HIGHEST} °C, 120–570 °F).",
        f"is it °{'F' if each.scale == 'C' else 'C'}?",
    )


RULE = Rule("REC-004", "unlikely-temperature", Severity.WARNING, Scope.TEXT, check, __doc__)
