"""Turn an Edition into the job of the press: one HTML document, and the bytes it names.

A book is a row of sheets, each of which begins on a new page: cover, half-title, title page,
imprint, contents, preface, parts, chapters, back matter, colophon. No sheet knows its neighbours,
so that each can be set, and kept, on its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from lxml.html import HtmlElement
from markupsafe import Markup

from potluck import neutral, theme
from potluck.formats.pdf import body, fonts, pictures
from potluck.formats.pdf.contents import entries, imprint, part_numbers
from potluck.formats.pdf.cover import DISHES, cover, plates
from potluck.formats.pdf.index import Index, indexes
from potluck.formats.pdf.lists import Listing, listings
from potluck.formats.pdf.paper import Paper
from potluck.formats.pdf.press import File, Job
from potluck.formats.pdf.references import references
from potluck.formats.pdf.standins import StandIns, file_name, stand_ins
from potluck.formats.pdf.variants import SCREEN, Variant
from potluck.model import Chapter, Edition, Matter, Part

RECTO = frozenset(
    {("front", "half"), ("front", "title"), ("front", "contents"), ("front", "chapter")}
    | {("body", "part")}
)
"""Places and kinds of what opens on a right-hand page; the first sheet of the body does, too."""


@dataclass(frozen=True)
class Sheet:
    """One run of pages: where it goes, its anchor, and its tree, whose ids are already unique."""

    place: str  # "front" or "body"
    kind: str
    id: str
    lang: str
    tree: HtmlElement

    @property
    def recto(self) -> bool:
        """Whether it opens on a right-hand page wherever it stands."""
        return (self.place, self.kind) in RECTO


@dataclass(frozen=True)
class Composed:
    """The job, and the characters that stand in it by their names."""

    job: Job
    spelled: tuple[str, ...]


def compose(
    edition: Edition,
    tools: Sequence[str],
    noto: Sequence[Path] = fonts.NOTO_FOLDERS,
    variant: Variant = SCREEN,
) -> Composed:
    """Return the whole book as a job.

    `tools` are the programs named in the colophon; `noto`, folders of fonts for rare characters.
    """
    sheets = tuple(all_sheets(edition, tools, variant))
    words = _words(edition, sheets)
    faces = fonts.faces_for(words, noto)
    absent = stand_ins(words, faces)
    _finish_trees(sheets, absent)
    html = _document(edition, sheets, absent)
    files = _files(edition, variant, faces, absent)
    return Composed(Job(html, files, edition.build.date), absent.missing)


def _finish_trees(sheets: Sequence[Sheet], absent: StandIns) -> None:
    """Put in what stands in for missing characters, and point the links, in place."""
    anchors = frozenset(name for sheet in sheets for name in (sheet.id, *body.ids(sheet.tree)))
    for sheet in sheets:
        absent.place(sheet.tree)
        body.link(sheet.tree, resolve, anchors)


def _document(edition: Edition, sheets: Sequence[Sheet], absent: StandIns) -> str:
    places = tuple((place, _printed(sheets, place)) for place in ("front", "body"))
    title = absent.plain(edition.book.title)
    return theme.render("print/book.html.j2", title=title, lang=edition.book.lang, places=places)


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


def opens_right(sheets: Sequence[Sheet]) -> tuple[bool, ...]:
    """Say of each sheet of a book whether it opens on a right-hand page."""
    before = ("", *(sheet.place for sheet in sheets))
    return tuple(
        sheet.recto or (sheet.place == "body" != above)
        for sheet, above in zip(sheets, before, strict=False)
    )


# --- sheets -------------------------------------------------------------------------------------


def all_sheets(
    edition: Edition, tools: Sequence[str], variant: Variant = SCREEN
) -> Iterator[Sheet]:
    """Yield the sheets of the book, in their order."""
    desk = Desk(edition, variant)
    yield from front_sheets(desk)
    for part in edition.parts:
        yield from part_sheets(desk, part)
    for matter in edition.matter:
        yield matter_sheet(desk, matter)
    for index in desk.indexes:
        yield _made(desk, "body", "index", index.slug, index=index)
    yield _made(desk, "body", "colophon", tools=tools)


@dataclass(frozen=True)
class Desk:
    """What lies before whoever makes the sheets: the text, and how it is printed."""

    edition: Edition
    variant: Variant = SCREEN

    @property
    def paper(self) -> Paper:
        return self.variant.paper(self.edition.book.page_size)

    @cached_property
    def indexes(self) -> tuple[Index, ...]:
        return indexes(self.edition)

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        return listings(self.edition)


def front_sheets(desk: Desk) -> Iterator[Sheet]:
    """Yield what stands before the first part."""
    edition = desk.edition
    yield _made(desk, "front", "cover", art=cover(edition.book.title, desk.paper))
    yield _made(desk, "front", "half")
    yield _made(desk, "front", "title")
    yield _made(desk, "front", "imprint", imprint=imprint(edition))
    lines = tuple(entries(edition, desk.listings, desk.indexes))
    yield _made(desk, "front", "contents", entries=lines)
    for listing in desk.listings:
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
    """Return a chapter with its title, byline, facts and apparatus."""
    named = references(desk.edition, chapter)
    values = {"chapter": chapter, "part": part, "references": named}
    return _sheet(desk, (place, "chapter"), chapter.slug, chapter.lang, values)


def alone(edition: Edition, slug: str, variant: Variant = SCREEN) -> tuple[Sheet, ...]:
    """Return the sheets of one chapter as a document of its own; KeyError if there is none.

    Its links to the rest of the book lead to the site, where the book has one.
    """
    chapter, home = edition.chapter(slug), edition.book.url
    values = {"chapter": chapter, "part": "", "references": ()}
    values |= {"address": f"{home}{chapter.href}" if home else ""}
    sheet = _sheet(Desk(edition, variant), ("body", "single"), slug, chapter.lang, values)
    for link in sheet.tree.iter("a"):
        target = link.get("href", "")
        if target.startswith(neutral.SCHEME):
            link.set("href", _outside(edition, slug, neutral.Target.parse(target)) or target)
    return (sheet,)


def _outside(edition: Edition, slug: str, target: neutral.Target) -> str:
    """Return the address on the site of another chapter; "" for all that is not one."""
    known = {text.slug: text.href for text in edition.texts if text.slug != slug}
    if target.kind != "chapter" or target.name not in known or not edition.book.url:
        return ""
    anchor = f"#{target.anchor}" if target.anchor else ""
    return f"{edition.book.url}{known[target.name]}{anchor}"


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
    tree = neutral.parse(html)
    body.prepare(tree, f"{slug}--", desk.paper)
    return Sheet(place, kind, slug, lang, tree)


def _printed(sheets: Sequence[Sheet], place: str) -> tuple[tuple[Sheet, Markup], ...]:
    return tuple(
        (sheet, Markup(neutral.to_html(sheet.tree)))  # noqa: S704 - our templates and dialect
        for sheet in sheets
        if sheet.place == place
    )


# --- characters, styles, files ------------------------------------------------------------------


STYLES = ("page.css.j2", "text.css", "front.css")


def style_files(edition: Edition, variant: Variant, faces: Sequence[fonts.Face]) -> dict[str, File]:
    """Return the style sheet, the dots of the contents, the cover's drawing and its plates."""
    page = variant.paper(edition.book.page_size)
    art = cover(edition.book.title, page)
    stacks = {name: fonts.stack(_family(name, variant), faces) for name in _STACKS}
    values = {"page": page, "art": art, "book": edition.book, "stacks": stacks}
    values |= {"variant": variant, "plates": len(DISHES)}
    styles = (*STYLES, *(["large.css"] if variant.large else []))
    styles += ("black.css",) if variant.black else ()
    css = fonts.font_face_rules(faces)
    css += "".join(theme.render(f"print/{name}", **values) for name in styles)
    dots = _DOTS.replace(b"#777", b"#000") if variant.black else _DOTS
    drawings = {"cover.svg": art.drawing, "dots.svg": dots}
    dishes = plates(edition.book.title, black=variant.black)
    drawings |= {f"plate-{number}.svg": dish for number, dish in enumerate(dishes)}
    files = {name: File(_DRAWING, data) for name, data in drawings.items()}
    return {"style.css": File("text/css", css.encode()), **files}


def _family(use: str, variant: Variant) -> str:
    """Large print has no serifs."""
    return _STACKS["sans" if variant.large and use == "serif" else use]


_DRAWING = "image/svg+xml"
_STACKS = {"serif": "Source Serif 4", "sans": "Source Sans 3", "code": "Source Code Pro"}
# One dot to 5 pixels; a picture repeated by the reader, where leader() would be a box to each dot.
_DOTS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="12">'
    b'<circle cx="2.5" cy="8.6" r=".55" fill="#777"/></svg>'
)


def _words(edition: Edition, sheets: Iterable[Sheet]) -> str:
    """Return all that may be drawn: every sheet with its attributes, titles, words in drawings."""
    drawings = (p.data for p in edition.pictures.values() if p.media_type == _DRAWING)
    texts = [neutral.to_html(sheet.tree) for sheet in sheets]
    return "".join([edition.book.title, *texts, *(data.decode() for data in drawings)])


def _files(
    edition: Edition, variant: Variant, faces: Sequence[fonts.Face], absent: StandIns
) -> dict[str, File]:
    """Gather all that the document names: styles, pictures, fonts."""
    set_faces = [face for face in faces if not face.colour]
    files = {f"media/{p.name}": pictures.printable(p) for p in edition.pictures.values()}
    files |= style_files(edition, variant, set_faces)
    files = {name: _spelled(file, absent) for name, file in files.items()}
    files |= {face.file: File("font/ttf", face.path.read_bytes()) for face in set_faces}
    return files | {file_name(char): file for char, file in absent.files.items()}


def _spelled(file: File, absent: StandIns) -> File:
    if file.media_type not in {_DRAWING, "text/css"}:
        return file
    return File(file.media_type, absent.plain(file.data.decode()).encode())
