"""What stands at the edges of pages, set once for a whole book: running heads, page numbers."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import msgspec

from potluck.formats.pdf import forme as formes
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.machine import Machine, Task, decoded
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.setting import HeadsOrder
from potluck.formats.pdf.press.shard import Folio, Line


@dataclass(frozen=True)
class Edges:
    """What the edges of one book hold."""

    right: dict[str, Line]  # heads of right pages by their words
    left: Line  # the head of all left pages
    folio: Folio


class Setter:
    """Sets the edges of a book; what is not kept is begun at once, and asked for at the end."""

    def __init__(self, book: Forme, machine: Machine) -> None:
        heads = dict.fromkeys(each.head for each in book.leaves if formes.furnished(each))
        self._book, self._machine = book, machine
        self._right = self._heads("head-right", [head for head in heads if head])
        self._left = self._heads("head-left", [book.title])
        self._folio = machine.begin([self._numerals()], Folio)

    def edges(self) -> Edges:
        """Return what was begun. Raises ProofError, Overruns."""
        right, left = self._right.lines(self._machine), self._left.lines(self._machine)
        (folio,) = self._machine.finish(self._folio, Folio)
        return Edges(right, left[self._book.title], folio)

    def _heads(self, kind: str, texts: Sequence[str]) -> "_Heads":
        """Begin a running head for each text; those that are not kept are set together."""
        look = self._book.look("".join(texts), "edges")
        key = self._machine.key(kind, look, [self._book.edition.book.lang])
        found = self._machine.store.load(key, dict[str, Line]) or {}
        heads = _Heads(kind, key, tuple(texts), found)
        if heads.lacking:
            html = formes.edges(self._book, [(kind, text) for text in heads.lacking])
            heads.begun = self._machine.submit(kind, setting.set_heads, HeadsOrder(look, html))
        return heads

    def _numerals(self) -> Task:
        look = self._book.look("", "edges")
        rows = [("folio-left", setting.NUMERALS), ("folio-right", setting.NUMERALS)]
        html = formes.edges(self._book, rows)
        key = self._machine.key("folio", look, [html])
        return Task("page numbers", key, setting.set_folio, lambda: HeadsOrder(look, html))


@dataclass
class _Heads:
    """Running heads by their words: those that were kept, all in one entry, and what is begun."""

    kind: str
    key: str
    texts: tuple[str, ...]
    found: dict[str, Line]
    begun: "Future[Any] | None" = None

    @property
    def lacking(self) -> list[str]:
        return [text for text in self.texts if text not in self.found]

    def lines(self, machine: Machine) -> dict[str, Line]:
        """Return them all; where some were made, these are kept now."""
        made: list[Line] = []
        if self.begun is not None:
            made = decoded(machine.taken(self.kind, self.begun), list[Line])
        lines = self.found | dict(zip(self.lacking, made, strict=True))
        lines = {text: lines[text] for text in self.texts}
        if made:
            machine.store.put(self.key, msgspec.msgpack.encode(lines))
        return lines
