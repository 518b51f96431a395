"""The indexes at the end of the book: recipes by ingredient and by course, and terms.

Their lines lead to places, not to pages: the numbers are filled in when the book is joined.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from potluck import collation
from potluck.classroom import terms
from potluck.formats.pdf.finds import Finds
from potluck.kitchen import courses
from potluck.model import Chapter, Edition

FEW = 4
"""Of recipes, or of terms, there must be so many at least."""


@dataclass(frozen=True)
class Line:
    """What is found at one place: its words, if they are not the head's own, and a neutral link."""

    target: str
    words: str = ""


@dataclass(frozen=True)
class Head:
    """A headword and its places, in the order in which they are listed."""

    words: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Heads under one letter; the letter is empty where there are none."""

    letter: str
    heads: tuple[Head, ...]


@dataclass(frozen=True)
class Index:
    """One index: its name in addresses, its title, its groups."""

    name: str
    title: str
    groups: tuple[Group, ...]

    @property
    def slug(self) -> str:
        """Its part of the name of its page: "index-terms"."""
        return f"index-{self.name}"


def indexes(edition: Edition, finds: Mapping[str, Finds]) -> tuple[Index, ...]:
    """Return the indexes that the book is big enough for; `finds` are by slug."""
    found = (by_ingredient(edition, finds), by_course(edition), of_terms(edition, finds))
    return tuple(index for index in found if _lines(index) >= FEW)


def _lines(index: Index) -> int:
    return sum(len(head.lines) for group in index.groups for head in group.heads)


def by_ingredient(edition: Edition, finds: Mapping[str, Finds]) -> Index:
    """List recipes under their main ingredients."""
    pairs = (
        (food, _to(recipe)) for recipe in _recipes(edition) for food in finds[recipe.slug].foods
    )
    return Index("ingredients", "Recipes by ingredient", _lettered(_heads(pairs, edition), edition))


def by_course(edition: Edition) -> Index:
    """List recipes under the course for which they are made, in the order of a meal."""
    pairs = (
        (name, _to(recipe))
        for recipe in _recipes(edition)
        for name in courses.course(recipe.recipe.course if recipe.recipe else None, recipe.tags)
    )
    found = _heads(pairs, edition)
    late = len(courses.ORDER)
    ordered = sorted(found, key=lambda head: courses.ORDER.get(head.words, late))
    return Index("courses", "Recipes by course", (Group("", tuple(ordered)),))


def _recipes(edition: Edition) -> Iterator[Chapter]:
    return (chapter for chapter in edition.texts if chapter.kind == "recipe")


def _to(chapter: Chapter) -> Line:
    return Line(f"book:chapter/{chapter.slug}", chapter.title)


def of_terms(edition: Edition, finds: Mapping[str, Finds]) -> Index:
    """List the terms that the chapters explain."""
    pairs = (
        (words, Line(f"book:chapter/{chapter.slug}#{name}"))
        for chapter in edition.texts
        for words, name in finds[chapter.slug].terms
    )
    return Index("terms", "Index of terms", _lettered(_heads(pairs, edition), edition))


# --- order --------------------------------------------------------------------------------------


def _heads(pairs: Iterable[tuple[str, Line]], edition: Edition) -> tuple[Head, ...]:
    """Gather the places of each head; heads and places stand as readers look them up."""
    key = collation.key(edition.book.lang)
    spelled: dict[str, str] = {}
    found: dict[str, list[Line]] = {}
    for words, line in pairs:
        same = terms.same(words)
        spelled.setdefault(same, words)
        found.setdefault(same, []).append(line)
    made = (
        Head(spelled[same], tuple(sorted(lines, key=lambda line: key(line.words))))
        for same, lines in found.items()
    )
    return tuple(sorted(made, key=lambda head: key(head.words)))


def _lettered(found: tuple[Head, ...], edition: Edition) -> tuple[Group, ...]:
    letter: Callable[[str], str] = collation.letter(edition.book.lang)
    groups: dict[str, list[Head]] = {}
    for head in found:
        groups.setdefault(letter(head.words), []).append(head)
    return tuple(Group(name, tuple(group)) for name, group in groups.items())
