"""There is something to publish.

A book without a chapter, or with drafts only, would be a cover and a list of nobody.

Source: EPUB 3.3, section 5.6 (the spine holds at least one document).

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    status: draft
    ---
    Slice the leeks.

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import count
from potluck.model import Finding, Place, Severity
from potluck.source.place import NAME


def check(book: BookView) -> Iterator[Finding]:
    chapters = [c for part in book.outline.parts for c in part.chapters]
    if any(chapter.fields.status != "draft" for chapter in chapters):
        return
    if chapters:
        drafts = "only a draft" if len(chapters) == 1 else f"only {count(len(chapters), 'draft')}"
        hint = "take the line `status: draft` out of a chapter that is ready"
        yield RULE.finding(Place(NAME), f"There is no chapter to publish, {drafts}.", hint)
        return
    hint = "write the first one: content/my-dish.md, beginning with `# My dish`"
    yield RULE.finding(Place(NAME), "There is no chapter in content/.", hint)


RULE = Rule("BOOK-001", "no-chapter", Severity.ERROR, Scope.BOOK, check, __doc__)
