"""Where things stand in a linked PDF: its pages, the named places, the words for pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from potluck.proof.linked import Linked, Unusual

STRING = rb"(\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>)"
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")


@dataclass(frozen=True)
class Printed:
    """The pages of a linked PDF by their objects, the named places, the words for pictures."""

    linked: Linked

    @cached_property
    def catalog(self) -> bytes:
        return self.linked.object(self.linked.root)

    @cached_property
    def pages(self) -> tuple[int, ...]:
        """The objects of the pages, in their order."""
        return tuple(self._leaves(one(rb"/Pages (\d+) 0 R", self.catalog), 0))

    def _leaves(self, number: int, depth: int) -> Iterator[int]:
        text = self.linked.object(number)
        if depth > 8:
            raise Unusual
        if re.match(rb"<< ?/Type ?/Page\b", text):
            yield number
            return
        for kid in references(part(rb"/Kids ?\[([\d R]*)\]", text)):
            yield from self._leaves(kid, depth + 1)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each page by its object."""
        return {page: at for at, page in enumerate(self.pages)}

    @cached_property
    def places(self) -> dict[str, int]:
        """The page of each named place. Raises Unusual, too, where one is on no page."""
        root = self.linked.object(one(rb"/Dests (\d+) 0 R", self.catalog))
        kids = references(part(rb"/Kids ?\[([\d R]*)\]", root))
        found: dict[str, int] = {}
        for leaf in map(self.linked.object, kids):
            rows = re.search(rb"/Names ?\[(.*)\]>>\Z", leaf, re.DOTALL)
            if rows is None or not _NAMES.fullmatch(rows[1]):
                raise Unusual
            for name, page in _NAME.findall(rows[1]):
                found.setdefault(string(name), self._page(page))  # as pikepdf reads them
        return found

    def _page(self, number: bytes) -> int:
        if int(number) not in self.numbers:
            raise Unusual
        return self.numbers[int(number)]

    @cached_property
    def alts(self) -> dict[int, list[str]]:
        """The words for pictures by page, of those that stand in the tree of the structure."""
        found: dict[int, list[str]] = {}
        rooted: set[int] = set()
        for pack in self.linked.packs:
            for at in re.finditer(rb"/Alt\b", pack.text):
                page, words = self._alt(pack.holder(at.start()), rooted)
                found.setdefault(page, []).append(words)
        if any(b"/Alt" in stream.entries for stream in self.linked.streams.values()):
            raise Unusual
        return found

    def _alt(self, number: int, rooted: set[int]) -> tuple[int, str]:
        text = self.linked.object(number)
        said = re.findall(rb"/Alt ?" + STRING, text)
        if len(said) != 1 or text.count(b"/Alt") != 1 or not _ELEMENT.match(text):
            raise Unusual
        bare = _bare(text)
        self._climb(number, bare, rooted)
        return self._page(b"%d" % one(rb"/Pg (\d+) 0 R", bare)), string(said[0])

    def _climb(self, number: int, text: bytes, rooted: set[int]) -> None:
        """Go up from an element to the root of the structure. Raises Unusual where none is."""
        path = [number]
        while number not in rooted and len(path) < 256:
            above = one(rb"/P (\d+) 0 R", text)
            text = _bare(self.linked.object(above))
            kids = re.search(rb"/K ?(\[[^\]]*\]|\d+ 0 R)", text)
            if kids is None or number not in references(kids[1]):
                raise Unusual
            if re.match(rb"<< ?/Type ?/StructTreeRoot\b", text):
                if above != one(rb"/StructTreeRoot (\d+) 0 R", self.catalog):
                    raise Unusual
                break
            number = above
            path.append(number)
        if len(path) == 256:
            raise Unusual
        rooted.update(path)


_ELEMENT = re.compile(rb"<< ?(?:/Type ?/StructElem ?)?/S ?/\w+")
_NAME = re.compile(STRING + rb" ?\[(\d+) 0 R ?/XYZ [-\d.]+ [-\d.]+ 0\]")
_NAMES = re.compile(rb"(?:" + STRING + rb" ?\[\d+ 0 R ?/XYZ [-\d.]+ [-\d.]+ 0\] ?)*")


def one(pattern: bytes, text: bytes) -> int:
    return int(part(pattern, text))


def part(pattern: bytes, text: bytes) -> bytes:
    """Return the one group of a pattern that is there once. Raises Unusual."""
    found = re.findall(pattern, text)
    if len(found) != 1:
        raise Unusual
    return bytes(found[0])


def references(text: bytes) -> list[int]:
    return [int(each) for each in _REFERENCE.findall(text)]


def _bare(text: bytes) -> bytes:
    """Leave out strings, in which anything may stand."""
    return re.sub(STRING, b"()", text)


_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3})")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def string(written: bytes) -> str:
    r"""Read a string as pikepdf does. Raises Unusual where that takes more than Latin letters.

    >>> string(rb"(a \(b\))"), string(b"<feff00fc>")
    ('a (b)', 'ü')
    """
    if written[:1] == b"<":
        data = bytes.fromhex(written[1:-1].decode())
    else:
        data = _ESCAPE.sub(_unescaped, written[1:-1])
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    if not data.isascii() or b"\\" in _ESCAPE.sub(b"", written):
        raise Unusual
    return data.decode()


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8) & 0xFF]) if said.isdigit() else _ESCAPED.get(said, said)
