"""Read what is new: ask the rules that need no other file, and note what others will ask of it.

Strangers wrote it, so it is read in cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from potluck.cell.limits import Limits, Overrun
from potluck.checks.likeness import sketch
from potluck.checks.memory import Known, Memory, Study, packed
from potluck.checks.reading import Heading, Link, Note, Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules import RULES
from potluck.checks.rules import fm008_over_limits as over_limits
from potluck.checks.views import BookView, ChapterView
from potluck.model import Finding, Place
from potluck.source.fields import fields
from potluck.source.manuscript import Manuscript, RawChapter, RawContributor, Trouble
from potluck.source.notices import Headers
from potluck.source.outline import Outline, OutlinePart, alone

if TYPE_CHECKING:
    from potluck.cell.shift import Told

FILE = Limits(20)
"""What checking one file may use. A chapter of 200 kB takes two seconds and 60 MB."""
HINT = "split the file"
LOADED = ("potluck.checks.study", "potluck.checks.markdown", "jsonschema_rs")
"""Modules that a cell needs anyway: who forks it loads them once."""
ALONE = tuple(rule for rule in RULES if rule.scope in {Scope.TEXT, Scope.FILE})

Written = RawChapter | RawContributor
Studies = dict[str, Study]  # by path


def ask(rule: Rule, book: BookView) -> Iterator[Finding]:
    """Yield what a rule finds in a book, or in a part of it."""
    if rule.scope in {Scope.TEXT, Scope.CHAPTER}:
        for chapter in book.chapters:
            yield from rule.check(chapter)
    elif rule.scope is not Scope.PAST or book.past is not None:
        yield from rule.check(book)


def studied(manuscript: Manuscript, memory: Memory, told: "Told" = lambda *_: None) -> Studies:
    """Return what each file says by itself: from memory, or read now."""
    written: tuple[Written, ...] = (*manuscript.chapters, *manuscript.contributors)
    found = {file.path: memory.recall(file.digest) for file in written}
    new = [file for file in written if found[file.path] is None]
    for file, learned in zip(new, _read(manuscript, new, told), strict=True):
        if isinstance(learned, Overrun):
            found[file.path] = _unread(file, learned)  # and is not remembered
        else:
            memory.learn(file.digest, learned)
            found[file.path] = learned
    return {path: study for path, study in found.items() if study is not None}


def informed(manuscript: Manuscript, studies: Studies) -> Manuscript:
    """Return the manuscript with what is known of each chapter filled in."""
    chapters = []
    for chapter in manuscript.chapters:
        known = studies[chapter.path].known
        chapters.append(replace(chapter, remembered=known.gist) if known else chapter)
    return replace(manuscript, chapters=tuple(chapters))


# --- in cells -----------------------------------------------------------------------------------


def _read(manuscript: Manuscript, files: Sequence[Written], told: "Told") -> list[Study | Overrun]:
    """Return what is learned of each file, or why nothing is."""
    if not files:
        return []
    from potluck.cell.nursery import nearest  # noqa: PLC0415 - where there is something new
    from potluck.cell.shift import Task, share_out  # noqa: PLC0415

    bare = replace(
        manuscript, chapters=(), contributors=(), files=(), troubles=(), headers=Headers({})
    )
    tasks = [Task(study, (bare, replace(file))) for file in files]  # a copy has nothing cached
    return share_out(tasks, nearest(*LOADED), FILE, told=told)


def study(bare: Manuscript, file: Written) -> Study:
    """Read one file, in a cell; `bare` is the book without any."""
    book = _by_itself(bare, file)
    findings = tuple(finding for rule in ALONE for finding in ask(rule, book))
    known = next(map(_known, book.chapters), None)
    return Study(findings, known.shape if known else file.digest.encode(), known)


def _unread(file: Written, overrun: Overrun) -> Study:
    """Return what stands for a file that takes too much to be read: nothing is known of it."""
    told = overrun.about("Checking this file", HINT)
    finding = over_limits.RULE.finding(Place(file.path), told.message, told.hint)
    if isinstance(file, RawContributor):
        return Study((finding,), file.digest.encode())
    trouble = Trouble("limits", finding.place, told.message, told.hint)
    empty = msgspec.Raw(msgspec.msgpack.encode(({}, ())))
    known = Known((trouble,), fields({}), (), (), (), empty, (), (), (), (), (), "", ())
    return Study((finding,), known.shape, known)


def _by_itself(bare: Manuscript, file: Written) -> BookView:
    """Return a book of this file alone, so that nothing else can shape what is found."""
    chapters = (file,) if isinstance(file, RawChapter) else ()
    people = (file,) if isinstance(file, RawContributor) else ()
    part = OutlinePart("alone", None, None, tuple(alone(chapter) for chapter in chapters))
    book = replace(bare, chapters=chapters, contributors=people)
    return BookView(book, Outline(None, (part,)))


def _known(chapter: ChapterView) -> Known:
    gist = chapter.raw.gist
    return Known(
        troubles=gist.troubles,
        fields=gist.fields,
        notices=gist.notices,
        addresses=gist.addresses,
        misplaced=gist.misplaced,
        document=packed(chapter.raw),
        headings=tuple(chapter.reading.all(Heading)),
        links=tuple(chapter.reading.all(Link)),
        pictures=tuple(chapter.reading.all(Picture)),
        notes=tuple(chapter.reading.all(Note)),
        anchors=tuple(sorted(chapter.anchors)),
        title=chapter.title,
        sketch=sketch(chapter.raw.body),
    )
