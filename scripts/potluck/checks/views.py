"""What rules look at: one chapter, or the book. Everything is read or parsed at most once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from potluck.checks.anchors import anchors
from potluck.checks.likeness import sketch
from potluck.checks.looking import Seen, looked
from potluck.checks.memory import Known, Memory
from potluck.checks.reading import Heading, Picture, Reading
from potluck.checks.waivers import Waiver
from potluck.kitchen import recipe, temperature
from potluck.kitchen.headings import opens_recipe
from potluck.kitchen.recipe import RecipeText
from potluck.kitchen.temperature import Temperature
from potluck.model import Place
from potluck.pictures import EXTENSIONS, drawn
from potluck.source.fields import Fields, MediumRef
from potluck.source.links import Resolver
from potluck.source.manuscript import Manuscript, RawChapter, RawContributor, Trouble
from potluck.source.outline import INDEXES, Entry, Outline
from potluck.source.schema import UnknownKey, Violation, check

if TYPE_CHECKING:
    from potluck.attribution import Attribution

PHOTOGRAPHS = tuple(ending for ending in EXTENSIONS if not drawn(ending))


@dataclass(frozen=True)
class ChapterView:
    """One chapter, and the book it stands in."""

    entry: Entry
    book: "BookView" = field(repr=False)

    @property
    def raw(self) -> RawChapter:
        return self.entry.raw

    @property
    def path(self) -> str:
        return self.entry.path

    @property
    def fields(self) -> Fields:
        return self.entry.fields

    @property
    def legible(self) -> bool:
        """Whether text and metadata could be read, so that what is missing is really missing."""
        return not self.raw.troubles

    @cached_property
    def title(self) -> str:
        """The title that readers see, as plain Markdown; empty where there is none."""
        known = self.book.known.get(self.path)
        if known:
            return self.entry.title or known.title
        first = self.raw.body.lstrip().partition("\n")[0]
        heading = first[2:].rstrip("# ") if first.startswith("# ") else ""
        return self.entry.title or self.fields.title or heading.strip()

    @cached_property
    def small(self) -> str:
        """The body in small letters: a quick look whether a phrase can be in it at all."""
        return self.raw.body.lower()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the body."""
        return tuple(self.raw.body.split("\n"))

    @cached_property
    def reading(self) -> Reading:
        """What stands in the body; nothing where it goes over the limits."""
        bounded = not any(trouble.kind == "limits" for trouble in self.raw.troubles)
        known = self.book.known.get(self.path)
        return Reading(self.raw.body if bounded else "", known.things if known else {})

    @cached_property
    def recipe(self) -> RecipeText:
        """The ingredients and the method, as far as the body has such sections."""
        headings = ((h.line, h.level, h.text) for h in self.reading.all(Heading))
        return recipe.read(self.lines, headings)

    @cached_property
    def is_recipe(self) -> bool:
        """Whether the chapter is a recipe: it says so, or a heading opens its ingredients."""
        if self.fields.kind or PurePosixPath(self.path).name in INDEXES:
            return self.fields.kind == "recipe"
        headings = (h for h in self.reading.all(Heading) if h.level > 1)
        return self.fields.recipe is not None or any(opens_recipe(h.text) for h in headings)

    @cached_property
    def temperatures(self) -> tuple[Temperature, ...]:
        """Every temperature in the body."""
        return temperature.find(self.reading.body)

    def at(self, offset: int) -> Place:
        """Where a character of the body stands."""
        before = self.raw.body[:offset]
        return self.raw.place_in_body(before.count("\n"), offset - before.rfind("\n"))

    @property
    def english(self) -> bool:
        """Whether the words of the chapter are English, as far as anything says so."""
        lang = self.fields.lang or self.book.manuscript.book.lang
        return lang.partition("-")[0].lower() == "en"

    @cached_property
    def schema_problems(self) -> tuple[Violation | UnknownKey, ...]:
        return tuple(check("chapter", self.raw.meta))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The places in the chapter that a link can name."""
        known = self.book.known.get(self.path)
        return frozenset(known.anchors) if known else anchors(self.reading)

    @property
    def sketch(self) -> tuple[int, ...]:
        """What stands for the words of the chapter, to find others that say the same."""
        known = self.book.known.get(self.path)
        return known.sketch if known else sketch(self.raw.body)

    @cached_property
    def _media(self) -> dict[str, MediumRef]:
        named = ((self.book.resolver.picture(self.entry, m.file), m) for m in self.fields.media)
        return {path: medium for path, medium in named if path}

    def medium(self, path: str) -> MediumRef | None:
        """Return what the metadata says about a picture file."""
        return self._media.get(path)

    def place(self, *path: str | int) -> Place:
        """Where a value of the front matter stands."""
        return self.raw.place(*path)

    def find(self, line: int, text: str) -> Place:
        """Where a text stands in the body, on this line or one of the next."""
        for number in range(line, min(line + 8, len(self.lines))):
            column = self.lines[number].find(text)
            if column >= 0:
                return self.raw.place_in_body(number, column + 1)
        return self.raw.place_in_body(line)


@dataclass(frozen=True)
class BookView:
    """The whole book. `today` is None where nobody knows the date: nothing expires then."""

    manuscript: Manuscript = field(repr=False)
    outline: Outline = field(repr=False)
    shallow: bool = False
    today: date | None = None
    waivers: tuple[Waiver, ...] = ()
    idle: tuple[Waiver, ...] = ()  # known once all other rules have run
    unprintable: Mapping[str, str] = field(default_factory=dict)  # character: package that shows it
    known: Mapping[str, Known] = field(default_factory=dict, repr=False)  # of chapters, by path
    memory: Memory = field(default_factory=Memory, repr=False)
    reads_past: Callable[[], "Attribution"] | None = field(default=None, repr=False)
    present: bytes = b""  # stands for the history as it is, where it is known without reading it

    @cached_property
    def past(self) -> "Attribution | None":
        """Who did what, by the whole history; None where that is cut off or not there."""
        return self.reads_past() if self.reads_past and not self.shallow else None

    @cached_property
    def chapters(self) -> tuple[ChapterView, ...]:
        """Every chapter once, in the order of paths."""
        by_path = {entry.path: entry for entry in self.outline.entries}
        return tuple(ChapterView(by_path[path], self) for path in sorted(by_path))

    @property
    def written(self) -> tuple[RawChapter | RawContributor, ...]:
        """Every file that people write."""
        return (*self.manuscript.chapters, *self.manuscript.contributors)

    @cached_property
    def by_path(self) -> dict[str, ChapterView]:
        return {chapter.path: chapter for chapter in self.chapters}

    @cached_property
    def by_stem(self) -> dict[str, Entry]:
        """Every chapter by its file's name."""
        return {PurePosixPath(entry.path).stem: entry for entry in self.outline.entries}

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.outline, self.manuscript.files)

    @cached_property
    def directory(self) -> dict[str, RawContributor]:
        """The files of contributors/ by id, which is the file's name."""
        return {person.stem: person for person in self.manuscript.contributors}

    @cached_property
    def shown(self) -> dict[str, tuple[ChapterView, Picture]]:
        """Every picture file that the book shows, with the place that shows it first."""
        found: dict[str, tuple[ChapterView, Picture]] = {}
        for chapter in self.chapters:
            for picture in chapter.reading.all(Picture):
                path = self.resolver.picture(chapter.entry, picture.src)
                if path:
                    found.setdefault(path, (chapter, picture))
        return found

    @cached_property
    def photographs(self) -> dict[str, Seen]:
        """What the header of every photograph in the book says, or why it cannot be opened."""
        return looked([file for file in self.manuscript.files if self._photographed(file.path)],
                      self.memory)  # fmt: skip

    def _photographed(self, path: str) -> bool:
        name = path.lower()
        return name.endswith(PHOTOGRAPHS) or (path in self.shown and not drawn(name))

    @cached_property
    def drawings(self) -> dict[str, Seen]:
        """What is to be seen of every drawing that the book shows, or what is wrong with it."""
        shown = (self.manuscript.file(path) for path in sorted(self.shown))
        return looked([f for f in shown if f and drawn(f.path)], self.memory)

    def troubles(self, *kinds: str) -> Iterator[Trouble]:
        """Yield what kept files from being read."""
        for troubles in (self.manuscript.troubles, *(file.troubles for file in self.written)):
            yield from (trouble for trouble in troubles if trouble.kind in kinds)
