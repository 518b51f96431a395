"""What rules look at: one chapter, or the book. Everything is read or parsed at most once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from potluck.checks.anchors import anchors
from potluck.checks.reading import Picture, Reading
from potluck.checks.waivers import Waiver
from potluck.model import Place
from potluck.source.fields import Fields, MediumRef
from potluck.source.links import Resolver
from potluck.source.manuscript import Manuscript, RawChapter, RawContributor, Trouble
from potluck.source.outline import Entry, Outline
from potluck.source.schema import UnknownKey, Violation, check


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
    def lines(self) -> tuple[str, ...]:
        """The lines of the body."""
        return tuple(self.raw.body.split("\n"))

    @cached_property
    def reading(self) -> Reading:
        """What stands in the body; nothing where it goes over the limits."""
        bounded = not any(trouble.kind == "limits" for trouble in self.raw.troubles)
        return Reading(self.raw.body if bounded else "")

    @cached_property
    def schema_problems(self) -> tuple[Violation | UnknownKey, ...]:
        return tuple(check("chapter", self.raw.meta))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The places in the chapter that a link can name."""
        return anchors(self.reading)

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

    def troubles(self, *kinds: str) -> Iterator[Trouble]:
        """Yield what kept files from being read."""
        for troubles in (self.manuscript.troubles, *(file.troubles for file in self.written)):
            yield from (trouble for trouble in troubles if trouble.kind in kinds)
