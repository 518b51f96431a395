"""Where the links of a PDF lead, and that the file does nothing by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from potluck.proof.linked import Unusual
from potluck.proof.links import Fault
from potluck.proof.memory import Memory
from potluck.proof.quiet import quiet
from potluck.proof.schemes import SCHEMES
from potluck.proof.texts import destinations

# ISO 32000-2, 12.6.4: kinds of actions. What is not listed here has no business in a book.
_QUIET = frozenset({"/GoTo", "/URI"})
_ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/AA")


def faults(file: Path, memory: Memory) -> Iterator[Fault]:
    """Yield what is wrong with the links and actions of a PDF, each once."""
    try:
        if quiet(memory.printed(file)):
            return
    except Unusual:
        pass  # another program has made or changed the file
    import pikepdf  # noqa: PLC0415 - heavy

    with pikepdf.open(file) as document:
        found = dict.fromkeys(_faults(document))
    yield from ((file.name, fault) for fault in found)


def _faults(document: Any) -> Iterator[str]:
    pages = frozenset(page.obj.objgen for page in document.pages)
    places = dict(destinations(document))
    for name, where in places.items():
        if where[0].objgen not in pages:
            yield f"The place “{name}” is on no page."
    for thing in _dictionaries(document):
        yield from _active(thing)
        yield from _action(thing, frozenset(places), pages)


def _dictionaries(document: Any) -> Iterator[Any]:
    """Yield every dictionary of the file, whether it is an object of its own or inside one."""
    import pikepdf  # noqa: PLC0415 - heavy

    for thing in document.objects:
        waiting = [thing]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting.extend(child for child in node if _is_direct(child))
            elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
                yield node
                waiting.extend(child for child in node.values() if _is_direct(child))


def _is_direct(node: Any) -> bool:
    import pikepdf  # noqa: PLC0415 - heavy

    return isinstance(node, pikepdf.Array | pikepdf.Dictionary) and not node.is_indirect


def _active(thing: Any) -> Iterator[str]:
    for name in _ACTIVE:
        if name in thing or thing.get("/Type") == name:
            yield f"The file holds {name[1:]}, which a book does not need."


def _action(thing: Any, places: frozenset[str], pages: frozenset[Any]) -> Iterator[str]:
    """Check one action, or the destination of a link or bookmark without one."""
    kind = thing.get("/S") if _is_action(thing) else None
    if kind is not None and str(kind) not in _QUIET:
        yield f"The file holds the action {str(kind)[1:]}, which a book does not need."
    if kind == "/URI" and urlsplit(str(thing.URI)).scheme not in SCHEMES:
        yield f"The link “{thing.URI}” is not allowed."
    target = thing.get("/D") if kind == "/GoTo" else thing.get("/Dest")
    if target is not None and not _is_place(target, places, pages):
        yield f"A link leads to “{target}”, which is no place in the book."


def _is_action(thing: Any) -> bool:
    """Actions are found by their kind: `/Type /Action` may be left out (12.6.2)."""
    kinds = (*_QUIET, "/GoToR", "/GoToE", "/Thread", "/Sound", "/Movie", "/Hide", "/SubmitForm")
    kinds += ("/ResetForm", "/ImportData", "/Launch", "/JavaScript", "/Rendition", "/Named")
    return thing.get("/Type") == "/Action" or str(thing.get("/S")) in kinds


def _is_place(target: Any, places: frozenset[str], pages: frozenset[Any]) -> bool:
    import pikepdf  # noqa: PLC0415 - heavy

    if isinstance(target, pikepdf.Array):
        return len(target) > 0 and target[0].objgen in pages
    return str(target).removeprefix("/") in places
