"""Photographs in several widths, of which a browser fetches the one that its screen needs.

`srcset` and `sizes` are those of https://html.spec.whatwg.org/multipage/images.html; `src` stays
what every browser can show. Pictures below the first are fetched when a reader comes near them.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from lxml.html import HtmlElement

from potluck.formats.site import addresses
from potluck.model import Copy, Picture
from potluck.neutral import SCHEME, Resolve, Target

# How wide Material's column is, by the width of the window: the grid of 61rem without two bars of
# 12.1rem and two margins of 1.2rem, where a rem is 24, 22 or 20 pixels. Below, it is the window.
_COLUMN = (
    ("(min-width: 125em)", 826),
    ("(min-width: 100em)", 757),
    ("(min-width: 76.25em)", 688),
)
_NARROWEST = 688


def files(picture: Picture) -> Iterator[tuple[str, Copy]]:
    """Yield the address and the copy of each form of a picture."""
    *narrower, plain = picture.web
    stem = PurePosixPath(picture.name).stem
    for copy in narrower:
        yield addresses.media(f"{stem}-{copy.width}.webp"), copy
    yield addresses.media(picture.name), plain


def forms(picture: Picture) -> list[tuple[str, int, str]]:
    """Tell in which forms a picture is offered."""
    return [(copy.media_type, copy.width, copy.sha256) for copy in picture.web]


def offer(tree: HtmlElement, pictures: Mapping[str, Picture], resolve: Resolve) -> None:
    """Let browsers choose among the forms of each picture, in a tree whose links are neutral."""
    for number, image in enumerate(tree.iter("img")):
        if number:
            image.set("loading", "lazy")
            image.set("decoding", "async")
        source = image.get("src", "")
        name = Target.parse(source).name if source.startswith(SCHEME) else ""
        if name in pictures:
            _offer(image, pictures[name], resolve)


def _offer(image: HtmlElement, picture: Picture, resolve: Resolve) -> None:
    *narrower, _ = files(picture)
    if narrower:
        written = (
            f"{resolve(Target('media', PurePosixPath(address).name))} {copy.width}w"
            for address, copy in narrower
        )
        image.set("srcset", ", ".join(written))
        image.set("sizes", _sizes(picture.width))


def _sizes(width: int) -> str:
    """Write how wide a picture will stand: as wide as the column, but never wider than it is.

    >>> _sizes(480)
    'min(480px, 100vw)'
    >>> _sizes(800)
    '(min-width: 125em) 800px, (min-width: 100em) 757px, (min-width: 76.25em) 688px, \
min(800px, 100vw)'
    """
    cases = [f"{window} {min(width, column)}px" for window, column in _COLUMN if width > _NARROWEST]
    return ", ".join([*cases, f"min({width}px, 100vw)"])
