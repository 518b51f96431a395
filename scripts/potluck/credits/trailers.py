"""The lines of a commit message that name people: `Key: Name <address>`, wherever they stand.

git's own `%(trailers)` reads only the last block, and misses 68 of 133 in the squash messages of a
public cookbook.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from potluck.credits.people import Person, clean

TRAILER = re.compile(r"[ \t>]*(?:[*-][ \t]+)?([A-Za-z][A-Za-z -]{4,20}):(.*)")
LONGEST = 2000  # characters of a value; nobody has a longer name

# git makes one line of a first paragraph, with the trailers that nobody set apart.
INLINE = re.compile(r"\s(co-authored-by:[^<>]{0,120}<[^<>]{0,254}>)", re.IGNORECASE)

ADDRESSED = re.compile(r"([^<>]*)<([^<>]*)>?")
MENTION = re.compile(r"@([A-Za-z\d][A-Za-z\d-]{0,38})")
BETWEEN = re.compile(r"[\s,;&]*(?:and\s+)?")
SQUASHED = re.compile(r"commit [0-9a-f]{40,64}\s*")

# What GitHub calls a commit that takes over words from a review. "Update soup.md" is also what it
# calls an edit on the web, but that has no path before the name.
APPLIED = re.compile(r"apply suggestions?\b(?: from | to | in |$)", re.IGNORECASE)
UPDATED = re.compile(r"Update \S[^<>]*\.[A-Za-z]\w{0,7}(?: \(#\d+\))?")


@dataclass(frozen=True)
class Trailer:
    """`Key: value`, with the key in small letters and hyphens.

    `suggested`: it belongs to an accepted suggestion. `last`: it stands below the last bullet of a
    squash message, where GitHub lists everybody once more.
    """

    key: str
    value: str
    suggested: bool = False
    last: bool = False


def split(subject: str, body: str) -> list[str]:
    """Return the lines of a message, whatever ends them."""
    text = INLINE.sub(r"\n\1", subject) + "\n" + body
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def trailers(lines: list[str]) -> Iterator[Trailer]:
    """Yield the trailers of a message in their order."""
    sections = tuple(_sections(lines))
    for index, (bullet, below) in enumerate(sections):
        last = 0 < index == len(sections) - 1
        own = bool(APPLIED.match(bullet)) or _updated(bullet, last=last)
        started = False  # the first trailers below a bullet are its own
        for line in below:
            if match := TRAILER.match(line):
                started = True
                yield Trailer("-".join(match[1].lower().split()), match[2], own, last)
            elif started:
                own = False


def _updated(bullet: str, *, last: bool) -> bool:
    return bool(UPDATED.fullmatch(bullet)) and (not last or "/" in bullet)


def _sections(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Part a squash message at its bullets; a message without any is one section."""
    bullet, below = "", list[str]()
    for line in lines:
        if bulleted(line):
            yield bullet, below
            bullet, below = line[2:].strip(), []
        else:
            below.append(line)
    yield bullet, below


def bulleted(line: str) -> bool:
    """Tell whether a line is the subject of a commit that was squashed into this one."""
    return line.startswith("* ") and not TRAILER.match(line)


def applied(lines: list[str]) -> bool:
    """Tell whether a whole commit only takes over what others suggested in a review."""
    return bool(APPLIED.match(lines[0])) and not any(map(bulleted, lines))


@lru_cache(maxsize=4096)
def people_in(value: str) -> tuple[Person, ...]:
    """Return the people whom a trailer names: one, or several with an address each.

    >>> [person.name for person in people_in("Ann <a@example.org>, and Ben <b@example.org>")]
    ['Ann', 'Ben']
    """
    value = value[:LONGEST].strip()
    if mention := MENTION.fullmatch(value):
        return (account(mention[1]),)
    if found := ADDRESSED.findall(value):
        return tuple(Person(clean(BETWEEN.sub("", who, count=1)), clean(at)) for who, at in found)
    return (_bare(clean(value)),)


def _bare(value: str) -> Person:
    """Return who a name is, with the address that nobody set apart behind it."""
    name, _, address = value.rpartition(" ")
    address = address.strip("()[],;")
    return Person(name or address, address) if "@" in address[1:-1] else Person(value)


def account(login: str) -> Person:
    """Return who has this account on GitHub, by the address that GitHub made for it until 2017."""
    return Person(login, f"{login}@users.noreply.github.com")


def named(lines: Iterable[Trailer], *keys: str) -> Iterator[Person]:
    """Yield the people whom the trailers with these keys name."""
    return (person for line in lines if line.key in keys for person in people_in(line.value))


def squashed(lines: list[str]) -> Iterator[Person]:
    """Yield the authors that `git merge --squash` lists, each below the commit of theirs."""
    listed = False
    for line in lines:
        if listed and line.startswith("Author:"):
            yield from people_in(line.removeprefix("Author:"))
        first = line.startswith("commit ") and SQUASHED.fullmatch(line)
        listed = bool(first) or (listed and line.startswith("Merge:"))
