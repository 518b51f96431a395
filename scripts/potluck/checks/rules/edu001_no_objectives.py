"""A chapter of a textbook says what its readers will be able to do.

Readers choose by it, and teachers plan by it. Asked of chapters with a `textbook:` block; where
more than half of the chapters of a part have objectives, the others are noted. Recipes and pages
need none.

Source: Wiggins & McTighe, "Understanding by Design" (2005); LRMI, `teaches`.

Bad:

    -- content/salt.md --
    ---
    title: Salt
    textbook: {level: school}
    ---
    Salt draws water.

Good:

    -- content/salt.md --
    ---
    title: Salt
    textbook:
      objectives: [Explain why salt draws water.]
    ---
    Salt draws water.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.model import Finding, Severity
from potluck.source.outline import Entry

HINT = "add below `textbook:` the line `objectives: [Explain …]`, one to five, each with a verb"


def check(book: BookView) -> Iterator[Finding]:
    for part in book.outline.parts:
        asked = [entry for entry in part.chapters if _asked(entry)]
        have = sum(bool(entry.fields.objectives) for entry in asked)
        for entry in asked:
            if not entry.fields.objectives:
                yield from _look(book.by_path[entry.path], usual=have * 2 > len(asked) > 2)


def _asked(entry: Entry) -> bool:
    fields = entry.fields
    return fields.kind in {None, "chapter"} and not fields.recipe and fields.status != "draft"


def _look(chapter: ChapterView, *, usual: bool) -> Iterator[Finding]:
    if "textbook" in chapter.raw.meta:
        yield RULE.finding(
            chapter.place("textbook"), "The chapter has no learning objectives.", HINT
        )
    elif usual:
        message = "The other chapters of this part have learning objectives, and this one has none."
        yield RULE.finding(chapter.place(), message, HINT, severity=Severity.INFO)


RULE = Rule("EDU-001", "no-objectives", Severity.WARNING, Scope.BOOK, check, __doc__)
