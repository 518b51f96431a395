"""The flow of the whole, on one screen: read, check, compose, render, prove, publish."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from potluck import keeping, shelf, standing
from potluck.errors import PotluckError
from potluck.model import Artifact, Book, Download, Edition, Finding, Severity, Use
from potluck.shelf import REUSE
from potluck.source import place
from potluck.storage import sweep, write_whole

if TYPE_CHECKING:
    from potluck.checking import Reading
    from potluck.formats import Progress, Renderer
    from potluck.formats.pdf import Workshop
    from potluck.proof import Prover
    from potluck.source.manuscript import Manuscript

# ruff: noqa: PLC0415 - a build imports what it needs, and hardly anything where nothing changed

FORMATS = ("pdf", "epub", "site")  # in the order of building: the site offers the others
USES: dict[str, Use] = {"pdf": "print", "epub": "ebook", "site": "web"}
_EPOCH = "SOURCE_DATE_EPOCH"


def renderers(root: Path, kept: Path, workshop: "Workshop") -> dict[str, "Renderer"]:
    """Return one renderer for each format, in the order of building; `kept` is for caches."""
    from potluck.formats.epub import Epub
    from potluck.formats.pdf import Pdf
    from potluck.formats.site import Site

    return {"pdf": Pdf(workshop=workshop), "epub": Epub(kept), "site": Site(root)}


@dataclass(frozen=True)
class Outcome:
    """What a build came to: findings, and the artifacts if it was published."""

    findings: tuple[Finding, ...]
    artifacts: tuple[Artifact, ...] = ()

    @property
    def published(self) -> bool:
        return bool(self.artifacts)


class UnfitBook(PotluckError):  # noqa: N818 - the book is unfit, the program is fine
    """The manuscript has errors, so there is no edition (exit code 1)."""

    exit_code = 1

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        worst = [finding for finding in findings if finding.severity is Severity.ERROR]
        lines = "\n".join(str(finding) for finding in worst)
        super().__init__(f"The book cannot be built:\n{lines}")
        self.findings = findings


def compose(
    reading: "Reading",
    findings: tuple[Finding, ...],
    *,
    preview: bool = False,
    formats: Sequence[str] = FORMATS,
    progress: "Progress" = lambda _: None,
) -> Edition:
    """Return the edition of a checked manuscript. Raises UnfitBook where there are errors.

    A preview is made also where chapters take more than a chapter may: it says so in their place.

    Its pictures are developed for these formats at once, for others when they are asked for. What
    only the site shows is in it where the site is among the formats.
    """
    from potluck import edition
    from potluck.cell.limits import Overruns
    from potluck.checking import has_errors
    from potluck.darkroom import Darkroom
    from potluck.edition.absent import excused, told
    from potluck.formats import counting

    absent = excused(findings) if preview else {}
    if has_errors([each for each in findings if each.place.path not in absent]):
        raise UnfitBook(findings)
    uses = tuple(USES[name] for name in formats)
    darkroom = Darkroom(reading.manuscript.files, reading.glance.kept, uses)
    darkroom.ahead(
        _mentioned(reading.manuscript),
        counting(progress, "Pictures"),
    )
    materials = edition.Materials(
        reading.attribution,
        darkroom,
        reading.glance.kept,
        absent,
        cited="site" in formats,
        told=counting(progress, "Texts"),
    )
    try:
        made = edition.compose(materials, preview=preview)
    except Overruns as excess:
        raise UnfitBook(told(excess)) from excess
    if darkroom.findings:
        raise UnfitBook(darkroom.findings)
    return _completed(made, reading, preview=preview) if "site" in formats else made


def _mentioned(manuscript: "Manuscript") -> Callable[[str], bool]:
    """Tell of a picture whether some chapter writes its name; what it misses is developed later."""
    text = cache(lambda: "\n".join(chapter.text for chapter in manuscript.chapters))
    return lambda path: PurePosixPath(path).name in text()


def _completed(made: Edition, reading: "Reading", *, preview: bool) -> Edition:
    """Add what only the site shows: the handbook, what was corrected, who makes the book."""
    from potluck import community, corrections, handbook

    guide = handbook.compose(made.book) if made.book.handbook else None
    if steps := corrections.steps(reading.attribution):
        made = replace(made, corrections=corrections.page(steps, made))
    if not made.book.community:
        return replace(made, handbook=guide)
    state = community.measure(reading.attribution, drafts=preview)
    return replace(made, handbook=guide, community=community.page(state, made))


def edition_for(root: Path, *, preview: bool) -> tuple[Edition, tuple[Download, ...]]:
    """Return the edition of the book in a folder, and the downloads that were built before."""
    from potluck.checking import check, read

    reading = read(root)
    return compose(reading, check(reading).findings, preview=preview), shelf.downloads(root)


def build(
    root: Path,
    formats: tuple[str, ...] = FORMATS,
    *,
    workshop: "Workshop | None" = None,
    progress: "Progress",
) -> Outcome:
    """Build, prove and publish editions of the book; the last good ones stay where that fails.

    One build at a time: who waited reads the book as it is then, not as it was. Raises ConfigError
    where there is no book.
    """
    if not (root / place.NAME).exists():
        raise place.no_book(root)
    with shelf.locked(root, lambda: progress("Waiting for another build")):
        before = standing.look(root, (*formats, workshop.way) if workshop else formats)
        if stands := standing.recall(before):
            return Outcome(stands.findings, stands.artifacts)
        outcome = _build(root, formats, workshop, progress)
        if outcome.published:
            standing.stamp(before, outcome.findings, outcome.artifacts)
            if room := keeping.room(root):
                sweep(room)
        return outcome


def _build(
    root: Path, formats: tuple[str, ...], workshop: "Workshop | None", progress: "Progress"
) -> Outcome:
    progress("reading")
    if "pdf" in formats and not (workshop and workshop.cluster):
        _warm()  # while we load what reads the book
    from potluck.cell.limits import Overruns
    from potluck.checking import check, has_errors, read
    from potluck.formats import counting

    reading = read(root, counting(progress, "Files"))
    workplace = _at_home(workshop, root, reading.glance.kept)
    if "pdf" in formats:
        _dress(workplace, reading.manuscript.book)
    unprintable = _unprintable(reading) if "pdf" in formats else {}
    findings = check(reading, unprintable=unprintable).findings
    if has_errors(findings):
        return Outcome(findings)
    try:
        made = compose(reading, findings, formats=formats, progress=progress)
    except UnfitBook as unfit:
        return _unfit(findings, unfit.findings)
    with _staging(root, formats) as stage, _dated(made):
        prover = cache(partial(_prover, made, dict(stage), reading.glance.kept))
        rights = cache(partial(_rights, reading))
        ahead = replace(workplace, meanwhile=lambda: (prover(), rights()))
        known = renderers(root, reading.glance.kept, ahead)
        try:
            artifacts = _render(made, stage, known, progress)
        except Overruns as excess:
            from potluck.edition.absent import told

            return _unfit(findings, told(excess, made))
        progress("proof")
        proven = prover().prove()
        artifacts = (*artifacts, _metadata(rights(), shelf.staged(root, REUSE, stage)))
        named = _named(reading, made, stage)
        gaps = (*proven.findings, *named)
        if has_errors(gaps):
            return Outcome((*findings, *gaps))
        shelf.publish(root, made, artifacts, stage, proven.measure)
    return Outcome((*findings, *gaps), artifacts)


def _unfit(*found: tuple[Finding, ...]) -> Outcome:
    every = {finding for findings in found for finding in findings}
    return Outcome(tuple(sorted(every, key=lambda finding: finding.sort_key)))


def _warm() -> None:
    """Begin to load what sets the type, while the book is read."""
    from potluck.formats.pdf.press import executors

    executors.warm()


def _dress(workplace: "Workshop", book: Book) -> None:
    """Have what sets the type take out what it needed the last time, while the book is read."""
    from potluck.formats.pdf import production

    production.ready(workplace, book)


def _at_home(workshop: "Workshop | None", root: Path, kept: Path) -> "Workshop":
    """Return the workshop with a place for what is set, and the secret that seals it."""
    from potluck.formats.pdf import Workshop, at_home

    if workshop and workshop.cache:
        return workshop
    return at_home(workshop or Workshop(), root, kept)


def _prover(made: Edition, stage: Mapping[str, Path], kept: Path) -> "Prover":
    """Know what is to be found in finished editions, before there are any."""
    from potluck import proof

    return proof.Prover.ready(made, stage, kept)


def _named(reading: "Reading", made: Edition, stage: Mapping[str, Path]) -> tuple[Finding, ...]:
    """Look for names that were withheld."""
    from potluck.attribution.withheld import withheld
    from potluck.proof import privacy

    return privacy.named(withheld(reading.attribution), made, stage)


def _rights(reading: "Reading") -> dict[str, bytes]:
    """Work out who holds the rights in which file, as `reuse lint` reads it."""
    from potluck import reuse

    return reuse.overlay(reading.attribution)


def _metadata(files: Mapping[str, bytes], folder: Path) -> Artifact:
    """Write who holds the rights in which file, and the licences."""
    for name, data in files.items():
        write_whole(folder / name, data)
    return Artifact(REUSE, REUSE, tuple(sorted(files)), (f"licences={len(files) - 1}",))


def _unprintable(reading: "Reading") -> dict[str, str]:
    """Return the characters that the PDF could not show, each with the package that brings it."""
    from potluck.formats.pdf import fonts

    words = "".join(raw.text for raw in reading.manuscript.chapters)
    text = "".join(sorted({*re.findall("[^\0-~]", words)}))
    return {char: fonts.debian_package(char) for char in fonts.lacking(text)}


@contextmanager
def _staging(root: Path, formats: tuple[str, ...]) -> Iterator[dict[str, Path]]:
    """Give each format a new folder of its own; what was not published is removed."""
    folders = {name: shelf.staging(root, name) for name in FORMATS if name in formats}
    try:
        yield folders
    finally:
        shelf.dismiss(root, folders)


@contextmanager
def _dated(made: Edition) -> Iterator[None]:
    """Let libraries that ask SOURCE_DATE_EPOCH hear the book's own date, whatever stands there."""
    given = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(made.build.date.timestamp()))
    try:
        yield
    finally:
        if given is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = given


def _render(
    made: Edition,
    stage: dict[str, Path],
    known: dict[str, "Renderer"],
    progress: "Progress",
) -> tuple[Artifact, ...]:
    artifacts: list[Artifact] = []
    for name, folder in stage.items():
        progress(name)
        offers = name not in shelf.DOWNLOADS  # a download offers no others
        offered = shelf.offered(made, folder.parent, artifacts, stage) if offers else ()
        artifacts.append(known[name].render(made, folder, shelf=offered, progress=progress))
    return tuple(artifacts)
