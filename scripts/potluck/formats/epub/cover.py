"""The cover, drawn from the title: a table with a plate for each contributor.

Readers' shelves want pixels, so it is a PNG where our typeface is installed and has every character
of the title. Else it is an SVG, in which the reading system sets the title in a face of its own.
"""

import textwrap
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageColor, ImageDraw, ImageFont

from potluck import theme
from potluck.formats.epub.pictures import Image
from potluck.model import Book, Edition

WIDTH, HEIGHT, MARGIN = 1600, 2560, 150
ROOM = WIDTH - 2 * MARGIN
PAPER = "#f6efe2"
_GROUNDS = ("#1f3d36", "#5b2333", "#24405e", "#6b3a1e", "#3b2f4f", "#2b4a2f")
_FINE = 2  # circles are drawn at this multiple and reduced, which smooths them
_TITLE_SIZES = (210, 185, 160, 140, 120, 100, 84, 70)
_OPTICAL_SIZE = 60
_WORDS_HEIGHT = 930  # title and subtitle, above the table

Circle = tuple[float, float, float, bool]  # x, y, radius, filled with paper


@dataclass(frozen=True)
class Sketch:
    """What the cover says and shows, whatever it is drawn with."""

    title: str
    subtitle: str
    author: str
    ground: str
    circles: tuple[Circle, ...]


def draw(edition: Edition) -> Image:
    """Draw the cover; the same edition gives the same picture."""
    plan = sketch(edition.book, len(edition.contributors))
    face = typeface("SourceSerif4[opsz,wght].ttf")
    if face and covers(face, plan.title + plan.subtitle + plan.author):
        return Image("cover.png", "image/png", _png(plan, face))
    return Image("cover.svg", "image/svg+xml", _svg(plan))


def sketch(book: Book, people: int) -> Sketch:
    """Lay the table; the colour of the cloth follows from the name of the book."""
    ground = _GROUNDS[sha256(book.slug.encode()).digest()[0] % len(_GROUNDS)]
    return Sketch(book.title, book.subtitle or "", book.author or "", ground, tuple(_table(people)))


def typeface(name: str) -> Path | None:
    """Return the font file of our text face, None where the package is not installed."""
    package = find_spec("fontpkg_source_serif_4")
    return Path(package.origin).parent / "files" / name if package and package.origin else None


def covers(face: Path, text: str) -> bool:
    """Has the face a shape for every character? A missing one is drawn as U+FFFFF is."""
    font = ImageFont.truetype(face, 20)
    missing = bytes(font.getmask("\U000fffff"))
    return all(char.isspace() or bytes(font.getmask(char)) != missing for char in text)


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


# --- in pixels ----------------------------------------------------------------------------------


def _png(plan: Sketch, face: Path) -> bytes:
    picture = _plates(plan)
    pen = ImageDraw.Draw(picture)
    italic = _font(face.with_name("SourceSerif4-Italic[opsz,wght].ttf"), 76, 400)
    subtitle = _wrap(plan.subtitle, italic)
    font, title = _fit(plan.title, face, _WORDS_HEIGHT - _height(subtitle, italic))
    y = MARGIN + 60 + _lines(pen, title, font, MARGIN + 20)
    _lines(pen, subtitle, italic, y)
    small = _font(face, 68, 500)
    author = _wrap(plan.author, small)
    _lines(pen, author, small, HEIGHT - MARGIN - _height(author, small))
    picture.putpalette(_ramp(plan.ground, PAPER))
    out = BytesIO()
    picture.save(out, "PNG", compress_level=6)  # 9 takes five times as long for a sixth less
    return out.getvalue()


def _plates(plan: Sketch) -> Pillow.Image:
    """Draw each circle over those before it, in grey: black is the ground, white the paper."""
    picture = Pillow.new("L", (WIDTH * _FINE, HEIGHT * _FINE))
    pen = ImageDraw.Draw(picture)
    for x, y, radius, filled in plan.circles:
        box = [_FINE * edge for edge in (x - radius, y - radius, x + radius, y + radius)]
        pen.ellipse(box, fill=255 if filled else 0, outline=255, width=7 * _FINE)
    return picture.reduce(_FINE)


def _ramp(low: str, high: str) -> list[int]:
    """Return 256 colours from one to the other: the palette that turns grey into our two."""
    pairs = tuple(zip(ImageColor.getrgb(low), ImageColor.getrgb(high), strict=True))
    return [a + (b - a) * step // 255 for step in range(256) for a, b in pairs]


def _font(face: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face, size, layout_engine=ImageFont.Layout.BASIC)
    names = [axis["name"] for axis in font.get_variation_axes()]
    font.set_variation_by_axes([weight if name == b"Weight" else _OPTICAL_SIZE for name in names])
    return font


def _fit(title: str, face: Path, room: float) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest type in which the title leaves room for the table."""
    for size in _TITLE_SIZES:
        font = _font(face, size, 600)
        lines = _balance(title, font)
        wide = max((font.getlength(line) for line in lines), default=0)
        if wide <= ROOM and _height(lines, font) <= room:
            break
    return font, lines


def _balance(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break into as few lines as possible, all about as long."""
    fewest = len(_wrap(text, font))
    breaks = (_wrap(text, font, room) for room in range(ROOM // 3, ROOM + 1, 20))
    return next((lines for lines in breaks if len(lines) == fewest), _wrap(text, font))


def _wrap(text: str, font: ImageFont.FreeTypeFont, room: int = ROOM) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _height(lines: list[str], font: ImageFont.FreeTypeFont) -> float:
    return len(lines) * font.size * 1.12


def _lines(
    pen: ImageDraw.ImageDraw, lines: list[str], font: ImageFont.FreeTypeFont, y: float
) -> float:
    """Write the lines one below the other; return the height that they take."""
    for index, line in enumerate(lines):
        pen.text((MARGIN, y + _height(lines[:index], font)), line, font=font, fill=255)
    return _height(lines, font)


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
