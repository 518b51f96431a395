"""What was cooked before: bodies of chapters, the order of names, the back matter.

A body depends on its words and on the answers it got when it asked where its links and pictures
lead: it is kept with them, and holds as long as the answers are the same. All else is kept by all
that it is made from. What nobody needed is not kept again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from potluck import collation, dialect
from potluck.dialect import Desk, Fragment
from potluck.dialect.figures import Shown
from potluck.keeping import edition, installed, keep, load, seal
from potluck.model import Matter

_ROOMS = (".", "dialect", "edition", "theme", "theme/matter")


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

    def body(self, path: str, text: str, desk: Desk, lang: str) -> Fragment:
        """Return the body of a chapter, cooked from its text."""
        name = _name(("body", path, lang, text))
        found = self.kept.bodies.get(name)
        if found is None or not found.holds(desk):
            found = _cook(text, desk, lang)
        self.needed.bodies[name] = found
        return found.fragment

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
        if self.file is not None and not _same(self.needed, self.kept):
            keep(self.file, self.needed)


def larder(folder: Path | None) -> Larder:
    """Return what is kept below a folder, which nobody who sends chapters can write into."""
    if folder is None:
        return Larder()
    file = folder / f"larder-{edition(*_ROOMS, also=installed())}.msgpack"
    return Larder(file, load(file, _Kept) or _Kept())


def _cook(text: str, desk: Desk, lang: str) -> Body:
    """Cook a body, and take down what it asks."""
    links: dict[str, str | None] = {}
    pictures: dict[tuple[str, str, str], Shown | None] = {}

    def link(href: str) -> str | None:
        return links.setdefault(href, desk.link(href))

    def picture(src: str, alt: str, title: str) -> Shown | None:
        return pictures.setdefault((src, alt, title), desk.picture(src, alt, title))

    made = dialect.render(text, Desk(link, picture), lang)
    return Body(made, tuple(links.items()), tuple(pictures.items()))


def _ranks(names: Sequence[str], lang: str) -> tuple[int, ...]:
    key = collation.key(lang)
    keys = [key(name) for name in names]
    ranks = {each: rank for rank, each in enumerate(sorted(set(keys)))}
    return tuple(ranks[each] for each in keys)


def _name(made_from: object) -> str:
    return seal(msgspec.msgpack.encode(made_from)).hex()


def _same(needed: _Kept, kept: _Kept) -> bool:
    """Compare by what was looked up: the same name with another value is another object."""
    return all(
        new.keys() == old.keys() and all(new[name] is old[name] for name in new)
        for new, old in (
            (needed.bodies, kept.bodies),
            (needed.orders, kept.orders),
            (needed.matter, kept.matter),
        )
    )
