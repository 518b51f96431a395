"""Private addresses are kept out of the book.

An e-mail address or telephone number on a page is read by machines within hours and cannot be taken
back from printed copies. Addresses at example.org and the like belong to nobody and may stay.

Source: GDPR, article 5(1)(c) (data minimisation); RFC 2606 (example domains).

Bad:

    -- content/soup.md --
    # Leek soup

    Questions? Write to ann@soup-kitchen.net.

Bad:

    -- content/soup.md --
    # Leek soup
    -- contributors/ann.yml --
    name: Ann Author
    bio: Cooks, and answers on +44 20 7946 0018.

Good:

    -- content/soup.md --
    # Leek soup

    Questions? Open an issue, or write to cook@example.org.
"""

import re
from collections.abc import Iterator

from potluck.checks.rule import Rule, Scope
from potluck.checks.views import BookView
from potluck.checks.words import quoted
from potluck.model import Finding, Place, Severity

_MAIL = re.compile(
    r"(?<![\w@./+-])[A-Za-z0-9][\w.+-]{0,63}@((?:[A-Za-z0-9-]{1,63}\.){1,8}([A-Za-z]{2,24}))\b"
)
_PHONE = re.compile(r"(?<![\w+.,^])\+[1-9][0-9]{0,2}(?:[ ()./-]{0,2}[0-9]{1,5}){2,6}(?![\w%°])")
_NOBODY = re.compile(r"(?:.*\.)?(?:example\.(?:org|com|net|edu)|.*\.(?:example|invalid|test))")
_FILES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "svg", "md", "html"})


def check(book: BookView) -> Iterator[Finding]:
    for file in book.written:
        if "@" not in file.text and "+" not in file.text:
            continue
        for number, line in enumerate(file.text.split("\n"), start=1):
            if "@" in line or "+" in line:
                yield from _line(file.path, number, line[:10_000])


def _line(path: str, number: int, line: str) -> Iterator[Finding]:
    for match in _MAIL.finditer(line):
        host, ending = match[1].lower(), match[2].lower()
        if ending not in _FILES and "noreply" not in match[0] and not _NOBODY.fullmatch(host):
            yield RULE.finding(Place(path, number, match.start() + 1),
                               f"{quoted(match[0])} is somebody's e-mail address.",
                               "take it out; a web page of theirs can be linked")  # fmt: skip
    for match in _PHONE.finditer(line):
        if 8 <= sum(sign.isdigit() for sign in match[0]) <= 15:
            yield RULE.finding(Place(path, number, match.start() + 1),
                               f"{quoted(match[0])} is somebody's telephone number.",
                               "take it out")  # fmt: skip


RULE = Rule("PRV-001", "address-of-a-person", Severity.ERROR, Scope.FILE, check, __doc__)
