"""Who made the book, in one order for every format: bylines first, in the order of reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from potluck.model import Contributor, Edition, Role, ranked


@dataclass(frozen=True)
class Maker:
    """Somebody who may be named, and all that they did in the book, the weightiest first."""

    contributor: Contributor
    roles: tuple[Role, ...]


def authors(edition: Edition) -> tuple[Maker, ...]:
    """The book's own author, then those in bylines, then whom only the history shows; each once.

    An author of the book who is no contributor to it has no id.
    """
    known = {maker.contributor.id: maker for maker in makers(edition)}
    wrote = (known[person.id] for person in _bylines(edition) if person.id in known)
    people = {maker.contributor.id: maker for maker in wrote}.values()
    author = edition.book.author
    if not author:
        return tuple(people)
    first = [maker for maker in known.values() if maker.contributor.name == author]
    rest = (maker for maker in people if maker.contributor.name != author)
    nobody = Contributor("", author, author, known=False)
    return (*(first or [Maker(nobody, (Role.AUTHOR,))]), *rest)


def others(edition: Edition) -> tuple[Maker, ...]:
    """Everyone else who is credited, in order of `sort`."""
    first = {maker.contributor.id for maker in authors(edition)}
    return tuple(maker for maker in makers(edition) if maker.contributor.id not in first)


def with_role(edition: Edition, role: Role) -> tuple[Contributor, ...]:
    """Everyone who did this anywhere in the book, in order of `sort`."""
    return tuple(maker.contributor for maker in makers(edition) if role in maker.roles)


def makers(edition: Edition) -> tuple[Maker, ...]:
    """Everyone who is credited and may be named, in order of `sort`."""
    return tuple(
        Maker(person, _weighed(role for deed in edition.deeds[person.id] for role in deed.roles))
        for person in edition.contributors
        if person.named
    )


def _weighed(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return the roles in the order of `Role`; CONTRIBUTOR where nothing is known."""
    return ranked(roles) or (Role.CONTRIBUTOR,)


def _bylines(edition: Edition) -> Iterator[Contributor]:
    for declared in (True, False):
        for text in edition.texts:
            for credit in text.credits:
                if Role.AUTHOR in credit.roles and credit.declared is declared:
                    yield credit.contributor
