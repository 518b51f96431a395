"""Read what is new: ask the rules that need no other file, and note what others will ask of it.

Many new files are shared out among the processor's cores.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from potluck.checks.likeness import sketch
from potluck.checks.memory import Known, Memory, Study, packed
from potluck.checks.reading import Heading, Link, Note, Picture
from potluck.checks.rule import Rule, Scope
from potluck.checks.rules import RULES
from potluck.checks.views import BookView, ChapterView
from potluck.model import Finding
from potluck.source.manuscript import Manuscript, RawChapter, RawContributor
from potluck.source.notices import Headers
from potluck.source.outline import Outline, OutlinePart, alone

ENOUGH = 100  # new files from which on a second process saves time
SHARE = 25  # files that a process takes at once
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


def studied(manuscript: Manuscript, memory: Memory) -> Studies:
    """Return what each file says by itself: from memory, or read now."""
    written: tuple[Written, ...] = (*manuscript.chapters, *manuscript.contributors)
    found = {file.path: memory.recall(file.digest) for file in written}
    new = [file for file in written if found[file.path] is None]
    for file, study in zip(new, _shared_out(manuscript, new), strict=True):
        memory.learn(file.digest, study)
        found[file.path] = study
    return {path: study for path, study in found.items() if study is not None}


def informed(manuscript: Manuscript, studies: Studies) -> Manuscript:
    """Return the manuscript with what is known of each chapter filled in."""
    chapters = []
    for chapter in manuscript.chapters:
        known = studies[chapter.path].known
        chapters.append(replace(chapter, remembered=known.gist) if known else chapter)
    return replace(manuscript, chapters=tuple(chapters))


# --- several processes --------------------------------------------------------------------------

_inherited: list[tuple[Manuscript, Sequence[Written]]] = []  # what a forked process finds


def _shared_out(manuscript: Manuscript, files: Sequence[Written]) -> list[Study]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(files) < ENOUGH or cores == 1 or threading.active_count() > 1:
        return _study(manuscript, files)
    import multiprocessing  # noqa: PLC0415 - slow to import, and rarely needed
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    _inherited.append((manuscript, files))
    try:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(cores, mp_context=fork) as pool:
            parts = pool.map(_part, range(0, len(files), SHARE))
            return [study for part in parts for study in _PARTS.decode(part)]
    finally:
        _inherited.clear()


def _part(start: int) -> bytes:
    manuscript, files = _inherited[0]
    return msgspec.msgpack.encode(_study(manuscript, files[start : start + SHARE]))


_PARTS = msgspec.msgpack.Decoder(list[Study])

# --- one process --------------------------------------------------------------------------------


def _study(manuscript: Manuscript, files: Sequence[Written]) -> list[Study]:
    book = _by_themselves(manuscript, files)
    findings: dict[str, list[Finding]] = {file.path: [] for file in files}
    for rule in ALONE:
        for finding in ask(rule, book):
            findings[finding.place.path].append(finding)
    known = {chapter.path: _known(chapter) for chapter in book.chapters}
    return [_result(file, tuple(findings[file.path]), known.get(file.path)) for file in files]


def _result(file: Written, findings: tuple[Finding, ...], known: Known | None) -> Study:
    return Study(findings, known.shape if known else file.digest.encode(), known)


def _by_themselves(manuscript: Manuscript, files: Sequence[Written]) -> BookView:
    """Return a book of these files alone, so that nothing else can shape what is found."""
    chapters = tuple(file for file in files if isinstance(file, RawChapter))
    people = tuple(file for file in files if isinstance(file, RawContributor))
    part = OutlinePart("alone", None, None, tuple(alone(chapter) for chapter in chapters))
    bare = replace(
        manuscript, chapters=chapters, contributors=people, files=(), troubles=(), headers=Headers()
    )
    return BookView(bare, Outline(None, (part,)))


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
