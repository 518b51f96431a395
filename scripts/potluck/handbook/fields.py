"""Every field of a chapter, of a contributor's file and of mkdocs.yml, from the JSON Schemas."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from potluck.handbook.words import code, table
from potluck.source.schema import SchemaName, schema

Spec = dict[str, Any]

_FILES: tuple[tuple[SchemaName, str, str], ...] = (
    ("chapter", "A chapter", "Between the two lines of `---` at the top of `content/….md`."),
    ("contributor", "A contributor", "In `contributors/your-id.yml`, one file for each person."),
    ("book", "The book", "In `mkdocs.yml`, below `plugins:` and `- potluck:`."),
)
_HEAD = ("Field", "What it says", "What may stand there", "If left out")
_DEFAULT = "Default: "
_PATTERNS = {
    "^https?://": "an address that begins with `https://`",
    "^[a-z0-9][a-z0-9-]": "small letters, digits and hyphens",
    "^[a-z]{2,3}": "a language code, such as `en` or `pt-BR`",
    "^\\d{4}-\\d{2}-\\d{2}$": "a day, such as `2027-01-31`",
    "^\\d{4}-\\d{4}-": "four groups of four, such as `0000-0002-1825-0097`",
}
_TYPES = {
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "object": "a group of fields",
    "array": "a list",
    "null": "nothing",
}


@dataclass(frozen=True)
class Group:
    """Fields that stand together: `path` is where, "" at the top of the file."""

    path: str
    about: str
    fields: Spec
    required: frozenset[str]


def tables() -> str:
    """Write all fields as tables, each group below its own heading."""
    return "\n\n".join(_file(*file) for file in _FILES)


def _file(name: SchemaName, title: str, where: str) -> str:
    parts = [f"## {title} {{#{name}}}", where]
    for group in groups(name):
        if group.path:
            anchor = f"{name}-{group.path.replace('.', '-').replace('_', '-')}"
            parts += [f"### In {code(f'{group.path}:')} {{#{anchor}}}", group.about]
        parts.append(table(_HEAD, [_row(*field, name, group) for field in group.fields.items()]))
    return "\n\n".join(filter(None, parts))


def groups(name: SchemaName) -> Iterator[Group]:
    """Yield the fields of a schema: those at the top, then each group inside."""
    whole = schema(name)
    yield Group("", "", whole["properties"], _required(whole))
    yield from _inside(whole["properties"], whole, "")


def _inside(fields: Spec, whole: Spec, path: str) -> Iterator[Group]:
    for name, spec in fields.items():
        here = f"{path}.{name}" if path else name
        for part in _objects(spec, whole):
            about = spec.get("description") or part.get("description", "")
            yield Group(here, meaning(about)[0], part["properties"], _required(part))
            yield from _inside(part["properties"], whole, here)


def _required(part: Spec) -> frozenset[str]:
    return frozenset(part.get("required", ()))


def _objects(spec: Spec, whole: Spec) -> Iterator[Spec]:
    """Yield the groups of fields that a value may be, or that may stand in its list."""
    found = resolve(spec, whole)
    if "properties" in found:
        yield found
    for inner in (*found.get("anyOf", ()), *([found["items"]] if "items" in found else ())):
        yield from _objects(inner, whole)


def resolve(spec: Spec, whole: Spec) -> Spec:
    """Return what a schema says of a value, with what it refers to; its own words count first."""
    if "$ref" not in spec:
        return spec
    target = whole["$defs"][spec["$ref"].rpartition("/")[2]]
    return resolve(target, whole) | {key: spec[key] for key in spec if key != "$ref"}


# --- one field ----------------------------------------------------------------------------------


def _row(name: str, spec: Spec, file: SchemaName, group: Group) -> tuple[str, ...]:
    whole = schema(file)
    found = resolve(spec, whole)
    said, default = meaning(found.get("description", ""))
    if name in group.required:
        default = "not possible"
    also = ", ".join(map(code, found.get("x-synonyms", ())))
    called = f"{code(name)} (also {also})" if also else code(name)
    return (called, said, values(found, whole), default or "nothing")


def meaning(description: str) -> tuple[str, str]:
    """Part what a field says from its default.

    >>> meaning("One sentence. Default: the first paragraph.")
    ('One sentence.', 'the first paragraph')
    """
    said, _, default = description.partition(_DEFAULT)
    return said.strip(), default.strip().removesuffix(".")


def values(spec: Spec, whole: Spec) -> str:
    """Say in words what may stand in a field."""
    found = resolve(spec, whole)
    if "enum" in found:
        return ", ".join(map(code, found["enum"]))
    if "const" in found:
        return code(found["const"])
    if "anyOf" in found:
        return " or ".join(dict.fromkeys(values(part, whole) for part in found["anyOf"]))
    if "items" in found:
        inner = values(found["items"], whole)
        return (
            "several of these" if "enum" in resolve(found["items"], whole) else f"a list: {inner}"
        )
    return _plain(found)


def _plain(spec: Spec) -> str:
    pattern = str(spec.get("pattern", ""))
    known = next((words for start, words in _PATTERNS.items() if pattern.startswith(start)), None)
    if known:
        return known
    given = spec.get("type", "object")
    names = cast("list[str]", [given] if isinstance(given, str) else given)
    if "string" in names:
        return "one line of text" if "\\n" in pattern else "text"
    return " or ".join(_TYPES[name] for name in names)
