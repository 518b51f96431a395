"""What sets the type, told by versions: a shard set by other tools is another shard.

To know the versions of Pango and its kin they must be loaded, which takes half a second. So what
they were is kept beside the dates of the very files that were loaded then.
"""

import hashlib
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from potluck import __version__
from potluck.formats.pdf.press.store import Store
from potluck.formats.pdf.press.surroundings import weasyprint
from potluck.versions import version

PACKAGES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen",
            "pillow", "lxml", "msgspec")  # fmt: skip
_LIBRARIES = ("pango", "harfbuzz", "fontconfig", "freetype", "glib", "gobject", "fribidi", "libpng")
_ABSENT = (-1, -1)
_PANGO = re.compile(r"; pango (\d+);")
_FILE = re.compile(r"\b(lib\S+?\.so)\.(\S+)")


class Known(msgspec.Struct, frozen=True, array_like=True):
    """The tools as they were seen, and the files by which they are known again."""

    told: str
    files: tuple[tuple[str, int, int], ...]  # path, size, nanoseconds


def told(store: Store, look: Any = None) -> str:
    """Return the tools in one line, from the store if their files are as they were.

    `look` returns `Known` where nothing is kept; by default, this process loads the tools.
    """
    key = "tools-" + hashlib.blake2b(_seen_from_outside().encode(), digest_size=12).hexdigest()
    known = store.load(key, Known)
    if known and known.files and all(_unchanged(*file) for file in known.files):
        return known.told
    known = (look or examine)()
    store.put(key, msgspec.msgpack.encode(known))
    return known.told


def _unchanged(path: str, size: int, time: int) -> bool:
    return _stat(path) == (size, time) != _ABSENT


def examine() -> Known:
    """Load the tools and tell them."""
    weasyprint()
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415 - half a second

    libraries = _loaded()
    rest = sorted(Path(path).name for path in libraries)
    line = f"{_seen_from_outside()}; pango {pango.pango_version()}; {' '.join(rest)}"
    del ffi
    return Known(line, tuple((path, *_stat(path)) for path in libraries))


def libraries(line: str) -> tuple[tuple[str, str], ...]:
    """Return Pango and its kin, as they are told, with their versions.

    >>> libraries("pydyf 0.13.0; pango 15012; libpng16.so.16.39.0 libpango-1.0.so.0.5000.12")
    (('pango', '1.50.12'), ('libpng16.so', '16.39.0'), ('libpango-1.0.so', '0.5000.12'))
    """
    found = (divmod(int(number), 10000) for number in _PANGO.findall(line))
    pango = (("pango", f"{first}.{rest // 100}.{rest % 100}") for first, rest in found)
    return (*pango, *_FILE.findall(line))


@cache
def _seen_from_outside() -> str:
    """Tell what can be told without loading anything: versions of packages, and our own code."""
    parts = [f"potluck {__version__} {_own_code()}", f"python {sys.version}"]
    return "; ".join([*parts, *(f"{name} {version(name)}" for name in PACKAGES)])


def _own_code() -> str:
    files = sorted(Path(__file__).parent.glob("*.py"))
    told_of = b"\0".join(file.read_bytes() for file in files)
    return hashlib.blake2b(told_of, digest_size=8).hexdigest()


def _loaded() -> list[str]:
    """Return the files of the libraries that set type, as this process has loaded them.

    Those inside of Pillow set none; they come with its version, and are loaded when it needs them.
    """
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux: they are looked at each time
        return []
    paths = {line.partition("/")[1] + line.partition("/")[2] for line in maps if "/" in line}
    libraries = (path for path in paths if Path(path).parent.name != "pillow.libs")
    return sorted(path for path in libraries if any(name in Path(path).name for name in _LIBRARIES))


def _stat(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 - the fields of a Path's stat are the same, slower
    except OSError:
        return _ABSENT
    return found.st_size, found.st_mtime_ns
