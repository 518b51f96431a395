"""Pictures: each becomes a figure of its own, with caption and credit at the point of use."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup, escape

from potluck.model import Contributor, Figure, License, Source

_INLINE = frozenset({"p", "a", "em", "strong", "span", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6",
    "small", "sub", "sup", "mark", "u", "s", "del", "ins", "q", "cite", "code", "abbr", "label",
    "bdi", "dfn", "kbd", "samp", "time", "var", "summary", "dt", "figure"})  # fmt: skip


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
    """Write who made a picture and under what licence: “Picture: A, CC BY 4.0”."""
    people = [
        Markup('<a href="book:contributor/{}">{}</a>').format(person.id, person.name)
        for person in figure.credits
    ]
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
    return Markup("Picture: ") + Markup(", ").join(parts) if parts else Markup()


def _work(source: Source) -> Markup:
    title = Markup("“{}”").format(source.title)
    linked = Markup('<a href="{}">{}</a>').format(source.url, title) if source.url else title
    changed = Markup(" ({})").format(source.changes) if source.changes else Markup()
    by = Markup(" by {}").format(source.author) if source.author else Markup()
    return linked + by + changed


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
