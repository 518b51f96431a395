"""The flow of the whole, on one screen: read, check, compose, render, prove, publish."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

from potluck import community, edition, handbook, keeping, proof, reuse, shelf
from potluck.attribution.withheld import withheld
from potluck.checking import Reading, check, has_errors, read
from potluck.darkroom import Darkroom
from potluck.edition import Materials
from potluck.errors import PotluckError
from potluck.formats import Progress, Renderer
from potluck.formats.epub import Epub
from potluck.formats.pdf import Pdf, fonts
from potluck.formats.site import Site
from potluck.model import Artifact, Download, Edition, Finding, Severity, Use
from potluck.proof import privacy
from potluck.source.manuscript import Manuscript
from potluck.storage import write_whole

FORMATS = ("pdf", "epub", "site")  # in the order of building: the site offers the others
USES: dict[str, Use] = {"pdf": "print", "epub": "ebook", "site": "web"}
REUSE = "reuse"  # what every build writes beside them
_EPOCH = "SOURCE_DATE_EPOCH"


def renderers(root: Path, folder: Path | None = None) -> dict[str, Renderer]:
    """Return one renderer for each format, in the order of building; `folder` is for caches."""
    made: dict[str, Renderer] = {"pdf": Pdf(), "epub": Epub(folder), "site": Site(root)}
    return made


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
    reading: Reading,
    findings: tuple[Finding, ...],
    *,
    preview: bool = False,
    formats: tuple[str, ...] = ("site",),
) -> Edition:
    """Return the edition of a checked manuscript. Raises UnfitBook where there are errors.

    Its pictures are developed for these formats at once, for others when they are asked for.
    """
    if has_errors(findings):
        raise UnfitBook(findings)
    uses = tuple(USES[name] for name in formats)
    darkroom = Darkroom(reading.manuscript.files, kept(reading), uses)
    darkroom.ahead(_mentioned(reading.manuscript))
    made = edition.compose(Materials(reading.attribution, darkroom), preview=preview)
    if darkroom.findings:
        raise UnfitBook(darkroom.findings)
    return _completed(made, reading, preview=preview)


def kept(reading: Reading) -> Path:
    """Return the folder for what was worked out, where no pull request can put a file."""
    return reading.glance.common / keeping.FOLDER


def _mentioned(manuscript: Manuscript) -> Callable[[str], bool]:
    """Tell of a picture whether some chapter writes its name; what it misses is developed later."""
    text = cache(lambda: "\n".join(chapter.text for chapter in manuscript.chapters))
    return lambda path: PurePosixPath(path).name in text()


def _completed(made: Edition, reading: Reading, *, preview: bool) -> Edition:
    """Add what only the site shows: the handbook and the page of the community."""
    guide = handbook.compose(made.book) if made.book.handbook else None
    if not made.book.community:
        return replace(made, handbook=guide)
    state = community.measure(reading.attribution, drafts=preview)
    return replace(made, handbook=guide, community=community.page(state, made))


def edition_for(root: Path, *, preview: bool) -> tuple[Edition, tuple[Download, ...]]:
    """Return the edition of the book in a folder, and the downloads that were built before."""
    reading = read(root)
    return compose(reading, check(reading).findings, preview=preview), shelf.downloads(root)


def build(root: Path, formats: tuple[str, ...] = FORMATS, *, progress: Progress) -> Outcome:
    """Build, prove and publish editions of the book; the last good ones stay where that fails."""
    progress("reading")
    reading = read(root)
    unprintable = _unprintable(reading) if "pdf" in formats else {}
    findings = check(reading, unprintable=unprintable).findings
    if has_errors(findings):
        return Outcome(findings)
    with shelf.locked(root):
        try:
            made = compose(reading, findings, formats=formats)
        except UnfitBook as unfit:
            return Outcome(tuple(sorted({*findings, *unfit.findings}, key=lambda f: f.sort_key)))
        with _staging(root, formats) as stage, _dated(made):
            artifacts = _render(made, stage, renderers(root, kept(reading)), progress)
            progress("proof")
            gaps = proof.verify(made, stage)
            artifacts = (*artifacts, _metadata(reading, shelf.staged(root, REUSE, stage)))
            gaps += privacy.named(withheld(reading.attribution), made, stage)
            if has_errors(gaps):
                return Outcome((*findings, *gaps))
            shelf.publish(root, made, artifacts, stage)
    return Outcome((*findings, *gaps), artifacts)


def _metadata(reading: Reading, folder: Path) -> Artifact:
    """Write who holds the rights in which file, and the licences, as `reuse lint` reads them."""
    files = reuse.overlay(reading.attribution)
    for name, data in files.items():
        write_whole(folder / name, data)
    return Artifact(REUSE, REUSE, tuple(sorted(files)), (f"licences={len(files) - 1}",))


def _unprintable(reading: Reading) -> dict[str, str]:
    """Return the characters that the PDF could not show, each with the package that brings it."""
    text = "".join(sorted({c for raw in reading.manuscript.chapters for c in raw.text if c > "~"}))
    return {char: fonts.debian_package(char) for char in fonts.lacking(text)}


@contextmanager
def _staging(root: Path, formats: tuple[str, ...]) -> Iterator[dict[str, Path]]:
    """Give each format a new folder of its own; what was not published is removed."""
    folders = {name: shelf.staging(root, name) for name in FORMATS if name in formats}
    try:
        yield folders
    finally:
        for folder in folders.values():
            shelf.discard(folder)


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
    known: dict[str, Renderer],
    progress: Callable[[str], None],
) -> tuple[Artifact, ...]:
    artifacts: list[Artifact] = []
    for name, folder in stage.items():
        progress(name)
        offered = shelf.offered(made, folder.parent, artifacts, stage)
        artifacts.append(known[name].render(made, folder, shelf=offered, progress=progress))
    return tuple(artifacts)
