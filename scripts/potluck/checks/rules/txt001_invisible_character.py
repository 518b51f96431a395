"""The text holds only what can be seen.

Some characters show nothing and do something: they turn the direction of what follows, join words,
or hide a second text in the first. A name or a quantity would read differently from what is stored.
Joiners stay where scripts and emoji need them, direction marks in languages written from right to
left. Soft hyphens only disturb searching, so they are a warning.

Source: Unicode TR36 and TR55; CVE-2021-42574 ("Trojan Source").

Bad:

    -- content/soup.md --
    # Leek soup

    Add 5\u202e00 g of leeks.

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann\u200b Author

Good:

    -- content/soup.md --
    # Leek soup

    Add 500 g of leeks.
"""

import re
import unicodedata
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_LEFTWARD = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_EMOJI = frozenset({"So", "Sk", "Mn"})
ENOUGH = 5  # findings of one file


def check(book: BookView) -> Iterator[Finding]:
    for chapter in book.chapters:
        lang = chapter.fields.lang or book.manuscript.book.lang
        allowed = _MARKS if lang.partition("-")[0] in _LEFTWARD else ""
        yield from _file(chapter.path, chapter.raw.text, allowed)
    for person in book.manuscript.contributors:
        yield from _file(person.path, person.text, "")


def _file(path: str, text: str, allowed: str) -> Iterator[Finding]:
    found = 0
    for match in _SUSPECT.finditer(text) if not text.isascii() or not text.isprintable() else ():
        if match[0] in allowed or (match[0] in _JOINERS and _joins(text, match.start())):
            continue
        found += 1
        if found > ENOUGH:
            return
        before = text[: match.start()]
        place = Place(path, before.count("\n") + 1, match.start() - before.rfind("\n"))
        yield _finding(place, match[0], before)


def _joins(text: str, index: int) -> bool:
    """Tell whether a joiner stands between letters of a script, or signs of an emoji."""
    around = text[index - 1 : index], text[index + 1 : index + 2]
    if not all(around):
        return False
    kinds = [unicodedata.category(sign) for sign in around]
    letters = [unicodedata.category(sign)[0] in "LM" and ord(sign) > 0x58F for sign in around]
    return all(letters) or (kinds[0] in _EMOJI and kinds[1] == "So")


def _finding(place: Place, sign: str, before: str) -> Finding:
    name = unicodedata.name(sign, "a control character").lower()
    words = re.split(r"\s", before[-24:])[-1]
    after = f" after {quoted(words)}" if words else ""
    return RULE.finding(
        place,
        f"An invisible character stands here{after}: U+{ord(sign):04X}, {name}.",
        "delete the characters around it and type them again",
        severity=Severity.WARNING if sign == "\xad" else None,
    )


RULE = Rule("TXT-001", "invisible-character", Severity.ERROR, Scope.FILE, check, __doc__)
