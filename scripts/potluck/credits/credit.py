"""Who is credited for a chapter: declared people and the history -> credits.

The layers are kept apart: what is declared is never overruled, history only adds.
"""

from collections.abc import Iterable
from dataclasses import replace

from potluck.credits.history import History
from potluck.credits.identity import Directory
from potluck.credits.walk import Change
from potluck.model import WITHHELD, Commit, Contributor, Credit, Role

# A commit that touched more chapters than both is a sweep (a move, a format), not work on this one:
# about 30 % of the pages in three real books, where 3, 7 and 40 commits did.
SWEEP_SHARE = 0.30
SWEEP_LEAST = 20

NOBODY = Contributor("withheld", WITHHELD, WITHHELD)


def observed(history: History, path: str, people: Directory) -> tuple[Contributor, ...]:
    """Return who wrote on the file: its creator first, then in order of appearance.

    Pure moves and sweeps count only where a file has nothing else.
    """
    changes = history.changes(path)[::-1]
    counted = [change for change in changes if _substantial(change, history.chapters)] or changes
    creation_first = sorted(counted, key=lambda change: change.kind != "added")
    found: dict[str, Contributor] = {}
    for person in (person for change in creation_first for person in change.people):
        someone = people.contributor(person)
        found.setdefault(someone.id, someone)
    return tuple(found.values())


def _substantial(change: Change, chapters: int) -> bool:
    sweep = change.width >= SWEEP_LEAST and change.width > SWEEP_SHARE * chapters
    return change.kind == "added" or (change.kind == "edited" and not sweep)


def commits(history: History, path: str, people: Directory) -> tuple[Commit, ...]:
    """Return the commits of the file, newest first, with the names that may be shown."""
    return tuple(
        replace(change.commit, people=_names(map(people.contributor, change.people)))
        for change in history.changes(path)
    )


def _names(people: Iterable[Contributor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown(person).name for person in people))


def credits(  # noqa: A001 - the word of the trade; nobody needs the interactive `credits()` here
    declared: Iterable[Credit],
    observed: Iterable[Contributor],
    submitter: Contributor | None = None,
) -> tuple[Credit, ...]:
    """Return the credits of a chapter, ready to show: declared ones first, then the observed.

    Where no author is declared, the creator is the author: that is the default of `authors`,
    unless the creator has only typed the chapter in (`submitter`).
    """
    told, seen = tuple(declared), tuple(observed)
    authors = _default(told, seen, submitter)
    rest = (Credit(someone, (Role.CONTRIBUTOR,), declared=False) for someone in seen)
    return _merged((*authors, *told, *rest))


def _default(
    told: tuple[Credit, ...], seen: tuple[Contributor, ...], submitter: Contributor | None
) -> tuple[Credit, ...]:
    """Return the creator as author, unless an author or the creator's own part is declared."""
    taken = {credit.contributor.id for credit in told} | ({submitter.id} if submitter else set())
    if not seen or seen[0].id in taken or any(Role.AUTHOR in credit.roles for credit in told):
        return ()
    return (Credit(seen[0], (Role.AUTHOR,)),)


def _merged(found: Iterable[Credit]) -> tuple[Credit, ...]:
    """Return each person once, as they may be shown: with all declared roles, or the observed."""
    kept: dict[str, Credit] = {}
    for credit in found:
        someone = shown(credit.contributor)
        before = kept.setdefault(someone.id, replace(credit, contributor=someone))
        if credit.declared:
            roles = tuple(dict.fromkeys((*before.roles, *credit.roles)))
            kept[someone.id] = replace(before, roles=roles)
    return tuple(kept.values())


def shown(contributor: Contributor) -> Contributor:
    """Return what may be shown of somebody: nothing of people who are anonymous or removed.

    They share one entry: an id is often a name, and a list of one person's work can be one too.
    """
    return contributor if contributor.visibility == "public" else NOBODY
