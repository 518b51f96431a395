"""The letters of a word are all of one script.

Latin, Greek and Cyrillic share shapes: `а` and `a` are two letters. A word with both looks right,
and no search finds it; a name with both can pretend to be another. Words such as µm, kΩ or ΔT,
where the letters look different, are left alone.

Source: Unicode UTS 39, section 5 (mixed-script detection) and its table of confusables.

Bad:

    -- content/soup.md --
    # Leek s\u043eup

Good:

    -- content/soup.md --
    # Leek soup

    Heat it by \u0394T in a 10 \u00b5m film; in Russian it is \u0441\u0443\u043f.
"""

import re
import unicodedata
from collections.abc import Iterator

from potluck.checks.likeletters import impostor
from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity

_LATIN, _OTHER = "A-Za-z\u00c0-\u024f", "\u0370-\u03ff\u0400-\u052f"
_BORDER = re.compile(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_FOREIGN = re.compile(f"[{_OTHER}]")
_WORD = re.compile(r"[^\W\d_]{2,200}")
ENOUGH = 5  # findings of one file


def check(book: BookView) -> Iterator[Finding]:
    for file in book.written:
        if not file.text.isascii() and _FOREIGN.search(file.text):
            found = _words(file.path, file.text)
            yield from (finding for _, finding in zip(range(ENOUGH), found, strict=False))


def _words(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() or not _BORDER.search(line):
            continue
        for match in _WORD.finditer(line):
            sign = impostor(match[0])
            if sign:
                name = unicodedata.name(sign, "").lower()
                yield RULE.finding(
                    Place(path, number, match.start() + 1),
                    f"{quoted(match[0])} has a letter of another script in it: {sign} is {name}.",
                    "delete the word and type it again on one keyboard",
                )


RULE = Rule("TXT-004", "mixed-scripts", Severity.ERROR, Scope.FILE, check, __doc__)
