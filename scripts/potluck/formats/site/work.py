"""What one contributor did, for the page that only the site has of everyone: words, pictures ..."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from potluck.model import Contributor, Deed, Edition, Role

PICTURES = frozenset({Role.PHOTOGRAPHER, Role.ILLUSTRATOR})
WORDS = frozenset(Role) - PICTURES - {Role.REVIEWER, Role.TESTER, Role.SUBMITTER, Role.FUNDER}
KINDS: tuple[tuple[str, frozenset[Role]], ...] = (
    ("Words", WORDS),
    ("Pictures", PICTURES),
    ("Reviews and tests", frozenset({Role.REVIEWER, Role.TESTER})),
    ("Sent in for others", frozenset({Role.SUBMITTER})),
    ("Support", frozenset({Role.FUNDER})),
)


@dataclass(frozen=True)
class Piece:
    """One thing they did: a neutral link to it, its title, and their part in it."""

    target: str
    title: str
    part: str
    observed: bool = False  # seen in the history, which cannot say how much it was


@dataclass(frozen=True)
class Work:
    """Pieces of one kind."""

    id: str
    kind: str
    pieces: tuple[Piece, ...]


def works(edition: Edition, person: Contributor) -> Iterator[Work]:
    """Yield all that somebody did, by kind, in the order of the book."""
    deeds = edition.deeds.get(person.id, ())
    for kind, roles in KINDS:
        pieces = _pictures(deeds, person) if roles is PICTURES else _pieces(deeds, roles)
        if found := tuple(pieces):
            yield Work(kind.split()[0].lower(), kind, found)


def _pieces(deeds: Iterable[Deed], roles: frozenset[Role]) -> Iterator[Piece]:
    for deed in deeds:
        if not roles.isdisjoint(deed.roles):
            part = [role.label for role in deed.roles if role in roles]
            extent = [deed.extent] if deed.extent and roles is WORDS else []
            target = f"book:chapter/{deed.chapter.slug}"
            observed = not deed.declared and not extent
            yield Piece(target, deed.chapter.title, ", ".join(part + extent), observed)


def _pictures(deeds: Iterable[Deed], person: Contributor) -> Iterator[Piece]:
    """Yield the pictures they made; where a chapter names them for none, the chapter."""
    for deed in deeds:
        figures = [figure for figure in deed.chapter.figures if person in figure.credits]
        for figure in figures:
            target = f"book:chapter/{deed.chapter.slug}#{figure.id}"
            yield Piece(target, figure.caption or figure.alt, deed.chapter.title)
        if not figures:
            yield from _pieces((deed,), PICTURES)
