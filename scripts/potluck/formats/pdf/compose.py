"""Turn an Edition into sheets.

A book is a row of sheets, each of which begins on a new page: cover, half-title, title page,
imprint, contents, preface, parts, chapters, back matter, colophon. No sheet knows its neighbours,
so that each can be set, and kept, on its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from lxml.html import HtmlElement

from potluck import neutral, theme
from potluck.formats.pdf import body
from potluck.formats.pdf.contents import entries, imprint, part_numbers
from potluck.formats.pdf.cover import cover
from potluck.formats.pdf.paper import paper
from potluck.model import Chapter, Edition, Matter, Part

RECTO = frozenset({"cover", "half", "title", "contents", "part"})
"""Kinds of sheets that begin on a right-hand page; the first sheet of the body does so, too."""
SILENT = frozenset({"cover", "half", "title", "imprint", "part"})
"""Kinds of sheets without running heads and page numbers."""


@dataclass(frozen=True)
class Sheet:
    """One run of pages: where it goes, its anchor, and its HTML, neutral."""

    place: str  # "front" or "body"
    kind: str
    id: str
    lang: str
    html: str

    @cached_property
    def tree(self) -> HtmlElement:
        """The sheet made ready for paper; its ids are unique in the book."""
        tree = neutral.parse(self.html)
        body.prepare(tree, f"{self.id}--")
        return tree


def resolve(target: neutral.Target) -> str:
    """Say where in the document a neutral link leads; pictures keep their names."""
    return _RESOLVE[target.kind](target) if target.kind in _RESOLVE else ""


def _place(prefix: str, target: neutral.Target) -> str:
    anchor = f"--{target.anchor}" if target.anchor else ""
    return f"#{prefix}{target.name}{anchor}"


_RESOLVE: dict[str, neutral.Resolve] = {
    "chapter": partial(_place, ""),
    "page": partial(_place, "matter--"),
    "contributor": lambda target: f"#matter--contributors--contributor-{target.name}",
    "part": lambda target: f"#part--{target.name}",
    "sheet": lambda target: f"#{target.name}-page",
    "media": lambda target: f"book:media/{target.name}",
    "emoji": lambda target: f"book:emoji/{target.name}",
}


# --- sheets -------------------------------------------------------------------------------------


def all_sheets(edition: Edition, tools: Sequence[str]) -> Iterator[Sheet]:
    """Yield the sheets of the book, in their order."""
    yield from front_sheets(edition)
    for part in edition.parts:
        yield from part_sheets(edition, part)
    for matter in edition.matter:
        yield matter_sheet(edition, matter)
    yield _made(edition, "body", "colophon", tools=tools)


def front_sheets(edition: Edition) -> Iterator[Sheet]:
    """Yield what stands before the first part."""
    art = cover(edition.book.title, paper(edition.book.page_size))
    yield _made(edition, "front", "cover", art=art)
    yield _made(edition, "front", "half")
    yield _made(edition, "front", "title")
    yield _made(edition, "front", "imprint", imprint=imprint(edition))
    yield _made(edition, "front", "contents", entries=tuple(entries(edition)))
    if edition.preface:
        yield chapter_sheet(edition, edition.preface, place="front")


def part_sheets(edition: Edition, part: Part) -> Iterator[Sheet]:
    """Yield the opener of a part, if it has a title, and its chapters."""
    if part.title:
        yield _opener(edition, part)
    for chapter in part.chapters:
        yield chapter_sheet(edition, chapter, part=part.title)


def _opener(edition: Edition, part: Part) -> Sheet:
    number = part_numbers(edition)[part.slug]
    values = {"edition": edition, "part": part, "number": number, "chapter": part.opening}
    slug = part.opening.slug if part.opening else f"part--{part.slug}"
    lang = part.opening.lang if part.opening else edition.book.lang
    return _sheet("body", "part", slug, lang, values)


def chapter_sheet(edition: Edition, chapter: Chapter, part: str = "", place: str = "body") -> Sheet:
    """Return a chapter with its title, byline, facts and apparatus."""
    values = {"edition": edition, "chapter": chapter, "part": part}
    return _sheet(place, "chapter", chapter.slug, chapter.lang, values)


def matter_sheet(edition: Edition, matter: Matter) -> Sheet:
    """Return a page of the back matter."""
    slug = f"matter--{matter.slug}"
    return _sheet("body", "matter", slug, edition.book.lang, {"matter": matter})


def _made(edition: Edition, place: str, kind: str, **values: object) -> Sheet:
    """Return a sheet that has no text of its own in the Edition."""
    values |= {"edition": edition}
    return _sheet(place, kind, f"{kind}-page", edition.book.lang, values)


def _sheet(place: str, kind: str, slug: str, lang: str, values: Mapping[str, object]) -> Sheet:
    return Sheet(place, kind, slug, lang, theme.render(f"print/{kind}.html.j2", **values))
