"""One page to one XHTML document: links point at files, and the package learns what it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from babel import Locale
from lxml import etree, html
from markupsafe import Markup

from potluck import theme
from potluck.formats.epub import allowlist, links, semantics, xhtml
from potluck.formats.epub.pages import Page
from potluck.neutral import SCHEME

Images = Mapping[str, str]
"""Where each picture is within the EPUB, by its name in the edition."""


@dataclass(frozen=True)
class Document:
    """A finished page: its bytes, and what the package must say about it.

    `pictures` are names in the edition, `undescribed` counts those without a text alternative,
    `lost` holds the links and pictures that are not in the edition and became plain text.
    """

    page: Page
    data: bytes
    pictures: tuple[str, ...]
    undescribed: int
    formulas: bool
    lost: tuple[str, ...]


def anchors(trees: Mapping[str, html.HtmlElement]) -> links.Anchors:
    """Collect the ids of every page, so that no link leads nowhere."""
    return {file: frozenset(tree.xpath(".//@id")) for file, tree in trees.items()}


def document(
    page: Page, tree: html.HtmlElement, places: links.Anchors, images: Images, lang: str
) -> Document:
    """Finish one page; the tree is used up."""
    lost = tuple(_link(tree, page.file, places))
    shown = tuple(_show(tree, images))
    _tell(tree, images)
    return Document(
        page=page,
        data=write(page, Markup(xhtml.write(tree)), lang),  # noqa: S704 - from the allow-list
        pictures=tuple(name for name in shown if name in images),
        undescribed=sum(not picture.get("alt", "").strip() for picture in tree.iter("img")),
        formulas=tree.find(".//math") is not None,
        lost=(*lost, *(name for name in shown if name not in images)),
    )


def write(page: Page, body: Markup, lang: str) -> bytes:
    """Put the body of a page into a document, and make sure that it is well-formed XML."""
    text = theme.render(
        "epub/document.xhtml.j2",
        page=page,
        role=semantics.role(page.type),
        body=body,
        lang=lang,
        direction=direction(lang),
    )
    data = allowlist.printable(text).encode()
    etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return data


def direction(lang: str) -> str:
    """Return which way a language is written.

    >>> direction("en-GB"), direction("ar")
    ('ltr', 'rtl')
    """
    return "rtl" if Locale.parse(lang, sep="-").character_order == "right-to-left" else "ltr"


def _link(tree: html.HtmlElement, here: str, places: links.Anchors) -> Iterator[str]:
    """Point every link; yield those that lead nowhere and lose all but their text."""
    for element in list(tree.iter("a")):
        url = element.attrib.pop("href", None)
        target = links.href(url, here, places) if url is not None else None
        if target is not None:
            element.set("href", target)
            continue
        element.tag = "span"
        for name in ("rel", "role"):
            element.attrib.pop(name, None)
        if url is not None:
            yield url


def _show(tree: html.HtmlElement, images: Images) -> Iterator[str]:
    """Point every picture; yield its name. One that is not in the edition leaves its words."""
    for element in list(tree.iter("img")):
        name = unquote(element.get("src", "").removeprefix(f"{SCHEME}media/"))
        yield name
        if name in images:
            element.set("src", images[name])
            element.set("alt", element.get("alt", ""))
        else:
            element.tail = element.get("alt", "") + (element.tail or "")
            element.drop_tree()


def _tell(tree: html.HtmlElement, images: Images) -> None:
    """Point what RDFa is about: the works of the web stay, pictures are files of the EPUB."""
    for element in tree.xpath(".//*[@about]"):
        about = element.attrib.pop("about")
        name = unquote(about.removeprefix(f"{SCHEME}media/"))
        if name in images or not about.startswith(SCHEME):
            element.set("about", images.get(name, about))
