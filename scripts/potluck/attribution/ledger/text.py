"""The ledger's file: JSON with one line for each credit, read line by line.

Every line that differs between two branches ends with a comma, and the first and last ones never
differ: so git's `merge=union`, which keeps the lines of both sides, gives a file that can be read.
Where a host does not ask `.gitattributes` (the merge button of GitHub), the marks of the conflict
are passed over, which comes to the same.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from potluck.attribution.ledger.entries import Entry, Kind, Ledger, Trouble, union
from potluck.attribution.ledger.sketch import FORM
from potluck.credits.people import clean, scrub
from potluck.errors import PotluckError

VERSION = 1
FIRST = (
    "[",
    json.dumps({"ledger": VERSION, "about": "Who and what is credited for which chapter. "
                "Made by: potluck credits --write"}) + ",",
)  # fmt: skip
LAST = (json.dumps({"ledger": VERSION, "end": True}), "]")
NOTHING = frozenset({"", "[", "]", "[]", "][", ","})
MAX_LINE = 10_000  # characters
MAX_LINES = 1_000_000  # different ones in all versions together
MAX_TROUBLES = 3  # that are told
LIMITS = {"chapter": 1000, "person": 200, "source": 2000, "name": 300, "by": 300, "reason": 1000}
OURS, BASE, THEIRS, END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
MARKS = (OURS, BASE, THEIRS, END)


@dataclass(frozen=True)
class Text:
    """The line of a chapter's fingerprint."""

    chapter: str
    sketch: str


Line = Entry | Text | None


class BadLine(PotluckError):  # noqa: N818 - a value on its way to a Trouble
    """A line that is no entry."""


# --- reading ------------------------------------------------------------------------------------


def parse(text: str) -> Ledger:
    """Read a ledger; lines that cannot be read are told and passed over."""
    entries: list[Entry] = []
    texts: list[tuple[str, str]] = []
    troubles: list[Trouble] = []
    lines = text.removeprefix("\ufeff").split("\n")
    for number, line in _kept(lines):
        try:
            found = read_line(line)
        except BadLine as error:
            troubles.append(Trouble(number, str(error)))
            continue
        if isinstance(found, Entry):
            entries.append(found)
        elif found:
            texts.append((found.chapter, found.sketch))
    made = Ledger.made(entries, texts)
    conflict = any(line.startswith(MARKS) for line in lines)
    return Ledger(made.entries, made.texts, tuple(troubles[:MAX_TROUBLES]), conflict)


def parse_all(versions: Iterable[str]) -> Ledger:
    """Return the union of many versions of a ledger, most of whose lines are the same.

    Of each version only the chapters are read about which it says something new.
    """
    seen: set[str] = set()
    found: list[Ledger] = []
    for version in versions:
        lines = [line for _, line in _kept(version.split("\n"))]
        new = set(lines) - seen
        if not new or len(seen) > MAX_LINES:
            continue
        seen |= new
        chapters = {_chapter(line) for line in new}
        found.append(parse("\n".join(line for line in lines if _chapter(line) in chapters)))
    return union(*found)


def _chapter(line: str) -> str:
    try:
        read = read_line(line)
    except BadLine:
        return ""
    return read.chapter if read else ""


def _kept(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of both sides of a conflict, by number, without those that both replaced."""
    base = False
    for number, line in enumerate(lines, start=1):
        if line.startswith(MARKS):
            base = line.startswith(BASE)
        elif not base:
            yield number, line.strip()


@lru_cache(maxsize=100_000)
def read_line(line: str) -> Line:
    """Read one line; None where it says nothing. Raises BadLine."""
    if line in NOTHING:
        return None
    if len(line) > MAX_LINE:
        raise BadLine(f"it is longer than {MAX_LINE} characters")
    try:
        data = json.loads(line.rstrip(","))
    except (ValueError, RecursionError) as error:
        raise BadLine("it is no JSON") from error
    if not isinstance(data, dict):
        raise BadLine("it is no entry")
    if "ledger" in data:
        _frame(data)
        return None
    chapter = _said(data, "chapter")
    if not chapter.startswith("content/") or not chapter.endswith(".md"):
        raise BadLine("it names no chapter")
    return _text(chapter, data) if "text" in data else _entry(chapter, data)


def _frame(data: dict[str, Any]) -> None:
    if data["ledger"] != VERSION:
        raise BadLine("it was written by another version of Potluck")


def _text(chapter: str, data: dict[str, Any]) -> Text:
    if not FORM.fullmatch(str(data["text"])):
        raise BadLine("its fingerprint is none")
    return Text(chapter, str(data["text"]))


def _entry(chapter: str, data: dict[str, Any]) -> Entry:
    kind: Kind = "source" if "source" in data else "person"
    key = _said(data, kind)
    if not key:
        raise BadLine("it names nobody and no source")
    roles = data.get("roles", [])
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise BadLine("its roles are no list of words")
    return Entry(
        chapter,
        kind,
        key,
        name=_said(data, "name"),
        by=_said(data, "by"),
        roles=tuple(sorted({clean(role)[:40] for role in roles[:20]})),
        removed=_said(data, "removed"),
        reason=_said(data, "reason"),
    )


def _said(data: dict[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise BadLine(f"its `{key}` is no text")
    return clean(value)[: LIMITS.get(key, 10)]


# --- writing ------------------------------------------------------------------------------------


def dump(ledger: Ledger) -> str:
    """Write a ledger, sorted by chapter; the same ledger gives the same bytes."""
    lines = [(chapter, "", "", _json(chapter=chapter, text=text))
             for chapter, texts in ledger.texts.items() for text in texts]  # fmt: skip
    lines += [(*entry.mark, _line(entry)) for entry in ledger.entries.values()]
    inner = [f"{line[-1]}," for line in sorted(lines)]
    return "\n".join((*FIRST, *inner, *LAST)) + "\n"


def _line(entry: Entry) -> str:
    said = {
        "chapter": entry.chapter,
        entry.kind: entry.key,
        "name": scrub(entry.name),
        "by": scrub(entry.by),
        "roles": list(entry.roles),
        "removed": entry.removed,
        "reason": scrub(entry.reason),
    }
    return _json(**{key: value for key, value in said.items() if value})


def _json(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
