"""The fields of a chapter's front matter, typed, with synonyms understood and defaults left open.

Tolerant: a value of the wrong type is passed over here, because the schema has already made a
finding of it. Nothing is looked up: names stay names, licences stay text.
"""

from dataclasses import dataclass

from potluck.model import Recipe, Relation, Role, Status
from potluck.source.schema import synonyms
from potluck.source.yamldoc import Value

# Who began a chapter is seen in the history, and who typed it in stands in `submitted_by`.
_ROLES = {role.label: role for role in Role if role not in {Role.CREATOR, Role.SUBMITTER}}


@dataclass(frozen=True)
class PersonRef:
    """A person as a chapter names them: id or name, what they did, and that in CRediT terms."""

    name: str
    roles: tuple[Role, ...] = (Role.AUTHOR,)
    credit: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceRef:
    """One entry of `sources:` as written; `index` is its place in the list."""

    index: int
    title: str
    author: str | None = None
    year: int | None = None
    publisher: str | None = None
    url: str | None = None
    license: str | None = None
    relation: Relation = "adapted"
    changes: str | None = None
    accessed: str | None = None
    permission: str | None = None


@dataclass(frozen=True)
class MediumRef:
    """One entry of `media:` as written; `index` is its place in the list."""

    index: int
    file: str
    author: str | None = None
    license: str | None = None
    alt: str | None = None
    caption: str | None = None
    title: str | None = None
    url: str | None = None
    changes: str | None = None
    permission: str | None = None
    pinned: str | None = None
    others: tuple[str, ...] = ()  # more authors, where a licence header names several


@dataclass(frozen=True)
class Removal:
    """One entry of `removed_credits:`; `index` is its place in the list."""

    index: int
    who: str | None
    source: str | None  # by its address or its title
    reason: str
    date: str


@dataclass(frozen=True)
class Fields:
    """What the front matter says; None or empty where it says nothing."""

    title: str | None
    kind: str | None
    slug: str | None
    authors: tuple[PersonRef, ...]
    submitted_by: str | None
    license: str | None
    copyright: str | None
    sources: tuple[SourceRef, ...]
    media: tuple[MediumRef, ...]
    lang: str | None
    summary: str | None
    tags: tuple[str, ...]
    status: Status
    reviewers: tuple[str, ...]
    ai: str | None
    ai_note: str | None
    recipe: Recipe | None
    objectives: tuple[str, ...]
    prerequisites: tuple[str, ...]
    permission: str | None = None
    pinned: str | None = None
    allergens: tuple[str, ...] | None = None  # as declared; None where the recipe leaves it open
    free_from: tuple[str, ...] = ()
    safety_note: str | None = None
    level: str | None = None
    learning_time: str | None = None
    removed_credits: tuple[Removal, ...] = ()


def fields(given: dict[str, Value]) -> Fields:
    """Read the fields of a chapter from its metadata."""
    meta = _with_synonyms(given)
    textbook = _group(meta.get("textbook"))
    cooking = _group(meta.get("recipe"))
    return Fields(
        title=_text(meta.get("title")),
        kind=_text(meta.get("kind")),
        slug=_text(meta.get("slug")),
        authors=tuple(_person(item) for item in _items(meta.get("authors"))),
        submitted_by=_text(meta.get("submitted_by")),
        license=_text(meta.get("license")),
        copyright=_text(meta.get("copyright")),
        sources=tuple(_sources(meta.get("sources"))),
        media=tuple(_media(meta.get("media"))),
        lang=_text(meta.get("lang")),
        summary=_text(meta.get("summary")),
        tags=_texts(meta.get("tags")),
        status=_status(meta.get("status")),
        reviewers=_texts(meta.get("reviewers")),
        ai=_text(meta.get("ai_assistance")),
        ai_note=_text(meta.get("ai_note")),
        recipe=_recipe(meta.get("recipe")),
        objectives=_texts(textbook.get("objectives")),
        prerequisites=_texts(textbook.get("prerequisites")),
        permission=_permission(meta.get("permission")),
        pinned=_text(meta.get("pinned")),
        allergens=_declared(cooking.get("allergens")),
        free_from=_texts(cooking.get("free_from")),
        safety_note=_text(cooking.get("safety_note")),
        level=_text(textbook.get("level")),
        learning_time=_text(textbook.get("learning_time")),
        removed_credits=tuple(_removals(meta.get("removed_credits"))),
    )


def _with_synonyms(meta: dict[str, Value]) -> dict[str, Value]:
    understood = {
        field: meta[word]
        for word, field in synonyms("chapter").items()
        if word in meta and field not in meta
    }
    return {**meta, **understood}


def _text(value: Value) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(str(value).split()) or None


def _permission(value: Value) -> str | None:
    """Return who allowed it, and when; a single word, such as yes, no or asked, says neither."""
    text = _text(value)
    said = text is not None and (" " in text or "://" in text or not text.isascii())
    return text if said else None


def _items(value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _texts(value: Value) -> tuple[str, ...]:
    found = (_text(item) for item in _items(value))
    return tuple(dict.fromkeys(text for text in found if text))


def _declared(value: Value) -> tuple[str, ...] | None:
    return _texts(value) if isinstance(value, list) else None


def _group(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _status(value: Value) -> Status:
    known: dict[str, Status] = {
        "draft": "draft",
        "reviewed": "reviewed",
        "tested": "tested",
    }
    return known.get(_text(value) or "", "unreviewed")


def _person(value: Value) -> PersonRef:
    if not isinstance(value, dict):
        return PersonRef(_text(value) or "")
    named = _texts(value.get("role"))
    roles = tuple(_ROLES[name] for name in named if name in _ROLES)
    terms = tuple(text.casefold().replace(" - ", " – ") for text in _texts(value.get("credit")))
    return PersonRef(_text(value.get("id")) or "", roles or (Role.AUTHOR,), terms)


def _sources(value: Value) -> list[SourceRef]:
    return [
        SourceRef(
            index=index,
            title=_text(item.get("title")) or "",
            author=_text(item.get("author")),
            year=_whole(item.get("year")),
            publisher=_text(item.get("publisher")),
            url=_text(item.get("url")),
            license=_text(item.get("license")),
            relation=_relation(item.get("relation")),
            changes=_text(item.get("changes")),
            accessed=_text(item.get("accessed")),
            permission=_permission(item.get("permission")),
        )
        for index, item in enumerate(_items(value))
        if isinstance(item, dict) and _text(item.get("title"))
    ]


def _removals(value: Value) -> list[Removal]:
    """Read the removals that say why and since when; the schema asks for both."""
    return [
        Removal(index, _text(item.get("who")), _text(item.get("source")), reason, date)
        for index, item in enumerate(_items(value))
        if isinstance(item, dict)
        and (reason := _text(item.get("reason")))
        and (date := _text(item.get("date")))
    ]


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _relation(value: Value) -> Relation:
    known: dict[str, Relation] = {"translated": "translated", "quoted": "quoted", "cited": "cited"}
    return known.get(_text(value) or "", "adapted")


def _media(value: Value) -> list[MediumRef]:
    return [
        MediumRef(
            index=index,
            file=_text(item.get("file")) or "",
            author=_text(item.get("author")),
            license=_text(item.get("license")),
            alt=_text(item.get("alt")),
            caption=_text(item.get("caption")),
            title=_text(item.get("title")),
            url=_text(item.get("url")),
            changes=_text(item.get("changes")),
            permission=_permission(item.get("permission")),
            pinned=_text(item.get("pinned")),
        )
        for index, item in enumerate(_items(value))
        if isinstance(item, dict) and _text(item.get("file"))
    ]


def _recipe(value: Value) -> Recipe | None:
    if not isinstance(value, dict):
        return None
    time = _group(value.get("time"))
    servings = value.get("yield") or value.get("servings") or value.get("serves")
    return Recipe(
        recipe_yield=_text(servings),
        prep=_text(time.get("prep")),
        cook=_text(time.get("cook")),
        rest=_text(time.get("rest")),
        total=_text(time.get("total")),
        diet=_texts(value.get("diet")),
        course=_text(value.get("course")),
        cuisine=_text(value.get("cuisine")),
    )
