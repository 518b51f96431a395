"""What is inside Material's own files: the JavaScript that a built site ships, library by library.

Material's wheel holds its scripts in one piece, each with a map that names its sources. The names
and hashes here are read from these files; versions where a source says its own. The licences are
those of the libraries' packages on npm.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from potluck.errors import ToolError

_FOLDER = "assets/javascripts"
_LIBRARY = re.compile(r"(?:^|/)node_modules/((?:@[^/]+/)?[^/]+)/")
_VERSION = r"[\s\S]{0,200}?(?<![\d.])(\d+\.\d+\.\d+)"

LICENCES = {
    "clipboard": "MIT",
    "escape-html": "MIT",
    "focus-visible": "W3C",
    "lunr": "MIT",
    "rxjs": "Apache-2.0",
    "tslib": "0BSD",
}
_SAYS = {"clipboard": "clipboard.js v", "lunr": "lunr - http"}


@dataclass(frozen=True)
class Library:
    """A package from npm inside a script. `version` is empty where no source says it."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Script:
    """A script as a site has it: its address, and the SHA-256 of its bytes."""

    name: str
    sha256: str
    libraries: tuple[Library, ...]


def scripts(templates: Path) -> Iterator[Script]:
    """Yield the scripts below Material's `templates/` which have a map, in order."""
    for chart in sorted((templates / _FOLDER).rglob("*.js.map")):
        script = chart.with_suffix("")
        digest = hashlib.sha256(script.read_bytes()).hexdigest()
        name = script.relative_to(templates).as_posix()
        yield Script(name, digest, tuple(_libraries(json.loads(chart.read_text("utf-8")))))


def _libraries(chart: dict[str, list[str]]) -> Iterator[Library]:
    texts: dict[str, list[str]] = {}
    for source, text in zip(chart["sources"], chart["sourcesContent"], strict=True):
        if found := _LIBRARY.search(source):
            texts.setdefault(found[1], []).append(text)
    for name, parts in sorted(texts.items()):
        if name not in LICENCES:
            raise ToolError(
                f"Material's scripts hold {name}, of which no licence is known here.",
                "look it up on npm, and add it to scripts/potluck/supply/bundled.py",
            )
        yield Library(name, _version(name, "\n".join(parts)), LICENCES[name])


def _version(name: str, text: str) -> str:
    says = _SAYS.get(name)
    found = re.search(re.escape(says) + _VERSION, text) if says else None
    return found[1] if found else ""
