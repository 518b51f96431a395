"""Charts as SVG for a page: no script, no style, the colour of the text around them.

Black on white, white on black, printed in grey: shades, dashes and words tell things apart, never
colour. The same figures draw the same bytes. Lengths are in a box `WIDTH` wide, which a telephone
shows in its own size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from potluck.community.timeline import Timeline

WIDTH = 340
TEXT = 11  # size of the letters
LABELS = 118  # room for the names of bars
ROW = 24
LEFT, TOP, HIGH = 30, 26, 130  # the field in which columns stand
SIDE = 200  # of the square for curves
FAINT, SHADE = "0.25", "0.3"
POWERS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Curve:
    """A line through points between 0 and 1, with its name and its dashes."""

    name: str
    points: Points
    dash: str = ""
    width: float = 2.0


@dataclass(frozen=True)
class Words:
    """What those hear who do not see the picture."""

    id: str
    title: str
    description: str


def bars(words: Words, rows: Sequence[tuple[str, int]]) -> str:
    """Draw a bar for each row, with its name before it and its number behind."""
    most = max((number for _, number in rows), default=0) or 1
    room = WIDTH - LABELS - 40
    return _picture(words, ROW * len(rows), _bars(rows, room / most))


def _bars(rows: Sequence[tuple[str, int]], scale: float) -> Iterator[str]:
    for place, (name, number) in enumerate(rows):
        middle = ROW * place + ROW / 2
        yield _text(LABELS - 8, middle + 4, name, "end")
        yield _box(LABELS, middle - 8, max(number * scale, 0.5), 16)
        yield _text(LABELS + number * scale + 6, middle + 4, str(number))


def columns(words: Words, time: Timeline) -> str:
    """Draw a column for each period: who took part, and as its full foot who was new."""
    return _picture(words, TOP + HIGH + 22, _columns(time))


def _columns(time: Timeline) -> Iterator[str]:
    step = _step(max((period.active for period in time.periods), default=0))
    top = step * max(1, -(-max(period.active for period in time.periods) // step))
    wide = (WIDTH - LEFT - 6) / len(time.periods)
    yield from _key()
    yield from _grid(range(0, top + 1, step), HIGH / top)
    for place, period in enumerate(time.periods):
        x, gap = LEFT + wide * place, min(wide * 0.15, 6)
        for number, shade in ((period.active, SHADE), (period.newcomers, "")):
            high = number * HIGH / top
            if number:
                yield _box(x + gap, TOP + HIGH - high, wide - 2 * gap, high, shade)
    below = TOP + HIGH + 16
    yield _text(LEFT, below, time.periods[0].label)
    if len(time.periods) > 1:
        yield _text(WIDTH - 6, below, time.periods[-1].label, "end")


def _key() -> Iterator[str]:
    yield _box(LEFT, 3, 12, 12)
    yield _text(LEFT + 18, 13, "for the first time")
    yield _box(LEFT + 130, 3, 12, 12, SHADE)
    yield _text(LEFT + 148, 13, "all who took part")


def _grid(values: range, scale: float) -> Iterator[str]:
    for value in values:
        y = TOP + HIGH - value * scale
        yield _line([(LEFT, y), (WIDTH - 6, y)], 0.7, opacity=FAINT if value else "")
        yield _text(LEFT - 5, y + 4, str(value), "end")


def _step(most: int) -> int:
    """Return a round step that leads to a number in at most four.

    >>> [_step(most) for most in (0, 4, 5, 17, 90)]
    [1, 1, 2, 5, 50]
    """
    steps = (factor * power for power in POWERS for factor in (1, 2, 5))
    return next(step for step in steps if 4 * step >= most)


def curves(words: Words, lines: Sequence[Curve], across: str, up: str) -> str:
    """Draw curves over the diagonal in a square, with their names beside it."""
    return _picture(words, SIDE + 52, _curves(lines, across, up))


def _curves(lines: Sequence[Curve], across: str, up: str) -> Iterator[str]:
    left, top = 38, 20
    yield _text(0, 10, up)
    for value in (0, 0.5, 1):
        x, y = left + SIDE * value, top + SIDE * (1 - value)
        yield _line([(left, y), (left + SIDE, y)], 0.7, opacity="" if value == 0 else FAINT)
        yield _line([(x, top), (x, top + SIDE)], 0.7, opacity="" if value == 0 else FAINT)
        yield _text(left - 5, y + 4, f"{value:.0%}", "end")
        yield _text(x, top + SIDE + 13, f"{value:.0%}", "middle")
    yield _text(left + SIDE / 2, top + SIDE + 26, across, "middle")
    for place, line in enumerate(lines):
        points = [(left + SIDE * x, top + SIDE * (1 - y)) for x, y in line.points]
        yield _line(points, line.width, line.dash)
        y = top + 14 + 34 * place
        yield _line([(left + SIDE + 10, y), (left + SIDE + 46, y)], line.width, line.dash)
        yield _text(left + SIDE + 10, y + 14, line.name)


# --- SVG ----------------------------------------------------------------------------------------


def _picture(words: Words, height: float, inside: Iterator[str]) -> str:
    named = f'aria-labelledby="{words.id}-title {words.id}-desc"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_n(height)}" '
        f'width="{WIDTH}" height="{_n(height)}" role="img" {named} fill="currentColor" '
        f'font-size="{TEXT}">',
        f'<title id="{words.id}-title">{escape(words.title)}</title>',
        f'<desc id="{words.id}-desc">{escape(words.description)}</desc>',
    )
    return "\n".join((*head, *inside, "</svg>"))


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    given = "" if anchor == "start" else f" text-anchor={quoteattr(anchor)}"
    return f'<text x="{_n(x)}" y="{_n(y)}"{given}>{escape(words)}</text>'


def _box(x: float, y: float, width: float, height: float, shade: str = "") -> str:
    """Draw a box: full, or shaded with a line around it."""
    given = f' fill-opacity="{shade}" stroke="currentColor"' if shade else ""
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return f'<rect x="{_n(x)}" y="{_n(y)}" {size}{given}/>'


def _line(points: Points, width: float, dash: str = "", opacity: str = "") -> str:
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    given = f'fill="none" stroke="currentColor" stroke-width="{width:g}"'
    given += f' stroke-dasharray="{dash}"' if dash else ""
    given += f' stroke-opacity="{opacity}"' if opacity else ""
    return f'<polyline points="{path}" {given}/>'


def _n(number: float) -> str:
    """Write a length: to a tenth, without idle noughts.

    >>> _n(12.0), _n(3.14159)
    ('12', '3.1')
    """
    return f"{round(number, 1):g}"
