"""What is gathered from all chapters for the reader who looks something up: lists and indexes."""

import hashlib
from dataclasses import dataclass

import msgspec

from potluck import keeping
from potluck.formats.pdf.index import Index, indexes
from potluck.formats.pdf.lists import Listing, listings
from potluck.formats.pdf.press.store import Store
from potluck.model import Edition

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
    return Gathered(listings(edition), indexes(edition))


def kept(edition: Edition, store: Store) -> Gathered:
    """Return what was gathered from these very chapters before, or gather it."""
    key = "gathered-" + _digest(edition)
    data = store.get(key)
    if data is not None:
        return msgspec.msgpack.decode(data, type=Gathered)
    made = gather(edition)
    store.put(key, msgspec.msgpack.encode(made))
    return made


def _digest(edition: Edition) -> str:
    """Name all that lists and indexes are made from."""
    digest = hashlib.blake2b(keeping.edition(*_ROOMS).encode(), digest_size=16)
    digest.update(edition.book.lang.encode())
    for chapter in edition.texts:
        about = (chapter.slug, chapter.title, chapter.lang, chapter.kind, chapter.tags)
        course = chapter.recipe.course if chapter.recipe else None
        figures = [(figure.id, figure.caption) for figure in chapter.figures]
        digest.update(repr((*about, course, figures)).encode() + chapter.html.encode())
    return digest.hexdigest()
