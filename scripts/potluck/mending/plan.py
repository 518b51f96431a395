"""Manuscript -> what would be mended, file by file. Reads the files once more, as they are stored.

What cannot be read, is too large or is no UTF-8 stays as it is: rules say so.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from potluck.checks.views import BookView
from potluck.mending import camera, people
from potluck.mending.fix import Draft, Fix, Mended, TextFix
from potluck.mending.hunks import Line, first, trace
from potluck.mending.registry import CAMERA_DATA, CONTRIBUTOR_FILE, TEXT_FIXES
from potluck.source.headers import SIDECAR
from potluck.source.manuscript import Manuscript, RawChapter, RawContributor
from potluck.source.outline import outline

Read = Callable[[str], bytes]
Wanted = Callable[[str], bool]
_UNREAD = frozenset({"encoding", "size", "unreadable"})


def plan(
    manuscript: Manuscript, read: Read, wanted: Wanted, *, headers: bool = False
) -> tuple[Mended, ...]:
    """Return what would change, by path; `headers`: also write the book's licence into chapters.

    `read` returns the bytes of a file by its path, and raises OSError.
    """
    book = BookView(manuscript, outline(manuscript))
    fixes = tuple(fix for fix in TEXT_FIXES if headers or not fix.asked)
    typed = _typed(book, read, wanted, fixes)
    found = (*typed, *_pictures(book, read, wanted), *_new(book, wanted))
    return tuple(sorted(found, key=lambda mended: mended.path))


def _typed(
    book: BookView, read: Read, wanted: Wanted, fixes: tuple[TextFix, ...]
) -> Iterator[Mended]:
    for file in book.written:
        if not wanted(file.path) or any(trouble.kind in _UNREAD for trouble in file.troubles):
            continue
        try:
            data = read(file.path)
            draft = _draft(book, file, data.decode("utf-8"))
        except (OSError, UnicodeDecodeError):
            continue
        if mended := mend(draft, fixes):
            yield mended


def _draft(book: BookView, file: RawChapter | RawContributor, text: str) -> Draft:
    manuscript = book.manuscript
    beside = manuscript.headers.of(file.path).licenses or manuscript.file(file.path + SIDECAR)
    return Draft(file.path, text, manuscript.book, licensed_beside=bool(beside))


def mend(draft: Draft, fixes: tuple[TextFix, ...]) -> Mended | None:
    """Return a typed file with every fix made that it needs; None where it needs none."""
    before, done = draft.text, []
    lines: list[Line[Fix]] = first(draft.text)
    for fix in fixes:
        text = fix.mend(draft)
        if text != draft.text:
            draft, lines = replace(draft, text=text), trace(lines, text, fix)
            done.append(fix)
    if draft.text == before:
        return None
    return Mended(draft.path, before.encode(), draft.text.encode(), tuple(done), tuple(lines))


def _pictures(book: BookView, read: Read, wanted: Wanted) -> Iterator[Mended]:
    for file in book.manuscript.files:
        if not file.path.lower().endswith(camera.ENDINGS) or not wanted(file.path):
            continue
        try:
            data = read(file.path)
        except OSError:
            continue
        clean = camera.cut(data)
        if clean != data:
            yield Mended(file.path, data, clean, (CAMERA_DATA,))


def _new(book: BookView, wanted: Wanted) -> Iterator[Mended]:
    for path, text in people.missing(book, wanted):
        yield Mended(path, None, text.encode(), (CONTRIBUTOR_FILE,))
