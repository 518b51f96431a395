"""What EPUBCheck 5.3 lets pass: odd names, files that nothing lists, and what acts in them.

It is content with scripts that are declared, `javascript:` links, document types with entities,
entries such as `../evil.txt`, and files that are in no manifest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from posixpath import dirname, join
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from potluck.keeping import seal
from potluck.proof.documents import CONTAINER, STRICT, named, package_name
from potluck.proof.parity import Proven
from potluck.proof.programs import still

_MARKUP = (".xhtml", ".opf", ".ncx", ".xml", ".svg")
_UNLISTED = frozenset({"mimetype", CONTAINER})
Fault = tuple[str, str]


def faults(file: Path, read: Collection[str], proven: Proven) -> Iterator[Fault]:
    """Yield what an EPUB must not hold, by the names in it; nothing is unpacked.

    What acts in the documents that were `read` already is known.
    """
    with ZipFile(file) as archive:
        names = archive.namelist()
        yield from _names(names)
        package = package_name(archive)
        items = named(etree.fromstring(archive.read(package), STRICT), "item")
        listed = {join(dirname(package), unquote(item.get("href") or "")) for item in items}
        for name in sorted({*names} - listed - _UNLISTED - {package}):
            yield name, "Nothing lists this file."
        for name in names:
            if name.endswith(_MARKUP) and name not in read:
                yield from ((name, fault) for fault in _acting(archive.read(name), proven))


def _names(names: list[str]) -> Iterator[Fault]:
    for name, number in Counter(names).items():
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            yield name, "The name leads out of the book."
        if number > 1:
            yield name, "Two files have this name."


def _acting(data: bytes, proven: Proven) -> Iterable[str]:
    """Return what acts in a file, unless nothing did in the very same one before."""
    mark = seal(b"still" + data)
    if proven.holds(mark):
        return ()
    found = tuple(dict.fromkeys(still(etree.fromstring(data, STRICT), data)))
    if not found:
        proven.learn(mark)
    return found
