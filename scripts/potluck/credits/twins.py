"""People who are possibly one, by evidence that is too weak to join them: questions for a human.

Weaker evidence than this asks nothing: names of one word, addresses that machines fill in, the same
word before the sign of two addresses.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from potluck.credits.identity import Directory, alias_line
from potluck.credits.people import Person, display, fold, github, placeholder
from potluck.model import Contributor

# Words before the sign that are somebody's work, not their name.
OFFICES = frozenset(
    {"admin", "book", "contact", "cook", "git", "github", "hello", "hi", "home", "info", "me"}
    | {"office", "post", "team", "test", "web", "webmaster", "work"}
)


@dataclass(frozen=True)
class Suggestion:
    """Two contributors who may be the same person, and what joins them.

    `alias` is the line that, below `aliases:` in the file of `one`, says that they are.
    """

    one: Contributor
    other: Contributor
    why: str
    alias: str

    @property
    def message(self) -> str:
        """What to ask, and what to type."""
        return (
            f"Possibly the same person: {self.one.name} and {self.other.name} ({self.why}). If so,"
            f" add this below `aliases:` in contributors/{self.one.id}.yml:\n{self.alias}"
        )


def look(name: str) -> str:
    """Return what a name looks like, without the forms that Unicode has of one letter.

    >>> look("Ａnn  Author") == look("ann author")
    True
    """
    return fold(unicodedata.normalize("NFKC", name))


def suggestions(
    people: Iterable[Person], directory: Directory, looks: Callable[[str], str] = look
) -> tuple[Suggestion, ...]:
    """Return everyone in the history who may be somebody else in it, each pair once.

    `people` come newest first. Of two, the one with a file is named first, else the newer one.
    `looks` tells which names look alike. Whoever withholds their name is not asked about.
    """
    known = [(each, directory.contributor(each)) for each in dict.fromkeys(people)]
    public = [(each, who) for each, who in known if who.visibility == "public"]
    found: dict[frozenset[str], Suggestion] = {}
    for pair in (*_alike(public, looks), *_accounts(public, directory)):
        if suggestion := _suggestion(*pair, directory.salt):
            found.setdefault(frozenset((suggestion.one.id, suggestion.other.id)), suggestion)
    return tuple(found.values())


Known = tuple[Person, Contributor]


def _alike(known: list[Known], looks: Callable[[str], str]) -> Iterator[tuple[Known, Known, str]]:
    """Yield people with the same full name, or one that looks the same."""
    first: dict[str, Known] = {}
    for person, who in known:
        name = display(person)
        if len(name.split()) < 2:
            continue
        before = first.setdefault(looks(fold(name)), (person, who))
        if before[1].id != who.id:
            same = fold(display(before[0])) == fold(name)
            yield before, (person, who), "the same full name" if same else "names that look alike"


def _accounts(known: list[Known], directory: Directory) -> Iterator[tuple[Known, Known, str]]:
    """Yield people whose address begins with the name of an account on GitHub."""
    accounts: dict[str, Known] = {}
    for person, who in known:
        if login := fold(github(person)[1]):
            accounts.setdefault(login, (person, who))
    for person, who in known:
        local = fold(person.email).partition("@")[0]
        if placeholder(person.email) or github(person)[1] or local in OFFICES or len(local) < 3:
            continue
        account = Person("", f"{local}@users.noreply.github.com")
        claimed = directory.resolve(account)
        owner = (account, claimed) if claimed else accounts.get(local)
        if owner and owner[1].id != who.id and owner[1].visibility == "public":
            yield owner, (person, who), "an address begins with the name of the account on GitHub"


def _suggestion(one: Known, other: Known, why: str, salt: str) -> Suggestion | None:
    if other[1].known and not one[1].known:
        one, other = other, one
    alias = _alias(other[0], salt)
    return Suggestion(one[1], other[1], why, alias) if alias else None


def _alias(person: Person, salt: str) -> str:
    """Return the line that claims somebody: by the address where it is one, else by the name."""
    if not placeholder(person.email):
        return alias_line(person.email, salt)
    return f"  - {json.dumps(display(person), ensure_ascii=False)}" if person.name else ""
