"""The back matter, the same in every edition: who made this book, from what, under which terms."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from potluck import theme
from potluck.dialect.figures import credit
from potluck.model import Chapter, Deed, Edition, License, Matter

PAGES = (
    ("contributors", "Contributors"),
    ("sources", "Sources"),
    ("pictures", "Picture credits"),
    ("licences", "Licences"),
)


@dataclass(frozen=True)
class RoleGroup:
    """The chapters in which somebody had the same part: "author", or "photographer, editor"."""

    label: str
    chapters: tuple[Chapter, ...]


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


def back_matter(edition: Edition) -> tuple[Matter, ...]:
    """Return the pages of the back matter; one without content is left out."""
    values = {
        "edition": edition,
        "groups": {who.id: role_groups(edition.deeds[who.id]) for who in edition.contributors},
        "pictures": tuple(picture_lines(edition)),
        "uses": tuple(license_uses(edition)),
    }
    pages = (
        Matter(slug, title, theme.render(f"matter/{slug}.html.j2", **values).strip())
        for slug, title in PAGES
    )
    return tuple(page for page in pages if page.html)


def role_groups(deeds: tuple[Deed, ...]) -> tuple[RoleGroup, ...]:
    """Group what somebody did by their part in it, in the order of the book."""
    found: dict[str, list[Chapter]] = {}
    for deed in deeds:
        found.setdefault(", ".join(role.label for role in deed.roles), []).append(deed.chapter)
    return tuple(RoleGroup(label, tuple(chapters)) for label, chapters in found.items())


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
