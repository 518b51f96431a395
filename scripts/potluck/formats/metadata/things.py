"""People, licences, sources and pictures as schema.org has them (https://schema.org, 30.0)."""

import re
from collections.abc import Container, Iterable, Mapping

from potluck import theme
from potluck.formats.site import addresses
from potluck.model import Contributor, Edition, Figure, License, Role, Source

Thing = Mapping[str, object]
_WEB = re.compile(r"https?://[^\s<>\"]+")
# ISO 8601, what https://schema.org/Duration takes.
_DURATION = re.compile(r"P(?=[\dT])(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?")


def given(**facts: object) -> dict[str, object]:
    """Keep what is not empty; a leading underscore stands for the @ of JSON-LD.

    >>> given(_type="Book", name="", author=[])
    {'@type': 'Book'}
    """
    named = {name.replace("_", "@"): value for name, value in facts.items()}
    return {name: value for name, value in named.items() if value}


def web(url: str | None) -> str | None:
    """Return an address of the web, and no other."""
    return url if url and _WEB.fullmatch(url) else None


def duration(text: str | None) -> str | None:
    """Return an ISO 8601 duration, and no other text.

    >>> duration("PT1H30M"), duration("an hour"), duration("P")
    ('PT1H30M', None, None)
    """
    return text if text and _DURATION.fullmatch(text) else None


# --- people -------------------------------------------------------------------------------------


def person(who: Contributor, base: str | None) -> object:
    """Return a person or group; of an author of the book who is no contributor only the name."""
    if not who.id:
        return who.name
    page = addresses.absolute(base, addresses.contributor(who.id)) if base else None
    return given(
        _type="Organization" if who.kind == "organization" else "Person",
        _id=f"{page}#contributor" if page else None,
        name=who.name,
        url=web(who.url) or page,
        sameAs=f"https://orcid.org/{who.orcid}" if who.orcid else None,
    )


def people(all_: Iterable[Contributor], base: str | None) -> list[object]:
    """Return those who may be named, in their order."""
    return [person(who, base) for who in all_ if who.named]


def contributors(
    parts: Iterable[tuple[Contributor, Iterable[str]]], base: str | None
) -> list[Thing]:
    """Return each person with what they did, as a Role (https://schema.org/Role)."""
    return [
        given(_type="Role", roleName=list(labels), contributor=person(who, base))
        for who, labels in parts
        if who.named and labels
    ]


def labels(roles: Iterable[Role], without: Container[Role], terms: Iterable[str] = ()) -> list[str]:
    """Name the roles, without those that are told elsewhere; then terms of CRediT."""
    return [*(role.label for role in roles if role not in without), *terms]


# --- works --------------------------------------------------------------------------------------


def terms(licence: License | None) -> object:
    """Return the address of a licence; one without an address is a work with a name."""
    if not licence:
        return None
    return web(licence.url) or given(_type="CreativeWork", name=licence.name)


def source(work: Source) -> Thing:
    """Return a work that a chapter stands on. Whether its author is a person is not known."""
    return given(
        _type="CreativeWork",
        name=work.title,
        author=work.author,
        url=web(work.url),
        license=terms(work.license),
        publisher=work.publisher,
        datePublished=str(work.year) if work.year else None,
    )


def picture(figure: Figure, edition: Edition) -> Thing:
    """Return a picture with its own credit; `base` must be known."""
    book = edition.book
    makers = [who for who in figure.credits if who.named]
    names = theme.names(makers, book.lang)
    licence = figure.license.name if figure.license else ""
    return given(
        _type="ImageObject",
        contentUrl=addresses.absolute(book.url or "", addresses.media(figure.picture)),
        caption=figure.caption,
        description=figure.alt,
        creator=people(makers, book.url),
        license=terms(figure.license),
        creditText=", ".join(part for part in (names, licence) if part),
        isBasedOn=source(figure.source) if figure.source else None,
    )
