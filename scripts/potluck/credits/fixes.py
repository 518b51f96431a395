"""Whether a commit puts an error right, from its message. Pure; any text will do."""

import re
from dataclasses import dataclass

from potluck.credits.people import clean, scrub

LONGEST = 200  # characters of a sentence for readers
_READ = 20_000  # characters of a message
_LINES = re.IGNORECASE | re.MULTILINE
_HINTS = ("fix", "correct", "typo", "errat", "misprint")

# "Correction: the salt was ten times too much." is written for readers.
_SAID = re.compile(r"^[ \t>*-]*(?:correction|corrects|erratum):[ \t]*(\S.*)$", _LINES)
# "Fixes #12" is GitHub's, "Fixes: 54a4f0239f2e" the Linux kernel's.
_CLOSES = re.compile(
    r"\bfix(?:e[sd])?:?[ \t]+(?:[\w.-]{1,99}/[\w.-]{1,99})?#(\d{1,9})\b", re.IGNORECASE
)
_UNDOES = re.compile(r"^[ \t]*fixes:[ \t]*[0-9a-f]{7,64}\b", _LINES)
_BEGINS = re.compile(
    r"(?:[\w./ -]{1,60}: )?(?:(?:fix(?:e[sd])?|correct(?:s|ed|ions?)?)\b(?:\([^)]*\))?"
    r"|(?:\w+ )?(?:typos?|misprints?|erratum|errata)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fix:
    """An error that was put right: in words for readers, if any, and by which reports."""

    words: str = ""
    reports: tuple[int, ...] = ()


def read(subject: str, body: str = "") -> Fix | None:
    r"""Return what a message says of an error; None where it speaks of none.

    >>> read("Fix the oven's heat", "Fixes #12\nCorrection: it was 20 °C too hot.")
    Fix(words='it was 20 °C too hot.', reports=(12,))
    >>> read("chapter: typo in the title"), read("Add a fixture for corrections")
    (Fix(words='', reports=()), None)
    """
    text = f"{subject}\n{body}"[:_READ]
    if not any(hint in text.lower() for hint in _HINTS):
        return None
    said = _SAID.search(text)
    reports = tuple(dict.fromkeys(int(number) for number in _CLOSES.findall(text)))
    if not (said or reports or _BEGINS.match(subject) or _UNDOES.search(text)):
        return None
    return Fix(_sentence(said[1]) if said else "", reports)


def _sentence(text: str) -> str:
    """Return one line without addresses, cut at a word."""
    words = scrub(clean(text))
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
