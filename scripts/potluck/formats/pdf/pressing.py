"""Set what is not yet set, and link the book: the one place that knows the order of the work."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from potluck.cell.limits import Overrun, Overruns
from potluck.errors import ProofError
from potluck.formats import Count, Progress
from potluck.formats.pdf import forme as formes
from potluck.formats.pdf.compose import opens_right
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.leaves import Leaf
from potluck.formats.pdf.link import paging
from potluck.formats.pdf.link.binding import Binding, Sheet
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.link.linker import link
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.interior import joined, settled
from potluck.formats.pdf.press.setting import (
    FontsOrder,
    HeadsOrder,
    Look,
    SheetOrder,
)
from potluck.formats.pdf.press.shard import Anchor, Embedded, Face, Folio, Line, Shard
from potluck.formats.pdf.press.store import Store
from potluck.trace import Span, Trace, timed

ROUNDS = 6
"""How often sheets are set again because a page number got longer. Two are usual."""

HINT = "split the chapter; look for tables in tables, and for hundreds of rows, notes or boxes"

_Timed = tuple[bytes, Span]


@dataclass(frozen=True)
class Machine:
    """What sets sheets: where they are kept, by which tools, by whom (`executor`, when needed)."""

    store: Store
    tools: str
    executor: Callable[[], Executor]
    told: Progress = lambda _: None
    trace: Trace = field(default_factory=Trace)


@dataclass(frozen=True)
class _Task:
    name: str
    key: str
    work: Callable[[Any], bytes]
    order: Callable[[], Any]


@dataclass
class Press:
    """Sets one book with a machine."""

    book: Forme
    machine: Machine

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets of the book, set. ProofError where one cannot be set."""
        shards, heads = self._shards(), self._heads()
        right = opens_right(self.book.leaves)
        return tuple(
            Sheet(
                shard,
                formes.run(leaf, len(shard.pages), right=begins),
                heads.get(leaf.head) if formes.furnished(leaf) else None,
                folios=formes.furnished(leaf),
                fixed=leaf.kind == "cover",
            )
            for leaf, shard, begins in zip(self.book.leaves, shards, right, strict=True)
        )

    # -- sheets

    def _shards(self) -> list[Shard]:
        """Set each leaf, those with page numbers when the others have shown where pages lie.

        Rounds begin from the same estimate each time, so that the book never depends on what was
        known of it before.
        """
        leaves = self.book.leaves
        plain, numbered = _parted(leaves)
        shards = {leaf.id: shard for leaf, shard in self._set(plain, {})}
        rooms: dict[str, tuple[str, ...]] = {}
        for _ in range(ROUNDS):
            numbers = self._numbers(shards)
            stale = [leaf for leaf in numbered if rooms.get(leaf.id) != leaf.room(numbers)]
            if not stale:
                return [_complete(leaf, shards[leaf.id]) for leaf in leaves]
            shards |= {leaf.id: shard for leaf, shard in self._set(stale, numbers)}
            rooms |= {leaf.id: leaf.room(numbers) for leaf in stale}
        raise ProofError("The page numbers of the contents do not come to rest.")

    def _numbers(self, shards: Mapping[str, Shard]) -> dict[str, str]:
        """Return the page number of each anchor, estimated where a leaf is not set yet."""
        right = opens_right(self.book.leaves)
        runs = [
            formes.run(leaf, _pages(leaf, shards.get(leaf.id)), right=begins)
            for leaf, begins in zip(self.book.leaves, right, strict=True)
        ]
        anchors = [_anchors(leaf, shards.get(leaf.id)) for leaf in self.book.leaves]
        return paging.numbers(anchors, runs, paging.place(runs))

    def _set(
        self, leaves: Sequence[Leaf], numbers: Mapping[str, str]
    ) -> Iterable[tuple[Leaf, Shard]]:
        found = self._produce((self._task(leaf, numbers) for leaf in leaves), Shard)
        return zip(leaves, found, strict=True)

    def alone(self) -> list[Shard]:
        """Set each leaf, none of which knows of any other."""
        return [shard for _, shard in self._set(self.book.leaves, {})]

    def key(self, leaf: Leaf) -> str:
        """Name all that shapes a leaf that prints no page number of another one."""
        return self._task(leaf, {}).key

    def _task(self, leaf: Leaf, numbers: Mapping[str, str]) -> _Task:
        look = self.book.look(leaf.text, "sheet")
        html, slots = formes.alone(self.book, leaf, numbers), leaf.slots(numbers)
        samples = formes.samples(self.book, leaf)
        told = [html, samples, repr(slots), repr(self.book.digests(leaf))]

        def order() -> SheetOrder:
            return SheetOrder(look, html, self.book.files(leaf), slots, samples)

        return _Task(leaf.id, self._key("sheet", look, told), setting.set_sheet, order)

    def _key(self, kind: str, look: Look, told: Iterable[str]) -> str:
        """Name what is made by all that shapes it."""
        digest = hashlib.blake2b(digest_size=20)
        for each in (kind, self.machine.tools, look.digest, *told):
            digest.update(f"{len(each)} {each}".encode())
        return digest.hexdigest()

    # -- what stands at the edges

    def _heads(self) -> dict[str, Line]:
        heads = dict.fromkeys(leaf.head for leaf in self.book.leaves if formes.furnished(leaf))
        return self._lines("head-right", [head for head in heads if head])

    def left(self) -> Line | None:
        """Return the running head of left pages."""
        return self._lines("head-left", [self.book.title])[self.book.title]

    def _lines(self, kind: str, texts: Sequence[str]) -> dict[str, Line]:
        """Return a running head for each text; those that are not kept are set together."""
        look = self.book.look("".join(texts), "edges")
        lang = self.book.edition.book.lang
        keys = {text: self._key(kind, look, [lang, text]) for text in texts}
        lines = {text: self.machine.store.load(key, Line) for text, key in keys.items()}
        lacking = [text for text, line in lines.items() if line is None]
        if lacking:
            order = HeadsOrder(look, formes.edges(self.book, [(kind, text) for text in lacking]))
            made = _decoded(self._call(kind, setting.set_heads, order), list[Line])
            for text, line in zip(lacking, made, strict=True):
                lines[text] = line
                self.machine.store.put(keys[text], msgspec.msgpack.encode(line))
        return {text: line for text, line in lines.items() if line is not None}

    def folio(self) -> Folio:
        """Return how page numbers look."""
        look = self.book.look("", "edges")
        rows = [("folio-left", setting.NUMERALS), ("folio-right", setting.NUMERALS)]
        html = formes.edges(self.book, rows)
        key = self._key("folio", look, [html])
        task = _Task("page numbers", key, setting.set_folio, lambda: HeadsOrder(look, html))
        made: Folio = self._produce([task], Folio)[0]
        return made

    # -- fonts

    def embed(self, bindings: Sequence[Binding]) -> list[dict[str, Embedded]]:
        """Return the fonts of each document, each with all the glyphs that its sheets use."""
        look = self.book.look(self.book.text, "edges")
        store = self.machine.store
        found: list[dict[str, Embedded]] = []
        waiting: dict[Future[_Timed], tuple[int, list[Face]]] = {}
        uses = [_used(binding) for binding in bindings]
        for at, used in enumerate(uses):
            kept = {key: store.load(self._face_key(face), Embedded) for key, face in used.items()}
            found.append({key: font for key, font in kept.items() if font is not None})
            lacking = [used[key] for key, font in kept.items() if font is None]
            if lacking:
                order = FontsOrder(look, _specimens(self.book, lacking), tuple(lacking))
                waiting[self._submit("fonts", setting.set_fonts, order)] = at, lacking
        for future in as_completed(waiting):
            at, lacking = waiting[future]
            fonts = _decoded(self._taken("fonts", future), list[Embedded])
            for face, font in zip(lacking, fonts, strict=True):
                found[at][face.key] = font
                store.put(self._face_key(face), msgspec.msgpack.encode(font))
        # In the order of the book, whatever was kept: it gives them their numbers.
        return [{key: made[key] for key in used} for used, made in zip(uses, found, strict=True)]

    def _face_key(self, face: Face) -> str:
        told = msgspec.msgpack.encode(face)
        return hashlib.blake2b(self.machine.tools.encode() + told, digest_size=20).hexdigest()

    # -- work

    def _produce(self, tasks: Iterable[_Task], kind: type[Any]) -> list[Any]:
        """Return what tasks make, from the store or by work; results in the order of the tasks.

        Work begins as soon as something is found to be missing, while the others are looked up.
        """
        keys: list[str] = []
        found: dict[str, Any] = {}
        waiting: dict[Future[_Timed], _Task] = {}
        for task in tasks:
            keys.append(task.key)
            if task.key not in found:
                found[task.key] = self.machine.store.load(task.key, kind)
                if found[task.key] is None:
                    waiting[self._submit(task.name, task.work, task.order())] = task
        found |= self._made(waiting, kind, len(found) - len(waiting))
        return [found[key] for key in keys]

    def _made(
        self, waiting: "Mapping[Future[_Timed], _Task]", kind: type[Any], kept: int
    ) -> dict[str, Any]:
        """Return what was being made, by key, and keep it. Raises Overruns."""
        told, found, excess = self.machine.told, dict[str, Any](), dict[str, Overrun]()
        told(Count(0, kept, len(waiting)))
        for future in as_completed(waiting):
            task = waiting[future]
            try:
                data = self._taken(task.name, future)
            except Overruns as overruns:
                excess |= overruns.found
                continue
            found[task.key] = _decoded(data, kind)
            self.machine.store.put(task.key, data)
            told(Count(len(found), kept, len(waiting) - len(found)))
        if excess:
            raise Overruns(excess)
        return found

    def _call(self, name: str, work: Callable[[Any], bytes], order: Any) -> bytes:
        return self._taken(name, self._submit(name, work, order))

    def _submit(self, name: str, work: Callable[[Any], bytes], order: Any) -> "Future[_Timed]":
        return self._executor.submit(timed, name, work, order)

    def _taken(self, name: str, future: "Future[_Timed]") -> bytes:
        """Return what was made. ProofError, Overruns, with the name of the sheet, if it was not."""
        try:
            data, span = future.result()
        except ProofError as error:
            raise ProofError(f"{name}: {error.message}", error.hint) from error
        except Overrun as overrun:
            raise Overruns({name: overrun.about(f"Setting {name}", HINT)}) from overrun
        self.machine.trace.spans.append(span)
        return data

    @cached_property
    def _executor(self) -> Executor:
        return self.machine.executor()


def press(
    book: Forme,
    machine: Machine,
    geometry: Callable[[int], Geometry],
    packet: bytes,
    info: Mapping[str, str],
) -> tuple[bytes, int]:
    """Return the finished PDF of a book, and the number of its pages.

    `geometry` tells how so many pages lie on the paper.
    """
    worker = Press(book, machine)
    sheets = worker.sheets()
    pages = paging.count([sheet.run for sheet in sheets])
    lang = book.edition.book.lang
    lies = geometry(pages)
    binding = Binding(sheets, worker.left(), worker.folio(), lies, lang, packet, info)
    (fonts,) = worker.embed([binding])
    with machine.trace.span("linking"):
        return link(binding, fonts), pages


def _used(binding: Binding) -> dict[str, Face]:
    """Return each font of a document by its name there, with all that any sheet says of it."""
    used: dict[str, Face] = {}
    for face in binding.faces:
        used[face.key] = joined(used.get(face.key), face)
    return {key: settled(face) for key, face in used.items()}


# --- estimates ----------------------------------------------------------------------------------


def _pages(leaf: Leaf, shard: Shard | None) -> int:
    return len(shard.pages) if shard else leaf.expected[-1]


def _anchors(leaf: Leaf, shard: Shard | None) -> dict[str, int]:
    """Return the page of each anchor; one without a place of its own is on the first."""
    if shard is None:
        return dict(zip(leaf.anchors, leaf.expected, strict=False))
    return dict.fromkeys(leaf.anchors, 0) | {each.name: each.page for each in shard.anchors}


def _parted(leaves: Iterable[Leaf]) -> tuple[list[Leaf], list[Leaf]]:
    """Part leaves into those without page numbers of others, and those with."""
    chosen = list(leaves)
    return [each for each in chosen if not each.openings], [
        each for each in chosen if each.openings
    ]


def _complete(leaf: Leaf, shard: Shard) -> Shard:
    """Give what has a name and takes no place, such as `<col id="x">`, the head of the sheet."""
    placed = {anchor.name for anchor in shard.anchors}
    top = shard.pages[0].height
    lost = tuple(Anchor(name, 0, 0, top) for name in leaf.anchors if name not in placed)
    return msgspec.structs.replace(shard, anchors=(*shard.anchors, *lost)) if lost else shard


def _decoded(data: bytes, kind: type[Any]) -> Any:
    return msgspec.msgpack.decode(data, type=kind)


def _specimens(book: Forme, faces: Iterable[Face]) -> str:
    """Return a document with a line in each face, by which its font file is found again."""
    slopes = {0: "normal", 1: "oblique", 2: "italic"}
    rows = (
        f'<p style="margin: 0; font-family: &quot;{face.facts["family"]}&quot;; '
        f"font-weight: {face.facts['weight']}; font-style: {slopes[face.facts['style']]}; "
        f'font-size: {face.facts["font_size"]}px">{_letter(face)}</p>'
        for face in faces
    )
    return formes.plain(book, rows)


def _letter(face: Face) -> str:
    shown = next((text for text in face.text.values() if text.strip()), "x")
    return "".join(f"&#{ord(char)};" for char in shown)


__all__ = ["Machine", "Press", "press"]
