"""Every learning objective can be watched.

Nobody can see whether somebody understands; that they explain, compare or calculate can be seen,
asked in a test, and checked by the readers themselves. Only English texts are looked at.

Source: Anderson & Krathwohl, "A Taxonomy for Learning, Teaching, and Assessing" (2001).

Bad:

    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Understand osmosis.]}
    ---
    Salt draws water.

Good:

    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Explain why salt draws water.]}
    ---
    Salt draws water.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.classroom.objectives import INSTEAD, vague
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    lang = chapter.fields.lang or chapter.book.manuscript.book.lang
    textbook = chapter.raw.meta.get("textbook")
    objectives = textbook.get("objectives") if isinstance(textbook, dict) else None
    if lang.partition("-")[0] != "en" or not isinstance(objectives, list):
        return
    for index, text in enumerate(objectives):
        if isinstance(text, str) and (verb := vague(text)):
            yield RULE.finding(
                chapter.place("textbook", "objectives", index),
                f"Nobody can watch whether somebody does this: {quoted(verb)}.",
                f"begin with what a learner can show: {INSTEAD[verb]}",
            )


RULE = Rule("EDU-004", "vague-objective", Severity.INFO, Scope.TEXT, check, __doc__)
