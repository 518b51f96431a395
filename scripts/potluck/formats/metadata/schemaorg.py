"""The book and its chapters in schema.org's words, as JSON-LD (https://schema.org, 30.0).

`digitalSourceType` and the terms of `LearningResource` are in its "pending" and "new" areas.
"""

import json
import re
from collections.abc import Iterator

from potluck import theme
from potluck.formats.metadata import makers, recipes
from potluck.formats.metadata.things import (
    Thing,
    contributors,
    duration,
    given,
    labels,
    people,
    person,
    picture,
    source,
    terms,
)
from potluck.formats.site import addresses
from potluck.model import Chapter, Contributor, Edition, Involvement, License, Role

CONTEXT = "https://schema.org"
MACHINE = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
"""IPTC's compositeWithTrainedAlgorithmicMedia: people's work, a part of which a model made."""

AUTHOR = (Role.AUTHOR,)
PROPERTIES = (Role.AUTHOR, Role.EDITOR, Role.TRANSLATOR, Role.FUNDER)
"""Roles that have a property of their own; the others are told by `roleName`."""

_YEAR = re.compile(r"\b\d{4}\b")
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def to_script(thing: Thing) -> str:
    r"""Write JSON that nothing in it can end: it stands in a `script` element of HTML.

    >>> to_script({"name": "</script><!--"})
    '{"name":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.translate(_ESCAPES)


# --- the book -----------------------------------------------------------------------------------


def book(edition: Edition) -> Thing:
    """Describe the whole book, for its first page.

    Whoever edited a chapter is not the editor of the book, but somebody who contributed to it.
    """
    told, base = edition.book, edition.book.url
    wrote = tuple(maker.contributor for maker in makers.authors(edition))
    parts = ((who.contributor, labels(who.roles, AUTHOR)) for who in makers.makers(edition))
    return given(
        _context=CONTEXT,
        **_book(edition),
        alternativeHeadline=told.subtitle,
        description=told.description,
        inLanguage=told.lang,
        bookEdition=told.edition,
        version=edition.build.id,
        dateModified=edition.build.date.date().isoformat(),
        publisher=given(_type="Organization", name=told.publisher) if told.publisher else None,
        author=people(wrote, base),
        contributor=contributors(parts, base),
        license=terms(told.license),
        creditText=_credit(told.title, wrote, told.license, told.lang),
        usageInfo=_usage(edition),
        hasPart=[_reference(chapter, edition) for chapter in edition.chapters],
    )


def _book(edition: Edition) -> dict[str, object]:
    base = edition.book.url
    return given(
        _type="Book", _id=f"{base}#book" if base else None, name=edition.book.title, url=base
    )


def _reference(chapter: Chapter, edition: Edition) -> Thing:
    url = _address(chapter, edition)
    return given(
        _type=_types(chapter), _id=f"{url}#chapter" if url else None, name=chapter.title, url=url
    )


def _usage(edition: Edition) -> str | None:
    """Return the page that lists the licences."""
    known = any(page.slug == "licences" for page in edition.matter)
    base = edition.book.url
    return addresses.absolute(base, addresses.matter("licences")) if base and known else None


def _address(chapter: Chapter, edition: Edition) -> str | None:
    base = edition.book.url
    return addresses.absolute(base, chapter.href) if base else None


# --- a chapter ----------------------------------------------------------------------------------


def chapter(text: Chapter, edition: Edition) -> Thing:
    """Describe one chapter, with everyone in it who may be named, and what it stands on."""
    return given(
        _context=CONTEXT,
        **_reference(text, edition),
        **_people(text, edition),
        **_rights(text, edition),
        **_works(text, edition),
        **recipes.facts(text),
        **_lesson(text, edition),
        description=text.summary,
        inLanguage=text.lang,
        keywords=list(text.tags),
        isPartOf=_book(edition),
        dateCreated=text.created.date.date().isoformat() if text.created else None,
        dateModified=text.modified.date.date().isoformat() if text.modified else None,
        digitalSourceType=MACHINE if text.assistance else None,
        usageInfo=_usage(edition),
    )


def _types(text: Chapter) -> str | list[str]:
    if text.kind == "recipe":
        return "Recipe"
    return ["Chapter", "LearningResource"] if _teaches(text) else "Chapter"


def _people(text: Chapter, edition: Edition) -> dict[str, object]:
    base = edition.book.url
    involved = edition.involved(text)
    terms_of = {credit.contributor.id: credit.credit for credit in text.credits}

    def doing(role: Role) -> list[object]:
        return people((who.contributor for who in involved if role in who.roles), base)

    parts = (
        (who.contributor, labels(who.roles, _told(who), terms_of.get(who.contributor.id, ())))
        for who in involved
    )
    return given(
        author=people(_authors(text), base),
        editor=[person(who.contributor, base) for who in involved if _edits(who)],
        translator=doing(Role.TRANSLATOR),
        funder=doing(Role.FUNDER),
        contributor=contributors(parts, base),
    )


def _edits(who: Involvement) -> bool:
    """Say whether somebody is told by `editor`, which schema.org keeps for persons."""
    named = who.contributor.named and who.contributor.kind != "organization"
    return named and Role.EDITOR in who.roles


def _told(who: Involvement) -> tuple[Role, ...]:
    """Return the roles that have a property of their own for somebody."""
    return tuple(role for role in PROPERTIES if role is not Role.EDITOR or _edits(who))


def _authors(text: Chapter) -> tuple[Contributor, ...]:
    """Return the authors of the byline, then whom only the history shows as such."""
    wrote = [credit for credit in text.credits if Role.AUTHOR in credit.roles]
    return tuple(c.contributor for c in sorted(wrote, key=lambda credit: not credit.declared))


def _rights(text: Chapter, edition: Edition) -> dict[str, object]:
    notice = text.copyright or ""
    year = _YEAR.search(notice)
    return given(
        license=terms(text.license),
        copyrightNotice=f"© {notice}" if notice else None,
        copyrightYear=int(year[0]) if year else None,
        copyrightHolder=[person(who, edition.book.url) for who in _holders(text, notice)],
        creditText=_credit(
            text.title, _authors(text), text.license, edition.book.lang, edition.book.title
        ),
    )


def _holders(text: Chapter, notice: str) -> Iterator[Contributor]:
    """Yield the people of the chapter whom its copyright notice names."""
    for credit in text.credits:
        who = credit.contributor
        if who.named and re.search(rf"(?<!\w){re.escape(who.name)}(?!\w)", notice):
            yield who


def _credit(
    title: str, authors: tuple[Contributor, ...], licence: License, lang: str, within: str = ""
) -> str:
    """Write the words with which to credit a text: title, authors, where it is, licence."""
    names = theme.names((who for who in authors if who.named), lang)
    work = f"“{title}” by {names}" if names else f"“{title}”"
    return ", ".join(part for part in (work, within and f"in {within}", licence.name) if part)


def _works(text: Chapter, edition: Edition) -> dict[str, object]:
    """Return what the text is made from, what it only mentions, and its pictures."""
    made_from = [item for item in text.sources if item.relation in ("adapted", "translated")]
    mentioned = [item for item in text.sources if item not in made_from]
    return given(
        isBasedOn=[source(item) for item in made_from],
        citation=[source(item) for item in mentioned],
        image=[picture(item, edition) for item in text.figures] if edition.book.url else None,
    )


# --- a lesson -----------------------------------------------------------------------------------


def _teaches(text: Chapter) -> bool:
    return bool(text.objectives or text.prerequisites or text.level or text.learning_time)


def _lesson(text: Chapter, edition: Edition) -> dict[str, object]:
    if text.kind == "recipe" or not _teaches(text):
        return {}
    return given(
        teaches=list(text.objectives),
        competencyRequired=[edition.chapter(slug).title for slug in text.prerequisites],
        educationalLevel=text.level,
        timeRequired=duration(text.learning_time),
    )
