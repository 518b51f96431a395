"""REUSE.toml -> Annotation: which files it speaks of, and what it says of them.

Source: REUSE Specification 3.3, "REUSE.toml" (https://reuse.software/spec-3.3/).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from potluck.model import Place
from potluck.source.notices import Notice, clean

NAME = "REUSE.toml"
MARK = "# Everything below this line is written by `potluck licenses --write`; do not change it."
MAX_BYTES = 64 * 1024  # what people write; what follows our mark is not read
MAX_WILD = 100  # patterns with a star in one file: each is compared with every file of the book
MAX_PATTERN = 1000  # characters
Precedence = Literal["closest", "aggregate", "override"]
PRECEDENCES: dict[str, Precedence] = {
    "closest": "closest",
    "aggregate": "aggregate",
    "override": "override",
}
_LICENSE, _COPYRIGHT = "SPDX-License-Identifier", "SPDX-FileCopyrightText"
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


class Unreadable(ValueError):  # noqa: N818 - a value on its way to a finding
    """A REUSE.toml that cannot be used: what is wrong, and where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


@dataclass(frozen=True)
class Annotation:
    """One table: what it says of the files whose paths match one of its patterns."""

    patterns: tuple[str, ...]
    precedence: Precedence
    notices: tuple[Notice, ...]

    def matches(self, path: str) -> bool:
        return any(matches(pattern, path) for pattern in self.patterns)


def written(text: str) -> str:
    """Return what people wrote: everything before the line that says the rest is ours."""
    return text.partition(MARK)[0]


def parse(text: str, path: str) -> tuple[Annotation, ...]:
    """Read the tables of one file. Raises Unreadable."""
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise Unreadable("it is nested too deep") from error
    except ValueError as error:
        where = _WHERE.search(str(error))
        line, column = (int(where[1]), int(where[2])) if where else (1, 1)
        raise Unreadable(_WHERE.sub("", str(error)).strip(), line, column) from error
    tables = data.get("annotations", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Unreadable("`annotations` must be written as tables, each below `[[annotations]]`")
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines, 1) if line.strip() == "[[annotations]]"]
    starts += [1] * (len(tables) - len(starts))
    found = tuple(
        _annotation(table, lines, start, path) for table, start in zip(tables, starts, strict=False)
    )
    if sum("*" in pattern for each in found for pattern in each.patterns) > MAX_WILD:
        raise Unreadable(f"it has more than {MAX_WILD} patterns with a star")
    return found


def _annotation(table: dict[str, Any], lines: list[str], start: int, path: str) -> Annotation:
    patterns = _texts(table, "path", start)
    precedence = PRECEDENCES.get(str(table.get("precedence", "closest")))
    if not patterns:
        raise Unreadable("this table does not say of which files it speaks (`path = …`)", start)
    if max(map(len, patterns)) > MAX_PATTERN:
        raise Unreadable(f"`path` is longer than {MAX_PATTERN} characters", start)
    if precedence is None:
        raise Unreadable("`precedence` is none of: closest, aggregate, override", start)
    weak = precedence == "closest"
    notices = [
        Notice("license", clean(value), _place(lines, start, _LICENSE, path), weak)
        for value in _texts(table, _LICENSE, start)
    ]
    notices += [
        Notice("copyright", clean(value), _place(lines, start, _COPYRIGHT, path), weak)
        for value in _texts(table, _COPYRIGHT, start)
    ]
    return Annotation(patterns, precedence, tuple(notice for notice in notices if notice.text))


def _texts(table: dict[str, Any], key: str, line: int) -> tuple[str, ...]:
    value = table.get(key, [])
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in values):
        raise Unreadable(f"`{key}` must be text in quotes, or a list of such texts", line)
    return tuple(values)


def _place(lines: list[str], start: int, key: str, path: str) -> Place:
    """Where a key of the table that begins on line `start` stands."""
    for number, line in enumerate(lines[start:], start + 1):
        if line.strip() == "[[annotations]]":
            break
        if line.strip().strip("\"'").startswith(key):
            return Place(path, number, len(line) - len(line.lstrip()) + 1)
    return Place(path, start)


# --- patterns -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Glob:
    """A pattern as sets of places in it, each a whole number whose bits are the places."""

    letters: Mapping[str, int]  # where each letter stands
    star: int  # where a star stands
    stars: int  # where two stars stand
    end: int


def matches(pattern: str, path: str) -> bool:
    r"""Tell whether a path matches: `*` is anything but a slash, `**` anything, `\*` a star.

    All ways to match are followed at once, so no pattern takes long. Like the reference tool, a
    slash after `**` may be absent.

    >>> matches("pictures/*.jpg", "pictures/a.jpg"), matches("pictures/*", "pictures/a/b.jpg")
    (True, False)
    >>> matches("**/a.md", "a.md"), matches(r"\*.md", "a.md")
    (True, False)
    """
    if "*" not in pattern and "\\" not in pattern:
        return pattern == path
    glob = _glob(pattern)
    any_star = glob.star | glob.stars
    alive = 1 | (1 & any_star) << 1
    for char in path:
        stay = alive & (glob.stars if char == "/" else any_star)
        alive = stay | (alive & glob.letters.get(char, 0)) << 1
        alive |= (alive & any_star) << 1
        if not alive:
            return False
    return bool(alive & glob.end)


_STEP = re.compile(r"(\*{2,})/?|(\*)|\\?(.)", re.DOTALL)


@lru_cache(maxsize=4 * MAX_WILD)
def _glob(pattern: str) -> _Glob:
    letters: dict[str, int] = {}
    star = stars = before = 0
    place = 1
    for wide, narrow, letter in _STEP.findall(pattern):
        if letter:
            letters[letter] = letters.get(letter, 0) | place
            place, before = place << 1, 0
            continue
        if not before:  # stars that meet stand in one place
            place, before = place << 1, place
        stars |= before if wide else 0
        star |= before if narrow else 0
    return _Glob(letters, star, stars, place)
