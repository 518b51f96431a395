"""What licence headers say: SPDX lines in comments and sidecars -> Notice, each with its place.

Understood: `SPDX-License-Identifier:`, `SPDX-FileCopyrightText:`, and lines that begin with
Copyright or ©, as in the REUSE Specification 3.3. Addresses of people are left out of what is read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from potluck.model import Place

Kind = Literal["license", "copyright"]

MAX_COMMENTS = 20  # before the text begins; real files have one or two
MAX_VALUE = 300  # characters of one notice, as for a line of metadata

_TAG = re.compile(r"(SPDX-License-Identifier|SPDX-FileCopyrightText):[ \t]*")
_OLD = re.compile(r"[ \t#;/*.<!-]{0,20}(?:Copyright\b|©)")
_COMMENT = re.compile(r"\s*#|.*\s#+\s*SPDX-")  # alone on its line, or a tag after a value
_ABOVE = re.compile(r"(?:\s|#[^\n]*\n)*")  # blank lines and headings
_CLOSING = re.compile(r"(?:-->|\*/|#+)$")
_ADDRESS = re.compile(r"[<(]?[^\s<>()@]{1,64}@[^\s<>()@]{1,200}[>)]?")
_YEARS = re.compile(r"\d{4}(?:[-–]\d{2,4})?,?")
_BEFORE = frozenset({"copyright", "©", "(c)", "by", "-", "–", ","})


@dataclass(frozen=True)
class Notice:
    """One statement about a file: a licence as written, or years and holder.

    `weak` is what REUSE.toml says with `precedence = "closest"`: it holds where the file, its
    sidecar and the metadata say nothing.
    """

    kind: Kind
    text: str
    place: Place
    weak: bool = False


@dataclass(frozen=True)
class Stated:
    """All that is said about one file, what stands nearest to it first."""

    licenses: tuple[Notice, ...] = ()
    copyrights: tuple[Notice, ...] = ()

    @property
    def holders(self) -> tuple[str, ...]:
        """Who holds the rights, without the years."""
        return tuple(dict.fromkeys(filter(None, (holder(n.text) for n in self.copyrights))))


NOTHING = Stated()


@dataclass(frozen=True)
class Headers:
    """What is said about licences outside the metadata, and whether the book uses REUSE at all."""

    by_path: Mapping[str, Stated] = field(default_factory=lambda: MappingProxyType({}))
    tables: tuple[Notice, ...] = ()  # every licence that a REUSE.toml names
    texts: tuple[str, ...] = ()  # the files in LICENSES/, sorted
    used: bool = False  # there is a LICENSES/ or a REUSE.toml
    alone: bool = False  # nothing but a book stands in the folder
    written: str = ""  # what people wrote into the REUSE.toml beside mkdocs.yml
    general: tuple[Notice, ...] = ()  # from tables that speak of chapters, too

    def of(self, path: str) -> Stated:
        """Return what is said about a file."""
        return self.by_path.get(path, NOTHING)

    def of_picture(self, path: str) -> Stated:
        """Return what is said about a picture, but for tables that speak of the whole book."""
        found = self.of(path)
        if not self.general:
            return found
        return Stated(*(tuple(notice for notice in notices if notice not in self.general)
                        for notices in (found.licenses, found.copyrights)))  # fmt: skip


def clean(text: str) -> str:
    """Take the end of a comment and e-mail addresses off a notice.

    >>> clean("2024 Ann Author <ann@example.org> -->")
    '2024 Ann Author'
    """
    text = _CLOSING.sub("", " ".join(text[:MAX_VALUE].split()).strip("\"' "))
    return " ".join(_ADDRESS.sub("", text).split())


def holder(text: str) -> str:
    """Return who a copyright notice names.

    >>> holder("Copyright (C) 2019-2024, 2026 by Ann Author")
    'Ann Author'
    """
    words = text.split()
    while words and (words[0].casefold() in _BEFORE or _YEARS.fullmatch(words[0])):
        words = words[1:]
    return " ".join(words)


def notices(text: str, path: str, first_line: int = 1) -> Iterator[Notice]:
    """Yield every notice in a text that holds nothing else, such as a comment or a sidecar."""
    for number, line in enumerate(text.split("\n"), first_line):
        line = line[: 2 * MAX_VALUE]  # noqa: PLW2901 - the rest of a longer line is no notice
        if match := _TAG.search(line):
            kind: Kind = "license" if match[1] == "SPDX-License-Identifier" else "copyright"
            start = match.start()
            value = clean(line[match.end() :])
        elif match := _OLD.match(line):
            kind, start = "copyright", len(line) - len(line.lstrip())
            value = clean(line[match.end() :].removeprefix(" "))
        else:
            continue
        if value:
            yield Notice(kind, value, Place(path, number, start + 1))


def in_front_matter(text: str, path: str) -> Iterator[Notice]:
    """Yield the notices in the comments of a chapter's metadata."""
    if "#" in text:
        lines = (line if _COMMENT.match(line) else "" for line in text.split("\n"))
        yield from notices("\n".join(lines), path, first_line=2)


def in_comments(body: str, path: str, first_line: int) -> Iterator[Notice]:
    """Yield the notices in the HTML comments above a text, or below its first headings."""
    at = 0
    for _ in range(MAX_COMMENTS):
        above = _ABOVE.match(body, at)
        at = above.end() if above else at
        end = body.find("-->", at)
        if not body.startswith("<!--", at) or end < 0:
            return
        line = first_line + body.count("\n", 0, at)
        yield from notices(body[at : end + 3], path, line)
        at = end + 3
