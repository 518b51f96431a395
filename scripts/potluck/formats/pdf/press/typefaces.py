"""How documents use fonts: which glyphs, for which text; and fonts cut down to what a book uses.

What it leans on is said in `interior`.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from potluck.errors import ProofError
from potluck.formats.pdf.press import relocation, slots
from potluck.formats.pdf.press.objects import referenced, stream
from potluck.formats.pdf.press.shard import FIRST, Embedded, Face

_HEAD = 4096  # bytes of a font that tell it from others: its tables and their checksums
FACTS = ("family", "flags", "ascent", "descent", "italic_angle", "stemv", "stemh", "upem",
          "weight", "style", "font_size", "glyph_count", "bitmap")  # fmt: skip


def faces(*documents: Any) -> tuple[Face, ...]:
    """Return how documents use each font: the glyphs, their widths, and the text they stand for."""
    found: dict[str, Face] = {}
    for font in (font for document in documents for font in document.fonts.values()):
        found[font.hash] = joined(found.get(font.hash), _face(font))
    return tuple(found.values())


def joined(first: Face | None, second: Face) -> Face:
    """Return the use of one font in two places; where they differ, the first one counts.

    Raises ProofError where two fonts go by one name: the glyphs of one are not those of the other.
    """
    if first is None:
        return second
    if first.font != second.font:
        raise ProofError(f"Two fonts are called {first.facts['family']!r} in this book.")
    return Face(
        first.key,
        first.name,
        first.font,
        first.facts,
        {**second.widths, **first.widths},
        {**second.text, **first.text},
        {**second.missing, **first.missing},
    )


def settled(face: Face) -> Face:
    """Return the same face with its glyphs in their order, whoever used them first."""
    return msgspec.structs.replace(
        face,
        widths=dict(sorted(face.widths.items())),
        text=dict(sorted(face.text.items())),
        missing=dict(sorted(face.missing.items())),
    )


def _face(font: Any) -> Face:
    return Face(
        key=font.hash,
        name=font.name,
        font=f"{font_id(font.file_content)}/{font.index}",
        facts={name: getattr(font, name) for name in FACTS},
        widths=dict(font.widths),
        text=dict(font.to_unicode),
        missing=dict(font.missing),
    )


def faces_in(document: Any, content: bytes) -> tuple[Face, ...]:
    """Return the fonts of a document that some content uses, with the glyphs of that content."""
    used: dict[str, set[int]] = {}
    font = ""
    for found in re.finditer(rb"^/(\w+) \S+ Tf$|^(\[.*?\]) TJ$", content, re.MULTILINE):
        if found[1]:
            font = found[1].decode()
        else:
            used.setdefault(font, set()).update(slots.glyphs(found[2]))
    return tuple(_narrowed(face, used[face.key]) for face in faces(document) if face.key in used)


def _narrowed(face: Face, used: set[int]) -> Face:
    return msgspec.structs.replace(
        face,
        widths={glyph: width for glyph, width in face.widths.items() if glyph in used},
        text={glyph: text for glyph, text in face.text.items() if glyph in used},
    )


def font_id(data: bytes) -> str:
    """Tell a font file from others by its beginning, where the checksums of its tables stand."""
    return hashlib.blake2b(data[:_HEAD], digest_size=12).hexdigest()


def embed(document: Any, wanted: Sequence[Face], build: Any) -> tuple[Embedded, ...]:
    """Subset fonts to what a whole book uses of them; `document` must use each of them somehow.

    `build` is WeasyPrint's own `build_fonts_dictionary`.
    """
    by_key = {font.hash: font for font in document.fonts.values()}
    return tuple(_embedded(by_key[face.key], face, build) for face in wanted)


def _embedded(font: Any, face: Face, build: Any) -> Embedded:
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    font.widths, font.to_unicode, font.missing = face.widths, face.text, face.missing
    for name in ("ascent", "descent", "font_size"):
        setattr(font, name, face.facts[name])
    pdf = pydyf.PDF()
    known = len(pdf.objects)
    made = build(pdf, {0: font}, False, True, {"hinting": False, "pdf_version": "1.7"})
    ours = pdf.objects[known:]
    plain = [each for each in ours if not hasattr(each, "stream")]
    streams = [each for each in ours if hasattr(each, "stream")]
    local = {each.number: at for at, each in enumerate((*plain, *streams), start=FIRST)}
    text = relocation.template(relocation.lines(each.data for each in plain), local)
    packed = tuple(stream(each, local, level=9) for each in streams)
    return Embedded(text, len(plain), packed, local[referenced(made[font.hash])])
