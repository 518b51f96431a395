"""How sheets look: the style sheet with its fonts, and the files that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from potluck import theme
from potluck.formats.pdf import fonts
from potluck.formats.pdf.cover import Cover, cover
from potluck.formats.pdf.paper import paper
from potluck.formats.pdf.press.job import File
from potluck.formats.pdf.press.setting import FontFile, Look
from potluck.model import Edition

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

    edition: Edition
    _looks: dict[tuple[str, ...], Look] = field(default_factory=dict)
    _files: dict[fonts.Face, FontFile] = field(default_factory=dict)

    def look(self, faces: Sequence[fonts.Face], mode: Mode, title: str = "") -> Look:
        """Return the look of sheets in these faces; `title` runs at the head of the whole book."""
        outlines = [face for face in faces if not face.colour]
        key = (mode, title, *(face.file for face in outlines))
        if key not in self._looks:
            files = tuple(self._font(face) for face in outlines)
            css = self._css(outlines, mode, title)
            self._looks[key] = Look(css, files, self.files)
        return self._looks[key]

    def _font(self, face: fonts.Face) -> FontFile:
        if face not in self._files:
            self._files[face] = FontFile.of(face.file, face.path)
        return self._files[face]

    def _css(self, faces: Sequence[fonts.Face], mode: Mode, title: str) -> str:
        stacks = {name: fonts.stack(family, faces) for name, family in _STACKS.items()}
        page, art = paper(self.edition.book.page_size), self._art
        written = (
            theme.render(f"print/{name}", page=page, art=art, stacks=stacks, mode=mode, title=title)
            for name in STYLES
        )
        return fonts.font_face_rules(faces) + "".join(written)

    @cached_property
    def _art(self) -> Cover:
        return cover(self.edition.book.title, paper(self.edition.book.page_size))

    @cached_property
    def files(self) -> Mapping[str, File]:
        """The drawings that the style sheet names: dots of the contents, the cover."""
        return {
            "dots.svg": File(_DRAWING, _DOTS),
            "cover.svg": File(_DRAWING, self._art.drawing),
        }
