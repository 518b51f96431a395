"""Who is who: people of the history -> contributors, by strong evidence only.

Strong: the same address, the same GitHub id, or a contributor file that claims a name, an address
(as a hash) or a GitHub account. Names of one word prove nothing and join nobody to a file.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from potluck.credits.people import Person, clean, display, fold, github
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

# Machine and placeholder addresses say nothing about who somebody is.
PLACEHOLDER = re.compile(
    r"[^@]*|(?:no-?reply|you|your-?(?:e?mail|name)|user|root|e?mail)@.*"
    r"|.*@(?:localhost|[^.]*|.*\.(?:local|localdomain|lan|internal|\(none\)|invalid))"
)


def address_hash(email: str, salt: str) -> str:
    """Return the alias that stands for an address in a contributor's file.

    It is obfuscation, not anonymity: who guesses the address can check the guess.

    >>> address_hash("Jane@Example.org", "salt")[:13]
    'hash:fe49f244'
    """
    return "hash:" + hashlib.sha256(f"{salt}:{fold(email)}".encode()).hexdigest()


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
    _clusters: Mapping[Person, Contributor] = field(default_factory=dict, repr=False)

    def resolve(self, person: Person) -> Contributor | None:
        """Return the contributor with a file who this is, or None where nothing proves it."""
        cluster = self._clusters.get(person)
        return self._direct(person) or (cluster if cluster and cluster.known else None)

    def contributor(self, person: Person) -> Contributor:
        """Return who this is: somebody with a file, or else a contributor of their own."""
        return self.resolve(person) or self._clusters.get(person) or _unknown(display(person))

    def _direct(self, person: Person) -> Contributor | None:
        keys = _evidence(person, self.salt)
        return next((self._claimed[key] for key in keys if key in self._claimed), None)


def directory(claims: Iterable[Claim], people: Iterable[Person] = (), salt: str = "") -> Directory:
    """Return the directory of these files and of everyone in the history (newest first)."""
    claims = tuple(claims)
    claimed = _claimed(claims)
    bare = Directory(salt, claimed)
    clusters: dict[Person, Contributor] = {}
    strangers: dict[Person, str] = {}
    for group in _grouped(tuple(dict.fromkeys(people))):
        owners = {c.id: c for c in map(bare.resolve, group) if c}
        rest = [person for person in group if bare.resolve(person) is None]
        if len(owners) == 1:
            clusters |= dict.fromkeys(rest, *owners.values())
        else:  # nobody's, or contested: then under the newest name that no file claims
            strangers |= {person: display(rest[0]) for person in rest}
    named = _named(strangers.values(), {claim.contributor.id for claim in claims})
    clusters |= {person: named[fold(name)] for person, name in strangers.items()}
    return Directory(salt, claimed, clusters)


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
        yield "alias", fold(person.name)
        yield "name", fold(person.name)


def _grouped(people: tuple[Person, ...]) -> tuple[tuple[Person, ...], ...]:
    """Join people with the same address or GitHub id (union-find); the order is kept."""
    leader: dict[Person | Key, Person | Key] = {}

    def find(node: Person | Key) -> Person | Key:
        while (above := leader.setdefault(node, node)) != node:
            leader[node] = leader[above]
            node = above
        return node

    for person in people:
        for key in _same(person):
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
    if address and not PLACEHOLDER.fullmatch(address):
        yield "address", address


def _named(names: Iterable[str], taken: Iterable[str]) -> dict[str, Contributor]:
    """Return a contributor for each name. The same name is one entry: readers see no difference.

    Different names with the same slug, or with the id of somebody's file, get a hash behind it.
    """
    shown: dict[str, str] = {}
    for name in names:
        shown.setdefault(fold(name), name)
    used = [*taken, *map(slug, shown.values())]
    return {
        key: _unknown(name, f"-{_digest(name)}" if used.count(slug(name)) > 1 else "")
        for key, name in shown.items()
    }


def _unknown(name: str, suffix: str = "") -> Contributor:
    return Contributor(slug(name) + suffix, clean(name), sort_name(name), known=False)
