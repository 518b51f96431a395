"""The files of a finished site: each of a kind that a book needs, each program one that we know."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

import msgspec

KINDS = frozenset({
    *(".html", ".css", ".js", ".svg", ".webp", ".png", ".jpg", ".jpeg", ".avif", ".gif", ".woff2"),
    *(".txt", ".json", ".xml", ".gz", ".bib", ".cff", ".pdf", ".epub"),
})  # fmt: skip
NAMES = frozenset({"_headers"})
INDEX = "search/search_index.js"
_BEGINNING = b"var __index = "
Fault = tuple[str, str]


def strangers(folder: Path, names: Iterable[str]) -> Iterator[Fault]:
    """Yield the files of a site, by their names in its folder, that are none of ours."""
    for name in names:
        kind = PurePosixPath(name).suffix.lower()
        if kind == ".js" and not _program(folder, name):
            yield name, "This program is neither ours nor Material's."
        elif kind not in KINDS and name not in NAMES:
            yield name, "A site does not need a file of this kind."


def _program(folder: Path, name: str) -> bool:
    """Tell whether a program is the one of that name in our theme or in Material, to the byte."""
    data = (folder / name).read_bytes()
    if name == INDEX:
        return data.startswith(_BEGINNING) and _json(data[len(_BEGINNING) :])
    return any(theme(name) == data for theme in _themes())


@cache
def _themes() -> tuple[Callable[[str], bytes | None], ...]:
    ours = Path(str(files("potluck.theme"))) / "site" / "overrides"
    material = Path(str(files("material"))) / "templates"
    return tuple(lambda name, home=home: _read(home / name) for home in (ours, material))


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _json(data: bytes) -> bool:
    """Tell whether this is JSON and nothing more: as a program it then only names values."""
    try:
        msgspec.json.decode(data)
    except msgspec.DecodeError:
        return False
    return True
