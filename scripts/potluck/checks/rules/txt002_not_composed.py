"""Accented letters are stored in one piece.

An é can be stored as one character, or as an e with an accent to be put on it. They look the same,
but searching for one does not find the other, and some fonts set the accent beside the letter.

Source: Unicode TR15 (normalisation form C); W3C Character Model for the Web.

Bad:

    -- content/brulee.md --
    # Cre\u0300me bru\u0302le\u0301e

Good:

    -- content/brulee.md --
    # Cr\u00e8me br\u00fbl\u00e9e
"""

import unicodedata
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import count, quoted
from potluck.model import Finding, Place, Severity


def check(book: BookView) -> Iterator[Finding]:
    for file in book.written:
        if unicodedata.is_normalized("NFC", file.text):
            continue
        lines = [
            (number, line)
            for number, line in enumerate(file.text.split("\n"), start=1)
            if not unicodedata.is_normalized("NFC", line)
        ]
        if lines:
            yield _finding(file.path, lines)


def _finding(path: str, lines: list[tuple[int, str]]) -> Finding:
    number, line = lines[0]
    column, word = next(
        (line.find(word) + 1, word)
        for word in (*line.split(), line)
        if not unicodedata.is_normalized("NFC", word)
    )
    more = f" So are letters on {count(len(lines) - 1, 'more line')}." if len(lines) > 1 else ""
    composed = unicodedata.normalize("NFC", word)
    message = f"The letters of {quoted(composed)} are stored in several pieces.{more}"
    hint = f"type {quoted(composed)} again, or let `potluck fix` do it"
    return RULE.finding(Place(path, number, column), message, hint)


RULE = Rule("TXT-002", "not-composed", Severity.WARNING, Scope.FILE, check, __doc__)
