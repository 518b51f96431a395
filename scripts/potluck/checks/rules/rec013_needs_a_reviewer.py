"""What can kill is reviewed by somebody who knows.

Home canning, food for babies, nitrite, wild mushrooms, raw sprouts, raw milk, lye, garlic kept in
oil and poisonous plants leave no room for a slip, and nobody tastes it. Such a recipe needs a
reviewer with a name. Text that only warns of them is left alone. Chapters in English only.

Source: US National Center for Home Food Preservation (use tested canning recipes); US FDA, Bad Bug
Book, second edition, 2012 (Clostridium botulinum, mushroom toxins); US CDC, Botulism: prevention.

Bad:

    -- content/beans.md --
    ---
    title: Beans for the winter
    recipe: {yield: 6 jars}
    ---
    ## Ingredients

    - 2 kg green beans

    ## Method

    1. Pack the beans into a pressure canner.

Good:

    -- content/beans.md --
    ---
    title: Beans for the winter
    status: reviewed
    reviewers: [ann]
    recipe: {yield: 6 jars}
    ---
    ## Ingredients

    - 2 kg green beans

    ## Method

    1. Pack the beans into a pressure canner.
    -- contributors/ann.yml --
    name: Ann
"""

import re
from collections.abc import Iterator
from itertools import chain

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.kitchen.hazards import EXCUSED, EXCUSED_AFTER, TOPICS, Topic
from potluck.kitchen.recipe import Line
from potluck.model import Finding, Place, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    if not chapter.english or not chapter.is_recipe or _reviewed(chapter):
        return
    title, recipe = chapter.title.lower(), chapter.recipe
    texts = {"title": title, "ingredients": recipe.listed, "method": recipe.steps}
    for topic in TOPICS:
        likely = any(sign in texts[part] for part in topic.where for sign in topic.signs)
        found = next(_mentions(chapter, topic), None) if likely else None
        if found:
            place, words = found
            yield RULE.finding(
                place,
                f"{quoted(words)}: a recipe about {topic.name} needs a reviewer.",
                "ask somebody who knows food safety; then add `status: reviewed` and "
                "`reviewers: [NAME]` to the metadata",
            )


def _reviewed(chapter: ChapterView) -> bool:
    return chapter.fields.status in {"reviewed", "tested"} and bool(chapter.fields.reviewers)


def _mentions(chapter: ChapterView, topic: Topic) -> Iterator[tuple[Place, str]]:
    if match := _used(topic.words, chapter.title):
        yield chapter.place("title"), match[0]
    lines: dict[str, tuple[Line, ...]] = {
        "ingredients": chapter.recipe.ingredients,
        "method": chapter.recipe.method if "method" in topic.where else (),
    }
    for line in chain.from_iterable(lines[part] for part in lines if part in topic.where):
        if match := _used(topic.words, line.text):
            column = line.start + match.start() + 1
            yield chapter.raw.place_in_body(line.number, column), match[0]


def _used(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = words.search(text)
    if match is None or EXCUSED.search(text[: match.start()]):
        return None
    return None if EXCUSED_AFTER.search(text[match.end() :]) else match


RULE = Rule("REC-013", "needs-a-reviewer", Severity.ERROR, Scope.TEXT, check, __doc__)
