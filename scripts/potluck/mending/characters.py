r"""Fixes of characters: how a text is stored, not what it says. Each is text in, text out.

Line ends and the mark at the beginning go as our reader takes them. What Markdown gives a meaning
stays: two blanks that break a line, code, and signs that are no letters (U+037E would become `;`,
`<` before U+0338 would become another sign).
"""

import re
import unicodedata
from collections.abc import Iterator

from potluck.mending.fix import Draft
from potluck.source.reader import split

BOM = "\ufeff"
NO_BREAK = "\u00a0"
_BEGINNING = re.compile("[ \t\u00a0]*(?:-[ \t\u00a0]+)?(?:[\\w-]+:(?:[ \t\u00a0]+|$))?")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")


def without_mark(draft: Draft) -> str:
    """Drop the byte order mark; where there are two, the second is somebody's riddle."""
    once = draft.text.startswith(BOM) and not draft.text.startswith(BOM * 2)
    return draft.text[1:] if once else draft.text


def with_line_ends(draft: Draft) -> str:
    r"""End every line with `\n`."""
    return draft.text.replace("\r\n", "\n").replace("\r", "\n")


def composed(draft: Draft) -> str:
    """Store letters in one piece (NFC), on every line whose other signs stay the same."""
    if draft.text.isascii() or unicodedata.is_normalized("NFC", draft.text):
        return draft.text
    return "\n".join(map(_composed_line, draft.text.split("\n")))


def _composed_line(line: str) -> str:
    new = unicodedata.normalize("NFC", line)
    return new if _signs(new) == _signs(line) else line


def _signs(text: str) -> list[str]:
    return [sign for sign in text if sign.isascii() and not sign.isalnum()]


def without_blanks_in_metadata(draft: Draft) -> str:
    """Drop blanks at the ends of lines of metadata."""
    lines = draft.text.split("\n")
    end = split(draft.text)[2] - 1 if draft.chapter else len(lines)
    return _joined(lines, [*(line.rstrip(" \t") for line in lines[:end]), *lines[end:]])


def without_blanks_in_body(draft: Draft) -> str:
    """Drop blanks at the ends of lines of Markdown where they do nothing."""
    if not draft.chapter:
        return draft.text
    lines = draft.text.split("\n")
    start = split(draft.text)[2] - 1
    return _joined(lines, [*lines[:start], *_stripped(lines[start:])])


def _joined(lines: list[str], new: list[str]) -> str:
    """Join lines; a last line of blanks that nothing ends stays, so that no line is lost."""
    return "\n".join((*new[:-1], new[-1] or lines[-1]))


def _stripped(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line, following in zip(lines, (*lines, "")[1:], strict=True):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and line.strip(" \t>") == mark[1]:
            fence = ""
        keep = fence or mark or _means_something(line, following)
        yield line if keep else line.rstrip(" \t")


def _means_something(line: str, following: str) -> bool:
    """Whether the end of a line may be a line break, or part of code."""
    bare = line.rstrip(" \t")
    if not bare:
        return False
    if bare.endswith("\\") or line.startswith(("    ", "\t")):
        return True
    return line[len(bare) :] != " " and bool(following.strip())


def with_last_line_end(draft: Draft) -> str:
    """End the last line like all others."""
    return draft.text + "\n" if draft.text and not draft.text.endswith("\n") else draft.text


def with_plain_spaces(draft: Draft) -> str:
    """Put ordinary spaces where metadata need them: before a key, after its colon, at the end."""
    lines = draft.text.split("\n")
    end = split(draft.text)[2] - 1 if draft.chapter else len(lines)
    return "\n".join((*map(_plain_spaces, lines[:end]), *lines[end:]))


def _ordinary(match: re.Match[str]) -> str:
    return match[0].replace(NO_BREAK, " ")


def _plain_spaces(line: str) -> str:
    if NO_BREAK not in line:
        return line
    begun = _BEGINNING.sub(_ordinary, line, count=1)
    bare = begun.rstrip(f" \t{NO_BREAK}")
    return bare if NO_BREAK in begun[len(bare) :] else begun
