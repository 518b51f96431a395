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
class Finished:
    """A page as XHTML, what the package must say about it, and what it asked of the whole book.

    `pictures` are names in the edition, `undescribed` counts those without a text alternative,
    `lost` holds the links and pictures that are not in the edition and became plain text. `led`
    says where each link into the book led, `shown` where each picture was, if anywhere.
    """

    data: bytes
    ids: frozenset[str]
    pictures: tuple[str, ...]
    undescribed: int
    formulas: bool
    lost: tuple[str, ...]
    led: dict[str, str | None]
    shown: dict[str, str | None]

    def holds(self, here: str, places: links.Anchors, images: Images) -> bool:
        """Say whether every link and picture would become now what it became then."""
        led = all(links.href(url, here, places) == target for url, target in self.led.items())
        return led and all(images.get(name) == file for name, file in self.shown.items())


@dataclass(frozen=True)
class Document:
    """A page of the book, and what it has become."""

    page: Page
    made: Finished


def ids(tree: html.HtmlElement) -> frozenset[str]:
    """Collect the ids of a page, so that no link leads nowhere."""
    return frozenset(map(str, tree.xpath(".//@id")))


def finish(
    page: Page, tree: html.HtmlElement, places: links.Anchors, images: Images, lang: str
) -> Finished:
    """Finish one page; the tree is used up."""
    inward = dict.fromkeys(_inward(tree))
    led = {url: links.href(url, page.file, places) for url in inward}
    told = [_name(element.get("about", "")) for element in tree.xpath(".//*[@about]")]
    lost = tuple(_link(tree, page.file, places, led))
    shown = tuple(_show(tree, images))
    _tell(tree, images)
    return Finished(
        data=write(page, Markup(xhtml.write(tree)), lang),  # noqa: S704 - from the allow-list
        ids=places[page.file],
        pictures=tuple(name for name in shown if name in images),
        undescribed=sum(not picture.get("alt", "").strip() for picture in tree.iter("img")),
        formulas=tree.find(".//math") is not None,
        lost=(*lost, *(name for name in shown if name not in images)),
        led=led,
        shown={name: images.get(name) for name in (*shown, *told)},
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


def _inward(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the links into the book: what others become is the page's own matter."""
    for element in tree.iter("a"):
        url = element.get("href", "")
        if url.startswith(SCHEME):
            yield url


def _name(url: str) -> str:
    return unquote(url.removeprefix(f"{SCHEME}media/"))


def _link(
    tree: html.HtmlElement, here: str, places: links.Anchors, led: Mapping[str, str | None]
) -> Iterator[str]:
    """Point every link; yield those that lead nowhere and lose all but their text."""
    for element in list(tree.iter("a")):
        url = element.attrib.pop("href", None)
        target = led[url] if url in led else links.href(url or "", here, places)
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
        name = _name(element.get("src", ""))
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
        name = _name(about)
        if name in images or not about.startswith(SCHEME):
            element.set("about", images.get(name, about))
