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
        lang = self._book.edition.book.lang
        keys = {text: self._machine.key(kind, look, [lang, text]) for text in texts}
        lines = {text: self._machine.store.load(key, Line) for text, key in keys.items()}
        heads = _Heads(kind, keys, {text: line for text, line in lines.items() if line is not None})
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
    """Running heads by their words: those that were kept, and the rest on their way."""

    kind: str
    keys: dict[str, str]
    found: dict[str, Line]
    begun: "Future[Any] | None" = None

    @property
    def lacking(self) -> list[str]:
        return [text for text in self.keys if text not in self.found]

    def lines(self, machine: Machine) -> dict[str, Line]:
        """Return them all, and keep those that were made."""
        if self.begun is not None:
            made = decoded(machine.taken(self.kind, self.begun), list[Line])
            for text, line in zip(self.lacking, made, strict=True):
                machine.store.put(self.keys[text], msgspec.msgpack.encode(line))
                self.found[text] = line
        return {text: self.found[text] for text in self.keys}
