"""Turn the bytes of one `git log --raw -z` into records. Pure; any bytes will do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from potluck.credits import fixes
from potluck.credits.fixes import Fix
from potluck.credits.message import Hand, Message, read
from potluck.credits.people import LONGEST, Person, clean, scrub
from potluck.model import Commit

# %x01 opens a commit. Nothing here can hold a NUL, so fields are found by counting, not by looks.
FIELDS = ("%H", "%P", "%T", "%at", "%ct", "%an", "%ae", "%s", "%b")
FORMAT = "%x01" + "%x00".join(FIELDS)
DIFFS = "%x01%H" + "%x00" * (len(FIELDS) - 1)  # where only the changed paths are asked for
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One changed path against one parent: status letter, path, former path, likeness 0-100."""

    status: str
    path: str
    former: str = ""
    score: int = 0


@dataclass(frozen=True)
class Record:
    """One commit of the log. `diffs` has one tuple for each parent whose tree differs."""

    commit: Commit
    committed: datetime
    tree: str
    parents: tuple[str, ...]
    message: Message
    diffs: tuple[tuple[Entry, ...], ...] = ()
    fix: Fix | None = None  # where it says that it puts an error right

    @property
    def hands(self) -> tuple[Hand, ...]:
        """Everyone who had a part in it."""
        return self.message.hands

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone whose words it holds."""
        return tuple(hand.person for hand in self.hands if hand.part.writes)

    @property
    def renames(self) -> tuple[tuple[str, str], ...]:
        """The files that got other names: what each is called now, and was before."""
        entries = (entry for diff in self.diffs for entry in diff)
        return tuple((entry.path, entry.former) for entry in entries if entry.status == "R")

    @property
    def machine(self) -> bool:
        """Whether an AI tool wrote it, or helped to."""
        return self.message.machine

    @property
    def bot(self) -> bool:
        """Whether a program made it that writes no text of its own."""
        return self.message.bot

    @property
    def signed(self) -> tuple[Person, ...]:
        """Who signed it off."""
        return self.message.signed


def parse(data: bytes) -> tuple[Record, ...]:
    """Return the records of the log, in its order; what cannot be read is passed over.

    git repeats a merge for each of its parents: that is one record.
    """
    heads: dict[str, tuple[str, ...]] = {}
    diffs: dict[str, list[list[Entry]]] = {}
    tokens = iter(data.decode("utf-8", "replace").split("\0"))
    entries: list[Entry] = []
    for token in tokens:
        if token.startswith("\x01"):
            fields = (token[1:], *(next(tokens, "") for _ in FIELDS[1:]))
            heads.setdefault(fields[0], fields)
            entries = []
            diffs.setdefault(fields[0], []).append(entries)
        elif token.lstrip("\n").startswith(":"):
            entries.append(_entry(token, tokens))
    return tuple(_record(fields, diffs[commit]) for commit, fields in heads.items())


def _record(fields: tuple[str, ...], diffs: Iterable[list[Entry]]) -> Record:
    commit, parents, tree, written, committed, name, email, subject, body = fields
    title = clean(subject)
    return Record(
        Commit(commit, instant(written), (), scrub(title)),
        instant(committed),
        tree,
        tuple(parents.split()),
        read(_person(name, email), title, body),
        tuple(tuple(entries) for entries in diffs if entries),
        fixes.read(title, body),
    )


@lru_cache(maxsize=4096)
def _person(name: str, email: str) -> Person:
    return Person(clean(name[:LONGEST]), clean(email[:LONGEST]))


def _entry(token: str, tokens: Iterator[str]) -> Entry:
    """Read `:100644 100644 OLD NEW R087` and the one or two paths that follow it."""
    status = token.rpartition(" ")[2]
    if token.lstrip("\n").startswith("::"):  # against all parents of a merge at once
        return Entry(status[:1] if len({*status}) == 1 else "M", next(tokens, ""))
    letter, score = status[:1], status[1:]
    if letter in {"R", "C"}:
        likeness = int(score) if score.isascii() and score.isdigit() and len(score) < 4 else 0
        former = next(tokens, "")
        return Entry(letter, next(tokens, ""), former, likeness)
    return Entry(letter, next(tokens, ""))


def instant(seconds: str) -> datetime:
    """Return the moment that git's seconds mean, in UTC; dates beyond the calendar are 1970.

    >>> instant("86400").isoformat()
    '1970-01-02T00:00:00+00:00'
    >>> instant("99999999999999999999").year
    1970
    """
    try:
        return EPOCH + timedelta(seconds=int(seconds))
    except (ValueError, OverflowError):
        return EPOCH
