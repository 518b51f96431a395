"""What a page holds of text: at the edges, and in samples of digits.

What it leans on is said in `interior`.
"""

import re
from dataclasses import dataclass

from potluck.errors import ProofError
from potluck.formats.pdf.press import slots


@dataclass(frozen=True)
class Run:
    """Text set in one font: the step before it that sets the colour, where, and its glyphs."""

    ink: bytes
    font: str
    size: float
    x: float
    y: float
    glyphs: tuple[int, ...]


_DRAWN = re.compile(rb"^(?:\S+ \S+ \S+ rg|BT$.*?^ET)$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(rb"^1 0 0 -1 (\S+) (\S+) Tm\n/(\w+) (\S+) Tf\n(\[.*?\]) TJ$", re.MULTILINE)
_INK = re.compile(rb"^\S+ \S+ \S+ rg$", re.MULTILINE)


def drawn(content: bytes) -> bytes:
    """Return only the steps that draw text, and those that set its colour."""
    return b"\n".join(_DRAWN.findall(content))


def run(content: bytes, length: int = 0) -> Run:
    """Return the one run of text (of so many glyphs) of a page. ProofError where there is none."""
    for found in _RUN.finditer(content):
        glyphs = tuple(slots.glyphs(found[5]))
        if len(glyphs) == length or not length:
            ink = _INK.findall(content[: found.start()])[-1]
            x, y, size = (float(found[group]) for group in (1, 2, 4))
            return Run(ink, found[3].decode(), size, x, y, glyphs)
    raise ProofError("WeasyPrint draws text in another way than this version of Potluck knows.")
