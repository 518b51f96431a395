"""Every character can be printed.

A character that no installed font can show would be a blank box on paper. The PDF prints its name
in brackets instead, which no reader expects in the middle of a recipe. The text faces show Latin,
Greek and Cyrillic; Debian's Noto fonts show the rest where they are installed. Only builds ask
this, since only they know the fonts.

Source: PDF/UA-1 (ISO 14289-1), 7.21.8: no reference to the glyph `.notdef`.

Bad:

    -- content/soup.md --
    # Leek soup

    Serve with 饺 dumplings.

Good:

    -- content/soup.md --
    # Leek soup

    Serve with jiaozi dumplings.
"""

import unicodedata
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.model import Finding, Place, Severity


def check(book: BookView) -> Iterator[Finding]:
    for char, package in sorted(book.unprintable.items()):
        holders = [c.raw for c in book.chapters if char in c.raw.text]
        if not holders:
            continue
        before, _, _ = holders[0].text.partition(char)
        place = Place(holders[0].path, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        name = unicodedata.name(char, "a character without a name")
        others = f" It stands in {len(holders)} chapters." if len(holders) > 1 else ""
        yield RULE.finding(
            place,
            f"No font here can show {char} (U+{ord(char):04X} {name}): the PDF prints its name."
            f"{others}",
            f"sudo apt-get install {package}, or write it in words",
        )


RULE = Rule("TXT-003", "unprintable-character", Severity.WARNING, Scope.WORDS, check, __doc__)
