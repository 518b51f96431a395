"""What has to be read first comes first.

The reading order stands under `nav:` in mkdocs.yml, or is that of the folders. A chapter that needs
one further on sends its readers back and forth.

Source: Reigeluth, "Instructional-Design Theories and Models", volume 2 (1999), on sequencing.

Bad:

    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Explain salt.], prerequisites: [water]}
    ---
    Salt draws water.
    -- content/water.md --
    # Water

Good:

    -- mkdocs.yml --
    site_name: Salt
    plugins: [potluck]
    nav: [water.md, salt.md]
    -- content/salt.md --
    ---
    title: Salt
    textbook: {objectives: [Explain salt.], prerequisites: [water]}
    ---
    Salt draws water.
    -- content/water.md --
    # Water
"""

from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.rules.edu002_prerequisite import named
from potluck.checks.views import BookView
from potluck.classroom.prerequisites import circles, too_late
from potluck.model import Finding, Severity


def check(book: BookView) -> Iterator[Finding]:
    by_slug = {entry.slug: book.by_path[entry.path] for entry in book.outline.entries}
    needs = {slug: chapter.fields.prerequisites for slug, chapter in by_slug.items()}
    if not any(needs.values()):
        return
    circular = {frozenset((a, b)) for circle in circles(needs) for a in circle for b in circle}
    for slug, later in too_late(needs):
        if frozenset((slug, later)) not in circular:
            yield RULE.finding(
                named(by_slug[slug], later),
                f"`{later}` has to be read before this chapter, and comes after it.",
                "change the order under `nav:` in mkdocs.yml, or take the prerequisite out",
            )


RULE = Rule("EDU-003", "prerequisite-later", Severity.WARNING, Scope.BOOK, check, __doc__)
