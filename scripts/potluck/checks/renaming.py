"""Keys and values of metadata that have one right spelling here, which nobody need be asked about.

The rules say so in their hints, and `potluck fix` does it.
"""

import re
from dataclasses import dataclass
from functools import cache

from potluck.source.schema import UnknownKey, Violation, check, schema
from potluck.source.yamldoc import Value

LISTS = frozenset({"authors", "tags"})
_NAMES = re.compile(r"[,;/&+\n]|\s(?:and|with)\s", re.IGNORECASE)
_WORDS = re.compile(r"[\s,;/&+]")


@dataclass(frozen=True)
class Renaming:
    """The field that a key stands for; `listed`: its value becomes a list of one."""

    field: str
    listed: bool


def renamed(problem: UnknownKey, meta: dict[str, Value]) -> Renaming | None:
    """Return the field whose name a key can be given without asking anybody.

    Not where another key claims the field, the field would refuse the value, or one text may hold
    several names; nor the words that REUSE looks for.
    """
    field = problem.synonym_of
    around = _around(meta, problem.path)
    if field is None or problem.key not in around or problem.key.startswith("SPDX-"):
        return None
    if sum(_meanings().get(word, word) == field for word in around) > 1:
        return None
    value = around[problem.key]
    listed = field in LISTS and isinstance(value, str | int)
    if listed and not single(field, value):
        return None
    wanted: Value = {field: [value] if listed else value}
    for step in reversed(problem.path[:-1]):
        wanted = {str(step): wanted}
    refused = any(isinstance(found, Violation) for found in check("chapter", wanted))
    return None if refused else Renaming(field, listed)


def one_of_a_list(problem: Violation, meta: dict[str, Value]) -> bool:
    """Tell whether the value is only to be put in brackets: one author, or one tag."""
    key = problem.path[0] if len(problem.path) == 1 else None
    value = meta.get(str(key))
    if key not in LISTS or not isinstance(value, str | int):
        return False
    refused = any(isinstance(found, Violation) for found in check("chapter", {key: [value]}))
    return single(str(key), value) and not refused


def single(field: str, value: Value) -> bool:
    """Tell whether a text is surely one name or one word, not a row of them.

    >>> single("authors", "Ann Author"), single("authors", "Ann and Ben"), single("tags", "a b")
    (True, False, False)
    """
    several = _WORDS if field == "tags" else _NAMES
    return isinstance(value, str | int) and not several.search(str(value))


def _around(meta: dict[str, Value], path: tuple[str | int, ...]) -> dict[str, Value]:
    """Return the group of lines in which a key stands; nothing inside a list."""
    group: Value = meta
    for step in path[:-1]:
        group = group.get(str(step)) if isinstance(group, dict) else None
    return group if isinstance(group, dict) else {}


@cache
def _meanings() -> dict[str, str]:
    """Return every word that is understood in place of a field, wherever the field stands."""
    whole = schema("chapter")
    groups = (whole, *whole["$defs"].values())
    fields = (item for group in groups for item in group.get("properties", {}).items())
    return {word: name for name, spec in fields for word in spec.get("x-synonyms", ())}
