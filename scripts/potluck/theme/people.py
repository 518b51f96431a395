"""Who did what in a chapter, in the words of every edition: what they show, the proof looks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from potluck.model import Chapter, Commit, Contributor, Credit, Role

FEW = 5  # changes that are told one by one
_SENT = "sent it in"  # the word for a submitter, of one or of many


@dataclass(frozen=True)
class Line:
    """People who had the same part in a chapter.

    >>> Line((), ("editor",), "wrote some of it").written("A", 1)
    'A: editor, wrote some of it'
    >>> Line((), ("editor",), "wrote some of it").written("A and B", 2)
    'Editors, wrote some of it: A and B'
    """

    people: tuple[Contributor, ...]
    roles: tuple[str, ...]
    extent: str = ""

    def written(self, names: str, count: int) -> str:
        """Return the line with these names in it: one person stands before the part, many after."""
        roles = self.roles if count == 1 else tuple(map(_plural, self.roles))
        part = ", ".join(filter(None, (*roles, self.extent)))
        return f"{names}: {part}" if count == 1 else f"{part[:1].upper()}{part[1:]}: {names}"


def lines(chapter: Chapter) -> tuple[Line, ...]:
    """Return who made a chapter, people with the same part together, in the order of the credits.

    Whoever is an author and nothing else, and of whom no more is known, stands in the byline alone.
    """
    found: dict[tuple[tuple[str, ...], str], list[Contributor]] = {}
    for person, roles, extent in _parts(chapter):
        found.setdefault((roles, extent), []).append(person)
    return tuple(Line(tuple(people), *part) for part, people in found.items())


def _parts(chapter: Chapter) -> Iterator[tuple[Contributor, tuple[str, ...], str]]:
    """Yield everyone with their part: from the credits, then reviewers and who sent it in."""
    alone = len(chapter.credits) == 1  # then there is nobody to tell how much is whose
    for credit in chapter.credits:
        roles = _roles(credit, chapter)
        extent = "" if alone else credit.extent
        if roles and not _in_byline_only(credit, extent):
            yield credit.contributor, roles, extent
    known = {c.contributor.id for c in chapter.credits if Role.REVIEWER in c.roles}
    for person in chapter.reviewers:
        if person.id not in known:
            yield person, (Role.REVIEWER.label,), ""
    if chapter.submitted_by:
        yield chapter.submitted_by, (_SENT,), ""


def _in_byline_only(credit: Credit, extent: str) -> bool:
    more = extent or credit.credit
    return credit.declared and credit.roles == (Role.AUTHOR,) and not more


def _roles(credit: Credit, chapter: Chapter) -> tuple[str, ...]:
    """Return the words for what somebody did; who sent it in is told apart."""
    sent = chapter.submitted_by and chapter.submitted_by.id == credit.contributor.id
    roles = credit.roles or (Role.CONTRIBUTOR,)
    told = tuple(role.label for role in roles if role is not Role.SUBMITTER)
    also = (_SENT,) if Role.SUBMITTER in credit.roles and not sent else ()
    return told + credit.credit + also


def _plural(role: str) -> str:
    return f"{role}s" if role in {each.label for each in Role} else role


@dataclass(frozen=True)
class Changes:
    """What has changed since the previous edition: days with their people, and how much more."""

    days: tuple[Commit, ...]
    more: int


def changes(since: Iterable[Commit]) -> Changes:
    """Put together what the same people did on the same day, and keep the newest."""
    days = [tuple(run) for _, run in groupby(since, lambda c: (c.date.date(), c.people))]
    return Changes(tuple(run[0] for run in days[:FEW]), sum(map(len, days[FEW:])))
