"""A case of type: which faces a text needs, and what stands in for characters that none has."""

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

from potluck.formats.pdf import fonts, standins
from potluck.formats.pdf.fonts import Face
from potluck.formats.pdf.standins import StandIns


class Typecase:
    """The faces of this machine, looked up once for all the texts of a book."""

    def __init__(self, noto: Sequence[Path] = fonts.NOTO_FOLDERS) -> None:
        """Look for what the text faces lack in these folders of Noto fonts."""
        self.noto = tuple(noto)
        self._faces: dict[frozenset[str], tuple[Face, ...]] = {}
        self._stand_ins: dict[frozenset[str], StandIns] = {}

    @cached_property
    def common(self) -> frozenset[str]:
        """The characters that need no face but those of the text."""
        known = frozenset().union(*(fonts.characters(f.path) for f in fonts.text_faces()))
        return frozenset(map(chr, known))

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The files in which rare characters are looked for."""
        return fonts.noto_files(self.noto)

    @cached_property
    def seen(self) -> tuple[tuple[str, int, int], ...]:
        """Those files: path, size, time of change."""
        found = ((str(path), path.stat()) for path in self.files)
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)

    def faces(self, text: str) -> tuple[Face, ...]:
        """Return the faces that a text is set in."""
        rare = self._rare(text)
        if rare not in self._faces:
            self._faces[rare] = fonts.faces_for("".join(sorted(rare)), self.files)
        return self._faces[rare]

    def colours(self, text: str) -> str:
        """Name the fonts of pictures, by what they hold, from which a text takes characters."""
        return " ".join(digest(face.path) for face in self.faces(text) if face.colour)

    def stand_ins(self, text: str) -> StandIns:
        """Return what stands in for what no face has."""
        rare = self._rare(text)
        if rare not in self._stand_ins:
            made = standins.stand_ins("".join(sorted(rare)), self.faces(text))
            self._stand_ins[rare] = made
        return self._stand_ins[rare]

    def _rare(self, text: str) -> frozenset[str]:
        return frozenset(text) - self.common


@cache
def digest(path: Path) -> str:
    """Name a font by what it holds."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
