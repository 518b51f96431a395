"""Fixes of a chapter's metadata: keys, lists of one, licence names, the book's licence."""

import re
from collections.abc import Callable, Iterable, Iterator

from potluck.checks.renaming import one_of_a_list, renamed
from potluck.licensing import parse
from potluck.mending import yamledit
from potluck.mending.fix import Draft
from potluck.mending.yamledit import Edit, Put, Rename
from potluck.source.agreement import misplaced
from potluck.source.reader import FENCE, split
from potluck.source.schema import UnknownKey, Violation, check, synonyms
from potluck.source.yamldoc import Path, Value

Meta = dict[str, Value]
_OWN = re.compile(r"LicenseRef-", re.IGNORECASE)


def through(edits: Callable[[Meta], Iterable[Edit]]) -> Callable[[Draft], str]:
    """Make a fix of edits: those that are wanted for the metadata of a chapter."""

    def mend(draft: Draft) -> str:
        span = front(draft.text) if draft.chapter else None
        if span is None:
            return draft.text
        start, end = span
        block = draft.text[start:end]
        meta = yamledit.read(block)
        new = yamledit.apply(block, list(edits(meta))) if meta else block
        return draft.text[:start] + new + draft.text[end:]

    return mend


def front(text: str) -> tuple[int, int] | None:
    r"""Return where the metadata begin and end, between the lines that fence them.

    >>> front("---\ntitle: Soup\n---\nSlice.\n"), front("Slice.\n")
    ((4, 16), None)
    """
    _, _, body_line = split(text)
    if body_line == 1:
        return None
    lines = text.split("\n")
    return len(lines[0]) + 1, len(text) - len("\n".join(lines[body_line - 2 :]))


def field_names(meta: Meta) -> Iterator[Edit]:
    """Give fields the name that they have here, where it says the same in the same words."""
    for problem in check("chapter", meta):
        change = renamed(problem, meta) if isinstance(problem, UnknownKey) else None
        if change and isinstance(problem, UnknownKey):
            yield Rename(problem.path, change.field)
            if change.listed:
                yield Put(problem.path, listed=True)


def lists(meta: Meta) -> Iterator[Edit]:
    """Write a single author or tag as a list of one."""
    for problem in check("chapter", meta):
        if isinstance(problem, Violation) and one_of_a_list(problem, meta):
            yield Put(problem.path, listed=True)


def licence_names(meta: Meta) -> Iterator[Edit]:
    """Name licences as the SPDX list does. What is not on it stays as it was written."""
    for path, text in _licences(meta):
        found = parse(text)
        if found and found.id != text and not _OWN.match(found.id):
            yield Put(path, found.id)


def _licences(meta: Meta) -> Iterator[tuple[Path, str]]:
    for key in ("license", *(word for word, of in synonyms("chapter").items() if of == "license")):
        if isinstance(text := meta.get(key), str):
            yield (key,), text
    for group in ("sources", "media"):
        entries = meta.get(group)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and isinstance(text := entry.get("license"), str):
                yield (group, index, "license"), text


def licence_header(draft: Draft) -> str:
    """Write the book's licence into a chapter that says none. Asked for, because it need not be."""
    if not draft.chapter or draft.licensed_beside or "SPDX-License-Identifier" in draft.text:
        return draft.text
    line = f"license: {draft.book.license.id}\n"
    span = front(draft.text)
    if span is None:
        unclosed = draft.text.startswith(FENCE)  # somebody's metadata, perhaps with a licence
        return draft.text if unclosed else f"{FENCE}\n{line}{FENCE}\n\n{draft.text}"
    start, end = span
    block = draft.text[start:end]
    meta = yamledit.read(block)
    if meta is None or "license" in meta or any(_licences(meta)) or any(misplaced(meta)):
        return draft.text
    if yamledit.read(block + line) != {**meta, "license": draft.book.license.id}:
        return draft.text
    return draft.text[:end] + line + draft.text[end:]
