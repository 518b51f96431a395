"""What an edition must say: every piece of its text, its credits and licences, one by one.

Each block has a home, which is where readers must find it: `chapter/SLUG`, `page/SLUG` (of the
back matter), or `BOOK`, anywhere in the book. Homes are written as in `book:` links.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree, html

from potluck import neutral, theme
from potluck.model import Chapter, Edition, Figure, License, Recipe, Source

BOOK = ""


@dataclass(frozen=True)
class Block:
    """One thing to be found again: where, what it is ("list item"), and its words."""

    home: str
    kind: str
    text: str


Words = Iterator[tuple[str, str]]
"""Kinds and texts."""
Read = Callable[[str], Iterable[tuple[str, str]]]
"""Finds the runs of words of a text, with their kinds: `running`, or what remembers it."""


def blocks(edition: Edition, read: Read | None = None) -> tuple[Block, ...]:
    """Return everything that every format must show, in reading order.

    `read` finds the runs of words of a text, where somebody remembers them.
    """
    return tuple(
        Block(home, kind, " ".join(text.split()))
        for home, words in _homes(edition, read or running)
        for kind, text in words
        if text.strip()
    )


def beside(chapter: Chapter, edition: Edition) -> tuple[Block, ...]:
    """Return what a chapter that is printed alone must show beside its own text, anywhere in it."""
    credited = (("picture credit", words) for words in dict.fromkeys(_credits(chapter.figures)))
    return tuple(
        Block(BOOK, *each) for each in (("title of the book", edition.book.title), *credited)
    )


def by_home(wanted: Iterable[Block]) -> dict[str, list[Block]]:
    """Return blocks by their homes, in the order given."""
    found: dict[str, list[Block]] = {}
    for block in wanted:
        found.setdefault(block.home, []).append(block)
    return found


def homes(edition: Edition) -> dict[str, str]:
    """Return the title of each home that has one, by home, in reading order."""
    found = {f"chapter/{chapter.slug}": chapter.title for chapter in edition.texts}
    return found | {f"page/{matter.slug}": matter.title for matter in edition.matter}


def _homes(edition: Edition, read: Read) -> Iterator[tuple[str, Words]]:
    for chapter in edition.texts:
        yield f"chapter/{chapter.slug}", _chapter(chapter, edition.book.lang, read)
    for matter in edition.matter:
        yield f"page/{matter.slug}", _page(matter.title, matter.html, read)
    yield BOOK, _book(edition)


def _page(title: str, text: str, read: Read) -> Words:
    yield "title", title
    yield from read(text)


# --- credits, sources, licences -----------------------------------------------------------------


def _chapter(chapter: Chapter, lang: str, read: Read) -> Words:
    """Yield the title, what the chapter owes to whom, and its text."""
    yield from _page(chapter.title, chapter.html, read)
    if chapter.authors:
        yield "byline", f"By {theme.names(chapter.authors, lang)}"
    yield "standfirst", chapter.standfirst
    if chapter.recipe:
        yield from (("fact", words) for words in _facts(chapter.recipe))
    yield from (("objective", words) for words in chapter.objectives)
    yield "copyright", chapter.copyright or ""
    yield "licence", f"Licence: {chapter.license.name}"
    yield from _people(chapter, lang)
    yield "note on AI", chapter.ai_note or ""
    for source in chapter.sources:
        yield from _source(source)
    if chapter.modified:
        yield "commit", chapter.modified.short


def _people(chapter: Chapter, lang: str) -> Words:
    """Yield who did what, and by name everyone whom neither that nor the byline mentions."""
    lines = theme.lines(chapter)
    yield from (("credit", theme.line(line, lang)) for line in lines)
    told = {person.id for line in lines for person in line.people}
    told |= {person.id for person in chapter.authors}
    everyone = [credit.contributor for credit in chapter.credits]
    everyone += [*chapter.reviewers, *([chapter.submitted_by] if chapter.submitted_by else [])]
    yield from (("credit", person.name) for person in everyone if person.id not in told)


def _facts(recipe: Recipe) -> Iterator[str]:
    """Yield what stands above the ingredients: how much it makes, how long it takes."""
    times = ((label, theme.duration(time)) for label, time in recipe.times)
    diet = ", ".join(recipe.diet)
    after = (("Diet", diet), ("Course", recipe.course), ("Cuisine", recipe.cuisine))
    for label, value in (("Makes", recipe.recipe_yield), *times, *after):
        if value:
            yield f"{label} {value}"


def _source(source: Source) -> Words:
    author = f" by {source.author}" if source.author else ""
    published = ", ".join(str(each) for each in (source.publisher, source.year) if each)
    yield "source", f"“{source.title}”{author}" + (f" ({published})" if published else "")
    if source.changes:
        yield "changes of a source", f"Changes: {source.changes}"
    if source.license:
        public = source.license.id == "CC-PDM-1.0"
        terms = "in the public domain:" if public else "licensed under"
        yield "licence of a source", f"{terms} {source.license.name}"


def _book(edition: Edition) -> Words:
    """Yield, once each, what must stand somewhere in the book, whatever the pages look like."""
    yield "title", edition.book.title
    yield from (("contributor", person.name) for person in edition.contributors)
    yield from (("licence", license_.name) for license_ in edition.licenses)
    sources = (source.title for chapter in edition.texts for source in chapter.sources)
    yield from (("source", title) for title in dict.fromkeys(sources))
    figures = (figure for chapter in edition.texts for figure in chapter.figures)
    yield from (("picture credit", words) for words in dict.fromkeys(_credits(figures)))


def _credits(figures: Iterable[Figure]) -> Iterator[str]:
    for figure in figures:
        yield from (person.name for person in figure.credits)
        yield from _named(figure.license, figure.source)


def _named(license_: License | None, source: Source | None) -> Iterator[str]:
    if license_:
        yield license_.name
    if source:
        yield source.title


# --- running text -------------------------------------------------------------------------------

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KINDS = dict.fromkeys(_HEADINGS, "heading") | {
    "li": "list item",
    "td": "table cell",
    "th": "table cell",
    "caption": "caption",
    "figcaption": "caption",
    "dt": "term",
    "dd": "definition",
    "pre": "code",
    "blockquote": "quote",
    "summary": "summary",
}
_CLASSES = {
    "admonition-title": "admonition title",
    "tab-title": "tab title",
    "caption": "caption",
    "credit": "picture credit",
}
_GROUPS = ("div", "section", "aside", "details", "figure", "hr", "ul", "ol", "dl")
_ROWS = ("table", "thead", "tbody", "tfoot", "tr")
_BLOCKS = frozenset((*_KINDS, "p", *_GROUPS, *_ROWS))


def running(text: str) -> Words:
    """Yield the runs of words of a neutral text that stand together, and the words for pictures.

    A list item does not repeat the lists inside it, nor a cell its paragraphs. The numbers of
    footnotes are words like any other, since every format prints them; links back are not.

    >>> list(running("<ul><li>Leeks, <em>or</em><ul><li>onions</li></ul></li></ul>"))
    [('list item', 'Leeks, or'), ('list item', 'onions')]
    """
    waiting: list[str] = []
    for event, element in etree.iterwalk(_readable(text), events=("start", "end")):
        if event == "start" and element.tag == "img":
            yield "picture", element.get("alt", "")
        inside = element if event == "end" else element.getparent()
        if _is_block(element) and "".join(waiting).strip():
            yield _kind(inside), "".join(waiting)
        if _is_block(element):
            waiting.clear()
        waiting.append((element.text if event == "start" else element.tail) or "")


def _readable(text: str) -> html.HtmlElement:
    tree = neutral.parse(text)
    for link in tree.xpath('.//a[@role="doc-backlink"]'):
        link.drop_tree()
    return tree


def _is_block(element: html.HtmlElement) -> bool:
    return element.tag in _BLOCKS or element.get("class") in _CLASSES


def _kind(element: html.HtmlElement) -> str:
    """Name what the words directly inside an element are."""
    around = (element, *element.iterancestors())
    if any(up.tag == "section" and up.get("class") == "footnotes" for up in around):
        return "footnote"
    kinds = (_CLASSES.get(up.get("class", "")) or _KINDS.get(up.tag) for up in around)
    return next((kind for kind in kinds if kind), "paragraph")
