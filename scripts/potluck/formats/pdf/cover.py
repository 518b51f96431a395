"""Draw the cover from the title: a laid table of plates, the same for the same title."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from potluck.formats.pdf.paper import A5, POINT, Paper

# Ground, ink of the title, and the colours of the plates. Ink on ground: 7:1 or better (WCAG AAA).
PALETTES = (
    ("#16343b", "#f6eedd", ("#e3a72f", "#c8553d", "#f6eedd", "#5f9279", "#2b5560")),
    ("#3b1f2b", "#f7ecdc", ("#e0973b", "#b8433c", "#f7ecdc", "#8fa36b", "#5e3344")),
    ("#233021", "#f5f0dc", ("#dba93a", "#c65f3b", "#f5f0dc", "#7f9f6a", "#3b4d38")),
    ("#1f2a44", "#f5eee0", ("#e4ad3f", "#cc5b45", "#f5eee0", "#6d94a8", "#364568")),
)
COLUMNS = 4
LARGEST = 54
"""Points of a title on A5; on larger paper it grows with the paper."""


@dataclass(frozen=True)
class Cover:
    """What the cover template needs: colours, the drawing, and the size of the title in points."""

    ground: str
    ink: str
    accent: str
    drawing: bytes
    title_size: float


def cover(title: str, paper: Paper) -> Cover:
    """Return the cover of a book with this title, on this paper."""
    digest = sha256(title.encode()).digest()
    ground, ink, colours = PALETTES[digest[0] % len(PALETTES)]
    drawing = _table(paper, digest, ground, colours)
    return Cover(ground, ink, colours[0], drawing.encode(), _title_size(title, paper))


def plates(title: str, *, black: bool = False) -> tuple[bytes, ...]:
    """Draw one plate of each kind in the colours of the cover, or in black alone."""
    ground, _, colours = PALETTES[sha256(title.encode()).digest()[0] % len(PALETTES)]
    inks = (*colours[1:4], ground) if not black else ("#000", "#fff", "#000", "#000")
    cloth = "#fff" if black else colours[0]
    return tuple(_single(dish, cloth, inks).encode() for dish in DISHES)


def _single(dish: "Dish", cloth: str, inks: tuple[str, ...]) -> str:
    size = 'viewBox="0 0 100 100" width="100" height="100"'
    square = f'<rect width="100" height="100" fill="{cloth}"/>'
    drawing = square + "".join(dish(*inks))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawing}</svg>'


def _title_size(title: str, paper: Paper) -> float:
    """Return the largest size in points at which the longest word fits, and four lines at most.

    A letter of Source Serif at display size is about half as wide as its size.
    """
    width = 0.8 * paper.width / POINT
    longest = max(map(len, title.split() or [title]))
    largest = LARGEST * paper.width / A5.width
    return min(width / (0.55 * max(longest, 1)), 4 * width / (0.5 * max(len(title), 1)), largest)


def _table(paper: Paper, digest: bytes, ground: str, colours: tuple[str, ...]) -> str:
    """Draw rows of plates up to the foot of the page, in units of a hundred to the plate."""
    rows = int(paper.height / paper.width * COLUMNS * 0.62)
    plates = "".join(
        _plate(digest[(row * COLUMNS + column) % 31 + 1], column * 100, row * 100, colours)
        for row in range(rows)
        for column in range(COLUMNS)
    )
    size = f'viewBox="0 0 {COLUMNS * 100} {rows * 100}"'
    ground_cloth = f'<rect width="{COLUMNS * 100}" height="{rows * 100}" fill="{ground}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground_cloth}{plates}</svg>'


def _plate(seed: int, x: int, y: int, colours: tuple[str, ...]) -> str:
    """Draw one place at the table. `seed` (0 to 255) chooses cloth, dish and colours."""
    cloth = colours[seed % 5]
    rest = tuple(colour for colour in colours if colour != cloth)
    shift = seed // 5 % 4
    inks = rest[shift:] + rest[:shift]
    dish = DISHES[seed // 20 % len(DISHES)]
    square = f'<rect width="100.5" height="100.5" fill="{cloth}"/>'
    return f'<g transform="translate({x} {y})">{square}{"".join(dish(*inks))}</g>'


def _plain(a: str, b: str, c: str, _: str) -> Iterator[str]:
    yield f'<circle cx="50" cy="50" r="42" fill="{a}"/><circle cx="50" cy="50" r="28" fill="{b}"/>'
    yield f'<circle cx="50" cy="50" r="9" fill="{c}"/>'


def _rings(a: str, b: str, _: str, d: str) -> Iterator[str]:
    for radius, colour in ((44, a), (35, b), (26, a), (17, b), (8, d)):
        yield f'<circle cx="50" cy="50" r="{radius}" fill="{colour}"/>'


def _bowl(a: str, b: str, c: str, _: str) -> Iterator[str]:
    yield f'<path d="M8 46 A42 42 0 0 0 92 46 Z" fill="{a}"/>'
    yield f'<path d="M34 88 h32 v4 h-32 z" fill="{a}"/><circle cx="36" cy="30" r="9" fill="{b}"/>'
    yield f'<circle cx="58" cy="24" r="12" fill="{c}"/>'


def _leaves(a: str, b: str, c: str, d: str) -> Iterator[str]:
    quarters = ((0, a), (90, b), (180, c), (270, d))
    for turn, colour in quarters:
        path = "M50 50 C50 25 70 8 94 6 C92 30 75 50 50 50 Z"
        yield f'<path transform="rotate({turn} 50 50)" d="{path}" fill="{colour}"/>'


def _slices(a: str, b: str, c: str, _: str) -> Iterator[str]:
    yield f'<circle cx="50" cy="50" r="43" fill="{a}"/>'
    for turn in range(0, 360, 60):
        wedge = "M50 46 L36 20 A30 30 0 0 1 64 20 Z"
        yield f'<path transform="rotate({turn} 50 50)" d="{wedge}" fill="{b}"/>'
    yield f'<circle cx="50" cy="50" r="4" fill="{c}"/>'


def _peas(a: str, b: str, _: str, __: str) -> Iterator[str]:
    yield f'<rect x="6" y="30" width="88" height="40" rx="20" fill="{a}"/>'
    for x in (27, 50, 73):
        yield f'<circle cx="{x}" cy="50" r="10.5" fill="{b}"/>'


Dish = Callable[[str, str, str, str], Iterator[str]]
DISHES: tuple[Dish, ...] = (_plain, _bowl, _leaves, _rings, _slices, _peas)
