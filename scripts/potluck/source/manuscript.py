"""The manuscript as it was written: raw text and metadata, every value with its file and line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from potluck.model import Book, Place
from potluck.source.notices import Headers, Notice
from potluck.source.yamldoc import Document, Value
from potluck.source.yamldoc import Path as KeyPath

if TYPE_CHECKING:
    from potluck.source.fields import Fields

TroubleKind = Literal["yaml", "encoding", "size", "symlink", "unreadable", "limits"]


@dataclass(frozen=True)
class Trouble:
    """Something that kept a file from being read; a rule turns it into a finding."""

    kind: TroubleKind
    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Stored:
    """What `text` no longer shows of how a file was stored."""

    mark: bool = False  # begins with a byte order mark
    mixed: int = 0  # the first line whose ending differs from that of line 1; 0 if none does


PLAIN = Stored()

Stamp = tuple[int, int, int]  # size, and when content and anything else changed, in nanoseconds
NO_STAMP: Stamp = (0, 0, 0)


@dataclass(frozen=True)
class Content:
    """A chapter's file as text."""

    text: str = field(repr=False)
    stored: Stored
    front: str = field(repr=False)
    body: str = field(repr=False)
    body_line: int


@dataclass(frozen=True)
class Gist:
    """What is read out of a chapter's file alone; it can be remembered by the file's content."""

    troubles: tuple[Trouble, ...]
    fields: "Fields"
    notices: tuple[Notice, ...]  # about its licence
    addresses: tuple[str, ...]  # in the text, that may be pictures
    misplaced: tuple[str, ...]  # keys of the metadata that name a licence where nobody reads it
    read: Callable[[], Document] = field(repr=False, compare=False)  # the metadata

    @cached_property
    def document(self) -> Document:
        return self.read()


@dataclass(frozen=True)
class RawChapter:
    """A Markdown file: its metadata as plain values, and its body from `body_line` on."""

    path: str  # "content/mains/dal.md"
    digest: str  # of path and bytes; empty where the file could not be read
    content: Callable[[], Content] = field(repr=False, compare=False)
    understand: Callable[["RawChapter"], Gist] = field(repr=False, compare=False)
    remembered: Gist | None = field(default=None, repr=False, compare=False)

    @cached_property
    def _content(self) -> Content:
        return self.content()

    @property
    def text(self) -> str:
        """The whole file."""
        return self._content.text

    @property
    def stored(self) -> Stored:
        return self._content.stored

    @property
    def body(self) -> str:
        return self._content.body

    @property
    def body_line(self) -> int:
        """The line of the file on which the body begins."""
        return self._content.body_line

    @cached_property
    def gist(self) -> Gist:
        return self.remembered or self.understand(self)

    @property
    def document(self) -> Document:
        return self.gist.document

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return self.gist.troubles

    @property
    def meta(self) -> dict[str, Value]:
        return self.document.value if isinstance(self.document.value, dict) else {}

    def place(self, *path: str | int) -> Place:
        """Where a value of the front matter stands."""
        return Place(self.path, *self.document.mark(path))

    def place_in_body(self, line: int, column: int = 1) -> Place:
        """Where a line of the body (counted from 0) stands in the file."""
        return Place(self.path, self.body_line + line, column)


@dataclass(frozen=True)
class RawContributor:
    """A file of `contributors/`: plain values with their lines."""

    path: str  # "contributors/contributor-a.yml"
    document: Document
    troubles: tuple[Trouble, ...] = ()
    text: str = field(default="", repr=False)  # the whole file
    stored: Stored = PLAIN
    digest: str = ""  # of path and bytes

    @property
    def stem(self) -> str:
        return Path(self.path).stem

    @property
    def meta(self) -> dict[str, Value]:
        return self.document.value if isinstance(self.document.value, dict) else {}

    def place(self, *path: str | int) -> Place:
        return Place(self.path, *self.document.mark(path))


@dataclass(frozen=True)
class RawFile:
    """Any other file below `content/`. `read` returns its bytes (and raises OSError)."""

    path: str
    size: int
    read: Callable[[], bytes] = field(repr=False, compare=False)
    stamp: Stamp = NO_STAMP  # changes whenever the file does


@dataclass(frozen=True)
class Manuscript:
    """Everything that people wrote, and the one configuration file."""

    root: Path
    book: Book
    config: Document  # mkdocs.yml
    chapters: tuple[RawChapter, ...]
    contributors: tuple[RawContributor, ...]
    files: tuple[RawFile, ...]
    troubles: tuple[Trouble, ...] = ()  # of the tree itself, such as links that leave it
    headers: Headers = field(default_factory=Headers, repr=False)  # licences outside the metadata

    def file(self, path: str) -> RawFile | None:
        """Return the file of this path, if there is one."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> dict[str, RawFile]:
        return {file.path: file for file in self.files}


__all__ = ["KeyPath", "Manuscript", "RawChapter", "RawContributor", "RawFile", "Trouble"]
