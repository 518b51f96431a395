"""What the package says about the book: who made it, from what, and who can read it how."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from potluck.formats.metadata import makers
from potluck.formats.metadata.makers import Maker
from potluck.model import Book, Chapter, Edition, Role, Source


@dataclass(frozen=True)
class Person:
    """One `dc:creator` or `dc:contributor`."""

    name: str
    roles: tuple[Role, ...]
    sort: str = ""

    @property
    def relators(self) -> tuple[str, ...]:
        """Their MARC relator codes, each once, the weightiest first.

        >>> Person("A", (Role.EDITOR, Role.TESTER, Role.CONTRIBUTOR)).relators
        ('edt', 'ctb')
        """
        return tuple(dict.fromkeys(role.marc for role in self.roles))


@dataclass(frozen=True)
class Access:
    """The accessibility metadata of this edition (EPUB Accessibility 1.1, section 2)."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazard: str
    summary: str


def identifier(book: Book) -> str:
    """Return the book's `urn:uuid:`, the same for every build of the same book.

    EPUB 3.3, section 5.5.3.1.1: identifier and `dcterms:modified` together name the release.
    """
    return f"urn:uuid:{uuid5(NAMESPACE_URL, book.url or f'potluck:{book.slug}')}"


def rights(edition: Edition) -> str:
    """Say in one sentence what is under which licence."""
    own, *others = (given.name for given in edition.licenses)
    text = f"{edition.book.title} as a collection: {own}. Each chapter is under its own licence"
    return f"{text}; these also occur: {', '.join(others)}." if others else f"{text}."


def origin(edition: Edition) -> str:
    """Name the commit that the edition was made from: its address, if it has one."""
    return f"{edition.book.commit_url or 'git commit '}{edition.build.commit}"


def languages(edition: Edition) -> tuple[str, ...]:
    """The book's language, then those that single chapters are in."""
    return tuple(dict.fromkeys((edition.book.lang, *(text.lang for text in edition.texts))))


def modified(moment: datetime) -> str:
    """Write the date of the build as `dcterms:modified` wants it (EPUB 3.3, section 5.5.4.1).

    >>> modified(datetime(2026, 3, 4, 5, 6, tzinfo=UTC))
    '2026-03-04T05:06:00Z'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


# --- people -------------------------------------------------------------------------------------


def creators(edition: Edition) -> tuple[Person, ...]:
    """The authors: the book's own, then in the order in which readers meet their names."""
    return tuple(map(_person, makers.authors(edition)))


def contributors(edition: Edition) -> tuple[Person, ...]:
    """Everyone else who is credited, in order of `sort`."""
    return tuple(map(_person, makers.others(edition)))


def _person(maker: Maker) -> Person:
    who = maker.contributor
    return Person(who.name, maker.roles, who.sort if who.id else "")


# --- sources and licences -----------------------------------------------------------------------


def sources(edition: Edition) -> tuple[str, ...]:
    """Every work that a chapter or a picture stands on, once, in reading order."""
    given = (source for chapter in edition.texts for source in _sources(chapter))
    return tuple(dict.fromkeys(_cite(source) for source in given))


def _sources(chapter: Chapter) -> Iterable[Source]:
    yield from chapter.sources
    yield from (figure.source for figure in chapter.figures if figure.source)


def _cite(source: Source) -> str:
    imprint = ", ".join(str(part) for part in (source.publisher, source.year) if part)
    byline = f" by {source.author}" if source.author else ""
    address = f", {source.url}" if source.url else ""
    return f"{source.title}{byline}{f' ({imprint})' if imprint else ''}{address}"


# --- accessibility ------------------------------------------------------------------------------

_FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")


def access(pictures: Collection[str], *, described: bool, formulas: bool) -> Access:
    """State only what holds for these media types of pictures, all described or not."""
    sufficient = (("textual",) if described else ()) + (("textual,visual",) if pictures else ())
    features = (("alternativeText",) if described else ()) + (("MathML",) if formulas else ())
    return Access(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=sufficient,
        features=_FEATURES + features,
        hazard="unknown" if "image/gif" in pictures else "none",  # a GIF may flash
        summary=_summary(described=described, pictures=bool(pictures)),
    )


def _summary(*, described: bool, pictures: bool) -> str:
    text = "Text that adapts to the reader's settings, with headings, lists and tables marked up "
    text += "and a table of contents that leads to every chapter."
    if pictures:
        text += " Every picture has a text alternative." if described else ""
        text += "" if described else " Some pictures have no text alternative."
    return f"{text} It has not been assessed against WCAG by a person."
