"""Licence headers of every file of a book, read where they stand, and which are in force.

Nearest first: the metadata (`license:`), comments in it, a comment above the text, NAME.license
beside the file, REUSE.toml.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from potluck.model import Place
from potluck.source.manuscript import RawChapter, RawFile, Trouble
from potluck.source.notices import (
    Headers,
    Kind,
    Notice,
    Stated,
    clean,
    in_comments,
    in_front_matter,
    notices,
)
from potluck.source.reusetoml import MAX_BYTES, NAME, Annotation, Unreadable, parse, written
from potluck.source.yamldoc import Document

SIDECAR = ".license"
TEXTS = "LICENSES"
DRAWING = ".svg"
MAX_SIDECAR = 16 * 1024  # bytes; also how much of a drawing is looked at
MAX_GENERATED = 4 * 1024 * 1024  # bytes of a REUSE.toml with what we wrote ourselves into it
MAX_ROOT = 1000  # names looked at in the book's folder and in LICENSES/
KEYS: dict[Kind, tuple[str, ...]] = {
    "license": ("license", "licence", "SPDX-License-Identifier"),
    "copyright": ("copyright", "SPDX-FileCopyrightText"),
}
_TOLD = re.compile("SPDX-|Copyright|©")
# What may stand beside a book without using licences of its own.
OF_A_BOOK = frozenset({"content", "contributors", "build", "mkdocs.yml", NAME, TEXTS})


# --- reading ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """One REUSE.toml: the folder it speaks for ("" is the book's own), and its annotations."""

    folder: str
    annotations: tuple[Annotation, ...]

    def last(self, path: str) -> Annotation | None:
        """Return the last annotation that matches a file: the one that counts."""
        prefix = f"{self.folder}/" if self.folder else ""
        if not path.startswith(prefix):
            return None
        inner = path.removeprefix(prefix)
        return next((each for each in reversed(self.annotations) if each.matches(inner)), None)

    @property
    def licenses(self) -> Iterator[Notice]:
        for annotation in self.annotations:
            yield from (notice for notice in annotation.notices if notice.kind == "license")


def read_headers(
    root: Path, chapters: Sequence[RawChapter], files: tuple[RawFile, ...]
) -> tuple[Headers, tuple[Trouble, ...]]:
    """Read every licence header of a book, and what keeps one from being read."""
    troubles: list[Trouble] = []
    names = _names(root)
    hand = written(_text(_root_table(root), troubles, MAX_GENERATED))
    tables = tuple(_tables(hand, files, troubles))
    said = _said(chapters, files, troubles)
    paths = {*said, *(file.path for file in files)} if tables else {*said}
    stated = {path: _stated(path, said.get(path, ()), tables) for path in sorted(paths)}
    of_chapters = [stated[chapter.path] for chapter in chapters]
    told = [notice for each in of_chapters for notice in (*each.licenses, *each.copyrights)]
    headers = Headers(
        MappingProxyType({path: each for path, each in stated.items() if each != Stated()}),
        tuple(notice for table in tables for notice in table.licenses),
        _names(root / TEXTS),
        used=NAME in names or TEXTS in names,
        alone=all(
            name in OF_A_BOOK or name.startswith(".") or name.endswith(".md") for name in names
        ),
        written=hand,
        general=tuple(dict.fromkeys(notice for notice in told if notice.weak)),
    )
    return headers, tuple(troubles)


def _said(
    chapters: Iterable[RawChapter], files: tuple[RawFile, ...], troubles: list[Trouble]
) -> dict[str, tuple[Notice, ...]]:
    """Return what files and their sidecars say, by path."""
    said = {chapter.path: chapter.gist.notices for chapter in chapters}
    for file in files:
        said[file.path] = tuple(notices(_head(file), file.path))
    for file in files:
        named = file.path.removesuffix(SIDECAR)
        if named != file.path and named in said:
            beside = notices(_text(file, troubles, MAX_SIDECAR), file.path)
            said[named] = (*said[named], *beside)
    return said


def own(chapter: RawChapter, document: Document) -> Iterator[Notice]:
    """Yield what a chapter's own file says, the metadata (`document`) first."""
    meta = document.value if isinstance(document.value, dict) else {}
    for kind, keys in KEYS.items():
        for key in keys:
            value = meta.get(key)
            text = clean(str(value)) if isinstance(value, str | int) else ""
            if text:
                yield Notice(kind, text, Place(chapter.path, *document.mark((key,))))
    if _TOLD.search(chapter.text):
        head = chapter.text.split("\n")[1 : max(chapter.body_line - 2, 1)]
        yield from in_front_matter("\n".join(head), chapter.path)
        yield from in_comments(chapter.body, chapter.path, chapter.body_line)


def _names(folder: Path) -> tuple[str, ...]:
    if folder.is_symlink() or not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir()))[:MAX_ROOT]


def _root_table(root: Path) -> RawFile:
    path = root / NAME
    if path.is_symlink() or not path.is_file():
        return RawFile(NAME, 0, bytes)
    return RawFile(NAME, path.stat().st_size, path.read_bytes)


def _text(file: RawFile, troubles: list[Trouble], limit: int) -> str:
    place = Place(file.path)
    try:
        data = file.read() if file.size <= limit else b""
        text = data.decode("utf-8-sig")
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}"
        troubles.append(Trouble("unreadable", place, message, f"chmod u+r {file.path}"))
        return ""
    except UnicodeDecodeError:
        message = "The file is not UTF-8 text"
        troubles.append(Trouble("encoding", place, message, "save it as UTF-8"))
        return ""
    if file.size > limit:
        message = f"The file is larger than {limit // 1024} kB"
        troubles.append(Trouble("size", place, message, "keep only its licence lines"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _head(file: RawFile) -> str:
    """Return the beginning of a drawing; whatever is wrong with it, other rules say."""
    try:
        data = file.read()[:MAX_SIDECAR] if file.path.endswith(DRAWING) else b""
    except OSError:
        return ""
    return data.decode("utf-8", "replace") if b"SPDX-" in data else ""


def _tables(hand: str, files: tuple[RawFile, ...], troubles: list[Trouble]) -> Iterator[Table]:
    """Yield every REUSE.toml, the topmost first."""
    found = [("", NAME, hand)]
    for file in files:
        folder, _, name = file.path.rpartition("/")
        if name == NAME:
            found.append((folder, file.path, written(_text(file, troubles, MAX_GENERATED))))
    for folder, path, text in sorted(found, key=lambda each: each[0].split("/")):
        try:
            if len(text.encode()) > MAX_BYTES:
                raise Unreadable(f"it is larger than {MAX_BYTES // 1024} kB")  # noqa: TRY301
            yield Table(folder, parse(text, path))
        except Unreadable as error:
            place = Place(path, error.line, error.column)
            message = f"The licence table cannot be read: {error.message}"
            hint = "see https://reuse.software/spec-3.3/ for how it is written"
            troubles.append(Trouble("yaml", place, message, hint))


# --- weighing -----------------------------------------------------------------------------------


def _stated(path: str, said: tuple[Notice, ...], tables: tuple[Table, ...]) -> Stated:
    """Put together what is in force for a file (REUSE 3.3, "Order of precedence")."""
    strong: list[Notice] = [*said]
    weak: list[tuple[Notice, ...]] = []
    for table in tables:
        annotation = table.last(path)
        if annotation is None:
            continue
        if annotation.precedence == "closest":
            weak.append(annotation.notices)
        else:
            strong += annotation.notices
        if annotation.precedence == "override":
            break
    groups = (tuple(strong), *reversed(weak))
    return Stated(_first(groups, "license"), _first(groups, "copyright"))


def _first(groups: Iterable[tuple[Notice, ...]], kind: Kind) -> tuple[Notice, ...]:
    """Return the notices of one kind from the first group that has any."""
    chosen = (tuple(n for n in group if n.kind == kind) for group in groups)
    return next((group for group in chosen if group), ())
