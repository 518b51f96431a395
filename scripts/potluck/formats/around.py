"""What a chapter shows of the book around it, which its pages depend on beside the chapter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from potluck.model import Book, Chapter, Edition


@dataclass(frozen=True)
class Title:
    """What a chapter shows of another one."""

    title: str


@dataclass(frozen=True)
class Around:
    """All that a chapter shows of its edition: the book, and the titles of chapters it names."""

    book: Book
    titles: Mapping[str, Title]  # by slug

    @classmethod
    def of(cls, edition: Edition, named: Iterable[str]) -> "Around":
        """Return what a chapter shows that names these by slug. KeyError where one is not there."""
        return cls(edition.book, {slug: Title(edition.chapter(slug).title) for slug in named})

    def chapter(self, slug: str) -> Title:
        """Return what is shown of a chapter that is named."""
        return self.titles[slug]


def uncited(chapter: Chapter) -> Chapter:
    """Return a chapter without how it is to be cited: that names the build, and is the site's."""
    return replace(chapter, citation=None) if chapter.citation else chapter
