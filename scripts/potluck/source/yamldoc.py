"""Read YAML that strangers wrote: bounded, plain values only, each with its line and column.

What is refused, and why, is in the handbook's threat model: aliases and merge keys (bombs of a few
hundred bytes), tags (constructors), duplicate keys (the last silently wins), deep nesting
(recursion). Scalars are text, whole numbers, true/false or null; dates, octal and base-60 numbers
stay text as they were typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from potluck.naming import unfit

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20
MAX_TRUSTED_DEPTH = 100  # of mkdocs.yml: no book has parts within parts so deep
MAX_TRUSTED_VALUES = 200_000  # of mkdocs.yml, when its aliases are followed
CORE = "tag:yaml.org,2002:"
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_CONSTANTS: dict[str, Value] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}


class YamlProblem(Exception):  # noqa: N818 - a value on its way to a finding
    """YAML that we do not read: what is wrong, where (counted from 1), and what to type."""

    def __init__(self, message: str, line: int, column: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.hint = message, line, column, hint


@dataclass(frozen=True)
class Document:
    """Plain values and where each stands: `marks[path]` is (line, column), counted from 1.

    `tags` are those that stood in a trusted document, by the path of what they were to make.
    """

    value: Value
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    tags: dict[Path, str] = field(default_factory=dict, repr=False)

    def mark(self, path: Path) -> tuple[int, int]:
        """Where the value at this path, or the nearest thing around it, begins."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))


def load(
    text: str,
    *,
    first_line: int = 1,
    trusted: bool = False,
    fields: frozenset[str] | None = None,
) -> Document:
    """Read one document that begins at `first_line` of its file.

    `trusted` (for mkdocs.yml, which only maintainers write) carries tags as plain values instead of
    refusing them, and is bounded in depth and number alone. Where `fields` are given, a top-level
    key that is none of them may stand twice: nothing reads it. Raises YamlProblem.
    """
    if not trusted and len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlProblem(f"more than {MAX_BYTES // 1024} kB of metadata", first_line)
    reader = _Reader(first_line, fields, trusted=trusted)
    try:
        if trusted:
            _refuse_depth(text, reader)
        elif not _surely_plain(text):
            _refuse_events(text, reader)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _syntax_problem(error, text, first_line) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise YamlProblem(f"not valid YAML ({error})", first_line) from error
    value = reader.build(node, ()) if node is not None else None
    return Document(value, reader.marks, reader.tags)


def _surely_plain(text: str) -> bool:
    """Tell of most texts, quickly, that nothing in them can be refused.

    Aliases and tags need their signs, and each level of nesting a bracket, a dash or a blank.
    """
    if any(sign in text for sign in "&*!"):
        return False
    indent = max(len(line) - len(line.lstrip(" \t")) for line in text.split("\n"))
    return sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t"))) + indent < MAX_DEPTH


def _refuse_events(text: str, reader: "_Reader") -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise reader.problem(
                event,
                "aliases (& and *) are not read here",
                "put text that begins with & or * in quotes",
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise reader.problem(
                event,
                f"the tag {tag} is not read here",
                "put text that begins with ! in quotes",
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise reader.problem(event, f"nested more than {MAX_DEPTH} deep", "")


def _refuse_depth(text: str, reader: "_Reader") -> None:
    """Refuse what would overflow the stack when it is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_TRUSTED_DEPTH:
            raise reader.problem(event, f"nested more than {MAX_TRUSTED_DEPTH} deep", "")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    line = min(line, len(lines) - 1)
    hint = _quote_hint(lines, line)
    message = f"not valid YAML: {error.problem or error.context}"
    return YamlProblem(message, first_line + line, column + 1, hint)


_UNQUOTED = re.compile(r"^(\s*(?:- )?)([\w-]+):\s+([^\"'\[{|>&*!].*)$")


def _quote_hint(lines: list[str], line: int) -> str:
    """Offer the line with its value in quotes where a colon or hash inside it broke the syntax."""
    for number in (line, line - 1):
        match = _UNQUOTED.match(lines[number]) if 0 <= number < len(lines) else None
        if match and re.search(r":\s|\s#|:$|[\[\]{}@`%]", match[3]):
            escaped = match[3].replace("\\", "\\\\").replace('"', '\\"')
            return f'put the value in quotes: {match[1].lstrip()}{match[2]}: "{escaped}"'
    return "put values that contain : or # in double quotes"


class _Reader:
    """Builds plain values from PyYAML's nodes and remembers where they stood."""

    def __init__(
        self, first_line: int, fields: frozenset[str] | None, *, trusted: bool = False
    ) -> None:
        self.first_line = first_line
        self.trusted = trusted
        self.fields = fields
        self.marks: dict[Path, tuple[int, int]] = {}
        self.tags: dict[Path, str] = {}
        self.values = 0

    def problem(self, thing: yaml.Event | yaml.Node, message: str, hint: str) -> YamlProblem:
        mark: Any = thing.start_mark
        return YamlProblem(message, self.first_line + mark.line, mark.column + 1, hint)

    def build(self, node: yaml.Node, path: Path) -> Value:
        self.marks[path] = (self.first_line + node.start_mark.line, node.start_mark.column + 1)
        if self.trusted:
            self._count(node, path)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _count(self, node: yaml.Node, path: Path) -> None:
        """Note a tag; refuse what aliases let grow, and what holds itself."""
        self.values += 1
        if self.values > MAX_TRUSTED_VALUES or len(path) > MAX_TRUSTED_DEPTH:
            raise self.problem(node, "aliases make this endless", "write it out")
        if not node.tag.startswith(CORE) or node.tag.startswith(f"{CORE}python/"):
            self.tags[path] = node.tag.removeprefix(CORE)

    def _pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Value]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if self.trusted:
                self._count(key_node, (*path, key))
            if key in seen and not path and self.fields is not None and key not in self.fields:
                continue
            if key in seen:
                raise self.problem(key_node, f"`{key}` stands twice", "keep one of them")
            seen.add(key)
            value = self.build(value_node, (*path, key))
            self.marks[(*path, key)] = (
                self.first_line + key_node.start_mark.line,
                key_node.start_mark.column + 1,
            )
            yield key, value

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or (node.value == "<<" and not node.style):
            raise self.problem(node, "a key must be a plain word", "")
        return str(node.value)

    def _scalar(self, node: yaml.ScalarNode) -> Value:
        text = str(node.value)
        if node.style == '"' and (sign := unfit(text)):  # `\x07` is how it would get past us
            message = f"U+{ord(sign):04X} stands for nothing that can be seen"
            raise self.problem(node, message, "take out what begins with \\ in this value")
        if node.style in {"'", '"', "|", ">"}:
            return text
        if text.lower() in _CONSTANTS:
            return _CONSTANTS[text.lower()]
        return int(text) if _INT.fullmatch(text) else text
