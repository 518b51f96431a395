"""Who was there, and what may be shown of them: changes of a file -> contributors, commits."""

from collections.abc import Iterable
from dataclasses import replace

from potluck.credits.history import History
from potluck.credits.identity import Directory
from potluck.credits.walk import Change
from potluck.model import WITHHELD, Commit, Contributor

# A commit that touched more chapters than both is a sweep (a move, a format), not work on this one:
# about 30 % of the pages in three real books, where 3, 7 and 40 commits did.
SWEEP_SHARE = 0.30
SWEEP_LEAST = 20

NOBODY = Contributor("withheld", WITHHELD, WITHHELD)


def observed(history: History, path: str, people: Directory) -> tuple[Contributor, ...]:
    """Return who changed the file: its creator first, then in order of appearance.

    This is what is known without the words. Pure moves and sweeps count only where a file has
    nothing else.
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
    """Return the commits of the file, newest first, with the names that may be shown.

    Where something was written, a mere move is none of them.
    """
    changes = history.changes(path)
    written = [change for change in changes if change.kind != "moved"] or changes
    return tuple(
        _by(change.commit, _names(map(people.contributor, change.people))) for change in written
    )


def _by(commit: Commit, names: tuple[str, ...]) -> Commit:
    return commit if commit.people == names else replace(commit, people=names)


def _names(people: Iterable[Contributor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown(person).name for person in people))


def shown(contributor: Contributor) -> Contributor:
    """Return what may be shown of somebody: nothing of people who are anonymous or removed.

    They share one entry: an id is often a name, and a list of one person's work can be one too.
    """
    return contributor if contributor.visibility == "public" else NOBODY
