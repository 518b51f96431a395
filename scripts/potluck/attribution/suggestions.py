"""Words suggested in a review: whose they are where a squash does not tell them apart."""

from collections.abc import Set
from dataclasses import replace

from potluck.attribution.account import Account, Evidence
from potluck.credits.people import Part


def told_apart(account: Account) -> Account:
    """Return the account without words that only look like somebody's.

    A squash names everyone whose suggestion was accepted in the review, but not which of its words
    that brought: in one public cookbook a reviewer would have written seventeen recipes of others.
    """
    squashes = {
        edit.commit.id
        for someone in account.people
        for edit in someone.edits
        if edit.part in {Part.AUTHOR, Part.COAUTHOR}
    }
    people = (_apart(each, squashes, account.founder) for each in account.people)
    return replace(account, people=tuple(people))


def _apart(someone: Evidence, squashes: Set[str], founder: str) -> Evidence:
    vague = {e for e in someone.edits if e.part is Part.SUGGESTER and e.commit.id in squashes}
    if not vague:
        return someone
    edits = tuple(replace(e, written=0, left=0) if e in vague else e for e in someone.edits)
    began = someone.creator and all(e.commit.id != founder for e in vague)
    return replace(someone, edits=edits, creator=began)
