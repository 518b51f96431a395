"""Turn a sheet into a leaf: what the press sets, without anything that depends on a neighbour.

A leaf knows which characters, pictures and places it needs; where a page number is printed, it is
open. The same sheet gives the same leaf, so leaves are kept.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

import msgspec
from lxml.html import HtmlElement
from markupsafe import escape

from potluck import neutral
from potluck.formats.pdf import body
from potluck.formats.pdf.casting import cast_off
from potluck.formats.pdf.compose import Sheet, resolve
from potluck.formats.pdf.press.interior import ELSEWHERE
from potluck.formats.pdf.press.setting import DIGITS
from potluck.formats.pdf.press.shard import Slot
from potluck.formats.pdf.press.slots import PLACEHOLDER, sentinel
from potluck.formats.pdf.typecase import Typecase

NUMBER = "page-number"  # the class of a link whose words are the number of its page
ROOM = 4
"""Digits for which a number has room that is a `column` or the `last` word: it may grow, and
nothing is set again. The style sheet keeps as much room in the book that is set as a whole."""


# In text, `<` is written `&lt;`, and in attributes, a quotation mark `&quot;`.
_AWAY = re.compile(rf'(<a [^>]*?\bhref="){ELSEWHERE}')


class Opening(msgspec.Struct, frozen=True, array_like=True):
    """A page number to be printed: of which place, and how. In roman numerals it is set as text.

    One that stands at the end of a line of its own has room to grow.
    """

    target: str
    roman: bool
    style: int  # of `Leaf.samples`
    column: bool = False  # it stands with others, one below the other, at the right
    last: bool = False  # it is the last word of what stands there

    def room(self, number: str) -> str:
        """Return what of a page number shapes the leaf: its length, or its letters."""
        least = ROOM if self.column or self.last else 0
        return number if self.roman else PLACEHOLDER * max(len(number), least)


class Leaf(msgspec.Struct, frozen=True, array_like=True):
    """A sheet for the press. `pieces` are its HTML, cut at each opening."""

    place: str
    kind: str
    id: str
    lang: str
    recto: bool  # begins on a right-hand page wherever it stands
    head: str  # the words of its running head
    pieces: tuple[str, ...]
    openings: tuple[Opening, ...]
    samples: tuple[str, ...]  # by style: a page that shows the ten digits in it
    anchors: tuple[str, ...]
    expected: tuple[int, ...]  # the pages of the anchors, and how many there are, as cast off
    cast: float  # the pages that its lines would fill
    targets: tuple[str, ...]  # places in other leaves
    files: tuple[str, ...]
    text: str  # every character that may be drawn, once
    spelled: tuple[str, ...]

    def html(self, numbers: Mapping[str, str]) -> str:
        """Return the HTML with room for these page numbers."""
        filled = (_attributes(at, each, numbers[each.target])
                  for at, each in enumerate(self.openings))  # fmt: skip
        return self.pieces[0] + "".join(
            text + piece for text, piece in zip(filled, self.pieces[1:], strict=True)
        )

    def whole(self) -> str:
        """Return the HTML as it stands in a document of all leaves."""
        return _AWAY.sub(r"\1#", "".join(self.pieces))

    def slots(self, numbers: Mapping[str, str]) -> tuple[Slot, ...]:
        """Return the slots that this HTML has."""
        return tuple(
            Slot(each.target, len(each.room(numbers[each.target])), each.style, each.last)
            for each in self.openings
        )

    def room(self, numbers: Mapping[str, str]) -> tuple[str, ...]:
        """Return what of the page numbers shapes the leaf."""
        return tuple(each.room(numbers[each.target]) for each in self.openings)


def _attributes(at: int, opening: Opening, number: str) -> str:
    room = opening.room(number)
    return f' data-page="{room}"' + ("" if opening.roman else f' style="color: {sentinel(at)}"')


def leaf(sheet: Sheet, drawing: Callable[[str], str], dead: frozenset[str], case: Typecase) -> Leaf:
    """Return the leaf of a sheet; links to `dead` places lose their targets.

    `drawing` gives the text of an SVG picture by its name, and none of other pictures.
    """
    tree = sheet.tree
    own = frozenset((sheet.id, *body.ids(tree)))
    text = _text(tree, drawing)
    absent = case.stand_ins(text)
    absent.place(tree)
    cast = cast_off(tree, sheet.paper)
    body.tell_what_follows(tree)
    body.link(tree, resolve)
    targets = tuple(dict.fromkeys(_elsewhere(tree, own)))
    body.drop_links(tree, own | (frozenset(targets) - dead))
    samples: dict[str, str] = {}
    token = hashlib.blake2b(neutral.to_html(tree).encode(), digest_size=12).hexdigest()
    openings = tuple(_open(tree, sheet, token, samples))
    for link in tree.iter("a"):
        _send_away(link, own)
    return Leaf(
        place=sheet.place,
        kind=sheet.kind,
        id=sheet.id,
        lang=sheet.lang,
        recto=sheet.recto,
        head=next((heading.get("data-label", "") for heading in tree.iter("h1")), ""),
        pieces=_cut(neutral.to_html(tree), token),
        openings=openings,
        samples=tuple(samples.values()),
        anchors=tuple(sorted(own)),
        expected=(*(cast.places.get(name, 0) for name in sorted(own)), cast.pages),
        cast=cast.exact,
        targets=targets,
        files=tuple(sorted(set(_files(tree)))),
        text="".join(sorted(set(text))),
        spelled=absent.missing,
    )


def _text(tree: HtmlElement, drawing: Callable[[str], str]) -> str:
    """Return all that may be drawn: the sheet with its attributes, words in its drawings."""
    shown = (image.get("src", "").removeprefix("book:media/") for image in tree.iter("img"))
    return "".join([neutral.to_html(tree), *map(drawing, shown)])


def _elsewhere(tree: HtmlElement, own: frozenset[str]) -> Iterator[str]:
    for link in tree.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in own:
            yield href[1:]


def _files(tree: HtmlElement) -> Iterator[str]:
    for image in tree.iter("img"):
        yield image.get("src", "").removeprefix("book:")


def _send_away(link: HtmlElement, own: frozenset[str]) -> None:
    href = link.get("href", "")
    if href.startswith("#") and href[1:] not in own:
        link.set("href", f"{ELSEWHERE}{href[1:]}")


# --- openings -----------------------------------------------------------------------------------


def _open(
    tree: HtmlElement, sheet: Sheet, token: str, samples: dict[str, str]
) -> Iterator[Opening]:
    """Mark each page number to be printed, and take down a sample of its style, once."""
    for link in tree.iter("a"):
        names = link.get("class", "").split()
        if NUMBER not in names or not link.get("href", "").startswith("#"):
            continue
        sample = _sample(link, tree, sheet)
        samples.setdefault(sample, sample)
        style = list(samples).index(sample)
        link.set("data-page", token)
        target, roman = link.get("href")[1:], "roman" in names
        yield Opening(target, roman, style, "column" in names, "last" in names)


def _sample(link: HtmlElement, root: HtmlElement, sheet: Sheet) -> str:
    """Return a page with the ten digits, within the same elements as the link."""
    chain = [link, *(above for above in link.iterancestors() if above is not root)]
    chain = [each for each in chain if each is not root]
    shown = "".join(_bare(each) for each in reversed(chain[1:]))
    closed = "".join(f"</{each.tag}>" for each in chain[1:])
    digits = f'<a class="{escape(link.get("class"))}" data-page="{DIGITS}"></a>'
    return (
        f'<div class="{sheet.place}" style="break-before: page">'
        f'<section class="sheet {sheet.kind}" lang="{escape(sheet.lang)}">'
        f"{shown}{digits}{closed}</section></div>"
    )


def _bare(element: HtmlElement) -> str:
    """Write an opening tag with what a style sheet may look at."""
    kept = ((name, element.get(name)) for name in ("class", "lang", "style"))
    told = "".join(f' {name}="{escape(value)}"' for name, value in kept if value)
    return f"<{element.tag}{told}>"


def _cut(html: str, token: str) -> tuple[str, ...]:
    """Cut the HTML where a page number is open."""
    return tuple(html.split(f' data-page="{token}"'))
