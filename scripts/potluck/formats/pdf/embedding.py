"""The fonts of finished documents: one for each face, with all the glyphs that any sheet uses."""

import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, as_completed
from typing import Any

import msgspec

from potluck.formats.pdf import forme as formes
from potluck.formats.pdf.forme import Forme
from potluck.formats.pdf.link.binding import Binding
from potluck.formats.pdf.machine import Machine, decoded
from potluck.formats.pdf.press import setting
from potluck.formats.pdf.press.setting import FontsOrder
from potluck.formats.pdf.press.shard import Embedded, Face
from potluck.formats.pdf.press.typefaces import joined, settled

FEW = 3
"""Faces that one cell subsets: those of a whole book take most of a second."""


def embed(book: Forme, machine: Machine, bindings: Sequence[Binding]) -> list[dict[str, Embedded]]:
    """Return the fonts of each document, each with all the glyphs that its sheets use."""
    look = book.look(book.text, "edges")
    store = machine.store
    found: list[dict[str, Embedded]] = []
    waiting: dict[Future[Any], tuple[int, list[Face]]] = {}
    uses = [_used(binding) for binding in bindings]
    for at, used in enumerate(uses):
        kept = {key: store.load(_key(machine, face), Embedded) for key, face in used.items()}
        found.append({key: font for key, font in kept.items() if font is not None})
        lacking = [used[key] for key, font in kept.items() if font is None]
        for some in (lacking[first : first + FEW] for first in range(0, len(lacking), FEW)):
            order = FontsOrder(look, _specimens(book, some), tuple(some))
            waiting[machine.submit("fonts", setting.set_fonts, order)] = at, some
    for future in as_completed(waiting):
        at, lacking = waiting[future]
        fonts = decoded(machine.taken("fonts", future), list[Embedded])
        for face, font in zip(lacking, fonts, strict=True):
            found[at][face.key] = font
            store.put(_key(machine, face), msgspec.msgpack.encode(font))
    # In the order of the book, whatever was kept: it gives them their numbers.
    return [{key: made[key] for key in used} for used, made in zip(uses, found, strict=True)]


def _key(machine: Machine, face: Face) -> str:
    told = msgspec.msgpack.encode(face)
    return hashlib.blake2b(machine.tools.encode() + told, digest_size=20).hexdigest()


def _used(binding: Binding) -> dict[str, Face]:
    """Return each font of a document by its name there, with all that any sheet says of it."""
    used: dict[str, Face] = {}
    for face in binding.faces:
        used[face.key] = joined(used.get(face.key), face)
    return {key: settled(face) for key, face in used.items()}


def _specimens(book: Forme, faces: Iterable[Face]) -> str:
    """Return a document with a line in each face, by which its font file is found again."""
    slopes = {0: "normal", 1: "oblique", 2: "italic"}
    rows = (
        f'<p style="margin: 0; font-family: &quot;{face.facts["family"]}&quot;; '
        f"font-weight: {face.facts['weight']}; font-style: {slopes[face.facts['style']]}; "
        f'font-size: {face.facts["font_size"]}px">{_letter(face)}</p>'
        for face in faces
    )
    return formes.plain(book, rows)


def _letter(face: Face) -> str:
    shown = next((text for text in face.text.values() if text.strip()), "x")
    return "".join(f"&#{ord(char)};" for char in shown)
