"""Which faces a book is set in, and which characters they can show.

The text faces are pinned Python packages. What they lack comes from Debian's Noto files, each only
where the text needs it. Nothing else on the machine is looked at, so the same text and the same
Noto packages give the same pages.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

from potluck.errors import ToolError
from potluck.formats.pdf import charmap

COLOUR = "NotoColorEmoji.ttf"


@dataclass(frozen=True)
class Face:
    """One font file: the family that style sheets ask for, its slope, and where the bytes are."""

    family: str
    slope: Literal["normal", "italic"]
    path: Path

    @property
    def colour(self) -> bool:
        """Whether the face is one of bitmaps, which cannot be set as type."""
        return self.path.name == COLOUR

    @property
    def file(self) -> str:
        """The name of the file inside the press, without brackets or blanks.

        >>> Face("Source Sans 3", "italic", Path("x/SourceSans3-Italic[wght].ttf")).file
        'font/source-sans-3-italic.ttf'
        """
        return f"font/{self.family.lower().replace(' ', '-')}-{self.slope}{self.path.suffix}"


# Package, family: in the order in which a missing character is looked for.
TEXT_FONTS = (
    ("fontpkg_source_serif_4", "Source Serif 4"),
    ("fontpkg_source_sans_3", "Source Sans 3"),
    ("fontpkg_source_code_pro", "Source Code Pro"),
)
NOTO_FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))


@cache
def text_faces() -> tuple[Face, ...]:
    """Return the six text faces, upright and italic; ToolError if a package is missing."""
    return tuple(face for package, family in TEXT_FONTS for face in _family(package, family))


def _family(package: str, family: str) -> Iterable[Face]:
    try:
        folder = Path(import_module(package).ROOT) / "files"
    except ModuleNotFoundError as error:
        hint = "pip install 'potluck-press[pdf,fonts]'"
        raise ToolError(f"The font {family} is not installed.", hint) from error
    for path in sorted(folder.glob("*.ttf")):
        yield Face(family, "italic" if "Italic" in path.name else "normal", path)


characters = cache(charmap.characters)


# Categories that put no ink on the paper: control, format, the three separators, surrogates.
_INKLESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs"})


def inkless(char: str) -> bool:
    r"""Tell whether a character is never drawn: blanks, joiners, variation selectors.

    >>> [inkless(char) for char in ("a", " ", "\u200d", "\ufe0f")]
    [False, True, True, True]
    """
    return unicodedata.category(char) in _INKLESS or "\ufe00" <= char <= "\ufe0f"


def unprintable(text: str, faces: Iterable[Face]) -> tuple[str, ...]:
    """Return the characters of a text that none of the faces can show, each once, in order."""
    shown = frozenset().union(*(characters(face.path) for face in faces))
    return tuple(sorted(c for c in set(text) if ord(c) not in shown and not inkless(c)))


def faces_for(text: str, files: Sequence[Path] | None = None) -> tuple[Face, ...]:
    """Return the text faces, and those Noto files that a text needs besides them."""
    chosen = list(text_faces())
    missing = {ord(char) for char in unprintable(text, chosen)}
    for path in _of(files) if missing else ():
        if found := missing & characters(path):
            chosen.append(Face(path.stem, "normal", path))
            missing -= found
            if not missing:
                break
    return tuple(chosen)


def _of(files: Sequence[Path] | None) -> Sequence[Path]:
    return noto_files() if files is None else files


def lacking(text: str) -> tuple[str, ...]:
    """Return the characters of a text that neither the text faces nor Noto's files can show."""
    return unprintable(text, faces_for(text))


def noto_files(folders: Sequence[Path] = NOTO_FOLDERS) -> tuple[Path, ...]:
    """List the Noto files that may stand in: upright regulars, sans first, colour emoji last."""
    found = (path for folder in folders if folder.is_dir() for path in folder.iterdir())
    ranked = ((_rank(path.name), path.name, path) for path in found)
    return tuple(path for rank, _, path in sorted(ranked) if rank < len(_RANKS))


# `startswith`, `endswith`, in order of preference. Colour emoji are bitmaps: only when all else
# fails.
_RANKS: tuple[tuple[str, str], ...] = (
    ("NotoSans", "-Regular.ttf"),
    ("NotoSerif", "-Regular.ttf"),
    ("Noto", "-Regular.ttf"),
    ("NotoSans", "-Regular.ttc"),
    ("NotoSans", "-Regular.otf"),
    (COLOUR, ""),
)


def _rank(name: str) -> int:
    """Return the place of a file in the order of preference; one past the last for others."""
    if not name.startswith("Noto"):
        return len(_RANKS)
    fits = (r for r, (start, end) in enumerate(_RANKS) if name.startswith(start))
    return next((r for r in fits if name.endswith(_RANKS[r][1])), len(_RANKS))


# Code points: Unicode blocks of pictographs, and of Chinese, Japanese and Korean.
_PACKAGES = (
    (range(0x1F000, 0x20000), "fonts-noto-color-emoji"),
    (range(0x2E80, 0xA4D0), "fonts-noto-cjk"),
    (range(0xAC00, 0xD7FC), "fonts-noto-cjk"),
    (range(0xF900, 0xFB00), "fonts-noto-cjk"),
    (range(0xFF00, 0xFFF0), "fonts-noto-cjk"),
    (range(0x20000, 0x32000), "fonts-noto-cjk"),
)


def debian_package(char: str) -> str:
    """Name the Debian package most likely to show a character.

    >>> debian_package("🍲"), debian_package("饺"), debian_package("ག")
    ('fonts-noto-color-emoji', 'fonts-noto-cjk', 'fonts-noto-core')
    """
    return next((name for block, name in _PACKAGES if ord(char) in block), "fonts-noto-core")


def font_face_rules(faces: Iterable[Face]) -> str:
    """Write the `@font-face` rules: no ranges of weights, which WeasyPrint 70 refuses."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.slope}; '
        f'src: url("book:{face.file}") }}\n'
        for face in faces
    )


def stack(first: str, faces: Iterable[Face]) -> str:
    """Return a `font-family` list: one family, then every other, so that no glyph is missing."""
    rest = dict.fromkeys(face.family for face in faces)
    names = [first, *(name for name in rest if name != first)]
    return ", ".join(f'"{name}"' for name in names)
