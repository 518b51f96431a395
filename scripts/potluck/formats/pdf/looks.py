"""How sheets look: the style sheet with its fonts, and the files that it names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from potluck import theme
from potluck.formats.pdf import fonts
from potluck.formats.pdf.cover import DISHES, Cover, cover, plates
from potluck.formats.pdf.paper import Paper
from potluck.formats.pdf.press.job import File
from potluck.formats.pdf.press.setting import FontFile, Look
from potluck.formats.pdf.variants import Variant
from potluck.model import Book

Mode = Literal["whole", "sheet", "edges"]
"""A style sheet is for the whole book at once, for one sheet, or for heads and page numbers."""

STYLES = ("page.css.j2", "text.css", "front.css")
_STACKS = {"serif": "Source Serif 4", "sans": "Source Sans 3", "code": "Source Code Pro"}
_DRAWING = "image/svg+xml"
# One dot to 5 pixels; a picture repeated by the reader, where leader() would be a box to each dot.
_DOTS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="12">'
    b'<circle cx="2.5" cy="8.6" r=".55" fill="#777"/></svg>'
)


@dataclass
class Wardrobe:
    """Gives each sheet its look, by the fonts that it needs; each look is made once."""

    book: Book
    variant: Variant
    _looks: dict[tuple[str, ...], Look] = field(default_factory=dict)
    _files: dict[fonts.Face, FontFile] = field(default_factory=dict)

    def look(self, faces: Sequence[fonts.Face], mode: Mode, title: str = "") -> Look:
        """Return the look of sheets in these faces; `title` runs at the head of the whole book."""
        outlines = [face for face in faces if not face.colour]
        key = (mode, title, *(face.file for face in outlines))
        if key not in self._looks:
            files = tuple(self._font(face) for face in outlines)
            css = self._css(outlines, mode, title)
            self._looks[key] = Look(fonts.font_face_rules(outlines), css, files, self.files)
        return self._looks[key]

    def _font(self, face: fonts.Face) -> FontFile:
        if face not in self._files:
            self._files[face] = FontFile.of(face.file, face.path)
        return self._files[face]

    def _css(self, faces: Sequence[fonts.Face], mode: Mode, title: str) -> str:
        stacks = {name: fonts.stack(self._family(name), faces) for name in _STACKS}
        values = {"page": self._paper, "art": self._art, "variant": self.variant, "title": title}
        values |= {"stacks": stacks, "plates": len(DISHES), "mode": mode}
        written = (theme.render(f"print/{name}", **values) for name in self._styles())
        return "".join(written)

    @property
    def styles(self) -> tuple[str, ...]:
        """The style sheets that were given out."""
        return tuple(dict.fromkeys(look.css for look in self._looks.values()))

    @property
    def first(self) -> Look | None:
        """The look that was given out first, of those of sheets."""
        return next((look for (mode, *_), look in self._looks.items() if mode == "sheet"), None)

    def _styles(self) -> Iterator[str]:
        yield from STYLES
        yield from ["large.css"] if self.variant.large else []
        yield from ["black.css"] if self.variant.black else []

    def _family(self, use: str) -> str:
        """Large print has no serifs."""
        return _STACKS["sans" if self.variant.large and use == "serif" else use]

    @cached_property
    def _paper(self) -> Paper:
        return self.variant.paper(self.book.page_size)

    @cached_property
    def _art(self) -> Cover:
        return cover(self.book.title, self._paper)

    @cached_property
    def files(self) -> Mapping[str, File]:
        """The drawings that the style sheet names: dots of the contents, the cover, its plates."""
        dots = _DOTS.replace(b"#777", b"#000") if self.variant.black else _DOTS
        drawings = {"cover.svg": self._art.drawing, "dots.svg": dots}
        dishes = plates(self.book.title, black=self.variant.black)
        drawings |= {f"plate-{number}.svg": dish for number, dish in enumerate(dishes)}
        return {name: File(_DRAWING, data) for name, data in drawings.items()}
