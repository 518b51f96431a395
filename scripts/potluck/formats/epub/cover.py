"""The cover, drawn from the title: a table with a plate for each contributor.

Readers' shelves want pixels, so it is a PNG where our typeface is installed and has every character
of the title. Else it is an SVG, in which the reading system sets the title in a face of its own.
"""

import textwrap
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from math import cos, pi, sin
from pathlib import Path

from potluck import theme
from potluck.formats.epub.pictures import Image
from potluck.model import Book

WIDTH, HEIGHT, MARGIN = 1600, 2560, 150
PAPER = "#f6efe2"
_GROUNDS = ("#1f3d36", "#5b2333", "#24405e", "#6b3a1e", "#3b2f4f", "#2b4a2f")
Circle = tuple[float, float, float, bool]  # x, y, radius, filled with paper


@dataclass(frozen=True)
class Sketch:
    """What the cover says and shows, whatever it is drawn with."""

    title: str
    subtitle: str
    author: str
    ground: str
    circles: tuple[Circle, ...]


def draw(plan: Sketch) -> Image:
    """Draw the cover; the same sketch gives the same picture."""
    if face := typeface():
        from potluck.formats.epub import pixels  # noqa: PLC0415 - most covers were drawn before

        if pixels.covers(face, plan.title + plan.subtitle + plan.author):
            return Image("cover.png", "image/png", pixels.png(plan, face))
    return Image("cover.svg", "image/svg+xml", _svg(plan))


def sketch(book: Book, people: int) -> Sketch:
    """Lay the table; the colour of the cloth follows from the name of the book."""
    ground = _GROUNDS[sha256(book.slug.encode()).digest()[0] % len(_GROUNDS)]
    return Sketch(book.title, book.subtitle or "", book.author or "", ground, tuple(_table(people)))


def typeface() -> Path | None:
    """Return the font file of our text face, None where the package is not installed."""
    package = find_spec("fontpkg_source_serif_4")
    place = Path(package.origin).parent if package and package.origin else None
    return place / "files" / "SourceSerif4[opsz,wght].ttf" if place else None


def _table(people: int) -> list[Circle]:
    """A round table with 3 to 14 plates around it, one for each contributor."""
    x, y, radius = WIDTH / 2, HEIGHT - 830, 420
    plates = min(max(people, 3), 14)
    size = min(118.0, 0.7 * pi * (radius + 130) / plates)
    circles: list[Circle] = [(x, y, radius, False), (x, y, 150, True), (x, y, 108, False)]
    for turn in (2 * pi * index / plates - pi / 2 for index in range(plates)):
        seat = (round(x + (radius + 20) * cos(turn)), round(y + (radius + 20) * sin(turn)))
        circles += [(*seat, size, True), (*seat, size * 0.7, False)]
    return circles


# --- in vectors ---------------------------------------------------------------------------------


def _svg(plan: Sketch) -> bytes:
    """Fill the template; without the face at hand, lines are broken by counting characters."""
    size = 170 if len(plan.title) <= 40 else 110
    text = theme.render(
        "epub/cover.svg.j2",
        plan=plan,
        paper=PAPER,
        width=WIDTH,
        height=HEIGHT,
        margin=MARGIN,
        size=size,
        lines=textwrap.wrap(plan.title, 1900 // size)[:7],
    )
    return text.encode()
