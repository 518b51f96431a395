"""Is each block in the text of an edition? Pure: normalised words against normalised words.

Each block needs words of its own. What has been found is struck out, the longest blocks first, so
that a lost table cell "12" is not found in "12 minutes" of the next paragraph.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import accumulate
from typing import Protocol, TypeVar

from potluck.keeping import seal
from potluck.proof.blocks import BOOK, Block, by_home

T = TypeVar("T")
PAGE = "\f"
"""What stands between two pages in the text of a PDF."""
SHORT = 6
"""A block of fewer letters must stand alone; so many stay together where a page ends in a block."""
LINE = 24
"""A block of fewer letters is a line, which no page cuts."""
HEAD = 600
"""Letters at the top of a page before a paragraph goes on: running head, head of a table."""
PIECE = 600
"""Letters to a page; even the smallest paper holds more."""

# Lam with alef is one glyph, which is read back from a PDF in the wrong order: both stay out.
_SILENT = re.compile("[^\\w\u2044]+|[_\u0644\u0627\u0622\u0623\u0625]+")
_STRUCK = "\0"


@lru_cache(maxsize=4096)  # a block is measured, then looked for
def normalise(text: str) -> str:
    r"""Keep letters, digits and fraction strokes, so that lines, hyphens and case do not matter.

    >>> normalise("½ tsp “Sel-\nfin”"), normalise("1⁄2 TSP Sel\u00adfin")
    ('1⁄2tspselfin', '1⁄2tspselfin')
    """
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return _SILENT.split(unicodedata.normalize("NFKC", text).casefold())


def cuts(text: str) -> frozenset[int]:
    """Say where, in the normalised text, words begin and end.

    >>> sorted(cuts("12 kg, or 3"))
    [0, 2, 4, 6, 7]
    """
    return frozenset(accumulate(map(len, _words(text)), initial=0))


@dataclass(frozen=True)
class Seen:
    """What a reader sees in one place: normalised words, and the words for pictures.

    `text` may have `PAGE` between pages; `ends` are its cuts.
    """

    text: str
    alts: frozenset[str] = frozenset()
    ends: frozenset[int] = frozenset()

    @property
    def name(self) -> bytes:
        return b""

    def look(self) -> "Seen":
        return self

    @classmethod
    def of(cls, text: str, alts: Iterable[str] = ()) -> "Seen":
        """Normalise what has been read."""
        return cls(normalise(text), frozenset(map(normalise, alts)), cuts(text))


def join(parts: Iterable[Seen]) -> Seen:
    """Put pages one after the other."""
    chosen = tuple(parts)
    starts = accumulate((len(part.text) + len(PAGE) for part in chosen), initial=0)
    ends = (end + at for part, at in zip(chosen, starts, strict=False) for end in part.ends)
    alts = frozenset(alt for part in chosen for alt in part.alts)
    return Seen(PAGE.join(part.text for part in chosen), alts, frozenset(ends))


class Sight(Protocol):
    """A place that may be looked at; where nothing changed since it was proven, nobody does."""

    @property
    def name(self) -> bytes:
        """What stands for all there is to see; empty where nobody knows before looking."""
        ...

    def look(self) -> Seen:
        """Return all there is to see."""
        ...


@dataclass(frozen=True)
class Unseen:
    """A place that has a name, and is looked at only where that is not enough."""

    name: bytes
    see: Callable[[], Seen]

    def look(self) -> Seen:
        return self.see()


@dataclass
class Proven:
    """What was compared before, and nothing was missing; `salt` is what else that depends on."""

    salt: bytes = b""
    kept: frozenset[bytes] = frozenset()
    needed: set[bytes] = field(default_factory=set)

    def name(self, sight: Sight, group: Iterable[Block]) -> bytes:
        """Name a comparison; nothing where it cannot be known again."""
        told = [(block.home, block.kind, block.text) for block in group]
        return seal(sight.name + self.salt + repr(told).encode()) if sight.name else b""

    def unless(self, name: bytes, find: Callable[[], Iterable[T]]) -> tuple[T, ...]:
        """Return what is wrong, or missing; nothing is looked for where nothing was before.

        Without a name it always is, and not remembered.
        """
        found = () if name in self.kept else tuple(find())
        if name and not found:
            self.needed.add(name)
        return found


Write = Callable[[str], Iterable[str]]
"""How an edition writes a text: the parts of it that can be read back, usually one."""


def missing(
    blocks: Iterable[Block],
    sights: Mapping[str, Sight],
    write: Write = lambda text: (text,),
    proven: Proven | None = None,
) -> Iterator[Block]:
    """Yield the blocks that are not where they belong, each once, in the order given.

    `sights` is by home; a home that it lacks is one block.
    """
    proven = Proven() if proven is None else proven
    for home, group in by_home(blocks).items():
        if home not in sights:
            yield Block(home, "page", group[0].text)
            continue
        sight = sights[home]
        lost = set(proven.unless(proven.name(sight, group), partial(_lost, group, sight, write)))
        yield from (block for block in dict.fromkeys(group) if block in lost)


def _lost(group: Iterable[Block], sight: Sight, write: Write) -> Iterator[Block]:
    """Strike out one block after the other, the longest first; yield what is not there."""
    seen = sight.look()
    text = seen.text
    for block in sorted(group, key=lambda block: -len(normalise(block.text))):
        parts = tuple(write(block.text))
        if block.kind == "picture":
            rest = text if _pictured(parts, seen.alts) else None
        elif block.home == BOOK and len(parts) == 1 and normalise(parts[0]) in text:
            continue  # nothing is struck out of a whole book
        else:
            rest = _strike_parts(text, parts, seen.ends if block.home != BOOK else None)
        if rest is None:
            yield block
        elif block.home != BOOK:
            text = rest


def _pictured(parts: tuple[str, ...], alts: frozenset[str]) -> bool:
    words = [normalise(part) for part in parts]
    if len(words) == 1:
        return words[0] in alts
    return any(all(word in alt for word in words) for alt in alts)


def _strike_parts(text: str, parts: tuple[str, ...], ends: frozenset[int] | None) -> str | None:
    rest: str | None = text
    for part in parts:
        if rest is not None:
            rest = strike(rest, part, ends if len(parts) == 1 else None)
    return rest


# --- one block ----------------------------------------------------------------------------------


def strike(text: str, words: str, ends: frozenset[int] | None = None) -> str | None:
    """Strike out the words, which then are part of no others; None if they are not there.

    With `ends`, few letters must stand alone: "12" is not in "2012", nor in "1 2".
    """
    letters = normalise(words)
    if ends is not None and len(letters) < SHORT:
        at = next((at for at in _found(text, letters) if _alone(words, at, ends)), -1)
    else:
        at = text.find(letters)
    return _strike(text, at, len(letters)) if at >= 0 else _strike_over_pages(text, letters)


def _strike(text: str, at: int, size: int) -> str:
    return text[:at] + _STRUCK * size + text[at + size :]


def _found(text: str, letters: str) -> Iterator[int]:
    at = text.find(letters)
    while at >= 0:
        yield at
        at = text.find(letters, at + 1)


def _alone(words: str, at: int, ends: frozenset[int]) -> bool:
    """Tell whether there is a cut before and after the words, and none inside a number."""
    letters, own = normalise(words), cuts(words)
    inside = range(1, len(letters))
    numbers = (i for i in inside if letters[i - 1].isdigit() and letters[i].isdigit())
    whole = all((at + i in ends) == (i in own) for i in numbers)
    return whole and at in ends and at + len(letters) in ends


# --- a block that runs over pages ---------------------------------------------------------------


def _strike_over_pages(text: str, letters: str) -> str | None:
    """Strike out a block that begins on one page and goes on at the top of the next."""
    pages = text.split(PAGE) if len(letters) >= LINE else []
    for end in range(2, len(pages) + 1):
        start = max(0, end - 2 - len(letters) // PIECE)
        if struck := _strike_back(pages[start:end], letters):
            return PAGE.join((*pages[: end - len(struck)], *struck, *pages[end:]))
    return None


def _strike_back(pages: list[str], letters: str) -> list[str] | None:
    """Strike out a block that ends on the last of these pages; return the pages that it is on.

    Read from the end, so that no letter is taken from a neighbour on the page where it begins.
    """
    struck: list[str] = []
    for page in reversed(pages):
        at = page.rfind(letters) if struck else -1
        if at >= 0:
            struck.append(_strike(page, at, len(letters)))
            return struck[::-1] if len(letters) >= SHORT else None
        size = _longest_end(page[: HEAD + len(letters)], letters)
        if not size:
            return None
        struck.append(_strike(page, page.find(letters[-size:]), size))
        letters = letters[:-size]
    return None


def _longest_end(text: str, letters: str) -> int:
    """Count how many of the last letters stand together in the text."""
    low, high = 0, len(letters)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if letters[-middle:] in text else (low, middle - 1)
    return low
