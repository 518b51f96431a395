"""The parts of a recipe in a chapter's text: lines of ingredients, and the method."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from potluck.kitchen import ingredient
from potluck.kitchen.headings import Role, role
from potluck.kitchen.ingredient import Ingredient

_FAR = 1000  # columns: further in than any item
_ITEM = re.compile(r"(\s*(?:[-*+•]|\d{1,3}[.)])\s+)(\S.*)$")
_NUMBERED = re.compile(r"\s{0,3}\d{1,3}[.)]\s+\S")
_BOLD = re.compile(r"\s{0,3}(?:\*\*|__)?([^*_\n]{3,40}?):?(?:\*\*|__)?:?\s*$")
_ROW = re.compile(r"\s*\|(?!\s*:?-)(.+)\|\s*$")
_FENCES = ("```", "~~~")

Heading = tuple[int, int, str]
"""A heading: its line counted from 0, its level and its words."""


@dataclass(frozen=True)
class Line:
    """A line of a chapter's body: counted from 0, and where on it (from 0) the text begins."""

    number: int
    start: int
    text: str
    group: str = ""  # the heading over it, inside its section
    detail: bool = False  # it stands below another item, and says more about that

    @cached_property
    def ingredient(self) -> Ingredient:
        return ingredient.read(self.text)


@dataclass(frozen=True)
class Section:
    """A stretch of lines between two headings, from `start` up to `end`."""

    role: Role
    heading: int  # the line of the heading that says what it holds
    start: int
    end: int
    group: str  # the words of a lesser heading over it


@dataclass(frozen=True)
class RecipeText:
    """What a chapter holds of a recipe; each part is read when first asked for."""

    lines: tuple[str, ...] = field(repr=False)
    sections: tuple[Section, ...]

    @property
    def ingredients_at(self) -> int | None:
        """The line of the heading over the ingredients."""
        return self._first("ingredients")

    @property
    def method_at(self) -> int | None:
        """The line of the heading over the method."""
        return self._first("method")

    def _first(self, role: Role) -> int | None:
        return next((each.heading for each in self.sections if each.role == role), None)

    @cached_property
    def ingredients(self) -> tuple[Line, ...]:
        """The items of every list of ingredients."""
        return tuple(_items(self.lines, self._of("ingredients")))

    @cached_property
    def method(self) -> tuple[Line, ...]:
        """The lines of the method."""
        return tuple(_text(self.lines, self._of("method")))

    def _of(self, role: Role) -> tuple[Section, ...]:
        return tuple(each for each in self.sections if each.role == role)

    @cached_property
    def listed(self) -> str:
        """The ingredients in small letters."""
        return "\n".join(line.text for line in self.ingredients).lower()

    @cached_property
    def steps(self) -> str:
        """The method in small letters."""
        return _joined(self.lines, self._of("method"))

    @cached_property
    def beyond(self) -> str:
        """The method and all that follows it, in small letters, but no list of ingredients."""
        first = self.method_at or 0
        kept = (s for s in self.sections if s.role != "ingredients" and s.start >= first)
        return _joined(self.lines, tuple(kept))

    @cached_property
    def numbered(self) -> bool:
        """Whether any list is numbered, as the steps of a method are."""
        return any(map(_NUMBERED.match, self.lines))


def read(lines: tuple[str, ...], headings: Iterable[Heading]) -> RecipeText:
    """Find the ingredients and the method among the lines of a body.

    >>> found = read(("## Ingredients", "- 1 leek", "## Method", "Slice."), [(0, 2, "Ingredients"),
    ...     (2, 2, "Method")])
    >>> [line.ingredient.name for line in found.ingredients], found.steps
    (['leek'], 'slice.')
    """
    given = tuple(headings)
    sections = tuple(_sections(given, len(lines)))
    if not any(section.role for section in sections):
        sections = tuple(_sections((*given, *_bold(lines)), len(lines)))
    return RecipeText(lines, sections)


def _joined(lines: tuple[str, ...], sections: tuple[Section, ...]) -> str:
    return "\n".join(line for s in sections for line in lines[s.start : s.end]).lower()


def _bold(lines: tuple[str, ...]) -> Iterator[Heading]:
    """Yield lines such as `**Ingredients**`, which some write for headings."""
    for number, line in enumerate(lines):
        match = _BOLD.match(line) if 0 < len(line) <= 50 else None
        if match and role(match[1]):
            yield number, 6, match[1]


def _sections(headings: Iterable[Heading], end: int) -> Iterator[Section]:
    """Yield each stretch between two headings with the role that it has or inherits."""
    ordered = sorted(headings)
    above: tuple[Role, int, int] = ("", 9, 0)  # role, level and line of what is open
    for index, (line, level, text) in enumerate(ordered):
        own = role(text)
        if own or level <= above[1]:
            above = (own, level, line)
        until = ordered[index + 1][0] if index + 1 < len(ordered) else end
        yield Section(above[0], above[2], line + 1, until, "" if own else text)


def _items(lines: tuple[str, ...], sections: tuple[Section, ...]) -> Iterator[Line]:
    for section in sections:
        group, header, outer = section.group, True, _FAR
        for number in range(section.start, section.end):
            line = lines[number]
            if match := _ITEM.match(line):
                text = match[2].rstrip()
                if text.rstrip("*_").endswith(":") or text.startswith("For the "):
                    group, outer = text, _FAR
                    continue
                indent = len(line) - len(line.lstrip())
                detail = indent > outer + 1
                outer = outer if detail else indent
                yield Line(number, match.end(1), text, group, detail)
            elif match := _ROW.match(line):
                if not header:
                    yield Line(number, match.start(1), match[1].replace("|", " "), group)
                header = False
            elif line.strip() and not line.lstrip().startswith(("|", "!", "<")):
                group = line.strip()


def _text(lines: tuple[str, ...], sections: tuple[Section, ...]) -> Iterator[Line]:
    fenced = False
    for section in sections:
        for number in range(section.start, section.end):
            line = lines[number]
            if line.lstrip().startswith(_FENCES):
                fenced = not fenced
            elif line.strip() and not fenced:
                match = _ITEM.match(line)
                yield Line(number, match.end(1), match[2]) if match else Line(number, 0, line)
