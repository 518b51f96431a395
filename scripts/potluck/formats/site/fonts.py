"""The faces of the site: subsets of the `fontpkg-*` packages as WOFF2, the same bytes every time.

Source Serif for reading, Source Sans for everything around it. A subset is a changed font, and the
Open Font License reserves the name "Source" for the original: ours bear another name inside.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from potluck import keeping
from potluck.errors import ToolError
from potluck.formats import facts
from potluck.model import Font
from potluck.versions import version

# Latin for the languages of Europe, with the signs that recipes and lessons use.
CHARACTERS = (
    "20-7E A0-17F 192 218-21B 2BC 2C6 2C7 2D8-2DD 300-304 306-308 30A-30C 327 328 1E9E 2002-200B "
    "2010-2015 2018-201E 2020-2022 2026 202F 2030 2032 2033 2039 203A 2044 2070 2074-2079 "
    "2080-2089 20AC 2113 2116 2122 2150-215E 2190-2193 2212 2248 2260 2264 2265"
)
FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "tnum")
_NAMES = {1: "Potluck {}", 3: "Potluck {}", 4: "Potluck {}", 6: "Potluck{}", 16: "Potluck {}"}


@dataclass(frozen=True)
class Face:
    """One file of the site: from which package, and which part of the variable font is kept."""

    package: str
    file: str
    kind: str
    axes: tuple[tuple[str, float | tuple[float, float]], ...]


FACES = {
    "serif.woff2": Face(
        "source_serif_4",
        "SourceSerif4[opsz,wght].ttf",
        "Serif",
        (("opsz", 14), ("wght", (400, 700))),
    ),
    "serif-italic.woff2": Face(
        "source_serif_4",
        "SourceSerif4-Italic[opsz,wght].ttf",
        "Serif",
        (("opsz", 14), ("wght", 400)),
    ),
    "sans.woff2": Face("source_sans_3", "SourceSans3[wght].ttf", "Sans", (("wght", (400, 700)),)),
}


@cache
def faces(folder: Path | None) -> dict[str, bytes]:
    """Return the files of `assets/fonts/`. `folder` keeps them between runs; it may be deleted.

    Making them takes seconds. ToolError where the packages are not installed.
    """
    made = {name: _kept(folder, face) for name, face in FACES.items()}
    return made | {"OFL.txt": (_package("source_serif_4") / "LICENSE").read_bytes()}


def used() -> tuple[Font, ...]:
    """Return the facts about the font files that the faces are made from."""
    return tuple(
        facts.font(f"Source {face.kind}", _package(face.package) / "files" / face.file)
        for face in FACES.values()
    )


def _kept(folder: Path | None, face: Face) -> bytes:
    """Read a face from the cache if it is whole; make and keep it if not."""
    if folder is None:
        return _make(face)
    path = folder / f"{_key(face)}.face"
    data = keeping.load(path, bytes)
    if data is None:
        data = _make(face)
        keeping.put(path, data)
    return data


def _key(face: Face) -> str:
    """Name everything that shapes the bytes."""
    source = hashlib.sha256((_package(face.package) / "files" / face.file).read_bytes())
    tools = (version("fonttools"), version("brotli"))
    recipe = (source.hexdigest(), face, CHARACTERS, FEATURES, sorted(_NAMES.items()), tools)
    return hashlib.sha256(repr(recipe).encode()).hexdigest()[:32]


def _package(name: str) -> Path:
    try:
        return Path(import_module(f"fontpkg_{name}").ROOT)
    except ImportError as error:
        missing = f"fontpkg-{name.replace('_', '-')}"
        raise ToolError(
            f"The fonts of the site are not installed ({missing}).",
            "install them with `pip install 'potluck-press[site,fonts]'`",
        ) from error


@cache
def _make(face: Face) -> bytes:
    """Make a face, once in a process that builds many books."""
    try:
        from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - heavy, and rarely needed
        from fontTools.ttLib import TTFont  # noqa: PLC0415
        from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415
    except ImportError as error:
        raise ToolError(
            "fontTools is not installed.", "install it with `pip install 'fonttools[woff]'`"
        ) from error
    font = TTFont(_package(face.package) / "files" / face.file, recalcTimestamp=False)
    options = Options(layout_features=list(FEATURES), hinting=False, glyph_names=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(_characters()))
    subsetter.subset(font)
    font = instantiateVariableFont(font, dict(face.axes), inplace=True)
    _rename(font, face.kind)
    out = BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def _characters() -> Iterator[int]:
    for item in CHARACTERS.split():
        first, _, last = item.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _rename(font: Any, kind: str) -> None:
    for record in font["name"].names:
        if record.nameID in _NAMES:
            record.string = _NAMES[record.nameID].format(kind)
