"""Whom and what an entry of the ledger means today: ids change, names do not always."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from potluck.attribution.ledger.entries import Entry
from potluck.attribution.people import HASH_SALT, claim
from potluck.credits.identity import address_hash, slug
from potluck.credits.people import Person, display, fold, scrub
from potluck.model import Contributor
from potluck.source.fields import SourceRef
from potluck.source.manuscript import RawContributor

ANONYMOUS = "anonymous-"
NUMBERS = 1_000_000  # of people whose name is withheld; few of them share one
HASH = "hash:"


@dataclass(frozen=True)
class Names:
    """Who goes, or went, by which id, name, hash of a name, or anonymous number."""

    _by_label: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    hidden: frozenset[str] = frozenset()  # ids of people whose name is withheld

    @classmethod
    def of(
        cls,
        files: Iterable[RawContributor],
        people: Iterable[tuple[Person, Contributor]] = (),
    ) -> "Names":
        """Gather what the files of contributors say, and who the people of the history are."""
        found: dict[str, set[str]] = defaultdict(set)
        hidden: set[str] = set()
        for file in files:
            claimed = claim(file)
            who = claimed.contributor
            hidden |= {who.id} if who.visibility != "public" else set()
            for name in (who.id, who.name, *claimed.aliases):
                for label in _labels(name):
                    found[label].add(who.id)
        for person, who in people:
            for label in _labels(display(person)):
                found[label].add(who.id)
        return cls({label: frozenset(ids) for label, ids in found.items()}, frozenset(hidden))

    def who(self, key: str, name: str = "") -> frozenset[str]:
        """Return the ids of today that somebody may have, who had this id and this name."""
        if key.startswith(ANONYMOUS):
            return self._by_label.get(key, frozenset()) | {key}
        asked = (key, fold(key), *([fold(name), slug(name)] if name else []),
                 *(address_hash(text, HASH_SALT) for text in (key, name) if text))  # fmt: skip
        return frozenset({key}).union(*(self._by_label.get(label, frozenset()) for label in asked))

    def key(self, who: Contributor) -> str:
        """Return what stands for somebody in the ledger."""
        if who.id in self.hidden:
            return number(address_hash(who.id, HASH_SALT))
        return who.id if who.known or "@" not in who.name else slug(scrub(who.name))

    def name(self, who: Contributor) -> str:
        """Return the name that the ledger may hold."""
        return "" if who.id in self.hidden else scrub(who.name)


def _labels(name: str) -> Iterator[str]:
    hashed = fold(name) if name.startswith(HASH) else address_hash(name, HASH_SALT)
    yield from (hashed, number(hashed))
    if hashed != fold(name):
        yield from (fold(name), slug(name))


def number(hashed: str) -> str:
    """Return the number of somebody whose name is withheld; many people could have it.

    >>> number("hash:00000010ab")
    'anonymous-000016'
    """
    digits = hashed.removeprefix(HASH)[:8]
    return f"{ANONYMOUS}{int(digits, 16) % NUMBERS if _hex(digits) else 0:06d}"


def _hex(text: str) -> bool:
    return bool(text) and all(sign in "0123456789abcdef" for sign in text)


def of_entry(people: Iterable[Contributor], entry: Entry, names: Names) -> frozenset[str]:
    """Return which of these people may be the person of an entry, by their ids."""
    ids, name = names.who(entry.key, entry.name), fold(entry.name)
    return frozenset(
        who.id for who in people
        if who.id in ids or names.key(who) in ids or (name and fold(scrub(who.name)) == name)
    )  # fmt: skip


# --- sources ------------------------------------------------------------------------------------


def source_key(source: SourceRef) -> str:
    """Return what stands for a source in the ledger.

    >>> source_key(SourceRef(0, "Old  Cookery", author="Contributor A"))
    'old cookery, contributor a'
    """
    return source.url or fold(scrub(", ".join(filter(None, (source.title, source.author)))))


def is_source(source: SourceRef, entry: Entry) -> bool:
    """Tell whether a source is that of an entry: by its address, or by title and author.

    >>> is_source(SourceRef(0, "Dal", url="http://example.org/dal/"),
    ...           Entry("", "source", "https://example.org/dal", "Masoor dal"))
    True
    """
    if source_key(source) == entry.key or (source.url and bare(source.url) == bare(entry.key)):
        return True
    titles = entry.name and fold(scrub(source.title)) == fold(entry.name)
    return bool(titles) and (not entry.by or fold(scrub(source.author or "")) == fold(entry.by))


def bare(url: str) -> str:
    """Return an address without what may differ and still lead to the same page.

    >>> bare("HTTP://www.Example.org/Dal/#method")
    'example.org/Dal'
    """
    address = url.partition("#")[0].partition("://")[2] or url
    host, slash, path = address.partition("/")
    return f"{host.casefold().removeprefix('www.')}{slash}{path}".rstrip("/")
