"""The proof: what the Edition says is found again in every finished edition, or nothing appears."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from potluck.model import Edition, Finding, Measure, Place, Severity
from potluck.proof.blocks import BOOK, Block, beside, blocks, by_home, running

if TYPE_CHECKING:
    from potluck.proof.memory import Memory

HINT = "This is a bug of Potluck, not of the book: please report it, with the file named here."
_NAMES = {"site": "site", "pdf": "PDF", "epub": "EPUB"}
_QUOTED = 60

Fault = tuple[str, str]
"""Where (a path in the edition), and what is wrong."""


@dataclass(frozen=True)
class Proof:
    """What was looked for in finished editions, counted, and what was wrong with them."""

    findings: tuple[Finding, ...]
    measure: Measure


def verify(
    edition: Edition, artifacts: Mapping[str, Path], kept: Path | None = None
) -> tuple[Finding, ...]:
    """Compare finished editions, in folders by format, with the Edition; sorted findings."""
    return prove(edition, artifacts, kept).findings


def prove(edition: Edition, artifacts: Mapping[str, Path], kept: Path | None = None) -> Proof:
    """Compare finished editions, in folders by format, with the Edition.

    What was proven before is kept below the folder `kept`, where no pull request can put a file.

    BLD-001: words, credits or licences are lost. BLD-003: a link leads nowhere, or where no link
    of a book may lead.
    """
    return Prover.ready(edition, artifacts, kept).prove()


@dataclass(frozen=True)
class Prover:
    """Knows what is to be found in editions, perhaps before they are finished."""

    artifacts: Mapping[str, Path]
    case: "_Case"
    measure: Measure

    @classmethod
    def ready(
        cls, edition: Edition, artifacts: Mapping[str, Path], kept: Path | None = None
    ) -> "Prover":
        """Work out what is to be found, and remember what was."""
        from potluck.proof.memory import remembered  # noqa: PLC0415 - heavy

        memory = remembered(kept, artifacts, edition.build)
        wanted = blocks(edition, lambda text: memory.words(text, running))
        return cls(artifacts, _Case(edition, wanted, memory), _measure(edition, wanted))

    def prove(self) -> Proof:
        """Look for it."""
        case = self.case
        found = [
            finding
            for name, folder in self.artifacts.items()
            for path, slug in _files(name, case.edition)
            for finding in _verify(name, folder / path, path, case.alone(slug) if slug else case)
        ]
        case.memory.close()
        return Proof(tuple(sorted(found, key=lambda finding: finding.sort_key)), self.measure)


def _measure(edition: Edition, wanted: tuple[Block, ...]) -> Measure:
    words = sum(len(block.text.split()) for block in wanted)
    return Measure(len(edition.chapters), words, len(wanted))


@dataclass(frozen=True)
class _Case:
    """What is to be proven: all of an edition, or the one chapter that stands alone in a file."""

    edition: Edition
    wanted: tuple[Block, ...]
    memory: "Memory"
    slug: str = ""
    whole: "_Case | None" = None

    def alone(self, slug: str) -> "_Case":
        """Narrow the case down to a chapter, with what concerns it of the book around it."""
        chapter = self.edition.chapter(slug)
        wanted = (*self._homes[f"chapter/{slug}"], *beside(chapter, self.edition))
        return _Case(self.edition, wanted, self.memory, slug, self)

    @cached_property
    def _homes(self) -> Mapping[str, list[Block]]:
        return by_home(self.wanted)

    @cached_property
    def absent(self) -> tuple[str, ...]:
        """The characters that the PDF shows in another way."""
        from potluck.proof import texts  # noqa: PLC0415 - heavy

        if self.whole:
            return self.whole.absent
        return texts.absent((block.text for block in self.wanted), self.memory)


def _files(name: str, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield what is proven of a format, file by file, with the chapter that stands alone in it."""
    if name == "site":
        yield "index.html", ""
        return
    yield f"{edition.book.slug}.{name}", ""
    if name == "pdf" and edition.book.pdf != ("screen",):
        yield from _printings(edition)


def _printings(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the PDFs besides the first: other printings of the book, and its chapters."""
    from potluck.formats.pdf import variants  # noqa: PLC0415 - where there is more than one

    for variant in variants.wanted(edition.book):
        if variant != variants.SCREEN:
            yield variant.file(edition.book.slug), ""
    if variants.CHAPTERS in edition.book.pdf:
        yield from ((variants.alone(chapter.slug), chapter.slug) for chapter in edition.chapters)


def _verify(name: str, file: Path, path: str, case: _Case) -> Iterator[Finding]:
    """Check one file of a format, or the whole site; it must be there at all."""
    if not file.is_file() or not file.stat().st_size:
        place = Place(f"build/{name}/{path}")
        message = f"The {_called(name, path, case)} is missing or empty."
        yield Finding(place, "BLD-001", Severity.ERROR, message, HINT)
        return
    kind = "chapter" if case.slug else name
    for gap in _LOST[kind](file, case):
        yield _lost(_called(name, path, case), gap, case)
    for where, message in _FAULTS[kind](file, case):
        place = Place(f"build/{name}/{PurePosixPath(path).parent / where}")
        yield Finding(place, "BLD-003", Severity.ERROR, message, HINT)


def _called(name: str, path: str, case: _Case) -> str:
    """Name a format, and the file where it has several."""
    first = path in {"index.html", f"{case.edition.book.slug}.{name}"}
    return _NAMES[name] if first else f"{_NAMES[name]} {path}"


def _lost(called: str, gap: Block, case: _Case) -> Finding:
    kind, _, slug = gap.home.partition("/")
    slug = case.slug or (slug if kind == "chapter" else "")
    chapter = case.edition.chapter(slug) if slug else None
    book = gap.kind == "page" or (gap.home == BOOK and not case.slug)
    of = "book" if book else "chapter" if chapter else "page"
    short = gap.text if len(gap.text) <= _QUOTED else gap.text[: _QUOTED - 1].rstrip() + "…"
    message = f"The {called} lacks the {gap.kind} “{short}” of this {of}."
    place = Place(chapter.path if chapter else "mkdocs.yml")
    return Finding(place, "BLD-001", Severity.ERROR, message, HINT)


# --- formats ------------------------------------------------------------------------------------


def _lost_in_site(file: Path, case: _Case) -> Iterator[Block]:
    from potluck.proof import parity, programs, texts  # noqa: PLC0415 - heavy

    places = texts.site(file.parent, case.edition, case.memory)
    lost = tuple(parity.missing(case.wanted, places, proven=case.memory.proven(b"site")))
    homes = {block.home for block in lost}
    yield from lost
    yield from (b for b in programs.missing(file.parent, case.edition) if b.home not in homes)


def _lost_in_epub(file: Path, case: _Case) -> Iterator[Block]:
    from potluck.proof import parity, texts  # noqa: PLC0415 - heavy

    places = texts.epub(file, case.edition, case.memory)
    return parity.missing(case.wanted, places, proven=case.memory.proven(b"epub"))


def _lost_in_pdf(file: Path, case: _Case) -> Iterator[Block]:
    from potluck.proof import parity, texts  # noqa: PLC0415 - heavy

    if case.slug:
        places = texts.alone(file, case.slug)
    else:
        places = texts.pdf(file, case.edition, case.memory)
    proven = case.memory.proven(b"pdf" + "".join(case.absent).encode())
    return parity.missing(case.wanted, places, texts.written(case.absent), proven)


def _faults_of_site(file: Path, case: _Case) -> Iterator[Fault]:
    from potluck.proof import links  # noqa: PLC0415 - heavy

    return links.site(file.parent, case.edition.book.url, case.memory)


def _faults_of_epub(file: Path, case: _Case) -> Iterator[Fault]:
    from potluck.proof import links  # noqa: PLC0415 - heavy

    return links.epub(file, case.memory)


def _faults_of_pdf(file: Path, case: _Case) -> Iterator[Fault]:
    from potluck.proof import actions  # noqa: PLC0415 - heavy

    return actions.faults(file, case.memory)


def _faults_of_chapter(file: Path, case: _Case) -> Iterable[Fault]:
    """Look at the PDF of a chapter, unless nothing was wrong with the very same file before."""
    from potluck.keeping import seal  # noqa: PLC0415 - as the others
    from potluck.proof import actions  # noqa: PLC0415 - heavy
    from potluck.proof.memory import Memory  # noqa: PLC0415 - heavy

    name = seal(b"actions" + file.read_bytes())
    # With a memory of its own, for hundreds of files are not held open.
    return case.memory.proven().unless(name, lambda: actions.faults(file, Memory()))


_LOST: Mapping[str, Callable[[Path, _Case], Iterator[Block]]] = {
    "site": _lost_in_site,
    "epub": _lost_in_epub,
    "pdf": _lost_in_pdf,
    "chapter": _lost_in_pdf,
}
_FAULTS: Mapping[str, Callable[[Path, _Case], Iterable[Fault]]] = {
    "site": _faults_of_site,
    "epub": _faults_of_epub,
    "pdf": _faults_of_pdf,
    "chapter": _faults_of_chapter,
}
