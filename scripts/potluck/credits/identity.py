"""Who is who: people of the history -> contributors, by strong evidence only.

Strong: the same address, the same GitHub id, or a claim: a contributor file that names a GitHub
account, a name or an address (as a hash), or a line of a mailmap. Names of one word prove nothing
and join nobody to a file, unless it claims them.

A name can be claimed by its hash, too. Who wants to be removed keeps a file with `visibility:
removed` and nothing readable: an id that says nothing, and under `aliases` one `hash:` line for
every name and every address that commits have of theirs; `alias_line` makes them.
"""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from potluck.credits import mailmap as mailmaps
from potluck.credits.mailmap import Mailmap
from potluck.credits.people import Person, clean, display, fold, github, placeholder
from potluck.model import Contributor
from potluck.naming import slugify


@dataclass(frozen=True)
class Claim:
    """A contributor's file: which names, addresses (hashed) and GitHub account are theirs."""

    contributor: Contributor
    aliases: tuple[str, ...] = ()
    github_login: str | None = None
    github_id: int | None = None


Key = tuple[str, str]  # kind of evidence, value

SALT = "potluck"  # of all books alike: a hash is obfuscation, not secrecy


def address_hash(email: str, salt: str) -> str:
    """Return the alias that stands for an address, or for a name, in a contributor's file.

    It is obfuscation, not anonymity: who guesses the address can check the guess.

    >>> address_hash("Jane@Example.org", "salt")[:13]
    'hash:fe49f244'
    """
    return "hash:" + hashlib.sha256(f"{salt}:{fold(email)}".encode()).hexdigest()


def alias_line(text: str, salt: str = SALT) -> str:
    """Return the line below `aliases:` that claims an address, or a name that must not be read.

    >>> alias_line("a@example.org")[:17]
    '  - hash:fed016c9'
    """
    return f"  - {address_hash(text, salt)}"


def slug(name: str) -> str:
    """Return the id of somebody without a file; names without Latin letters get a short hash.

    >>> slug("Zoë van Dam"), slug("王芳")
    ('zoe-van-dam', 'contributor-8ac954')
    """
    return slugify(name) or f"contributor-{_digest(name)}"


def sort_name(name: str) -> str:
    """Return "Family, Given" for two or three Latin words with capitals, else the name itself.

    >>> [sort_name(name) for name in ("Ada Lovelace", "Jan van Dam", "front3nd", "王 芳")]
    ['Lovelace, Ada', 'van Dam, Jan', 'front3nd', '王 芳']
    """
    match = re.fullmatch(r"(\S+(?: [^\W\d]\S*)??) ((?:(?:v[ao]n|de[rn]?|la) )*\S+)", name)
    if not match or not all(_latin(word) for word in name.split()) or not match[2][-1].isalpha():
        return name
    return f"{match[2]}, {match[1]}"


def _latin(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters)


def _digest(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()[:6]


@dataclass(frozen=True)
class Directory:
    """Contributors by the evidence for them. Make one with `directory`."""

    salt: str = ""
    _claimed: Mapping[Key, Contributor] = field(default_factory=dict, repr=False)
    _mailmap: Mailmap = field(default_factory=Mailmap, repr=False)
    _history: Mapping[Person, Contributor] = field(default_factory=dict, repr=False)

    def resolve(self, person: Person) -> Contributor | None:
        """Return the contributor with a file who this is, or None where nothing proves it."""
        someone = self._history.get(person) or self._direct(person)
        return someone if someone and someone.known else None

    def contributor(self, person: Person) -> Contributor:
        """Return who this is: somebody with a file, or else a contributor of their own."""
        found = self._history.get(person) or self._direct(person)
        return found or _unknown(display(self.proper(person)))

    def proper(self, person: Person) -> Person:
        """Return the name and address that a mailmap has for somebody, if it has any."""
        return self._mailmap(person)

    def _direct(self, person: Person) -> Contributor | None:
        proper = self.proper(person)
        people = (person,) if proper == person else (person, proper)
        keys = (key for each in people for key in _evidence(each, self.salt))
        return next((self._claimed[key] for key in keys if key in self._claimed), None)


def directory(
    claims: Iterable[Claim],
    people: Iterable[Person] = (),
    salt: str = "",
    mailmap: Iterable[mailmaps.Mapping] = (),
) -> Directory:
    """Return the directory of these files and of everyone in the history (newest first).

    The order of the files changes nothing, and a file counts before a mailmap.
    """
    claims = tuple(claims)
    bare = Directory(salt, _claimed(claims), Mailmap.of(mailmap))
    found: dict[Person, Contributor] = {}
    strangers: dict[Person, str] = {}
    for group in _grouped(tuple(dict.fromkeys(people)), bare):
        owned = {person: owner for person in group if (owner := bare.resolve(person))}
        found |= owned
        rest = [person for person in group if person not in owned]
        if len({owner.id for owner in owned.values()}) == 1:
            found |= dict.fromkeys(rest, next(iter(owned.values())))
        else:  # nobody's, or contested: then under the newest name that no file claims
            strangers |= dict.fromkeys(rest, _name(rest, bare))
    named = _named(strangers.values(), {claim.contributor.id for claim in claims})
    found |= {person: named[fold(name)] for person, name in strangers.items()}
    return replace(bare, _history=found)


def _name(group: list[Person], bare: Directory) -> str:
    """Return the name of somebody without a file: as a mailmap has it, else the newest."""
    proper = [each for person in group if (each := bare.proper(person)) != person]
    return display((proper or group)[0]) if group else ""


def _claimed(claims: Iterable[Claim]) -> dict[Key, Contributor]:
    """Return what the files claim; what two of them claim is evidence for neither."""
    owners: dict[Key, dict[str, Contributor]] = defaultdict(dict)
    for claim in claims:
        for key in _claims(claim):
            owners[key][claim.contributor.id] = claim.contributor
    return {key: next(iter(who.values())) for key, who in owners.items() if len(who) == 1}


def _claims(claim: Claim) -> Iterator[Key]:
    if claim.github_id is not None:
        yield "id", str(claim.github_id)
    if claim.github_login:
        yield "login", fold(claim.github_login)
        if claim.github_id is None:
            yield "login alone", fold(claim.github_login)
    for alias in claim.aliases:
        yield ("hash" if alias.startswith("hash:") else "alias"), fold(alias)
    if len(claim.contributor.name.split()) > 1:
        yield "name", fold(claim.contributor.name)


def _evidence(person: Person, salt: str) -> Iterator[Key]:
    """Yield what a person shows, strongest first.

    A login counts beside an id only for files without an id: logins change hands, ids do not.
    """
    number, login = github(person)
    if number:
        yield "id", number
    if login:
        yield ("login alone" if number else "login"), fold(login)
    if person.email:
        yield "hash", address_hash(person.email, salt)
    if person.name:
        yield "hash", address_hash(person.name, salt)
        yield "alias", fold(person.name)
        yield "name", fold(person.name)


def _grouped(people: tuple[Person, ...], bare: Directory) -> tuple[tuple[Person, ...], ...]:
    """Join people with the same address or GitHub id (union-find); the order is kept."""
    leader: dict[Person | Key, Person | Key] = {}

    def find(node: Person | Key) -> Person | Key:
        while (above := leader.setdefault(node, node)) != node:
            leader[node] = leader[above]
            node = above
        return node

    for person in people:
        for key in (*_same(person), *_same(bare.proper(person))):
            leader[find(key)] = find(person)
    groups: dict[Person | Key, list[Person]] = defaultdict(list)
    for person in people:
        groups[find(person)].append(person)
    return tuple(map(tuple, groups.values()))


def _same(person: Person) -> Iterator[Key]:
    number, _ = github(person)
    address = fold(person.email)
    if number:
        yield "id", number
    if not placeholder(address):
        yield "address", address


def _named(names: Iterable[str], taken: Iterable[str]) -> dict[str, Contributor]:
    """Return a contributor for each name. The same name is one entry: readers see no difference.

    Different names with the same slug, or with the id of somebody's file, get a hash behind it.
    """
    shown: dict[str, str] = {}
    for name in names:
        shown.setdefault(fold(name), name)
    used = Counter((*taken, *map(slug, shown.values())))
    return {
        key: _unknown(name, f"-{_digest(name)}" if used[slug(name)] > 1 else "")
        for key, name in shown.items()
    }


def _unknown(name: str, suffix: str = "") -> Contributor:
    return Contributor(slug(name) + suffix, clean(name), sort_name(name), known=False)
