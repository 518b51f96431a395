"""What is changed in the content of pages, so that their words can be read without seeing them.

Four things, none of which moves a glyph. What is no part of the text is marked as an artifact. A
line that ends where words are parted gets the blank that WeasyPrint leaves out there, since a PDF
is to hold the blanks between all words (ISO 32000-1, 14.8.2.5). A hyphen that is there for the end
of the line is said to be one (U+00AD, 14.8.2.2.3).
Scripts whose letters change places or merge when they are set have their text beside the glyphs,
for WeasyPrint 70 gives some of these no text, or too much.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

_SOFT = b"/Span <</ActualText <feff00ad>>> BDC"
_BREAKS = {"br": "\n"}

_ALIKE = {"\xa0": " ", "\u00ad": "-", "\u2010": "-"}
"""Characters that have the glyph of another one; which one was met first must not matter."""

_SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1780-\u17ff\u1a20-\u1aaf\u1b00-\u1c4f\u1dc0-\u1dff\u200c\u200d"
    "\ua800-\ua8ff\ua980-\ua9df\uaa00-\uaadf\ufb1d-\ufdff\ufe70-\ufefc\U00011000-\U000113ff]"
)
"""Hebrew, Arabic, Indic and other Asian scripts, marks on letters."""

_FONT = re.compile(rb"/(\w+) (\S+) Tf")
_LAST = re.compile(rb"^\[(.*)<([0-9a-f]*)([0-9a-f]{4})>([^<>]*)\] TJ$", re.DOTALL)


def settle(fonts: Iterable[Any]) -> None:
    """Let the glyphs of blanks and hyphens always stand for the same text."""
    for font in fonts:
        for glyph, text in font.to_unicode.items():
            font.to_unicode[glyph] = _ALIKE.get(text, text)


@dataclass
class Inks:
    """The content of one page."""

    stream: list[Any] = field(repr=False)
    fonts: Sequence[Any] = field(repr=False)

    @cached_property
    def _begins(self) -> dict[int, int]:
        """Where each mark begins: the place of its properties."""
        return {
            each["MCID"]: at
            for at, each in enumerate(self.stream)
            if isinstance(each, dict) and "MCID" in each
        }

    def set_aside(self, number: int, edge: str = "") -> None:
        """Make what is marked an artifact: of layout, or at an edge of each page."""
        at = self._begins[number]
        told = {"Type": "/Pagination", "Subtype": f"/{edge}"} if edge else {"Type": "/Layout"}
        self.stream[at - 1 : at + 1] = ["/Artifact", _dictionary(told)]

    def say(self, number: int, text: str) -> None:
        """Put text beside the glyphs of what is marked."""
        told = self.stream[self._begins[number]]
        told["ActualText"] = b"<feff%b>" % text.encode("utf-16-be").hex().encode()

    def space(self, number: int) -> None:
        """Show a blank after what is marked, in its font if that has one, else in any that has."""
        told = self.stream[self._begins[number]]
        if "ActualText" in told:
            told["ActualText"] = told["ActualText"][:-1] + b"0020>"
            return
        at = self._shown(number)
        if not at or not self._blanks:
            return
        name, size = self._font(at)
        font = name if name in self._blanks else next(iter(self._blanks))
        chosen = b"" if font == name else b"/%b %b Tf\n" % (font.encode(), size)
        blank = self._blanks[font]
        found = _LAST.match(self.stream[at])
        if found is None or font != name or int(found[3], 16) != blank:
            self.stream[at] += b"\n%b[<%04x>] TJ" % (chosen, blank)

    def hyphen(self, number: int) -> None:
        """Tell that the last glyph of what is marked is there for the end of the line."""
        at = self._shown(number)
        found = _LAST.match(self.stream[at]) if at else None
        if found:
            before, glyphs, last, after = found.groups()
            shown = b"[%b%b] TJ\n" % (before, b"<%b>" % glyphs if glyphs else b"")
            soft = b"%b\n[<%b>%b] TJ\nEMC" % (_SOFT, last, after)
            self.stream[at] = (shown if before or glyphs else b"") + soft

    def _shown(self, number: int) -> int:
        """Return the place of the last step of a mark that shows glyphs; 0 where there is none."""
        found, at = 0, self._begins[number] + 2
        while self.stream[at] != b"EMC":
            step = self.stream[at]
            if isinstance(step, bytes) and step.endswith(b" TJ"):
                found = at
            at += 1
        return found

    def _font(self, at: int) -> tuple[str, bytes]:
        """Return the font that is in use at a place, and its size."""
        steps = (step for step in reversed(self.stream[:at]) if isinstance(step, bytes))
        name, size = next(found.groups() for step in steps if (found := _FONT.fullmatch(step)))
        return name.decode(), size

    @cached_property
    def _blanks(self) -> dict[str, int]:
        """The glyph of a blank, by font; those come first that show most."""
        fonts = sorted(self.fonts, key=lambda font: -len(font.to_unicode))
        return {font.hash: glyph for font in fonts
                for glyph, text in font.to_unicode.items() if text == " "}  # fmt: skip


def _dictionary(values: Mapping[str, Any]) -> Any:
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    return pydyf.Dictionary(values)


# --- where words are parted ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Shown:
    """Words that were shown last in a block, and where."""

    inks: Inks
    number: int
    text: str
    gap: bool  # the text has a blank after them


@dataclass
class Gaps:
    """Compares what is shown with the text that it is of, box by box.

    Blocks are told apart: the notes at the foot of a page come between two halves of a paragraph.
    """

    lasts: dict[Any, _Shown] = field(default_factory=dict)
    blank: bool = False
    texts: dict[Any, "_Text"] = field(default_factory=dict)

    def pass_blank(self) -> None:
        """Pass over a box that holds nothing but blanks."""
        self.blank = True

    def words(self, box: Any, number: int, block: Any, inks: Inks) -> None:
        """Pass over words; give what stands before them a blank, if there is one in the text."""
        text = self._text(box)
        before, added, after = text.passed(box) if text else (False, False, False)
        last, gap = self.lasts.get(block), self.blank or before
        parted = last and (last.text[-1].isspace() or box.text[0].isspace())
        if last and (gap or last.gap) and not parted:
            last.inks.space(last.number)
        if _SHAPED.search(box.text):
            inks.say(number, box.text.removesuffix("\u2010") if added else box.text)
        elif added:
            inks.hyphen(number)
        self.lasts[block], self.blank = _Shown(inks, number, box.text, after), False

    def _text(self, box: Any) -> "_Text | None":
        """Return the text that a box shows some of; none for what a style sheet adds."""
        pseudo = box.element_tag.partition("::")[2]
        if box.element is None or pseudo not in ("", "first-line", "first-letter"):
            return None
        if box.element not in self.texts:
            self.texts[box.element] = _Text.of(box.element)
        return self.texts[box.element]


@dataclass
class _Text:
    """The text of an element but for that of the elements in it, each of which is a NUL.

    `letters` are the places of what is no blank.
    """

    text: str
    letters: tuple[int, ...]
    at: int = 0  # of the letters, the next one

    @classmethod
    def of(cls, element: Any) -> "_Text":
        parts = ((_BREAKS.get(child.tag, "\0"), child.tail or "") for child in element)
        text = (element.text or "") + "".join(chain.from_iterable(parts))
        letters = (at for at, char in enumerate(text) if char != "\0" and not char.isspace())
        return cls(text, tuple(letters))

    def passed(self, box: Any) -> tuple[bool, bool, bool]:
        """Pass over a box: is a blank before it, was a hyphen added to it, is a blank after it."""
        shown = "".join(box.text.split())
        hyphen = str(box.style["hyphenate_character"])
        end = self.at + len(shown)
        added = shown.endswith(hyphen) and self._letter(end - 1) != hyphen
        end -= added
        before = self._is_blank(self.at, -1)
        after = not added and self._is_blank(end - 1, 1)
        self.at = end
        return before, added, after

    def _letter(self, number: int) -> str:
        return self.text[self.letters[number]] if number < len(self.letters) else ""

    def _is_blank(self, number: int, way: int) -> bool:
        """Tell whether a blank stands beside a letter."""
        if not 0 <= number < len(self.letters):
            return False
        at = self.letters[number] + way
        return 0 <= at < len(self.text) and self.text[at].isspace()
