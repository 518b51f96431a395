"""Each chapter alone as a PDF: set by the same press, bound by itself, and kept when finished.

A chapter is known by all that shapes its file. Where nothing of that changed, the finished file is
taken from the store: a book of hundreds of chapters is not linked hundreds of times.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from potluck import keeping
from potluck.formats.pdf import forme as formes
from potluck.formats.pdf import metadata, variants
from potluck.formats.pdf.embedding import embed
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.leaves import Leaf
from potluck.formats.pdf.link.binding import Binding, Sheet
from potluck.formats.pdf.link.furniture import Geometry
from potluck.formats.pdf.link.linker import link
from potluck.formats.pdf.machine import Machine
from potluck.formats.pdf.metadata import Rights
from potluck.formats.pdf.press.shard import Shard
from potluck.formats.pdf.pressing import Press
from potluck.model import Chapter

_ROOMS = (".", "formats/pdf", "formats/pdf/press", "formats/pdf/link")
_LOOSE = Geometry(mirror=0)
"""Loose sheets have no spine: every page lies as it was set."""


@dataclass(frozen=True)
class Single:
    """A chapter to be printed alone, out of the `together` of all such chapters."""

    together: Forme = field(repr=False)
    leaf: Leaf = field(repr=False)

    @property
    def chapter(self) -> Chapter:
        return self.together.edition.chapter(self.leaf.id)

    @property
    def name(self) -> str:
        return variants.alone(self.leaf.id)

    @property
    def book(self) -> Forme:
        """The chapter as if it were a book of its own."""
        edition, chapter = self.together.edition, self.chapter
        book = replace(edition.book, title=chapter.title, lang=chapter.lang)
        return replace(self.together, edition=replace(edition, book=book), leaves=(self.leaf,))

    @cached_property
    def facts(self) -> Rights:
        """What the file says of the chapter."""
        told = repr((self.leaf.pieces, sorted(self.together.digests(self.leaf).items())))
        content = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
        return metadata.alone(self.together.edition, self.chapter, content)

    @cached_property
    def info(self) -> dict[str, str]:
        return metadata.info_alone(self.together.edition, self.chapter, self.facts)

    def bound(self, shard: Shard) -> Binding:
        """Bind the chapter's sheet alone; what stands at the edges of its pages is set with it."""
        run = formes.run(self.leaf, len(shard.pages), right=True)
        packet = metadata.packet(self.facts)
        return Binding(
            (Sheet(shard, run),), None, None, _LOOSE, self.chapter.lang, packet, self.info
        )


def all_of(together: Forme) -> tuple[Single, ...]:
    """Return the chapters one by one."""
    return tuple(Single(together, leaf) for leaf in together.leaves)


def press(together: Forme, machine: Machine) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each chapter by its name, in their order; what is not kept is set."""
    rooms, worker = keeping.edition(*_ROOMS), Press(together, machine)
    keyed = [(each, _key(each, worker, rooms)) for each in all_of(together)]
    kept = [machine.store.get(key) for _, key in keyed]
    pairs = zip(keyed, kept, strict=True)
    made = _made([each for (each, _), pdf in pairs if pdf is None], machine)
    for (each, key), pdf in zip(keyed, kept, strict=True):
        yield each.name, pdf or _keep(machine, key, next(made))


def _keep(machine: Machine, key: str, pdf: bytes) -> bytes:
    machine.store.put(key, pdf)
    return pdf


def _key(each: Single, worker: Press, rooms: str) -> str:
    """Name a finished file by all that shapes it."""
    told = repr((worker.key(each.leaf), each.facts, each.chapter.lang, rooms))
    return "alone-" + hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


def _made(lacking: Sequence[Single], machine: Machine) -> Iterator[bytes]:
    """Set these chapters and their fonts, all at once, and link one after the other."""
    if not lacking:
        return
    book = replace(lacking[0].together, leaves=tuple(each.leaf for each in lacking))
    shards = Press(book, machine).alone()
    bindings = [each.bound(shard) for each, shard in zip(lacking, shards, strict=True)]
    embedded = embed(book, machine, bindings)
    for each, binding, fonts in zip(lacking, bindings, embedded, strict=True):
        with machine.trace.span(f"linking {each.leaf.id}"):
            pdf = link(binding, fonts)
        yield pdf
