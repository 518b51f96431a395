"""What stands in `build/`, or in a folder that was published: `manifest.json`, typed.

The file is described for others by `manifest.schema.json`, beside this module. It says nothing of
when or where it was made: the same commit gives the same manifest.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from potluck.model import Edition, Font

NAME = "manifest.json"
SCHEMA = Path(__file__).parent / "manifest.schema.json"
LARGEST = 50_000_000  # bytes of a manifest: a site of 100,000 files has less
PROVEN = ("words", "credits", "licences", "links", "withheld names")
"""What is looked for in each finished file before it is published."""
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
T = TypeVar("T")


@dataclass(frozen=True)
class File:
    """The size of a file in bytes, and its hash."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Proven:
    """That everything was found again, by which Potluck; `digest` names the very files."""

    potluck: str
    digest: str
    blocks: int
    of: tuple[str, ...] = PROVEN


@dataclass(frozen=True)
class Entry:
    """One format. `date` is its commit's, `counts` are chapters, words, pages and bytes."""

    folder: str
    build: str
    date: str
    files: dict[str, File]
    commit: str = ""
    notes: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    tools: dict[str, str] = field(default_factory=dict)
    fonts: tuple[Font, ...] = ()
    proven: Proven | None = None

    @cached_property
    def digest(self) -> str:
        """Stand for all files: the hash of a list as `sha256sum` writes it, in order of names."""
        lines = (f"{facts.sha256}  {name}\n" for name, facts in sorted(self.files.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def vouched(self) -> bool:
        """Tell whether these very files were proven."""
        return self.proven is not None and self.proven.digest == self.digest

    @property
    def moment(self) -> datetime:
        return parsed(self.date)


@dataclass(frozen=True)
class Title:
    """Which book it is."""

    title: str
    slug: str
    url: str | None = None


@dataclass(frozen=True)
class Made:
    """Which build it is: as in `model.Build`, with the date in words."""

    id: str
    commit: str
    date: str
    modified: bool = False

    @property
    def moment(self) -> datetime:
        return parsed(self.date)


@dataclass(frozen=True)
class Manifest:
    """All that stands there."""

    book: Title
    build: Made
    potluck: str
    artifacts: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition, artifacts: Mapping[str, Entry]) -> "Manifest":
        """Return the manifest of a build."""
        book, build = edition.book, edition.build
        made = Made(build.id, build.commit, moment(build.date), build.modified)
        title = Title(book.title, book.slug, book.url)
        return cls(title, made, build.version, dict(sorted(artifacts.items())))


def moment(date: datetime) -> str:
    """Write a date as manifests do.

    >>> moment(datetime(2026, 3, 4, 5, 6, tzinfo=UTC))
    '2026-03-04T05:06:00Z'
    """
    return date.astimezone(UTC).strftime(_MOMENT)


def parsed(date: str) -> datetime:
    """Read a date as manifests write it. Raises ValueError."""
    return datetime.strptime(date, _MOMENT).replace(tzinfo=UTC)


def encoded(value: object) -> bytes:
    """Write a manifest, or what is kept beside it, so that people can read it."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def decoded(data: bytes, kind: type[T]) -> T:
    """Read what `encoded` wrote, or what others sent in its place. Raises ValueError."""
    if len(data) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST} bytes")
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error


def read(path: Path) -> Manifest | None:
    """Return a manifest from a file; None where it is absent or damaged."""
    try:
        return parse(path.read_bytes())
    except (OSError, ValueError):
        return None


def parse(data: bytes) -> Manifest:
    """Read a manifest, whoever sent it. Raises ValueError where anything in it cannot be used."""
    found = decoded(data, Manifest)
    entries = found.artifacts.values()
    for date in (found.build.date, *(entry.date for entry in entries)):
        parsed(date)
    for name in (name for entry in entries for name in (entry.folder, *entry.files)):
        if not within(name):
            raise ValueError(f"{name!r} is no path in a folder")
    return found if all(entry.commit for entry in entries) else _completed(found)


def _completed(found: Manifest) -> Manifest:
    """Fill in the commits that an older Potluck gave only once, for the last build."""
    entries = {
        name: replace(entry, commit=entry.commit or found.build.commit)
        if entry.build == found.build.id
        else entry
        for name, entry in found.artifacts.items()
    }
    return replace(found, artifacts=entries)


def within(name: str) -> bool:
    r"""Tell whether a name of a file stays in its folder.

    >>> [within(name) for name in ("a/b.html", "/etc", "../a", "a/./b", "a\\b", "")]
    [True, False, False, False, False, False]
    """
    usable = not set(name) & {"\\", "\0"}
    return usable and all(part not in {"", ".", ".."} for part in name.split("/"))
