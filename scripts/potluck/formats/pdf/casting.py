"""Casting off: how many pages a sheet will fill, told from its words before it is set.

It decides only how many digits a page number has at first. A guess that is wrong costs time, never
a page: the sheet is set again when the pages are known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from potluck.formats.pdf.paper import PIXEL, POINT, Paper

# Lines of each, by least squares over 417 chapters of three books (recipes, long lessons with
# figures and notes, and our own), on A5, A4 and 6 × 9 inches: within 2 % of the pages of lessons,
# 6 % of those of recipes, most of which fill one page or two.
_WORDS, _SMALL = 1.03, 1.6  # a line of letters; of a note, a caption or a table, which is narrower
_LINES = {"p": 1.2, "li": 0.6, "tr": 0.7, "img": 4.0, **dict.fromkeys(("h2", "h3", "h4"), 1.5)}
_PICTURE = 1.1  # a line of a picture's height
_TALLEST = 0.8  # of a page
_ROUND = 0.45  # of a page: what is left over on the last one
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Cast:
    """The pages that a sheet is thought to fill, and the page of each id in it, from 0.

    `exact` is how many pages its lines would fill if all could be used.
    """

    pages: int
    places: Mapping[str, int]
    exact: float = 0


def cast_off(tree: HtmlElement, paper: Paper) -> Cast:
    """Say how many pages a sheet fills on that paper."""
    caster = _Caster(paper)
    caster.walk(tree, small=False)
    pages = max(1, round(caster.lines / paper.lines + _ROUND))
    return Cast(
        pages,
        {name: min(int(at / paper.lines), pages - 1) for name, at in caster.places.items()},
        caster.lines / paper.lines,
    )


@dataclass
class _Caster:
    """Goes through a sheet; `lines` are those so far."""

    paper: Paper
    lines: float = 0
    places: dict[str, float] = field(default_factory=dict)

    def walk(self, element: HtmlElement, *, small: bool) -> None:
        if not isinstance(element.tag, str):
            return
        if name := element.get("id"):
            self.places.setdefault(name, self.lines)
        small = small or element.tag in {"figcaption", "table"} or _noted(element)
        if element.tag == "img":
            self.lines += _PICTURE * self._height(element)
        if not (small and element.tag == "p"):
            self.lines += _LINES.get(element.tag, 0)
        self._read(element.text, small=small)
        for child in element:
            self.walk(child, small=small)
            self._read(child.tail, small=small)

    def _read(self, text: str | None, *, small: bool) -> None:
        letters = len(_SPACE.sub(" ", text)) if text and not text.isspace() else 0
        self.lines += letters / self.paper.letters * (_SMALL if small else _WORDS)

    def _height(self, image: HtmlElement) -> float:
        """Return the lines that a picture is high, as wide as it is, or as the text is."""
        width, height = (_number(image.get(name)) for name in ("width", "height"))
        shown = min(width * PIXEL, self.paper.measure)
        lines = shown * height / width / (self.paper.leading * POINT)
        return min(lines, _TALLEST * self.paper.lines)


def _noted(element: HtmlElement) -> bool:
    return "footnote" in (element.get("class") or "").split()


def _number(text: str | None) -> float:
    return float(text) if text and text.isdecimal() and int(text) else 1.0
