"""A pull request that came in as one commit still names everyone who worked on it.

GitHub can press all commits of a pull request into one ("squash and merge"). It then lists the
others as co-authors, but whoever edits the message can lose them, and the history credits only who
is left. Where the clone still has the branch (`refs/pull/N/head`), its authors are compared with
the commit that ends with `(#N)`. Whoever is credited in the chapter anyway has lost nothing. What
was typed in again by hand, from a pull request that was closed, is not found.

What is in the history stays as it is; a line under `authors:` does as well. The branches come with
`git fetch origin '+refs/pull/*/head:refs/remotes/origin/pull/*/head'`.

Source: GitHub Docs, "About merge methods on GitHub" and "Creating a commit with multiple authors".

Bad:

    -- content/soup.md --
    # Leek soup
    == Contributor A: Leek soup ==
    -- content/soup.md --
    # Leek soup

    Slice the leeks.
    == Contributor B: Say how ==
    -- .git/refs/pull/5/head --
    b7cb3c7a1aabc249a12c35887387dd334ae5d944
    -- .git/refs/heads/main --
    59b32153d77af18bea84ca75724f6db710f83496
    == Contributor A: Say how (#5) ==
    -- .git/refs/heads/main --
    811615c4686fd776ea94f88c7afa5c4df03572a3

Good:

    -- content/soup.md --
    # Leek soup
    == Contributor A: Leek soup ==
    -- content/soup.md --
    # Leek soup

    Slice the leeks.
    == Contributor B: Say how ==
    -- .git/refs/pull/5/head --
    b7cb3c7a1aabc249a12c35887387dd334ae5d944
    -- .git/refs/heads/main --
    59b32153d77af18bea84ca75724f6db710f83496
    == Contributor B: Say how (#5) ==
    -- .git/refs/heads/main --
    e08209eb1cace09428d21815463a5981a7c0f420
"""

from collections.abc import Iterator

from potluck.attribution import Attribution
from potluck.checks.authorline import called, line
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView, ChapterView
from potluck.credits import pulls
from potluck.credits.credit import NOBODY
from potluck.credits.pulls import Squash, Work
from potluck.model import Contributor, Finding, Role, Severity
from potluck.source.fields import PersonRef


def check(book: BookView) -> Iterator[Finding]:
    if book.past is None:
        return
    found = pulls.squashes(book.past.history)
    branches = pulls.branches(book.past.history, (squash.number for squash in found))
    for squash in found:
        if squash.number in branches:
            yield from _lost(book, book.past, squash, branches[squash.number])


def _lost(
    book: BookView, past: Attribution, squash: Squash, branch: tuple[Work, ...]
) -> Iterator[Finding]:
    people = past.register.directory.contributor
    kept = {people(person).id for person in squash.change.people}
    for work in branch:
        who = people(work.person)
        if who.id in kept or who.visibility != "public":
            continue
        kept.add(who.id)
        theirs = [path for path in squash.paths if path in work.paths] or squash.paths
        chapters = (book.by_path[path] for path in theirs if path in book.by_path)
        for chapter in (each for each in chapters if not _credited(past, each, who)):
            yield _finding(past, chapter, squash, who)
            break


def _credited(past: Attribution, chapter: ChapterView, who: Contributor) -> bool:
    return who.id in {each.contributor.id for each in past.credits(chapter.entry)}


def _finding(past: Attribution, chapter: ChapterView, squash: Squash, who: Contributor) -> Finding:
    told = chapter.fields.authors or tuple(
        PersonRef(called(credit.contributor))
        for credit in past.credits(chapter.entry)
        if Role.AUTHOR in credit.roles and credit.declared and credit.contributor != NOBODY
    )
    return RULE.finding(
        chapter.place("authors"),
        f"Pull request #{squash.number} came in without {who.name}, who wrote commits of it.",
        f"write `{line((*told, PersonRef(called(who))))}`; "
        f"and in the message of the next such commit: `Co-authored-by: {who.name} <THEIR-ADDRESS>`",
    )


RULE = Rule("ATT-019", "lost-in-a-squash", Severity.ERROR, Scope.PAST, check, __doc__)
