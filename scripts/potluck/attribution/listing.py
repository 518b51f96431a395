"""The roll of a book as text, JSON or CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence

from potluck.attribution.roll import Leaf, Line
from potluck.source.fields import SourceRef

COLUMNS = ("chapter", "title", "contributor", "name", "roles", "declared", "extent")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet begins to calculate


def text(leaves: Sequence[Leaf]) -> str:
    """Return the roll for a terminal."""
    return "\n\n".join("\n".join(_text(leaf)) for leaf in leaves)


def _text(leaf: Leaf) -> Iterator[str]:
    yield f"{leaf.title} ({leaf.path})"
    for line in leaf.lines:
        yield f"  {line.who.name}: {_what(line)}"
    for source in leaf.sources:
        yield f"  Source, {source.relation}: {named(source)}"
    if not leaf.lines and not leaf.sources:
        yield "  nobody yet: it has no commit, and its metadata names no authors"


def _what(line: Line) -> str:
    told = ", ".join(filter(None, (line.label, line.extent)))
    return told if line.declared else f"{told} (seen in the history)"


def named(source: SourceRef) -> str:
    """Name a source."""
    return f"“{source.title}”" + (f" by {source.author}" if source.author else "")


def as_json(leaves: Sequence[Leaf]) -> str:
    """Return the roll as a JSON list of chapters."""
    return json.dumps([_object(leaf) for leaf in leaves], ensure_ascii=False, indent=2)


def _object(leaf: Leaf) -> dict[str, object]:
    return {
        "chapter": leaf.path,
        "title": leaf.title,
        "credits": [
            {
                "contributor": line.who.id,
                "name": line.who.name,
                "roles": [role.label for role in line.roles],
                "declared": line.declared,
                "extent": line.extent,
            }
            for line in leaf.lines
        ],
        "sources": [
            {
                "title": source.title,
                "author": source.author,
                "url": source.url,
                "license": source.license,
                "relation": source.relation,
            }
            for source in leaf.sources
        ],
    }


def as_csv(leaves: Sequence[Leaf]) -> str:
    """Return one row for each person in each chapter (RFC 4180, safe to open in a spreadsheet)."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for leaf in leaves:
        for line in leaf.lines:
            roles = "; ".join(role.label for role in line.roles)
            declared = "yes" if line.declared else "no"
            row = (leaf.path, leaf.title, line.who.id, line.who.name, roles, declared, line.extent)
            rows.writerow(map(_cell, row))
    return out.getvalue().rstrip("\r\n")


def _cell(value: str) -> str:
    """Keep a spreadsheet from taking a name for a formula (OWASP, CSV Injection)."""
    return f"'{value}" if value.startswith(FORMULAS) else value


FORMATS: dict[str, Callable[[Sequence[Leaf]], str]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
}
