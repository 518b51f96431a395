"""JSON Schema is the one home of the metadata fields: load, validate, look up words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from potluck.source.yamldoc import Path, Value

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
    text = (files("potluck.source") / "schemas" / f"{name}.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _validator(name: SchemaName) -> Draft202012Validator:
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
    """Yield what the schema does not allow in a value, in the order of the document."""
    for error in _validator(name).iter_errors(value):
        yield from _explain(error)


def _explain(error: ValidationError) -> Iterator[Violation | UnknownKey]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, path)
        return
    explain = _MESSAGES.get(str(error.validator), _fallback)
    message, hint = explain(error)
    yield Violation(path, f"{_label(path)} {message}", hint)


def _unknown_keys(error: ValidationError, path: Path) -> Iterator[UnknownKey]:
    properties: dict[str, Any] = _part(error).get("properties", {})
    local = {word: key for key, spec in properties.items() for word in spec.get("x-synonyms", ())}
    for key in _given(error):
        if key not in properties:
            yield UnknownKey((*path, key), key, tuple(properties), local.get(key))


def _part(error: ValidationError) -> dict[str, Any]:
    """Return the part of the schema that was not met."""
    return error.schema if isinstance(error.schema, dict) else {}


def _wanted(error: ValidationError) -> Any:
    return error.validator_value


def _given(error: ValidationError) -> Any:
    return error.instance


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


def _type(error: ValidationError) -> tuple[str, str]:
    wanted = _wanted(error)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(_TYPES[name] for name in names)
    last = next((step for step in reversed(error.absolute_path) if isinstance(step, str)), "key")
    if error.absolute_path and isinstance(error.absolute_path[-1], int):
        return f"must be {words}", f"write each of `{last}` as {words}"
    if names == ["array"]:
        return f"must be {words}", f"write `{last}: [{_inline(error.instance)}]`"
    return f"must be {words}", f"write `{last}:` followed by {words}"


def _inline(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, dict) else str(value)


def _enum(error: ValidationError) -> tuple[str, str]:
    return f"is `{error.instance}`", f"use one of: {', '.join(_wanted(error))}"


def _required(error: ValidationError) -> tuple[str, str]:
    missing = [key for key in _wanted(error) if key not in _given(error)]
    return f"has no `{missing[0]}`", f"add `{missing[0]}: …`"


def _pattern(error: ValidationError) -> tuple[str, str]:
    what = str(_part(error).get("description", "")).strip()
    return f"cannot be read: `{str(error.instance)[:60]}`", _PATTERN_HINTS.get(
        str(_wanted(error)), what or f"it must match {_wanted(error)}"
    )


_PATTERN_HINTS = {
    "^[^\\n\\r]*$": "write it on one line",
    '^https?://[^\\s<>"]+$': "write a full address that begins with https://",
    "^[a-z0-9][a-z0-9-]{0,79}$": "use small letters a–z, digits and hyphens",
    "^[a-z0-9][a-z0-9-]{0,60}$": "use small letters a–z, digits and hyphens",
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "write a language code such as en or pt-BR",
    "^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$": "write it as 0000-0002-1825-0097",
}


def _too_long(error: ValidationError) -> tuple[str, str]:
    return f"is longer than {error.validator_value}", "make it shorter"


def _empty(error: ValidationError) -> tuple[str, str]:  # noqa: ARG001 - one of a table
    return "is empty", "write something, or leave the line out"


def _too_much(error: ValidationError) -> tuple[str, str]:
    return f"is {error.instance}, more than {error.validator_value}", "correct it"


def _too_little(error: ValidationError) -> tuple[str, str]:
    return f"is {error.instance}, less than {error.validator_value}", "correct it"


def _any_of(error: ValidationError) -> tuple[str, str]:
    return f"cannot be read: `{str(error.instance)[:60]}`", "write an id, or `{id: …, role: …}`"


def _fallback(error: ValidationError) -> tuple[str, str]:
    return error.message[:200], "see the table of fields in CONTRIBUTING.md"


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
