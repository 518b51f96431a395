"""The pictures of the handbook: drawings, and a sheet of pages of a book."""

import hashlib
from functools import cache
from importlib.resources import files

from lxml import etree

from potluck.dialect.figures import Shown
from potluck.model import Copy, Picture
from potluck.pictures import photo

NAMES = ("borders.svg", "chapter.svg", "way.svg", "pages.webp")


def _read(file: str) -> Picture:
    data = (files("potluck.handbook") / "pictures" / file).read_bytes()
    name, _, kind = file.partition(".")
    shown = f"handbook-{name}-{hashlib.sha256(data).hexdigest()[:8]}.{kind}"
    if kind == "webp":
        return Picture.of(shown, file, Copy.of("image/webp", *photo.look(data), data))
    width, height = (int(etree.fromstring(data).get(side, "")) for side in ("width", "height"))
    return Picture.of(shown, file, Copy.of("image/svg+xml", width, height, data))


@cache
def drawings() -> dict[str, Picture]:
    """Return every picture, by the name that the Markdown has for it."""
    return {f"pictures/{file}": _read(file) for file in NAMES}


def show(src: str, alt: str, title: str) -> Shown | None:
    """Say how to show a drawing, which the Markdown names by its place beside the pages."""
    found = drawings().get(src.removeprefix("../"))
    if found is None:
        return None
    return Shown(found.name, found.width, found.height, " ".join(alt.split()), title or None)
