"""The HTML of a finished site and the XHTML of an EPUB: bytes by file name, and their trees."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import join
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

Tree = etree._Element  # noqa: SLF001 - the only name of its type
Documents = dict[str, bytes]

STRICT = etree.XMLParser(resolve_entities=False, no_network=True)
CONTAINER = "META-INF/container.xml"


def of_site(folder: Path) -> Documents:
    """Read the bytes of every page of a site, by its address."""
    paths = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def of_epub(file: Path) -> Documents:
    """Read the documents of the spine, by their path in the container, in reading order."""
    with ZipFile(file) as archive:
        package = _read(archive, package_name(archive))
        return {name: archive.read(name) for name in _spine(package, package_name(archive))}


def files_of_epub(file: Path) -> frozenset[str]:
    """List the files in the container."""
    with ZipFile(file) as archive:
        return frozenset(archive.namelist())


def package_name(archive: ZipFile) -> str:
    """Name the package document, as the container does."""
    return str(_read(archive, CONTAINER).xpath("string(//*/@full-path)"))


def _spine(package: Tree, name: str) -> Iterator[str]:
    folder = PurePosixPath(name).parent.as_posix()
    items = {item.get("id"): item.get("href") for item in named(package, "item")}
    for reference in named(package, "itemref"):
        yield join(folder, unquote(items[reference.get("idref")] or ""))


def _read(archive: ZipFile, name: str) -> Tree:
    return etree.fromstring(archive.read(name), STRICT)


def named(tree: Tree, *names: str) -> Iterator[Tree]:
    """Yield the elements of these names, in whatever namespace."""
    return tree.iter(*names, *(f"{{*}}{name}" for name in names))


def attributes(element: Tree) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element, and their values."""
    return ((str(name), str(value)) for name, value in element.attrib.items())
