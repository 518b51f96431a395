"""What the contents and the copyright page list, worked out from the Edition."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from potluck.formats.pdf.index import Index
from potluck.formats.pdf.lists import Listing
from potluck.model import Chapter, Edition, License

NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its rank, its words, and the neutral link it is."""

    rank: str  # "front", "part", "chapter", "matter"
    title: str
    target: str
    draft: bool = False


def part_numbers(edition: Edition) -> dict[str, str]:
    """Number the parts that have titles, in words up to ten, by slug."""
    titled = [part.slug for part in edition.parts if part.title]
    return {slug: NUMBERS[n] if n < len(NUMBERS) else str(n + 1) for n, slug in enumerate(titled)}


def entries(
    edition: Edition, listings: Sequence[Listing] = (), indexes: Sequence[Index] = ()
) -> Iterator[Entry]:
    """Yield the lines of the contents, in the order of the book."""
    for listing in listings:
        yield Entry("front", listing.title, f"book:sheet/{listing.slug}")
    if edition.preface:
        yield Entry("front", edition.preface.title, f"book:chapter/{edition.preface.slug}")
    for part in edition.parts:
        if part.title:
            opening = f"chapter/{part.opening.slug}" if part.opening else f"part/{part.slug}"
            yield Entry("part", part.title, f"book:{opening}")
        yield from map(_chapter, part.chapters)
    for matter in edition.matter:
        yield Entry("matter", matter.title, f"book:page/{matter.slug}")
    for index in indexes:
        yield Entry("matter", index.title, f"book:sheet/{index.slug}")
    yield Entry("matter", "Colophon", "book:sheet/colophon")


def _chapter(chapter: Chapter) -> Entry:
    return Entry("chapter", chapter.title, f"book:chapter/{chapter.slug}", draft=chapter.draft)


@dataclass(frozen=True)
class ImprintRow:
    """A licence that occurs, and what is under it: "3 chapters, 1 picture"."""

    license: License
    uses: str


MOST_NOTICES = 8  # lines; each chapter has its own at its end


@dataclass(frozen=True)
class Imprint:
    """What the copyright page says beyond the book's own data.

    `unnamed` is true where holders of copyright are to be found in the chapters alone: some texts
    name none here, or there are so many that nobody would read them.
    """

    notices: tuple[str, ...]
    unnamed: bool
    rows: tuple[ImprintRow, ...]


def imprint(edition: Edition) -> Imprint:
    """Gather the copyright notices, each once, and a row for each licence that occurs."""
    notices = tuple(dict.fromkeys(t.copyright for t in edition.texts if t.copyright))
    many = len(notices) > MOST_NOTICES
    unnamed = many or any(not text.copyright for text in edition.texts)
    return Imprint(() if many else notices, unnamed, _rows(edition))


def _rows(edition: Edition) -> tuple[ImprintRow, ...]:
    texts = edition.texts
    counts = (
        ("chapter", _count(chapter.license for chapter in texts)),
        ("picture", _count(figure.license for text in texts for figure in text.figures)),
        ("source", _count(source.license for text in texts for source in text.sources)),
    )
    return tuple(
        ImprintRow(terms, ", ".join(_uses(terms.id, counts))) for terms in edition.licenses
    )


def _count(licenses: Iterable[License | None]) -> Counter[str]:
    return Counter(terms.id for terms in licenses if terms)


def _uses(name: str, counts: Iterable[tuple[str, Counter[str]]]) -> Iterator[str]:
    for noun, counter in counts:
        if number := counter[name]:
            yield f"{number} {noun}{'s' if number > 1 else ''}"
