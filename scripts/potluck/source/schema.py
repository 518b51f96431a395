"""JSON Schema is the one home of the metadata fields: load, validate, look up words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Literal

from potluck.source.yamldoc import Path, Value

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

SCHEMAS = FilePath(__file__).parent / "schemas"

SchemaName = Literal["chapter", "contributor", "book"]


@dataclass(frozen=True)
class Violation:
    """A value that the schema does not allow: where, and what is allowed there."""

    path: Path
    message: str
    hint: str


@dataclass(frozen=True)
class UnknownKey:
    """A key that no field has; `synonym_of` names the field it is understood as, if any."""

    path: Path
    key: str
    known: tuple[str, ...]
    synonym_of: str | None


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """Return one schema as plain data."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return loaded


@cache
def _validator(name: SchemaName) -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - a check may need none of it

    return Draft202012Validator(schema(name))


@cache
def synonyms(name: SchemaName) -> dict[str, str]:
    """Return the words that are understood in place of a top-level field.

    >>> synonyms("chapter")["author"]
    'authors'
    """
    properties = schema(name)["properties"]
    return {word: key for key, spec in properties.items() for word in spec.get("x-synonyms", ())}


@cache
def words(name: SchemaName) -> frozenset[str]:
    """Return every top-level field and the words understood in its place."""
    return frozenset({*schema(name)["properties"], *synonyms(name)})


def check(name: SchemaName, value: Value) -> Iterator[Violation | UnknownKey]:
    """Yield what the schema does not allow in a value."""
    validator = _validator(name)
    if not validator.is_valid(value):
        for error in validator.iter_errors(value):
            yield from _explain(Fault.of(error, schema(name)))


@dataclass(frozen=True)
class Fault:
    """One value that a schema refuses: where it stands, by which keyword, and what was wanted."""

    path: Path
    keyword: str
    wanted: Any
    given: Any
    part: dict[str, Any]  # of the schema: the keyword and what stands beside it

    @classmethod
    def of(cls, error: "ValidationError", root: dict[str, Any]) -> "Fault":
        """Read what jsonschema-rs says."""
        *steps, keyword = error.schema_path
        part: Any = root
        for step in steps:
            part = part[step]
        path = tuple(error.instance_path)
        return cls(path, str(keyword), part[keyword], error.instance, part)


def _explain(fault: Fault) -> Iterator[Violation | UnknownKey]:
    if fault.keyword == "additionalProperties":
        yield from _unknown_keys(fault)
        return
    message, hint = _MESSAGES.get(fault.keyword, _fallback)(fault)
    yield Violation(fault.path, f"{_label(fault.path)} {message}", hint)


def _unknown_keys(fault: Fault) -> Iterator[UnknownKey]:
    properties: dict[str, Any] = fault.part.get("properties", {})
    local = {word: key for key, spec in properties.items() for word in spec.get("x-synonyms", ())}
    for key in fault.given:
        if key not in properties:
            yield UnknownKey((*fault.path, key), key, tuple(properties), local.get(key))


def _label(path: Path) -> str:
    """Name a value for people.

    >>> _label(("sources", 0, "url"))
    '`sources[1].url`'
    """
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return f"`{text}`" if text else "The front matter"


_TYPES = {
    "array": "a list",
    "object": "a group of `key: value` lines",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "empty",
}


def _type(fault: Fault) -> tuple[str, str]:
    wanted = fault.wanted
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(_TYPES[name] for name in names)
    last = next((step for step in reversed(fault.path) if isinstance(step, str)), "key")
    if fault.path and isinstance(fault.path[-1], int):
        return f"must be {words}", f"write each of `{last}` as {words}"
    if names == ["array"]:
        item = _inline(fault.given, _first_key(fault))
        return f"must be {words}", f"write `{last}: [{_apart(item) if last in _PEOPLE else item}]`"
    return f"must be {words}", f"write `{last}:` followed by {words}"


_PEOPLE = frozenset({"authors", "reviewers"})
_AND = re.compile(r"(?:,|;)?\s+(?:and|&)\s+")


def _apart(names: str) -> str:
    """Part people who are named in one breath; a comma alone may be part of one name.

    >>> _apart("Ann Author, Bob Baker and Cy Cook"), _apart("Cook, Cy")
    ('Ann Author, Bob Baker, Cy Cook', 'Cook, Cy')
    """
    return ", ".join(_AND.split(names))


def _inline(value: object, key: str) -> str:
    """Write a value as an item of a list; `key` is what a group of the list begins with.

    >>> _inline("soup", ""), _inline("bowl.jpg", "file"), _inline({"file": "bowl.jpg"}, "file")
    ('soup', '{file: bowl.jpg}', '{file: bowl.jpg}')
    """
    if not key:
        return ", ".join(map(str, value)) if isinstance(value, dict) else str(value)
    pairs = value if isinstance(value, dict) else {key: value}
    return f"{{{', '.join(f'{name}: {text}' for name, text in pairs.items())}}}"


def _first_key(fault: Fault) -> str:
    """Return the key that every group of a list needs; empty where the items are plain."""
    name = str(fault.part.get("items", {}).get("$ref", "")).removeprefix("#/$defs/")
    definitions: dict[str, Any] = {
        key: value
        for each in ("chapter", "contributor", "book")
        for key, value in schema(each).get("$defs", {}).items()
    }
    return str(next(iter(definitions.get(name, {}).get("required", ())), ""))


def _enum(fault: Fault) -> tuple[str, str]:
    return f"is `{fault.given}`", f"use one of: {', '.join(fault.wanted)}"


def _required(fault: Fault) -> tuple[str, str]:
    missing = [key for key in fault.wanted if key not in fault.given]
    return f"has no `{missing[0]}`", f"add `{missing[0]}: …`"


def _pattern(fault: Fault) -> tuple[str, str]:
    what = str(fault.part.get("description", "")).strip()
    return f"cannot be read: `{str(fault.given)[:60]}`", _PATTERN_HINTS.get(
        str(fault.wanted), what or f"it must match {fault.wanted}"
    )


_PATTERN_HINTS = {
    "^[^\\n\\r]*$": "write it on one line",
    '^https?://[^\\s<>"]+$': "write a full address that begins with https://",
    "^[a-z0-9][a-z0-9-]{0,79}$": "use small letters a–z, digits and hyphens",
    "^[a-z0-9][a-z0-9-]{0,60}$": "use small letters a–z, digits and hyphens",
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "write a language code such as en or pt-BR",
    "^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$": "write it as 0000-0002-1825-0097",
}


def _too_long(fault: Fault) -> tuple[str, str]:
    return f"is longer than {fault.wanted}", "make it shorter"


def _empty(fault: Fault) -> tuple[str, str]:  # noqa: ARG001 - one of a table
    return "is empty", "write something, or leave the line out"


def _too_much(fault: Fault) -> tuple[str, str]:
    return f"is {fault.given}, more than {fault.wanted}", "correct it"


def _too_little(fault: Fault) -> tuple[str, str]:
    return f"is {fault.given}, less than {fault.wanted}", "correct it"


def _any_of(fault: Fault) -> tuple[str, str]:
    return f"cannot be read: `{str(fault.given)[:60]}`", "write an id, or `{id: …, role: …}`"


def _fallback(fault: Fault) -> tuple[str, str]:
    return f"does not fit ({fault.keyword})", "see the table of fields in CONTRIBUTING.md"


_MESSAGES = {
    "type": _type,
    "enum": _enum,
    "required": _required,
    "pattern": _pattern,
    "maxLength": _too_long,
    "maxItems": _too_long,
    "minLength": _empty,
    "maximum": _too_much,
    "minimum": _too_little,
    "anyOf": _any_of,
}
