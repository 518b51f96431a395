"""Turn an Edition into sheets.

A book is a row of sheets, each of which begins on a new page: cover, half-title, title page,
imprint, contents, preface, parts, chapters, back matter, colophon. No sheet knows its neighbours,
so that each can be set, and kept, on its own.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape, unescape
from typing import Protocol

import msgspec
from lxml.html import HtmlElement

from potluck import keeping, neutral, theme
from potluck.formats import around
from potluck.formats.around import Around
from potluck.formats.pdf import body
from potluck.formats.pdf.contents import entries, imprint, part_numbers
from potluck.formats.pdf.cover import DISHES, cover
from potluck.formats.pdf.gathered import NOTHING, Gathered
from potluck.formats.pdf.paper import Paper
from potluck.formats.pdf.references import references
from potluck.formats.pdf.variants import SCREEN, Variant
from potluck.model import Chapter, Edition, Matter, Part

SILENT = frozenset({"cover", "half", "title", "imprint", "part"})
"""Kinds of sheets without running heads and page numbers."""
RECTO = frozenset(
    {("front", "half"), ("front", "title"), ("front", "contents"), ("front", "chapter")}
    | {("body", "part")}
)
"""Places and kinds of what opens on a right-hand page; the first sheet of the body does, too."""


class Stands(Protocol):
    """What has a place in the book, and perhaps must open on a right-hand page."""

    @property
    def place(self) -> str: ...
    @property
    def recto(self) -> bool: ...


@dataclass(frozen=True)
class Sheet:
    """One run of pages: where it goes, its anchor, its neutral HTML, and what it is printed on.

    `told` is all that its HTML is made from, which is written when it is asked for.
    """

    place: str  # "front" or "body"
    kind: str
    id: str
    lang: str
    told: bytes = field(repr=False)
    write: Callable[[], str] = field(repr=False, compare=False)
    paper: Paper

    @cached_property
    def html(self) -> str:
        """The neutral HTML."""
        return self.write()

    @cached_property
    def tree(self) -> HtmlElement:
        """The sheet made ready for paper; its ids are unique in the book."""
        tree = neutral.parse(self.html)
        body.prepare(tree, f"{self.id}--", self.paper)
        return tree

    @property
    def recto(self) -> bool:
        """Whether it opens on a right-hand page wherever it stands."""
        return (self.place, self.kind) in RECTO


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


def opens_right(sheets: Sequence["Stands"]) -> tuple[bool, ...]:
    """Say of each sheet of a book whether it opens on a right-hand page."""
    before = ("", *(sheet.place for sheet in sheets))
    return tuple(
        sheet.recto or (sheet.place == "body" != above)
        for sheet, above in zip(sheets, before, strict=False)
    )


# --- sheets -------------------------------------------------------------------------------------


def all_sheets(desk: "Desk", tools: Sequence[str]) -> Iterator[Sheet]:
    """Yield the sheets of the book, in their order. `tools` are named in the colophon."""
    yield from front_sheets(desk)
    for part in desk.edition.parts:
        yield from part_sheets(desk, part)
    for matter in desk.edition.matter:
        yield matter_sheet(desk, matter)
    for index in desk.gathered.indexes:
        yield _made(desk, "body", "index", index.slug, index=index)
    yield _made(desk, "body", "colophon", tools=tools)


def some_sheets(desk: "Desk", slugs: Container[str]) -> Iterator[Sheet]:
    """Yield the sheets of these chapters alone; those that open a part are not among them."""
    preface = desk.edition.preface
    if preface and preface.slug in slugs:
        yield chapter_sheet(desk, preface, place="front")
    for part in desk.edition.parts:
        for chapter in part.chapters:
            if chapter.slug in slugs:
                yield chapter_sheet(desk, chapter, part=part.title)


@dataclass(frozen=True)
class Desk:
    """What lies before whoever makes the sheets: the text, what was gathered, how it is printed."""

    edition: Edition
    variant: Variant = SCREEN
    gathered: Gathered = NOTHING

    @property
    def paper(self) -> Paper:
        return self.variant.paper(self.edition.book.page_size)

    @cached_property
    def sealed_book(self) -> bytes:
        return keeping.sealed(self.edition.book)


def front_sheets(desk: Desk) -> Iterator[Sheet]:
    """Yield what stands before the first part."""
    edition = desk.edition
    yield _made(desk, "front", "cover", art=cover(edition.book.title, desk.paper))
    yield _made(desk, "front", "half")
    yield _made(desk, "front", "title")
    yield _made(desk, "front", "imprint", imprint=imprint(edition))
    yield _made(desk, "front", "contents", entries=tuple(entries(edition, desk.gathered)))
    for listing in desk.gathered.listings:
        yield _made(desk, "front", "list", listing.slug, listing=listing)
    if edition.preface:
        yield chapter_sheet(desk, edition.preface, place="front")


def part_sheets(desk: Desk, part: Part) -> Iterator[Sheet]:
    """Yield the opener of a part, if it has a title, and its chapters."""
    if part.title:
        yield _opener(desk, part)
    for chapter in part.chapters:
        yield chapter_sheet(desk, chapter, part=part.title)


def _opener(desk: Desk, part: Part) -> Sheet:
    numbers = part_numbers(desk.edition)
    plate = [*numbers].index(part.slug) % len(DISHES)
    values = {"part": part, "number": numbers[part.slug], "chapter": part.opening, "plate": plate}
    slug = part.opening.slug if part.opening else f"part--{part.slug}"
    lang = part.opening.lang if part.opening else desk.edition.book.lang
    return _sheet(desk, ("body", "part"), slug, lang, values)


def chapter_sheet(desk: Desk, chapter: Chapter, part: str = "", place: str = "body") -> Sheet:
    """Return a chapter with its title, byline, facts and apparatus.

    There are many, most of them known: its HTML is written for those that are not.
    """
    book = Around.of(desk.edition, (*chapter.prerequisites, *chapter.copied_from))
    named = references(desk.edition, chapter)
    shown = around.uncited(chapter)
    values = {"chapter": shown, "part": part, "references": named, "edition": book}
    told = msgspec.msgpack.encode((desk.sealed_book, shown, part, named, book.titles))
    write = partial(theme.render, "print/chapter.html.j2", **values)
    return Sheet(place, "chapter", chapter.slug, chapter.lang, told, write, desk.paper)


def alone(edition: Edition, slug: str, variant: Variant = SCREEN) -> tuple[Sheet, ...]:
    """Return the sheets of one chapter as a document of its own; KeyError if there is none.

    Its links to the rest of the book lead to the site, where the book has one.
    """
    chapter, home = edition.chapter(slug), edition.book.url
    values = {"chapter": chapter, "part": "", "references": ()}
    values |= {"address": f"{home}{chapter.href}" if home else ""}
    sheet = _sheet(Desk(edition, variant), ("body", "single"), slug, chapter.lang, values)
    html = _OUTWARD.sub(partial(_outside, edition, slug), sheet.html)
    return (replace(sheet, told=html.encode(), write=partial(str, html)),)


# In text, `<` is written `&lt;`, and in attributes, a quotation mark `&quot;`.
_OUTWARD = re.compile(rf'(<a [^>]*?\bhref=")({neutral.SCHEME}[^"]*)')


def _outside(edition: Edition, slug: str, link: re.Match[str]) -> str:
    """Let a link to another chapter lead to its page on the site, if there is one."""
    target = neutral.Target.parse(unescape(link[2]))
    if target.kind != "chapter" or target.name == slug or not edition.book.url:
        return link[0]
    try:
        href = edition.chapter(target.name).href
    except KeyError:
        return link[0]
    anchor = f"#{target.anchor}" if target.anchor else ""
    return link[1] + escape(f"{edition.book.url}{href}{anchor}")


def matter_sheet(desk: Desk, matter: Matter) -> Sheet:
    """Return a page of the back matter."""
    slug = f"matter--{matter.slug}"
    return _sheet(desk, ("body", "matter"), slug, desk.edition.book.lang, {"matter": matter})


def _made(desk: Desk, place: str, kind: str, name: str = "", **values: object) -> Sheet:
    """Return a sheet that has no text of its own in the Edition."""
    return _sheet(desk, (place, kind), f"{name or kind}-page", desk.edition.book.lang, values)


def _sheet(
    desk: Desk, where: tuple[str, str], slug: str, lang: str, values: Mapping[str, object]
) -> Sheet:
    place, kind = where
    html = theme.render(f"print/{kind}.html.j2", edition=desk.edition, **values)
    return Sheet(place, kind, slug, lang, html.encode(), partial(str, html), desk.paper)
