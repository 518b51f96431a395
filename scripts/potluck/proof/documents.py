"""The HTML of a finished site and the XHTML of an EPUB: bytes by file name, and their trees."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

Tree = etree._Element  # noqa: SLF001 - the only name of its type
Documents = dict[str, bytes]

STRICT = etree.XMLParser(resolve_entities=False, no_network=True)
CONTAINER = "META-INF/container.xml"
_MARKUP = (".xhtml", ".opf", ".ncx", ".xml", ".svg")


def of_site(folder: Path) -> Documents:
    """Read the bytes of every page of a site, by its address."""
    paths = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@dataclass(frozen=True)
class Packed:
    """What is in an EPUB: the names of its files, one twice where two have it, and its markup."""

    names: tuple[str, ...]
    markup: Documents

    @classmethod
    def of(cls, file: Path) -> "Packed":
        """Read an EPUB; nothing of it is written anywhere."""
        with ZipFile(file) as archive:
            names = tuple(archive.namelist())
            found = dict.fromkeys(name for name in names if name.endswith(_MARKUP))
            return cls(names, {name: archive.read(name) for name in found})

    @cached_property
    def package(self) -> str:
        """The name of the package document, as the container says it."""
        return str(etree.fromstring(self.markup[CONTAINER], STRICT).xpath("string(//*/@full-path)"))

    @cached_property
    def items(self) -> dict[str, str]:
        """The files that the package lists, by their ids in it."""
        return {
            item.get("id") or "": self._path(item.get("href")) for item in named(self._tree, "item")
        }

    @cached_property
    def spine(self) -> tuple[str, ...]:
        """The documents in reading order."""
        listed = named(self._tree, "itemref")
        return tuple(self.items[item.get("idref") or ""] for item in listed)

    @cached_property
    def _tree(self) -> Tree:
        return etree.fromstring(self.markup[self.package], STRICT)

    def _path(self, href: str | None) -> str:
        return join(dirname(self.package), unquote(href or ""))


def named(tree: Tree, *names: str) -> Iterator[Tree]:
    """Yield the elements of these names, in whatever namespace."""
    return tree.iter(*names, *(f"{{*}}{name}" for name in names))


def attributes(element: Tree) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element, and their values."""
    return ((str(name), str(value)) for name, value in element.attrib.items())
