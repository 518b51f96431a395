"""Headings go down one level at a time.

People who cannot see the page find their way by the levels of its headings. After `##` comes
`###`; a level left out sounds as if a section were missing. The editions close such gaps, so this
is about what people read in the repository, and about what you meant.

Source: WCAG 2.2, success criterion 1.3.1, technique G141.

Bad:

    -- content/soup.md --
    # Leek soup

    ## Method

    #### Washing

    Slice the leeks.

Good:

    -- content/soup.md --
    # Leek soup

    ## Method

    ### Washing

    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.html import HEADINGS, Tag
from potluck.checks.reading import Heading
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import ChapterView
from potluck.checks.words import quoted
from potluck.model import Finding, Severity


def check(chapter: ChapterView) -> Iterator[Finding]:
    above = 6
    for thing in chapter.reading.things:
        if isinstance(thing, Tag) and thing.name in HEADINGS:
            above = int(thing.name[1])
        elif isinstance(thing, Heading):
            if thing.level > above + 1:
                wanted = f"{'#' * (above + 1)} {thing.text}"
                message = f"{quoted('#' * thing.level)} comes right below {quoted('#' * above)}."
                yield RULE.finding(
                    chapter.raw.place_in_body(thing.line), message, f"write {quoted(wanted)}"
                )
            above = thing.level


RULE = Rule("TXT-006", "heading-jump", Severity.WARNING, Scope.TEXT, check, __doc__)
