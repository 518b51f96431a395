"""Pictures: each becomes a figure of its own, with caption and credit at the point of use."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup, escape

from potluck.model import Contributor, Figure, License, Source

_INLINE = frozenset({"p", "a", "em", "strong", "span", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6",
    "small", "sub", "sup", "mark", "u", "s", "del", "ins", "q", "cite", "code", "abbr", "label",
    "bdi", "dfn", "kbd", "samp", "time", "var", "summary", "dt", "figure"})  # fmt: skip

PREFIXES = "cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/"
"""What `cc:` and `dct:` mean in RDFa: Creative Commons' words, and those of Dublin Core."""


@dataclass(frozen=True)
class Shown:
    """How to show one picture: its name among the edition's pictures, words and credit."""

    name: str
    width: int
    height: int
    alt: str
    caption: str | None = None
    credits: tuple[Contributor, ...] = ()
    license: License | None = None
    source: Source | None = None


Find = Callable[[str, str, str], Shown | None]


def place(tree: HtmlElement, find: Find) -> tuple[Figure, ...]:
    """Turn every `img` into a figure standing beside the paragraph it was in; list them."""
    figures: list[Figure] = []
    for image in list(tree.iter("img")):
        shown = find(image.get("src", ""), image.get("alt", ""), image.get("title", ""))
        if shown is None:
            _remove(image)
            continue
        figure = Figure(shown.name, f"fig-{len(figures) + 1}", shown.alt, shown.caption,
                        shown.credits, shown.license, shown.source)  # fmt: skip
        _lift(image, fragment_fromstring(str(markup(figure, shown.width, shown.height))))
        figures.append(figure)
    return tuple(figures)


def markup(figure: Figure, width: int, height: int) -> Markup:
    """Write a figure as neutral HTML."""
    image = Markup('<img src="book:media/{}" alt="{}" width="{}" height="{}">').format(
        figure.picture, figure.alt, width, height
    )
    lines = [
        Markup('<span class="caption">{}</span>').format(figure.caption) if figure.caption else "",
        Markup('<span class="credit">{}</span>').format(credit(figure)) if credit(figure) else "",
    ]
    caption = Markup(" ").join(line for line in lines if line)
    below = Markup("<figcaption>{}</figcaption>").format(caption) if caption else ""
    return Markup('<figure class="figure" id="{}">{}{}</figure>').format(figure.id, image, below)


def credit(figure: Figure) -> Markup:
    """Write who made a picture and under what licence: “Picture: A, CC BY 4.0”.

    Programs read the same from RDFa (https://www.w3.org/Submission/ccREL/).
    """
    people = [_maker(person) for person in figure.credits]
    parts: list[Markup] = [Markup(" and ").join(people)] if people else []
    if figure.source:
        parts.append(_work(figure.source))
    if figure.license and figure.license.url:
        parts.append(
            Markup('<a href="{}" rel="license">{}</a>').format(
                figure.license.url, figure.license.name
            )
        )
    elif figure.license:
        parts.append(escape(figure.license.name))
    words = Markup("Picture: ") + Markup(", ").join(parts)
    told = Markup('<span about="book:media/{}" prefix="{}">{}</span>')
    return told.format(figure.picture, PREFIXES, words) if parts else Markup()


def _maker(person: Contributor) -> Markup:
    if not person.named:
        return Markup('<a href="book:contributor/{}">{}</a>').format(person.id, person.name)
    link = Markup('<a rel="cc:attributionURL" href="book:contributor/{}">{}</a>')
    name = Markup('<span property="cc:attributionName">{}</span>')
    return name.format(link.format(person.id, person.name))


def _work(source: Source) -> Markup:
    title = Markup('“<span property="dct:title">{}</span>”').format(source.title)
    link = Markup('<a rel="cc:attributionURL" href="{}">{}</a>')
    linked = link.format(source.url, title) if source.url else title
    name = Markup(' by <span property="cc:attributionName">{}</span>')
    by = name.format(source.author) if source.author else Markup()
    changed = Markup(" ({})").format(source.changes) if source.changes else Markup()
    about = Markup(' about="{}"').format(source.url) if source.url else Markup()
    work = Markup('<span rel="dct:source"><span typeof="cc:Work"{}>{}</span></span>')
    return work.format(about, linked + by) + changed


def _lift(image: HtmlElement, figure: HtmlElement) -> None:
    """Put the figure after the outermost inline element or paragraph that holds the image."""
    host = image
    while host.getparent() is not None and host.getparent().tag in _INLINE:
        host = host.getparent()
    if host is image:
        figure.tail, image.tail = image.tail, None
        image.getparent().replace(image, figure)
        return
    _after(host, figure)
    _remove(image)


def _after(host: HtmlElement, figure: HtmlElement) -> None:
    """Insert after the host and after figures already lifted out of it."""
    while host.getnext() is not None and host.getnext().get("class") == "figure":
        host = host.getnext()
    figure.tail, host.tail = host.tail, None
    host.addnext(figure)


def _remove(image: HtmlElement) -> None:
    """Take an image out; an inline wrapper that is left with nothing goes with it."""
    parent = image.getparent()
    image.drop_tree()
    while parent is not None and parent.tag in _INLINE and _empty(parent):
        parent, gone = parent.getparent(), parent
        gone.drop_tree()


def _empty(element: HtmlElement) -> bool:
    return not element.text_content().strip() and all(child.tag == "br" for child in element)
