"""Claims -> REUSE.toml, below what people wrote into it."""

import json
import tomllib
from collections.abc import Iterable

from potluck.reuse.claims import Claim
from potluck.source.reusetoml import MARK, Precedence

LICENSES = "LICENSES"
_HEAD = (
    MARK,
    "# For every file of the book: whose it is, and under which licence, as the book's metadata",
    "# and its history say. The last table that names a file counts: https://reuse.software",
)
Group = tuple[Precedence, str, tuple[str, ...]]


def table(claims: Iterable[Claim], hand: str) -> str:
    """Return the whole file; only what people wrote, where tables cannot be added to that."""
    groups: dict[Group, list[str]] = {}
    for claim in claims:
        key = (claim.precedence, claim.license.id, claim.holders)
        groups.setdefault(key, []).append(claim.path)
    before = f"{hand.rstrip()}\n\n" if hand.strip() else ""
    version = () if before else ("version = 1",)
    tables = (_table(group, paths) for group, paths in groups.items())
    text = before + "\n\n".join(("\n".join((*_HEAD, *version)), *tables)) + "\n"
    try:
        tomllib.loads(text)
    except ValueError:
        return hand
    return text


def _table(group: Group, paths: list[str]) -> str:
    precedence, license_, holders = group
    return "\n".join(
        (
            "[[annotations]]",
            f"path = {_list([_pattern(path) for path in paths])}",
            f"precedence = {_quote(precedence)}",
            f"SPDX-FileCopyrightText = {_list(holders)}",
            f"SPDX-License-Identifier = {_quote(license_)}",
        )
    )


def _pattern(path: str) -> str:
    r"""Write a path so that it names one file; a letter that is no text becomes a star.

    >>> _pattern("content/5*.md")
    'content/5\\*.md'
    """
    if path == "**":
        return path
    escaped = path.replace("\\", "\\\\").replace("*", "\\*")
    return "".join("*" if "\ud800" <= char <= "\udfff" else char for char in escaped)


def _list(texts: Iterable[str]) -> str:
    quoted = [_quote(text) for text in texts]
    if len(quoted) == 1:
        return quoted[0]
    return "\n".join(("[", *(f"    {text}," for text in quoted), "]"))


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
