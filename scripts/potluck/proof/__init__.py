"""The proof: what the Edition says is found again in every finished edition, or nothing appears."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from potluck.model import Edition, Finding, Place, Severity
from potluck.proof.blocks import BOOK, Block, blocks, running

if TYPE_CHECKING:
    from potluck.proof.memory import Memory

HINT = "This is a bug of Potluck, not of the book: please report it, with the file named here."
_NAMES = {"site": "site", "pdf": "PDF", "epub": "EPUB"}
_QUOTED = 60

Wanted = tuple[Block, ...]
Fault = tuple[str, str]
"""Where (a path in the edition), and what is wrong."""


def verify(
    edition: Edition, artifacts: Mapping[str, Path], kept: Path | None = None
) -> tuple[Finding, ...]:
    """Compare finished editions, in folders by format, with the Edition; sorted findings.

    What was proven before is kept below the folder `kept`, where no pull request can put a file.

    BLD-001: words, credits or licences are lost. BLD-003: a link leads nowhere, or where no link
    of a book may lead.
    """
    from potluck.proof.memory import remembered  # noqa: PLC0415 - heavy

    memory = remembered(kept, artifacts)
    wanted = blocks(edition, lambda text: memory.words(text, running))
    found = [
        finding
        for name, folder in artifacts.items()
        for finding in _verify(name, folder, edition, wanted, memory)
    ]
    memory.close()
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def _verify(
    name: str, folder: Path, edition: Edition, wanted: Wanted, memory: "Memory"
) -> Iterator[Finding]:
    """Check one format, which must be there at all."""
    file = folder / ("index.html" if name == "site" else f"{edition.book.slug}.{name}")
    if not file.is_file() or not file.stat().st_size:
        place = Place(f"build/{name}/{file.name}")
        message = f"The {_NAMES[name]} is missing or empty."
        yield Finding(place, "BLD-001", Severity.ERROR, message, HINT)
        return
    for gap in _LOST[name](file, edition, wanted, memory):
        yield _lost(name, gap, edition)
    for where, message in _FAULTS[name](file, edition, memory):
        place = Place(f"build/{name}/{where}")
        yield Finding(place, "BLD-003", Severity.ERROR, message, HINT)


def _lost(name: str, gap: Block, edition: Edition) -> Finding:
    kind, _, slug = gap.home.partition("/")
    chapter = edition.chapter(slug) if kind == "chapter" else None
    of = "book" if gap.home == BOOK or gap.kind == "page" else "chapter" if chapter else "page"
    short = gap.text if len(gap.text) <= _QUOTED else gap.text[: _QUOTED - 1].rstrip() + "…"
    message = f"The {_NAMES[name]} lacks the {gap.kind} “{short}” of this {of}."
    place = Place(chapter.path if chapter else "mkdocs.yml")
    return Finding(place, "BLD-001", Severity.ERROR, message, HINT)


# --- formats ------------------------------------------------------------------------------------


def _lost_in_site(
    file: Path, edition: Edition, wanted: Wanted, memory: "Memory"
) -> Iterator[Block]:
    from potluck.proof import parity, programs, texts  # noqa: PLC0415 - heavy

    places = texts.site(file.parent, edition, memory)
    lost = tuple(parity.missing(wanted, places, proven=memory.proven(b"site")))
    homes = {block.home for block in lost}
    yield from lost
    yield from (b for b in programs.missing(file.parent, edition) if b.home not in homes)


def _lost_in_epub(
    file: Path, edition: Edition, wanted: Wanted, memory: "Memory"
) -> Iterator[Block]:
    from potluck.proof import parity, texts  # noqa: PLC0415 - heavy

    places = texts.epub(file, edition, memory)
    return parity.missing(wanted, places, proven=memory.proven(b"epub"))


def _lost_in_pdf(file: Path, edition: Edition, wanted: Wanted, memory: "Memory") -> Iterator[Block]:
    from potluck.proof import parity, texts  # noqa: PLC0415 - heavy

    absent = texts.absent((block.text for block in wanted), memory)
    proven = memory.proven(b"pdf" + "".join(absent).encode())
    return parity.missing(wanted, texts.pdf(file, edition, memory), texts.written(absent), proven)


def _faults_of_site(file: Path, edition: Edition, memory: "Memory") -> Iterator[Fault]:
    from potluck.proof import links  # noqa: PLC0415 - heavy

    return links.site(file.parent, edition.book.url, memory)


def _faults_of_epub(file: Path, _: Edition, memory: "Memory") -> Iterator[Fault]:
    from potluck.proof import links  # noqa: PLC0415 - heavy

    return links.epub(file, memory)


def _faults_of_pdf(file: Path, _: Edition, memory: "Memory") -> Iterator[Fault]:
    from potluck.proof import actions  # noqa: PLC0415 - heavy

    return actions.faults(file, memory)


_LOST: Mapping[str, Callable[[Path, Edition, Wanted, "Memory"], Iterator[Block]]] = {
    "site": _lost_in_site,
    "epub": _lost_in_epub,
    "pdf": _lost_in_pdf,
}
_FAULTS: Mapping[str, Callable[[Path, Edition, "Memory"], Iterator[Fault]]] = {
    "site": _faults_of_site,
    "epub": _faults_of_epub,
    "pdf": _faults_of_pdf,
}
