"""The drawings of the handbook."""

import hashlib
from functools import cache
from importlib.resources import files

from lxml import etree

from potluck.dialect.figures import Shown
from potluck.model import Copy, Picture

NAMES = ("chapter", "way")


def _read(name: str) -> Picture:
    path = files("potluck.handbook") / "pictures" / f"{name}.svg"
    data = path.read_bytes()
    width, height = (int(etree.fromstring(data).get(side, "")) for side in ("width", "height"))
    digest = hashlib.sha256(data).hexdigest()[:8]
    drawing = Copy.of("image/svg+xml", width, height, data)
    return Picture.of(f"handbook-{name}-{digest}.svg", path.name, drawing)


@cache
def drawings() -> dict[str, Picture]:
    """Return every drawing, by the name that the Markdown has for it."""
    return {f"pictures/{name}.svg": _read(name) for name in NAMES}


def show(src: str, alt: str, title: str) -> Shown | None:
    """Say how to show a drawing, which the Markdown names by its place beside the pages."""
    found = drawings().get(src.removeprefix("../"))
    if found is None:
        return None
    return Shown(found.name, found.width, found.height, " ".join(alt.split()), title or None)
