"""git's `.mailmap`: which names and addresses of the history belong together.

A mailmap is read like the claims of contributor files, which anyone may change in a pull request
too, and gives way to them. It holds addresses, so it is never shown, and a book is better without
one: contributor files say the same with hashes. See https://git-scm.com/docs/gitmailmap.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from potluck.credits.people import LONGEST, Person, clean, fold, placeholder

if TYPE_CHECKING:
    from potluck.credits.identity import Directory

# The proper name and address, and those of the commits; the rest of a line is a comment.
LINE = re.compile(r"([^<>]*)<([^<>]*)>(?:([^<>]*)<([^<>]*)>)?")
LINE_LENGTH = 1000  # characters; a longer line names nobody


@dataclass(frozen=True)
class Mapping:
    """One line: who really commits under an address, or under an address and a name.

    A proper name or address that the line leaves empty stays as the commit has it.
    """

    name: str
    email: str = field(repr=False)
    commit_name: str
    commit_email: str = field(repr=False)


def parse(text: str) -> tuple[Mapping, ...]:
    r"""Return the lines of a mailmap; broken ones and comments are passed over.

    >>> [line.name for line in parse("Contributor A <a@example.org> <old@example.org>\n# no\n<")]
    ['Contributor A']
    """
    lines = (line.strip("\ufeff \t\r") for line in text.split("\n"))
    found = (_mapping(line) for line in lines if line[:1] not in {"", "#"})
    return tuple(line for line in found if line)


def _mapping(line: str) -> Mapping | None:
    match = LINE.match(line) if len(line) <= LINE_LENGTH else None
    if not match:
        return None
    name, email, commit_name, commit_email = (clean(part or "") for part in match.groups())
    if not email:
        return None
    if match[4] is None:
        email, commit_email = "", email
    return Mapping(name, email, commit_name, commit_email) if name or email else None


@dataclass(frozen=True)
class Mailmap:
    """A mailmap to look people up in. As in git, of two lines the later counts."""

    _lines: dict[tuple[str, str], Person] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lines: Iterable[Mapping]) -> "Mailmap":
        found: dict[tuple[str, str], Person] = {}
        for line in lines:
            key = fold(line.commit_name), fold(line.commit_email)
            before = found.get(key, Person(""))
            found[key] = Person(line.name or before.name, line.email or before.email)
        return cls(found)

    def __call__(self, person: Person) -> Person:
        """Return who somebody really is; the same person where no line says so."""
        if not self._lines:
            return person
        address = fold(person.email)
        for name in (fold(person.name), ""):
            if proper := self._lines.get((name, address)):
                return Person(proper.name or person.name, proper.email or person.email)
        return person


def generate(directory: "Directory", people: Iterable[Person]) -> str:
    """Return a mailmap of everyone whom the history knows under several names or addresses.

    It is for git's own tools while a book is built: it holds addresses, so it stays out of the
    work tree and of every edition. Whoever withholds their name is not in it. `people` come newest
    first, and the newest address that can be one is somebody's proper one.
    """
    known: dict[str, list[Person]] = {}
    names: dict[str, str] = {}
    for person in dict.fromkeys(people):
        someone = directory.contributor(person)
        if someone.visibility == "public":
            names[someone.id] = someone.name
            known.setdefault(someone.id, []).append(person)
    lines = (line for who, group in known.items() for line in _lines(names[who], group))
    return "".join(f"{line}\n" for line in sorted(set(lines)))


def _lines(name: str, group: list[Person]) -> Iterator[str]:
    addresses = [person.email for person in group if _writable(person.email)]
    proper = next((each for each in addresses if not placeholder(each)), *addresses[:1] or [""])
    if not proper or not _writable(name) or name.startswith("#"):
        return
    for person in group:
        if (person.name, person.email) != (name, proper) and not set("<>\n") & {*person.email}:
            old = f" {person.name}" if person.name and _writable(person.name) else ""
            yield f"{name} <{proper}>{old} <{person.email}>"


def _writable(text: str) -> bool:
    return bool(text) and len(text) <= LONGEST and not set("<>\n") & {*text}
