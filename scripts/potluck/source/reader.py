"""Folder -> Manuscript. A file that cannot be read becomes a Trouble, never an error."""

import codecs
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from potluck.errors import ConfigError
from potluck.model import Place
from potluck.source import yamldoc
from potluck.source.agreement import addresses, misplaced
from potluck.source.config import read_config
from potluck.source.fields import fields
from potluck.source.headers import own, read_headers
from potluck.source.limits import over_limits
from potluck.source.manuscript import (
    Content,
    Gist,
    Manuscript,
    RawChapter,
    RawContributor,
    RawFile,
    Stored,
    Trouble,
)
from potluck.source.schema import SchemaName, words

CONTENT = "content"
CONTRIBUTORS = "contributors"
MAX_CHAPTER = 200 * 1024  # bytes; a long textbook chapter has 100 kB. Bounds Python-Markdown's n².
MAX_FILE = 64 * 1024 * 1024  # bytes; a picture larger than this is not opened
FENCE = "---"
_ENDING = re.compile(rb"\r\n|\r|\n")


def unprepared(manuscript: Manuscript) -> Manuscript:
    """Leave a manuscript as it is: every file is understood when somebody asks about it."""
    return manuscript


def read(root: Path, prepare: Callable[[Manuscript], Manuscript] = unprepared) -> Manuscript:
    """Read `mkdocs.yml`, `content/` and `contributors/` below a folder.

    `prepare` may fill in what is remembered of chapters, before anything is understood. Raises
    ConfigError where there is no usable `mkdocs.yml` or no `content/`.
    """
    book, config = read_config(root)
    if not (root / CONTENT).is_dir():
        raise ConfigError(
            f"There is no folder {CONTENT}/ in {root.resolve().name}/.",
            f"mkdir {CONTENT} and put the chapters there, such as {CONTENT}/my-dish.md "
            "(a `docs_dir` in mkdocs.yml does not change that)",
        )
    entries, troubles = _walk(root, CONTENT)
    people, more = _walk(root, CONTRIBUTORS)
    manuscript = prepare(
        Manuscript(
            root=root,
            book=book,
            config=config,
            chapters=tuple(read_chapter(root, path) for path in entries if path.endswith(".md")),
            contributors=tuple(
                read_contributor(root, path) for path in people if path.endswith((".yml", ".yaml"))
            ),
            files=tuple(_raw_file(root, path) for path in entries if not path.endswith(".md")),
        )
    )
    headers, unread = read_headers(root, manuscript.chapters, manuscript.files)
    return replace(manuscript, troubles=(*troubles, *more, *unread), headers=headers)


def _walk(root: Path, folder: str) -> tuple[list[str], list[Trouble]]:
    """List the files below a folder by their path from the root; hidden ones are passed over."""
    files: list[str] = []
    troubles: list[Trouble] = []
    base = str(root / folder)
    for entry in _entries(root / folder):
        path = folder + entry.path[len(base) :].replace(os.sep, "/")
        if entry.is_symlink():
            troubles.append(_symlink(root, path))
        elif entry.is_file(follow_symlinks=False):
            files.append(path)
    return sorted(files), troubles


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    if not folder.is_dir() or folder.is_symlink():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path))
        else:
            yield entry


def _symlink(root: Path, path: str) -> Trouble:
    target = (root / path).resolve()
    where = "inside the book" if target.is_relative_to(root.resolve()) else "outside the book"
    return Trouble(
        "symlink",
        Place(path),
        f"This is a symbolic link to a place {where}",
        "put a copy of the file here: links are never followed",
    )


def _raw_file(root: Path, path: str) -> RawFile:
    found = (root / path).stat()
    stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return RawFile(path, found.st_size, partial(_read_bounded, root / path), stamp)


def _read_bounded(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise OSError(f"larger than {MAX_FILE // 1024 // 1024} MB")
    return data


def read_chapter(root: Path, path: str) -> RawChapter:
    r"""Read one Markdown file. Line endings become `\n`, a byte order mark is dropped."""
    data, troubles = _read(root, path, MAX_CHAPTER)
    content = partial(_content, path, data)
    understand = partial(_understand, path, data, tuple(troubles))
    return RawChapter(path, "" if troubles else _digest(path, data), content, understand)


def _content(path: str, data: bytes) -> Content:
    text, _ = _decode(data, path)
    return Content(text, stored(data), *split(text))


def _understand(path: str, data: bytes, troubles: tuple[Trouble, ...], chapter: RawChapter) -> Gist:
    content = _content(path, data)
    _, unreadable = _decode(data, path)
    document, yaml_troubles = _document(content.front, path, 2, "chapter")
    limits = (
        Trouble("limits", Place(path, content.body_line + over.line), over.message, over.hint)
        for over in over_limits(content.body)
    )
    meta = document.value if isinstance(document.value, dict) else {}
    return Gist(
        troubles=(*troubles, *unreadable, *yaml_troubles, *limits),
        fields=fields(meta),
        notices=tuple(own(chapter, document)),
        addresses=addresses(content.body),
        misplaced=tuple(key for key, _ in misplaced(meta)),
        read=lambda: document,
    )


def read_contributor(root: Path, path: str) -> RawContributor:
    """Read one file of `contributors/`."""
    data, troubles = _read(root, path, yamldoc.MAX_BYTES)
    digest = "" if troubles else _digest(path, data)
    text, unreadable = _decode(data, path)
    document, yaml_troubles = _document(text, path, 1, "contributor")
    found = (*troubles, *unreadable, *yaml_troubles)
    return RawContributor(path, document, found, text, stored(data), digest)


def split(text: str) -> tuple[str, str, int]:
    r"""Part a file into front matter, body and the line on which the body begins.

    >>> split("---\ntitle: Soup\n---\nSlice.\n")
    ('title: Soup\n', 'Slice.\n', 4)
    >>> split("Slice.\n")
    ('', 'Slice.\n', 1)
    """
    lines = text.split("\n")
    if not lines or lines[0].rstrip() != FENCE:
        return "", text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {FENCE, "..."}:
            return "\n".join(lines[1:number]) + "\n", "\n".join(lines[number + 1 :]), number + 2
    return "", text, 1


def _read(root: Path, path: str, limit: int) -> tuple[bytes, list[Trouble]]:
    try:
        with open(f"{root}/{path}", "rb") as stream:  # noqa: PTH123 - a thousand times
            data = stream.read(limit + 1)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}"
        return b"", [Trouble("unreadable", Place(path), message, f"chmod u+r {path}")]
    if len(data) > limit:
        message = f"The file is larger than {limit // 1024} kB"
        return b"", [Trouble("size", Place(path), message, "split it into several chapters")]
    return data, []


def _digest(path: str, data: bytes) -> str:
    return hashlib.blake2b(b"%b\0%b" % (os.fsencode(path), data), digest_size=16).hexdigest()


def stored(data: bytes) -> Stored:
    r"""Return how a text is stored: with a byte order mark, with several kinds of line endings.

    >>> stored(b"one\r\ntwo\nthree\r\n"), stored(b"\xef\xbb\xbfone\n")
    (Stored(mark=False, mixed=2), Stored(mark=True, mixed=0))
    """
    mark, mixed = data.startswith(codecs.BOM_UTF8), 0
    if b"\r" in data:
        endings = [match[0] for match in _ENDING.finditer(data)]
        mixed = next((n for n, ending in enumerate(endings, 1) if ending != endings[0]), 0)
    return Stored(mark, mixed)


def _decode(data: bytes, path: str) -> tuple[str, list[Trouble]]:
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        wrong = error.object[error.start]
        message = f"The file is not UTF-8 text (byte 0x{wrong:02X} in line {line})"
        hint = f"save it as UTF-8, or type: iconv -f WINDOWS-1252 -t UTF-8 {path} -o {path}"
        return "", [Trouble("encoding", Place(path, line, column), message, hint)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _document(
    text: str, path: str, first_line: int, kind: SchemaName
) -> tuple[yamldoc.Document, list[Trouble]]:
    try:
        document = yamldoc.load(text, first_line=first_line, fields=words(kind))
    except yamldoc.YamlProblem as problem:
        place = Place(path, problem.line, problem.column)
        message = f"The metadata cannot be read: {problem.message}"
        return yamldoc.Document({}), [Trouble("yaml", place, message, problem.hint)]
    if document.value is not None and not isinstance(document.value, dict):
        message = "The metadata is not a list of `key: value` lines"
        hint = "write for example: title: Leek soup"
        return yamldoc.Document({}), [Trouble("yaml", Place(path, first_line), message, hint)]
    return document, []
