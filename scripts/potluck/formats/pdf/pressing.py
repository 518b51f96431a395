"""Set what is not yet set, and link the book: the one place that knows the order of the work."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import msgspec

from potluck.errors import ProofError
from potluck.formats.pdf import forme as formes
from potluck.formats.pdf.compose import opens_right
from potluck.formats.pdf.edges import Edges, Setter
from potluck.formats.pdf.embedding import embed
from potluck.formats.pdf.extent import Extent, Filled, Last
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.leaves import Leaf
from potluck.formats.pdf.link import paging
from potluck.formats.pdf.link.binding import Binding, Sheet
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.link.linker import link
from potluck.formats.pdf.machine import Machine, Task
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.setting import SheetOrder
from potluck.formats.pdf.press.shard import Anchor, Shard

ROUNDS = 6
"""How often sheets are set again because a page number got longer. Two are usual."""

FEW = 8
"""So many sheets may be missing when those that print page numbers begin on a guess; or as many as
print them, for then most of the work would wait for the rest."""


@dataclass
class Press:
    """Sets one book with a machine."""

    book: Forme
    machine: Machine

    def sheets(self) -> tuple[tuple[Sheet, ...], Edges]:
        """Return the sheets of the book, set, and their edges. ProofError where one cannot be."""
        shards, edges = self._shards()
        right = opens_right(self.book.leaves)
        sheets = tuple(
            Sheet(
                shard,
                formes.run(leaf, len(shard.pages), right=begins),
                edges.right.get(leaf.head) if formes.furnished(leaf) else None,
                folios=formes.furnished(leaf),
                fixed=leaf.kind == "cover",
            )
            for leaf, shard, begins in zip(self.book.leaves, shards, right, strict=True)
        )
        return sheets, edges

    # -- sheets

    def _shards(self) -> tuple[list[Shard], Edges]:
        """Set each leaf, those with page numbers when the others have shown where pages lie.

        Edges are begun with them, so that nothing is left to one processor at the end. Rounds begin
        from the same estimate each time, so that the book never depends on what was known of it
        before.
        """
        plain, numbered = _parted(self.book.leaves)
        begun = self.machine.begin(self._tasks(plain, {}), Shard)
        edges = Setter(self.book, self.machine)
        if len(begun.waiting) <= max(FEW, len(numbered)):
            self._begin_early(numbered)
        made = self.machine.finish(begun, Shard)
        shards = {leaf.id: shard for leaf, shard in zip(plain, made, strict=True)}
        rooms: dict[str, tuple[str, ...]] = {}
        for _ in range(ROUNDS):
            extents = self._extents(shards)
            numbers = self._numbers(extents)
            stale = [leaf for leaf in numbered if rooms.get(leaf.id) != leaf.room(numbers)]
            if not stale:
                self._remember(extents, numbers)
                found = [_complete(leaf, shards[leaf.id]) for leaf in self.book.leaves]
                return found, edges.edges()
            shards |= {leaf.id: shard for leaf, shard in self._set(stale, numbers)}
            rooms |= {leaf.id: leaf.room(numbers) for leaf in stale}
        raise ProofError("The page numbers of the contents do not come to rest.")

    def _begin_early(self, numbered: Sequence[Leaf]) -> None:
        """Begin what prints page numbers while the rest is being set, as if that fills its guess.

        Where a guess is wrong so that a number has another length, this was in vain. So here, what
        sheets filled the last time may help to guess: which numbers they will have in the end, and
        which in the first round, where nobody may know what these sheets themselves fill.
        """
        last = self._last.filled
        guesses = {
            leaf.id: last[leaf.id].guess(leaf) for leaf in self.book.leaves if leaf.id in last
        }
        own = {leaf.id for leaf in numbered}
        final = self._numbers(guesses)
        first = self._numbers({name: guesses[name] for name in guesses.keys() - own})
        others = [leaf for leaf in numbered if leaf.room(first) != leaf.room(final)]
        tasks = chain(self._tasks(numbered, final), self._tasks(others, first))
        self.machine.begin_early(tasks, Shard)

    @cached_property
    def _last(self) -> Last:
        return self.machine.store.load(self._name, Last) or Last({}, {})

    @property
    def _name(self) -> str:
        return f"filled-{self.book.edition.book.slug}-{self.book.variant.name}"

    def _remember(self, extents: Mapping[str, Extent], numbers: Mapping[str, str]) -> None:
        """Keep what the sheets fill, and the page numbers that they print."""
        filled = {leaf.id: Filled(leaf.cast, extents[leaf.id]) for leaf in self.book.leaves}
        printed = {
            each.target: numbers[each.target] for leaf in self.book.leaves for each in leaf.openings
        }
        self.machine.store.put(self._name, msgspec.msgpack.encode(Last(filled, printed)))

    def begin(self) -> None:
        """Begin sheets of a book that is not complete, with the page numbers of the last time."""
        known = self._last.printed
        leaves = [
            leaf for leaf in self.book.leaves if all(o.target in known for o in leaf.openings)
        ]
        self.machine.begin_early(self._tasks(leaves, known), Shard)

    def _extents(self, shards: Mapping[str, Shard]) -> dict[str, Extent]:
        return {leaf.id: Extent.of(leaf, shards[leaf.id])
                for leaf in self.book.leaves if leaf.id in shards}  # fmt: skip

    def _numbers(self, known: Mapping[str, Extent]) -> dict[str, str]:
        """Return the page number of each anchor, a guess where nobody knows what a leaf fills."""
        leaves = self.book.leaves
        extents = [known.get(leaf.id) or Extent.guessed(leaf) for leaf in leaves]
        runs = [
            formes.run(leaf, extent.pages, right=begins)
            for leaf, extent, begins in zip(leaves, extents, opens_right(leaves), strict=True)
        ]
        return paging.numbers([each.places for each in extents], runs, paging.place(runs))

    def _set(
        self, leaves: Sequence[Leaf], numbers: Mapping[str, str]
    ) -> Iterable[tuple[Leaf, Shard]]:
        found = self.machine.produce(self._tasks(leaves, numbers), Shard)
        return zip(leaves, found, strict=True)

    def alone(self) -> list[Shard]:
        """Set each leaf, none of which knows of any other."""
        return [shard for _, shard in self._set(self.book.leaves, {})]

    def key(self, leaf: Leaf) -> str:
        """Name all that shapes a leaf that prints no page number of another one."""
        return self._task(leaf, {}).key

    def _tasks(self, leaves: Iterable[Leaf], numbers: Mapping[str, str]) -> Iterator[Task]:
        return (self._task(leaf, numbers) for leaf in leaves)

    def _task(self, leaf: Leaf, numbers: Mapping[str, str]) -> Task:
        look = self.book.look(leaf.text, "sheet")
        html, slots = formes.alone(self.book, leaf, numbers), leaf.slots(numbers)
        samples = formes.samples(self.book, leaf)
        told = [html, samples, repr(slots), repr(self.book.digests(leaf))]

        def order() -> SheetOrder:
            return SheetOrder(look, html, self.book.files(leaf), slots, samples)

        return Task(leaf.id, self.machine.key("sheet", look, told), setting.set_sheet, order)


def press(
    book: Forme,
    machine: Machine,
    geometry: Callable[[int], Geometry],
    about: Callable[[], tuple[bytes, Mapping[str, str]]],
) -> tuple[bytes, int]:
    """Return the finished PDF of a book, and the number of its pages.

    `geometry` tells how so many pages lie on the paper, `about` what the file says of itself: its
    XMP packet and its document information. It is asked early where there is time for that.
    """
    machine.idle.append(about)
    worker = Press(book, machine)
    sheets, edges = worker.sheets()
    pages = paging.count([sheet.run for sheet in sheets])
    lang = book.edition.book.lang
    lies = geometry(pages)
    binding = Binding(sheets, edges.left, edges.folio, lies, lang, *about())
    (fonts,) = embed(book, machine, [binding])
    with machine.trace.span("linking"):
        return link(binding, fonts), pages


def _parted(leaves: Iterable[Leaf]) -> tuple[list[Leaf], list[Leaf]]:
    """Part leaves into those without page numbers of others, and those with; the longest first.

    So none that takes long is begun when the others are done.
    """
    chosen = sorted(leaves, key=lambda leaf: -leaf.cast)
    return [each for each in chosen if not each.openings], [
        each for each in chosen if each.openings
    ]


def _complete(leaf: Leaf, shard: Shard) -> Shard:
    """Give what has a name and takes no place, such as `<col id="x">`, the head of the sheet."""
    placed = {anchor.name for anchor in shard.anchors}
    top = shard.pages[0].height
    lost = tuple(Anchor(name, 0, 0, top) for name in leaf.anchors if name not in placed)
    return msgspec.structs.replace(shard, anchors=(*shard.anchors, *lost)) if lost else shard
