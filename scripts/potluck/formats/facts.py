"""What shapes an edition besides its words: programs and font files, as the manifest tells them."""

import hashlib
import sys
from functools import cache
from pathlib import Path
from struct import error, unpack_from

from potluck import __version__
from potluck.formats.sfnt import table
from potluck.model import Font
from potluck.versions import known

# What converts the text of every edition and develops its pictures; then, what one format needs.
_ALL = ("markdown", "pymdown-extensions", "nh3", "lxml", "jinja2", "pillow")
_OWN = {
    "pdf": ("weasyprint", "pydyf", "fonttools", "tinycss2", "pyphen", "pikepdf"),
    "epub": (),
    "site": ("mkdocs", "mkdocs-material", "fonttools", "brotli"),
}

Tools = tuple[tuple[str, str], ...]
"""Names and versions."""


def tools(form: str, libraries: Tools = ()) -> Tools:
    """Return the programs that shaped an edition: Python, Potluck, packages, then `libraries`."""
    packages = ((name, known(name)) for name in (*_ALL, *_OWN[form]))
    there = tuple((name, number) for name, number in packages if number)
    python = ".".join(map(str, sys.version_info[:3]))
    return (("python", python), ("potluck", __version__), *there, *libraries)


@cache
def font(name: str, path: Path) -> Font:
    """Return the facts about a font file."""
    return Font(name, _revision(path), path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def _revision(path: Path) -> str:
    """Return the version that a font gives itself (ISO/IEC 14496-22, table `head`)."""
    try:
        number: int = unpack_from(">L", table(path, b"head"), 4)[0]
    except (error, StopIteration):
        return ""
    return f"{number / 65536:.3f}"
