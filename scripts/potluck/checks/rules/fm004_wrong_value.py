"""Every field holds the kind of value it needs.

A list where one line is expected, a licence given as a number, a status that does not exist: such a
value cannot be printed, so it would be passed over without a word.

Source: the JSON Schema files of chapters and contributors.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    status: finished
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    ---
    title: Leek soup
    tags: soup
    ---
    Slice the leeks.

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    orcid: 12345

Good:

    -- content/soup.md --
    ---
    title: Leek soup
    status: tested
    tags: [soup]
    ---
    Slice the leeks.
"""

from collections.abc import Iterator

from potluck.checks.renaming import one_of_a_list
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import visible
from potluck.model import Finding, Place, Severity
from potluck.source.schema import Violation
from potluck.source.schema import check as validate


def check(book: BookView) -> Iterator[Finding]:
    for chapter in book.chapters:
        for problem in chapter.schema_problems:
            if isinstance(problem, Violation):
                yield _finding(chapter.place(*problem.path), problem,
                               fixed=one_of_a_list(problem, chapter.raw.meta))  # fmt: skip
    for person in book.manuscript.contributors:
        for problem in validate("contributor", person.meta):
            if isinstance(problem, Violation):
                yield _finding(person.place(*problem.path), problem)


def _finding(place: Place, problem: Violation, *, fixed: bool = False) -> Finding:
    message = " ".join(visible(problem.message).split())
    hint = " ".join(visible(problem.hint).split())
    hint += ", or let `potluck fix` do it" if fixed else ""
    return RULE.finding(place, f"{message}.", hint)


RULE = Rule("FM-004", "wrong-value", Severity.ERROR, Scope.FILE, check, __doc__)
