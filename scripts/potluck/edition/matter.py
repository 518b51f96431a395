"""The back matter, the same in every edition: who made this book, from what, under which terms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from potluck import theme
from potluck.dialect.figures import credit
from potluck.edition.roll import Roll, roll
from potluck.model import Chapter, Edition, Heading, License, Matter

PAGES = (
    ("contributors", "Contributors"),
    ("sources", "Sources"),
    ("pictures", "Picture credits"),
    ("licences", "Licences"),
)


@dataclass(frozen=True)
class PictureLine:
    """One figure in the list of picture credits."""

    chapter: Chapter
    anchor: str
    words: str
    credit: Markup


@dataclass(frozen=True)
class LicenseUse:
    """A licence and what stands under it."""

    license: License
    chapters: tuple[Chapter, ...]
    pictures: int
    sources: int


def back_matter(edition: Edition, rules: tuple[str, ...] = ()) -> tuple[Matter, ...]:
    """Return the pages of the back matter; one without content is left out.

    `rules` are paragraphs that say how people come to be named, and in which order.
    """
    everyone = roll(edition)
    values = {
        "edition": edition,
        "rules": rules,
        "roll": everyone,
        "pictures": tuple(picture_lines(edition)),
        "uses": tuple(license_uses(edition)),
    }
    pages = (
        Matter(slug, title, theme.render(f"matter/{slug}.html.j2", **values).strip())
        for slug, title in PAGES
    )
    found = {page.slug: page for page in pages if page.html}
    if "contributors" in found:
        letters = tuple(letter_headings(everyone))
        found["contributors"] = replace(found["contributors"], headings=letters)
    return tuple(found.values())


def letter_headings(everyone: Roll) -> Iterator[Heading]:
    """Yield the letters of the list of contributors, for the contents beside the page."""
    for section in everyone.sections:
        if section.letter:
            yield Heading(2, section.id, section.letter)


def picture_lines(edition: Edition) -> Iterator[PictureLine]:
    """Yield each figure of the book, in order, with its credit (which may be empty)."""
    for chapter in edition.texts:
        for figure in chapter.figures:
            words = figure.caption or figure.alt
            yield PictureLine(chapter, figure.id, words, credit(figure))


def license_uses(edition: Edition) -> Iterator[LicenseUse]:
    """Yield each licence that occurs, with what stands under it."""
    for used in edition.licenses:
        figures = [f for chapter in edition.texts for f in chapter.figures]
        sources = [s for chapter in edition.texts for s in chapter.sources]
        yield LicenseUse(
            used,
            tuple(c for c in edition.texts if c.license.id == used.id),
            sum(1 for f in figures if f.license and f.license.id == used.id),
            sum(1 for s in sources if s.license and s.license.id == used.id),
        )
