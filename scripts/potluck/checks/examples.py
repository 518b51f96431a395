"""The examples in a rule's docs: small books as trees of files, which are the rule's tests.

A line `-- content/soup.md --` begins a file. `(saved as Latin-1)` or `(base64)` after the path says
how its bytes are made; `-- content/a.md -> /etc/hostname --` is a symbolic link.
"""

import base64
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_SECTION = re.compile(r"^(Bad|Good):\n\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)
_FILE = re.compile(
    r"^-- (\S.*?)(?: -> (\S+))?(?: \((base64|saved as Latin-1)\))? --$", re.MULTILINE
)
DEFAULT_CONFIG = b"site_name: Soups\nplugins: [potluck]\n"


@dataclass(frozen=True)
class Example:
    """One small book. `links` are symbolic links by their target."""

    kind: Literal["Bad", "Good"]
    files: dict[str, bytes]
    links: dict[str, str]


def examples(docs: str) -> Iterator[Example]:
    """Read the examples of a rule."""
    for match in _SECTION.finditer(docs + "\n"):
        yield _example("Bad" if match[1] == "Bad" else "Good", textwrap.dedent(match[2]))


def _example(kind: Literal["Bad", "Good"], text: str) -> Example:
    files: dict[str, bytes] = {"mkdocs.yml": DEFAULT_CONFIG}
    links: dict[str, str] = {}
    _, *rest = _FILE.split(text)
    for path, link, form, body in zip(*(rest[start::4] for start in range(4)), strict=True):
        if link:
            links[path] = link
        else:
            files[path] = _bytes(body.lstrip("\n").rstrip() + "\n", form)
    return Example(kind, files, links)


def _bytes(text: str, form: str | None) -> bytes:
    if form == "base64":
        return base64.b64decode(text)
    return text.encode("latin-1" if form else "utf-8")


def write(example: Example, root: Path) -> None:
    """Write the book into an empty folder."""
    for path, data in example.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    for path, target in example.links.items():
        (root / path).symlink_to(target)
