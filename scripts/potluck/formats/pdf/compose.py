"""Turn an Edition into the job of the press: one HTML document, and the bytes it names.

A book is a row of sheets, each of which begins on a new page: cover, half-title, title page,
imprint, contents, preface, parts, chapters, back matter, colophon. No sheet knows its neighbours,
so that each can be set, and kept, on its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup, escape

from potluck import neutral, theme
from potluck.formats.pdf import body, fonts, pictures
from potluck.formats.pdf.contents import entries, imprint, part_numbers
from potluck.formats.pdf.cover import cover
from potluck.formats.pdf.paper import Paper, paper
from potluck.formats.pdf.press import File, Job
from potluck.model import Chapter, Edition, Matter, Part

STYLES = ("page.css.j2", "text.css", "front.css")


@dataclass(frozen=True)
class Sheet:
    """One run of pages: where it goes, its anchor, and its tree, whose ids are already unique."""

    place: str  # "front" or "body"
    kind: str
    id: str
    lang: str
    title: str
    tree: body.Tree


@dataclass(frozen=True)
class Composed:
    """The job, and the characters that stand in it by their names."""

    job: Job
    spelled: tuple[str, ...]


def compose(
    edition: Edition, tools: Sequence[str], noto: Sequence[Path] = fonts.NOTO_FOLDERS
) -> Composed:
    """Return the whole book as a job.

    `tools` are the programs named in the colophon; `noto`, folders of fonts for rare characters.
    """
    sheets = tuple(all_sheets(edition, tools))
    anchors = frozenset(name for sheet in sheets for name in (sheet.id, *body.ids(sheet.tree)))
    for sheet in sheets:
        body.link(sheet.tree, resolve, anchors)
    page = paper(edition.book.page_size)
    places = tuple((place, _printed(sheets, place)) for place in ("front", "body"))
    html = theme.render("print/book.html.j2", edition=edition, places=places)
    return _job(edition, page, html, noto)


def resolve(target: neutral.Target) -> str:
    """Say where in the document a neutral link leads; pictures keep their names."""
    return _RESOLVE[target.kind](target) if target.kind in _RESOLVE else ""


def _place(prefix: str, target: neutral.Target) -> str:
    anchor = f"--{target.anchor}" if target.anchor else ""
    return f"#{prefix}{target.name}{anchor}"


_RESOLVE = {
    "chapter": partial(_place, ""),
    "page": partial(_place, "matter--"),
    "contributor": lambda target: f"#matter--contributors--contributor-{target.name}",
    "part": lambda target: f"#part--{target.name}",
    "sheet": lambda target: f"#{target.name}-page",
    "media": lambda target: f"book:media/{target.name}",
}


# --- sheets -------------------------------------------------------------------------------------


def all_sheets(edition: Edition, tools: Sequence[str]) -> Iterator[Sheet]:
    """Yield the sheets of the book, in their order."""
    yield from front_sheets(edition)
    for part in edition.parts:
        yield from part_sheets(edition, part)
    for matter in edition.matter:
        yield matter_sheet(edition, matter)
    yield _made(edition, "body", "colophon", "Colophon", tools=tools)


def front_sheets(edition: Edition) -> Iterator[Sheet]:
    """Yield what stands before the first part."""
    art = cover(edition.book.title, paper(edition.book.page_size))
    yield _made(edition, "front", "cover", edition.book.title, art=art)
    yield _made(edition, "front", "half", edition.book.title)
    yield _made(edition, "front", "title", edition.book.title)
    yield _made(edition, "front", "imprint", "Copyright", imprint=imprint(edition))
    yield _made(edition, "front", "contents", "Contents", entries=tuple(entries(edition)))
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
    return _sheet("body", "part", slug, lang, part.title, values)


def chapter_sheet(edition: Edition, chapter: Chapter, part: str = "", place: str = "body") -> Sheet:
    """Return a chapter with its title, byline, facts and apparatus."""
    values = {"edition": edition, "chapter": chapter, "part": part}
    return _sheet(place, "chapter", chapter.slug, chapter.lang, chapter.title, values)


def matter_sheet(edition: Edition, matter: Matter) -> Sheet:
    """Return a page of the back matter."""
    slug = f"matter--{matter.slug}"
    return _sheet("body", "matter", slug, edition.book.lang, matter.title, {"matter": matter})


def _made(edition: Edition, place: str, kind: str, title: str, **values: object) -> Sheet:
    """Return a sheet that has no text of its own in the Edition."""
    values |= {"edition": edition}
    return _sheet(place, kind, f"{kind}-page", edition.book.lang, title, values)


def _sheet(
    place: str, kind: str, slug: str, lang: str, title: str, values: Mapping[str, object]
) -> Sheet:
    tree = neutral.parse(theme.render(f"print/{kind}.html.j2", **values))
    body.prepare(tree, f"{slug}--")
    return Sheet(place, kind, slug, lang, title, tree)


def _printed(sheets: Sequence[Sheet], place: str) -> tuple[tuple[Sheet, Markup], ...]:
    return tuple(
        (sheet, Markup(neutral.to_html(sheet.tree)))  # noqa: S704 - our templates and dialect
        for sheet in sheets
        if sheet.place == place
    )


# --- characters, styles, files ------------------------------------------------------------------


def _job(edition: Edition, page: Paper, html: str, noto: Sequence[Path]) -> Composed:
    """Choose the faces, spell out what none of them shows, and gather the files."""
    drawn = {p.name: pictures.printable(p) for p in edition.pictures.values()}
    text = html + "".join(f.data.decode() for f in drawn.values() if f.media_type == _DRAWING)
    faces = fonts.faces_for(text, noto)
    missing = fonts.unprintable(text, faces)
    files = {f"media/{name}": file for name, file in drawn.items()}
    files |= style_files(edition, page, faces)
    files = {name: _spell_file(file, missing) for name, file in files.items()}
    files |= {face.file: File("font/ttf", face.path.read_bytes()) for face in faces}
    return Composed(Job(spell(html, missing), files, edition.build.date), missing)


_DRAWING = "image/svg+xml"


def style_files(edition: Edition, page: Paper, faces: Sequence[fonts.Face]) -> dict[str, File]:
    """Return the style sheet, the dots of the contents and the drawing of the cover."""
    art = cover(edition.book.title, page)
    stacks = {name: fonts.stack(family, faces) for name, family in _STACKS.items()}
    css = fonts.font_face_rules(faces)
    css += "".join(
        theme.render(f"print/{name}", page=page, art=art, book=edition.book, stacks=stacks)
        for name in STYLES
    )
    return {
        "style.css": File("text/css", css.encode()),
        "dots.svg": File("image/svg+xml", _DOTS),
        "cover.svg": File("image/svg+xml", art.drawing),
    }


_STACKS = {"serif": "Source Serif 4", "sans": "Source Sans 3", "code": "Source Code Pro"}
# One dot to 5 pixels; a picture repeated by the reader, where leader() would be a box to each dot.
_DOTS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="12">'
    b'<circle cx="2.5" cy="8.6" r=".55" fill="#777"/></svg>'
)

_TAG = re.compile(r"""(<[!/a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>)""")


def spell(html: str, missing: Sequence[str]) -> str:
    """Write each missing character by its name: small in text, plain inside tags and the title.

    >>> spell('<p title="⏲">⏲</p>', "⏲")
    '<p title="[timer clock]"><small class="spelled">[timer clock]</small></p>'
    """
    plain = str.maketrans({char: fonts.spelled(char) for char in missing} | _DROPPED)
    small = str.maketrans({char: _small(char) for char in missing} | _DROPPED)
    head, mark, rest = html.rpartition("</head>")
    pieces = _TAG.split(rest)
    pieces[::2] = [text.translate(small) for text in pieces[::2]]
    pieces[1::2] = [tag.translate(plain) for tag in pieces[1::2]]
    return head.translate(plain) + mark + "".join(pieces)


# Variation selectors choose between forms that our faces do not have.
_DROPPED = {"\ufe0e": "", "\ufe0f": ""}


def _small(char: str) -> str:
    return f'<small class="spelled">{escape(fonts.spelled(char))}</small>'


def _spell_file(file: File, missing: Sequence[str]) -> File:
    if file.media_type not in {_DRAWING, "text/css"}:
        return file
    names = str.maketrans({char: fonts.spelled(char) for char in missing} | _DROPPED)
    return File(file.media_type, file.data.decode().translate(names).encode())
