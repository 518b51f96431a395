"""What a page has besides its text, and knows from its place alone: head, number, edges. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from potluck.formats.pdf.link.paging import Numerals, numeral
from potluck.formats.pdf.link.writer import number
from potluck.formats.pdf.press.shard import Folio, Line

# WeasyPrint leaves the page upside down, in points, for what comes after its own stream.
_OPEN = b"/Artifact<</Type/Pagination/Subtype/%s>>BDC\nq\n0.75 0 0 0.75 0 0 cm\n"
_CLOSE = b"\nQ\nEMC"


@dataclass(frozen=True)
class Geometry:
    """How a page lies on its sheet of paper, in points. Pages are set as right-hand pages.

    `mirror` is how much wider the inner margin is than the outer one; `gutter` is added to it.
    """

    mirror: float
    gutter: float = 0
    bleed: float = 0
    slug: float = 0  # beyond the bleed, for the marks

    def left(self, *, recto: bool, fixed: bool = False) -> float:
        """Return where the page's left edge lies, seen from the text of a right-hand page."""
        if fixed:
            return 0
        return -self.gutter if recto else self.mirror + self.gutter


@lru_cache(maxsize=64)
def boxes(geometry: Geometry, width: float, height: float, left: float) -> bytes:
    """Write the edges of a page: the paper, the trimmed page, and what is printed beyond it."""
    around = ((b"Media", geometry.bleed + geometry.slug), (b"Trim", 0), (b"Bleed", geometry.bleed))
    return b"".join(
        b"/%sBox[%s %s %s %s]"
        % (name, number(left - by), number(-by), number(left + width + by), number(height + by))
        for name, by in around
    )


def head(line: Line) -> bytes:
    """Return the stream of a running head."""
    return _OPEN % b"Header" + line.steps + _CLOSE


def folio(style: Folio, page: int, numerals: Numerals, *, recto: bool) -> bytes:
    """Return the stream of a page number, at the outer edge."""
    glyphs = [style.glyphs[letter] for letter in numeral(page, numerals)]
    width = sum(wide for _, wide in glyphs) * style.size / 1000
    x = style.right - width if recto else style.left
    shown = b"".join(b"%04x" % glyph for glyph, _ in glyphs)
    steps = b"%s\nBT\n1 0 0 -1 %s %s Tm\n/%s %s Tf\n<%s> Tj\nET" % (
        style.ink, number(x), number(style.baseline), style.font.encode(), number(style.size), shown
    )  # fmt: skip
    return _OPEN % b"Footer" + steps + _CLOSE


MARK = 14.0  # points: a crop mark is 5 mm long


def marks(geometry: Geometry, width: float, height: float, left: float) -> bytes:
    """Return the stream that draws the crop marks, at the corners and outside the bleed."""
    near, far = geometry.bleed + 2, geometry.bleed + 2 + MARK
    columns, rows = ((left, -1), (left + width, 1)), ((0.0, -1), (height, 1))
    lines = [(x + way * near, y, x + way * far, y) for x, way in columns for y, _ in rows]
    lines += [(x, y + way * near, x, y + way * far) for x, _ in columns for y, way in rows]
    drawn = b"\n".join(b"%s %s m %s %s l S" % tuple(map(number, line)) for line in lines)
    return b"/Artifact<</Type/Layout>>BDC\nq\n0.25 w 0 G\n" + drawn + _CLOSE
