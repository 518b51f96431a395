"""What was cooked before: bodies of chapters, the order of names, the back matter.

A body depends on its words and on the answers it got when it asked where its links and pictures
lead: it is kept with them, and holds as long as the answers are the same. All else is kept by all
that it is made from. What nobody needed is not kept again.

Bodies are cooked in cells, for strangers wrote them; a cell asks us what it is to know of the book.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from potluck import collation, dialect
from potluck.cell.limits import Limits, Overrun
from potluck.dialect import Desk, Fragment
from potluck.dialect.figures import Shown
from potluck.edition.absent import HINT
from potluck.keeping import edition, installed, keep, load, same, sealed
from potluck.model import Matter

if TYPE_CHECKING:
    from potluck.cell.shift import Told

CHAPTER = Limits(20)
"""What converting one chapter may use. One of 200 kB takes a second and 50 MB."""
_ROOMS = (".", "dialect", "cell", "edition", "theme", "theme/matter")


@dataclass(frozen=True)
class Body:
    """A body as it was cooked, with what it asked and what it was told."""

    fragment: Fragment
    links: tuple[tuple[str, str | None], ...]
    pictures: tuple[tuple[tuple[str, str, str], Shown | None], ...]

    def holds(self, desk: Desk) -> bool:
        """Ask again, and tell whether the answers are the same."""
        return all(desk.link(href) == told for href, told in self.links) and all(
            desk.picture(*asked) == told for asked, told in self.pictures
        )


@dataclass(frozen=True)
class _Kept:
    bodies: dict[str, Body] = field(default_factory=dict)
    orders: dict[str, tuple[int, ...]] = field(default_factory=dict)
    matter: dict[str, tuple[Matter, ...]] = field(default_factory=dict)


@dataclass
class Larder:
    """What was kept, and what this edition needs."""

    file: Path | None = None
    kept: _Kept = field(default_factory=_Kept)
    needed: _Kept = field(default_factory=_Kept)

    def cook(
        self, orders: Mapping[str, "Order"], meanwhile: Callable[[], object], told: "Told"
    ) -> dict[str, Overrun]:
        """Cook what is not kept; return, by path, what took more than a chapter may.

        `meanwhile` is done where there is something to wait for; `told` hears how far it is.
        """
        lacking = {path: order for path, order in orders.items() if not self._kept(order)}
        excess: dict[str, Overrun] = {}
        made = _cooked(lacking, meanwhile, told)
        for (path, order), cooked in zip(lacking.items(), made, strict=True):
            if isinstance(cooked, Overrun):
                excess[path] = cooked.about("Converting this chapter", HINT)
            else:
                self.needed.bodies[order.name] = cooked
        return excess

    def _kept(self, order: "Order") -> bool:
        found = self.kept.bodies.get(order.name)
        if found is None or not found.holds(order.desk):
            return False
        self.needed.bodies[order.name] = found
        return True

    def body(self, order: "Order") -> Fragment:
        """Return a body that was cooked."""
        return self.needed.bodies[order.name].fragment

    def order(self, names: Sequence[str], lang: str) -> dict[str, int]:
        """Return the rank of each name in the order of a language; equal names have one rank."""
        each = sorted(set(names))
        name = _name(("order", lang, each))
        ranks = self.kept.orders.get(name, ())
        if len(ranks) != len(each):
            ranks = _ranks(each, lang)
        self.needed.orders[name] = ranks
        return dict(zip(each, ranks, strict=True))

    def matter(
        self, made_from: object, make: Callable[[], tuple[Matter, ...]]
    ) -> tuple[Matter, ...]:
        """Return the back matter that `make` writes; it sees nothing but what it is made from."""
        name = _name(("matter", made_from))
        found = self.kept.matter.get(name)
        if found is None:
            found = make()
        self.needed.matter[name] = found
        return found

    def close(self) -> None:
        """Keep what was needed, if it is anything else than before."""
        new, old = self.needed, self.kept
        pairs = (new.bodies, old.bodies), (new.orders, old.orders), (new.matter, old.matter)
        if self.file is not None and not all(same(*pair) for pair in pairs):
            keep(self.file, new)


def larder(folder: Path | None) -> Larder:
    """Return what is kept below a folder, which nobody who sends chapters can write into."""
    if folder is None:
        return Larder()
    file = folder / f"larder-{edition(*_ROOMS, also=installed())}.msgpack"
    return Larder(file, load(file, _Kept) or _Kept())


# --- cooking ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """A chapter's body that is wanted, and who knows where its links and pictures lead."""

    path: str
    text: str = field(repr=False)
    desk: Desk = field(repr=False)
    lang: str

    @cached_property
    def name(self) -> str:
        return _name(("body", self.path, self.lang, self.text))


@dataclass
class _Clerk:
    """Answers what a body asks, and takes it down."""

    desk: Desk
    links: dict[str, str | None] = field(default_factory=dict)
    pictures: dict[tuple[str, str, str], Shown | None] = field(default_factory=dict)

    def answer(self, kind: str, *words: str) -> str | Shown | None:
        """Answer one question."""
        if kind == "link":
            (href,) = words
            return self.links.setdefault(href, self.desk.link(href))
        src, alt, title = words
        return self.pictures.setdefault((src, alt, title), self.desk.picture(src, alt, title))


def _cooked(
    orders: Mapping[str, Order], meanwhile: Callable[[], object], told: "Told"
) -> Iterator[Body | Overrun]:
    """Yield what comes of each order."""
    if not orders:
        return
    from potluck.cell.nursery import nearest  # noqa: PLC0415 - where there is something to cook
    from potluck.cell.shift import SHARE, Task, share_out  # noqa: PLC0415

    if len(orders) >= SHARE:
        for lang in {order.lang for order in orders.values()}:
            dialect.convert("", lang)  # several cells are forked with all that is loaded
    born = nearest("potluck.edition.larder")
    clerks = [_Clerk(order.desk) for order in orders.values()]
    tasks = [
        Task(cook, (order.text, order.lang), clerk.answer)
        for order, clerk in zip(orders.values(), clerks, strict=True)
    ]
    results = share_out(tasks, born, CHAPTER, meanwhile=meanwhile, told=told)
    for made, clerk in zip(results, clerks, strict=True):
        if isinstance(made, Overrun):
            yield made
        else:
            yield Body(made, tuple(clerk.links.items()), tuple(clerk.pictures.items()))


def cook(text: str, lang: str) -> Fragment:
    """Cook a body, in a cell."""
    from potluck.cell.inside import ask  # noqa: PLC0415 - where there is something to cook

    def picture(src: str, alt: str, title: str) -> Shown | None:
        return msgspec.convert(ask("picture", src, alt, title), Shown | None)

    return dialect.render(text, Desk(lambda href: ask("link", href), picture), lang)


def _ranks(names: Sequence[str], lang: str) -> tuple[int, ...]:
    key = collation.key(lang)
    keys = [key(name) for name in names]
    ranks = {each: rank for rank, each in enumerate(sorted(set(keys)))}
    return tuple(ranks[each] for each in keys)


def _name(made_from: object) -> str:
    return sealed(made_from).hex()
