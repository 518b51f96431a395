"""The cover in pixels, with its words in our own typeface."""

from io import BytesIO
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageColor, ImageDraw, ImageFont

from potluck.formats.epub.cover import HEIGHT, MARGIN, PAPER, WIDTH, Sketch

ROOM = WIDTH - 2 * MARGIN
_FINE = 2  # circles are drawn at this multiple and reduced, which smooths them
_TITLE_SIZES = (210, 185, 160, 140, 120, 100, 84, 70)
_OPTICAL_SIZE = 60
_WORDS_HEIGHT = 930  # title and subtitle, above the table


def covers(face: Path, text: str) -> bool:
    """Has the face a shape for every character? A missing one is drawn as U+FFFFF is."""
    font = ImageFont.truetype(face, 20)
    missing = bytes(font.getmask("\U000fffff"))
    return all(char.isspace() or bytes(font.getmask(char)) != missing for char in text)


def png(plan: Sketch, face: Path) -> bytes:
    """Draw a cover in a face that has all its characters."""
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
