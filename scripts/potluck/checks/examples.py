"""The examples in a rule's docs: small books as trees of files, which are the rule's tests.

A line `-- content/soup.md --` begins a file. `(saved as Latin-1)` or `(base64)` after the path says
how its bytes are made; `-- content/a.md -> /etc/hostname --` is a symbolic link. A line
`== Contributor A: the message ==` says that the files above it were committed, by whom.
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
_COMMIT = re.compile(r"^== (.+?): (.*) ==\n", re.MULTILINE)
DEFAULT_CONFIG = b"site_name: Soups\nplugins: [potluck]\n"


@dataclass(frozen=True)
class Step:
    """One commit of a book's history: who made it, its message, and the files it wrote."""

    author: str
    message: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Example:
    """One small book. `links` are symbolic links by their target."""

    kind: Literal["Bad", "Good"]
    files: dict[str, bytes]
    links: dict[str, str]
    steps: tuple[Step, ...] = ()


def examples(docs: str) -> Iterator[Example]:
    """Read the examples of a rule."""
    for match in _SECTION.finditer(docs + "\n"):
        yield _example("Bad" if match[1] == "Bad" else "Good", textwrap.dedent(match[2]))


def _example(kind: Literal["Bad", "Good"], text: str) -> Example:
    *committed, last = _COMMIT.split("-- mkdocs.yml --\n" + DEFAULT_CONFIG.decode() + text)
    steps = tuple(
        Step(author, message, _files(tree))
        for tree, author, message in zip(*(committed[start::3] for start in range(3)), strict=True)
    )
    files = {path: data for step in steps for path, data in step.files.items()}
    links = {path: link for path, link, _, _ in _entries(text) if link}
    return Example(kind, files | _files(last), links, steps)


def _files(tree: str) -> dict[str, bytes]:
    return {
        path: _bytes(body.lstrip("\n").rstrip() + "\n", form)
        for path, link, form, body in _entries(tree)
        if not link
    }


def _entries(tree: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield path, target of the link, form, and text of each file."""
    _, *rest = _FILE.split(tree)
    yield from zip(*(rest[start::4] for start in range(4)), strict=True)


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
