"""Turn the bytes of one `git log --raw -z` into records. Pure; any bytes will do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from potluck.credits.people import Person, clean, coauthors, distinct, scrub
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
    people: tuple[Person, ...]
    diffs: tuple[tuple[Entry, ...], ...] = ()


def parse(data: bytes) -> tuple[Record, ...]:
    """Return the records of the log, in its order; what cannot be read is passed over."""
    records: dict[str, Record] = {}
    tokens = iter(data.split(b"\0"))
    entries: list[Entry] = []
    current = ""
    for token in tokens:
        if token.startswith(b"\x01"):
            _close(records, current, entries)
            entries, record = [], _record((token[1:], *_take(tokens, len(FIELDS) - 1)))
            current = record.commit.id
            records.setdefault(current, record)
        elif token.lstrip(b"\n").startswith(b":"):
            entries.append(_entry(token, tokens))
    _close(records, current, entries)
    return tuple(records.values())


def _close(records: dict[str, Record], current: str, entries: list[Entry]) -> None:
    """Give the entries read so far to their commit: git repeats a merge for each parent."""
    if entries and current in records:
        record = records[current]
        records[current] = replace(record, diffs=(*record.diffs, tuple(entries)))


def _record(fields: tuple[bytes, ...]) -> Record:
    commit, parents, tree, written, committed, name, email, subject, body = map(_text, fields)
    author = Person(clean(name), clean(email))
    people = distinct((author, *coauthors(body)))
    return Record(
        Commit(commit, instant(written), (), scrub(clean(subject))),
        instant(committed),
        tree,
        tuple(parents.split()),
        people,
    )


def _entry(token: bytes, tokens: Iterator[bytes]) -> Entry:
    """Read `:100644 100644 OLD NEW R087` and the one or two paths that follow it."""
    status = (_text(token).split() or [""])[-1]
    if token.lstrip(b"\n").startswith(b"::"):  # against all parents of a merge at once
        return Entry(status[:1] if len({*status}) == 1 else "M", _text(next(tokens, b"")))
    letter, score = status[:1], status[1:]
    likeness = int(score) if score.isascii() and score.isdigit() and len(score) < 4 else 0
    if letter in {"R", "C"}:
        former, path = _take(tokens, 2)
        return Entry(letter, _text(path), _text(former), likeness)
    (path,) = _take(tokens, 1)
    return Entry(letter, _text(path))


def _take(tokens: Iterator[bytes], count: int) -> tuple[bytes, ...]:
    return tuple(next(tokens, b"") for _ in range(count))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


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
