"""What is gathered from all chapters for the reader who looks something up: lists and indexes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from potluck import keeping
from potluck.formats.pdf.finds import Finds, look
from potluck.formats.pdf.index import Index, indexes
from potluck.formats.pdf.lists import Listing, listings
from potluck.formats.pdf.press.store import Store
from potluck.model import Chapter, Edition

_ROOMS = ("formats/pdf", "kitchen", "classroom", "formats/metadata")


@dataclass(frozen=True)
class Gathered:
    """The lists after the contents, and the indexes at the end."""

    listings: tuple[Listing, ...] = ()
    indexes: tuple[Index, ...] = ()


NOTHING = Gathered()
"""What a sheet that stands alone has gathered."""


def gather(edition: Edition) -> Gathered:
    """Look through all chapters."""
    return _gathered(edition, {chapter.slug: look(chapter) for chapter in edition.texts})


def _gathered(edition: Edition, finds: Mapping[str, Finds]) -> Gathered:
    return Gathered(listings(edition, finds), indexes(edition, finds))


def kept(edition: Edition, store: Store, finds: Mapping[str, Finds]) -> Gathered:
    """Return what was gathered of these finds.

    The order of names, which takes long to work out, is known by all that is to be put in order.
    """
    key = "gathered-" + _digest(
        [edition.book.lang, *(_about(chapter, finds[chapter.slug]) for chapter in edition.texts)]
    )
    return store.made(key, Gathered, lambda: _gathered(edition, finds))


def finds(edition: Edition, store: Store) -> tuple[dict[str, Finds], frozenset[str]]:
    """Return what each chapter brings, by slug, and the chapters that were not known yet.

    What a chapter brings is known by its text; only what is new is looked through.
    """
    name = f"finds-{edition.book.slug}"
    before = store.load(name, dict[str, Finds]) or {}
    keys = {c.slug: _digest([c.html, c.title, c.lang, c.kind]) for c in edition.texts}
    now = {keys[c.slug]: before.get(keys[c.slug]) or look(c) for c in edition.texts}
    if now.keys() != before.keys():
        store.put(name, msgspec.msgpack.encode(now))
    new = frozenset(slug for slug, key in keys.items() if key not in before)
    return {slug: now[key] for slug, key in keys.items()}, new


def _about(chapter: Chapter, finds: Finds) -> str:
    """Tell all of a chapter that stands in lists and indexes, or decides where it does."""
    course = chapter.recipe.course if chapter.recipe else None
    figures = [(figure.id, figure.caption) for figure in chapter.figures]
    return repr((chapter.slug, chapter.title, chapter.kind, chapter.tags, course, figures, finds))


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.blake2b(_code(), digest_size=16)
    for each in texts:
        digest.update(f"{len(each)} {each}".encode())
    return digest.hexdigest()


@cache
def _code() -> bytes:
    """Name the code that looks through chapters."""
    return keeping.edition(*_ROOMS).encode()
