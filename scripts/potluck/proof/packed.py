"""What EPUBCheck 5.3 lets pass: odd names, files that nothing lists, and what acts in them.

It is content with scripts that are declared, `javascript:` links, document types with entities,
entries such as `../evil.txt`, and files that are in no manifest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from potluck.keeping import seal
from potluck.proof.documents import CONTAINER, STRICT, Packed
from potluck.proof.memory import Memory
from potluck.proof.programs import still

_UNLISTED = frozenset({"mimetype", CONTAINER})
Fault = tuple[str, str]


def faults(packed: Packed, memory: Memory) -> Iterator[Fault]:
    """Yield what an EPUB must not hold, by the names in it.

    What acts in the documents that are read one after the other is known from their leaves.
    """
    yield from _names(packed.names)
    listed = {*packed.items.values(), *_UNLISTED, packed.package}
    for name in sorted({*packed.names} - listed):
        yield name, "Nothing lists this file."
    read = {*packed.spine}
    for name, data in packed.markup.items():
        if name not in read:
            yield from ((name, fault) for fault in _acting(data, memory))


def _names(names: tuple[str, ...]) -> Iterator[Fault]:
    for name, number in Counter(names).items():
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            yield name, "The name leads out of the book."
        if number > 1:
            yield name, "Two files have this name."


def _acting(data: bytes, memory: Memory) -> Iterable[str]:
    """Return what acts in a file, unless nothing did in the same one, of whatever build.

    It is looked at without the stamps of its build, so that this is what is known of it.
    """
    bare = memory.masked(data)
    return memory.proven().unless(
        seal(b"still" + bare), lambda: dict.fromkeys(still(etree.fromstring(bare, STRICT), bare))
    )
