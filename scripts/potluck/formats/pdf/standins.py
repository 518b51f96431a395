"""Let characters that no text face has stand in the book as small pictures, or by their names.

Colour emoji are bitmaps. As a font they break PDF/A (veraPDF: 6.2.8-3, 6.2.11.5-1), so each one is
taken out of the font file and printed as a picture with its name as description.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml.html import Element, HtmlElement

from potluck.formats.pdf import fonts
from potluck.formats.pdf.press.job import File

SELECTORS = ("\ufe0e", "\ufe0f")
"""They choose between forms that our faces do not have, and are left out."""


@dataclass(frozen=True)
class StandIns:
    """What stands in for what: `files` by character, names for the `missing`."""

    files: Mapping[str, File]
    missing: tuple[str, ...]

    @cached_property
    def named(self) -> dict[str, File]:
        """The pictures by the name of their file."""
        return {file_name(char): file for char, file in self.files.items()}

    @cached_property
    def _names(self) -> dict[int, str]:
        absent = (*self.files, *self.missing)
        return str.maketrans({c: spelled(c) for c in absent} | dict.fromkeys(SELECTORS, ""))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("([" + re.escape("".join(map(chr, self._names))) + "])")

    def plain(self, text: str) -> str:
        """Write the names into a text that cannot hold pictures."""
        return text.translate(self._names)

    def place(self, tree: HtmlElement) -> None:
        """Put pictures and names into a tree, in place."""
        for element in list(tree.iter()):
            for name, value in element.attrib.items():
                element.set(name, self.plain(value))
            if self._pattern.search(element.tail or ""):
                element.tail, nodes = self._split(element.tail)
                for node in reversed(nodes):
                    element.addnext(node)
            if self._pattern.search(element.text or ""):
                element.text, nodes = self._split(element.text)
                element[:0] = nodes

    def _split(self, text: str) -> tuple[str, list[HtmlElement]]:
        """Return the text before the first character, and a node for each, with what follows it."""
        head, *rest = self._pattern.split(text)
        nodes: list[HtmlElement] = []
        for char, tail in zip(rest[::2], rest[1::2], strict=True):
            if char in SELECTORS and not nodes:
                head += tail
            elif char in SELECTORS:
                nodes[-1].tail += tail
            else:
                nodes.append(self._node(char, tail))
        return head, nodes

    def _node(self, char: str, tail: str) -> HtmlElement:
        if char in self.files:
            node = Element("img", {"class": "emoji", "src": f"book:{file_name(char)}"})
            node.set("alt", spelled(char)[1:-1])
        else:
            node = Element("small", {"class": "spelled"})
            node.text = spelled(char)
        node.tail = tail
        return node


def spelled(char: str) -> str:
    r"""Return what is printed for a character that no face has: its name in brackets.

    >>> spelled("⏲"), spelled("\ue000")
    ('[timer clock]', '[U+E000]')
    """
    return f"[{unicodedata.name(char, '').lower() or f'U+{ord(char):04X}'}]"


def file_name(char: str) -> str:
    """Return the name of the picture of a character inside the press.

    >>> file_name("🍳")
    'emoji/1f373.png'
    """
    return f"emoji/{ord(char):x}.png"


def stand_ins(text: str, faces: Sequence[fonts.Face]) -> StandIns:
    """Find what a text needs beyond the faces it is set in."""
    outlines = [face for face in faces if not face.colour]
    absent = fonts.unprintable(text, outlines)
    files = {c: f for face in faces if face.colour for c, f in _bitmaps(face.path, absent)}
    return StandIns(files, tuple(char for char in absent if char not in files))


def _bitmaps(path: Path, chars: Iterable[str]) -> Iterable[tuple[str, File]]:
    """Yield the pictures of these characters from a font of bitmaps (tables CBDT and CBLC)."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy

    with TTFont(path) as font:
        names, strikes = font.getBestCmap(), font["CBDT"].strikeData
        for char in chars:
            glyph = strikes[0].get(names.get(ord(char), ""))
            if glyph is not None:
                yield char, File("image/png", glyph.imageData)
