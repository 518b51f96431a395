"""Change single values and keys of YAML in place: layout, comments and quotes stay as they were.

The text is never written anew from its values. It is cut at the marks of PyYAML, read again, and
taken only if it then says exactly what was wanted.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml

from potluck.source import yamldoc
from potluck.source.schema import SchemaName, words
from potluck.source.yamldoc import Path, Value, YamlProblem

_QUOTES = ("'", '"')


@dataclass(frozen=True)
class Rename:
    """Another name for a key."""

    path: Path
    key: str


@dataclass(frozen=True)
class Put:
    """Another text for a value; with `listed`, the value as it is, as the only one of a list."""

    path: Path
    text: str = ""
    listed: bool = False


Edit = Rename | Put
Cut = tuple[int, int, str]  # from, to, what comes there


def read(text: str, kind: SchemaName = "chapter") -> dict[str, Value] | None:
    """Return the values of a block of metadata as the book reads it, or None where it cannot."""
    try:
        value = yamldoc.load(text, fields=words(kind)).value
    except YamlProblem:
        return None
    return value if isinstance(value, dict) else {} if value is None else None


def same(one: Value, other: Value) -> bool:
    """Tell whether values are the same: true is not 1, and the order of keys counts."""
    return json.dumps(one) == json.dumps(other)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with all edits made, or as it was where one cannot be made as wanted."""
    meta = read(text)
    if not edits or meta is None:
        return text
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    cuts = [_cut(text, root, edit) for edit in edits]
    if None in cuts:
        return text
    new = _carry_out(text, [cut for cut in cuts if cut])
    now = read(new)
    return new if now is not None and same(now, _wanted(meta, edits)) else text


def _carry_out(text: str, cuts: list[Cut]) -> str:
    for start, end, new in sorted(cuts, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _cut(text: str, root: yaml.Node | None, edit: Edit) -> Cut | None:
    found = _find(root, edit.path) if root else None
    if found is None:
        return None
    key, value = found
    if isinstance(edit, Rename):
        return (*_span(key), edit.key) if key else None
    if not isinstance(value, yaml.ScalarNode) or value.style in {"|", ">"}:
        return None
    start, end = _span(value)
    old = text[start:end]
    if "\n" in old or not old:
        return None
    return start, end, _listed(old) if edit.listed else _quoted_like(old, edit.text)


def _find(root: yaml.Node, path: Path) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Find the node of a value, and that of its key."""
    key: yaml.Node | None = None
    node = root
    for step in path:
        entries = _entries(node)
        if step not in entries:
            return None
        key, node = entries[step]
    return key, node


def _entries(node: yaml.Node) -> dict[str | int, tuple[yaml.Node | None, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): (key, value) for key, value in reversed(node.value)}
    if isinstance(node, yaml.SequenceNode):
        return {index: (None, value) for index, value in enumerate(node.value)}
    return {}


def _span(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _quoted_like(old: str, new: str) -> str:
    quote = old[0] if old[0] in _QUOTES else ""
    return f"{quote}{new}{quote}"


def _listed(old: str) -> str:
    """Write a value as a list of one; inside brackets a plain text may need quotes.

    >>> _listed("Ann Author"), _listed('"Ann"'), _listed("it's [x]")
    ('[Ann Author]', '["Ann"]', "['it''s [x]']")
    """
    if old[0] in _QUOTES or not set(old) & set("[]{},"):
        return f"[{old}]"
    doubled = old.replace("'", "''")
    return f"['{doubled}']"


# --- the same edits on the values ---------------------------------------------------------------


def _wanted(meta: dict[str, Value], edits: Iterable[Edit]) -> Value:
    """Return what the metadata must say afterwards."""
    value: Value = meta
    for edit in sorted(edits, key=lambda edit: isinstance(edit, Rename)):
        value = _with(value, edit.path, edit)
    return value


def _with(value: Value, path: Path, edit: Edit) -> Value:
    if not path and isinstance(edit, Put):
        return [value] if edit.listed else edit.text
    step, *rest = path
    if isinstance(value, list):
        return [_with(one, tuple(rest), edit) if n == step else one for n, one in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if not rest and isinstance(edit, Rename):
        return {edit.key if key == step else key: one for key, one in value.items()}
    return {
        key: _with(one, tuple(rest), edit) if key == step else one for key, one in value.items()
    }
