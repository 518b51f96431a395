"""What was learned of each file before, kept by its content: an unchanged file is not read again.

It lies below the git directory, where no pull request can put a file. It is never trusted: what
does not verify, or was made by another Potluck or for another mkdocs.yml, is learned again.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from potluck.checks.reading import Heading, Link, Note, Picture, Thing
from potluck.keeping import edition, keep, load, sealed
from potluck.model import Finding
from potluck.pictures import Facts
from potluck.source.fields import Fields
from potluck.source.manuscript import NO_STAMP, Gist, RawChapter, RawFile, Stamp, Trouble
from potluck.source.notices import Notice
from potluck.source.yamldoc import Document
from potluck.source.yamldoc import Path as KeyPath

_ROOMS = (
    ".",
    "cell",
    "checks",
    "checks/report",
    "checks/rules",
    "source",
    "source/schemas",
    "kitchen",
    "classroom",
    "licensing",
    "pictures",
    "credits",
    "credits/origins",
    "attribution",
    "attribution/ledger",
)


@dataclass(frozen=True)
class Known:
    """What a chapter's file says by itself, as it is kept; `document` is decoded when asked for."""

    troubles: tuple[Trouble, ...]
    fields: Fields
    notices: tuple[Notice, ...]
    addresses: tuple[str, ...]
    misplaced: tuple[str, ...]
    document: msgspec.Raw
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    pictures: tuple[Picture, ...]
    notes: tuple[Note, ...]
    anchors: tuple[str, ...]
    title: str
    sketch: tuple[int, ...]  # of its words, to find chapters that say the same

    @property
    def gist(self) -> Gist:
        return Gist(
            self.troubles,
            self.fields,
            self.notices,
            self.addresses,
            self.misplaced,
            self._read,
        )

    @property
    def shape(self) -> bytes:
        """Stand for all that other files can see of this one, wherever its lines are."""
        told = (
            (self.troubles, self.fields, self.notices, self.addresses, self.document),
            [(heading.level, heading.text, heading.id) for heading in self.headings],
            [(link.href, link.text) for link in self.links],
            [(picture.src, picture.alt, picture.title, picture.href) for picture in self.pictures],
            (self.anchors, self.title),
        )
        return sealed(told)

    @property
    def things(self) -> dict[type, tuple[Thing, ...]]:
        return {
            Heading: self.headings,
            Link: self.links,
            Picture: self.pictures,
            Note: self.notes,
        }

    def _read(self) -> Document:
        value, marks = msgspec.msgpack.decode(self.document, type=_Document)
        return Document(value, dict(marks))


_Document = tuple[Any, tuple[tuple[KeyPath, tuple[int, int]], ...]]


def packed(chapter: RawChapter) -> msgspec.Raw:
    """Return the metadata of a chapter as it is kept."""
    document = chapter.document
    return msgspec.Raw(msgspec.msgpack.encode((document.value, tuple(document.marks.items()))))


@dataclass(frozen=True)
class Study:
    """What is wrong with one file by itself, and, for a chapter, what else is known of it.

    `shape` changes when anything does that other files can see of it.
    """

    findings: tuple[Finding, ...]
    shape: bytes
    known: Known | None = None


@dataclass(frozen=True)
class Verdict:
    """What the rules found that look at several files, when the book was in this `state`."""

    state: bytes = b""
    chapters: dict[str, tuple[Finding, ...]] = field(default_factory=dict)  # by their digest
    book: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Past:
    """What the rules found that look at the history, when the book and its past were such."""

    key: bytes = b""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Look:
    """What a look at a picture showed: its facts, or what is wrong with it (message and hint)."""

    stamp: Stamp
    facts: Facts | None = None
    problem: tuple[str, str] | None = None


@dataclass(frozen=True)
class _Kept:
    studies: dict[str, Study] = field(default_factory=dict)  # by the digest of their file
    looks: dict[str, Look] = field(default_factory=dict)  # by path
    verdict: Verdict = Verdict()
    past: Past = Past()


@dataclass
class Memory:
    """What was kept, and what this run needed of it or learned."""

    file: Path | None = None
    kept: _Kept = field(default_factory=_Kept)
    needed: _Kept = field(default_factory=_Kept)

    def settle(self, verdict: Verdict) -> None:
        """Take down what was found in the book as it is."""
        self.needed = replace(self.needed, verdict=verdict)

    def look_back(self, past: Past) -> None:
        """Take down what was found in the history as it is."""
        self.needed = replace(self.needed, past=past)

    def recall(self, digest: str) -> Study | None:
        """Return what is known of a text."""
        found = self.kept.studies.get(digest) if digest else None
        if found is not None:
            self.needed.studies[digest] = found
        return found

    def learn(self, digest: str, study: Study) -> None:
        """Take down what was learned of a text."""
        if digest:
            self.needed.studies[digest] = study

    def look(self, file: RawFile) -> Look | None:
        """Return what is known of a picture, if it is the one that was looked at."""
        found = self.kept.looks.get(file.path)
        if found is None or found.stamp != file.stamp or file.stamp == NO_STAMP:
            return None
        self.remember(file, found)
        return found

    def remember(self, file: RawFile, look: Look) -> None:
        """Take down what was seen of a picture."""
        self.needed.looks[file.path] = look

    def save(self) -> None:
        """Write what this run needed, if that changed. A memory that cannot be kept is lost."""
        if self.file is not None and self.needed != self.kept:
            keep(self.file, self.needed)

    def save_studies(self) -> None:
        """Write what was learned of files, by somebody who asked no rule."""
        if self.file is not None and self.needed.studies != self.kept.studies:
            keep(self.file, replace(self.kept, studies=self.needed.studies))


def remembered(folder: Path, config: bytes) -> Memory:
    """Return the memory of a book, kept below `folder`; `config` is the book's mkdocs.yml."""
    file = folder / f"studies-{edition(*_ROOMS, also=config)}.msgpack"
    kept = load(file, _Kept)
    return Memory(file) if kept is None else Memory(file, kept)
