"""A laid out document -> the objects of its PDF, before WeasyPrint writes them.

What it leans on is said in `interior`.
"""

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from potluck.errors import ProofError
from potluck.formats.pdf.press import relocation
from potluck.formats.pdf.press.shard import Stream
from potluck.formats.pdf.press.structure import tagged
from potluck.formats.pdf.press.surroundings import VARIANT, without_warnings

LEVEL = 6  # of zlib: beyond it, pages hardly shrink


# --- what is changed in WeasyPrint while it works -----------------------------------------------


@contextmanager
def opened(weasyprint: Any) -> Iterator[None]:
    """Let WeasyPrint leave fonts out, and be linear in the number of pages."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    inside, font = weasyprint.pdf, weasyprint.pdf.fonts.Font
    before = inside.build_fonts_dictionary, font.get_unused_glyph_id, pydyf.PDF.page_references
    inside.build_fonts_dictionary = lambda *_: pydyf.Dictionary({})
    font.get_unused_glyph_id = _stable_glyph
    pydyf.PDF.page_references = property(_page_references)
    try:
        with tagged(weasyprint):
            yield
    finally:
        inside.build_fonts_dictionary, font.get_unused_glyph_id = before[:2]
        pydyf.PDF.page_references = before[2]


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """Return what pydyf returns, from a list that is kept until a page is added."""
    numbers = pdf.pages["Kids"]
    kept: tuple[bytes, ...] = pdf.__dict__.get("_kept", ())
    if 3 * len(kept) != len(numbers):
        kept = pdf.__dict__["_kept"] = tuple(b"%d 0 R" % number for number in numbers[::3])
    return kept


def _stable_glyph(font: Any, codepoint: int) -> int:
    """Give a character that no font has the same number in each shard, not the next free one."""
    free = 0x10000 - font.glyph_count
    number: int = font.missing.setdefault(codepoint, font.glyph_count + codepoint % free)
    return number


# --- objects ------------------------------------------------------------------------------------


class _Taken(Exception):  # noqa: N818 - nothing is wrong: we have what we want
    """Keeps WeasyPrint from compressing and writing what was taken from it."""


def objects(document: Any) -> Any:
    """Return the `pydyf.PDF` of a laid out document, not written."""
    taken: list[Any] = []

    def take(_: object, pdf: object) -> None:
        taken.append(pdf)
        raise _Taken

    try:
        with without_warnings():
            document.write_pdf(finisher=take, pdf_variant=VARIANT)
    except _Taken:
        return taken[0]
    raise ProofError("WeasyPrint does not call its finisher.")


def referenced(reference: bytes) -> int:
    """Return the number of the object that a reference leads to."""
    return int(reference.split()[0])


def contents(document: Any) -> list[bytes]:
    """Return the steps of each page of a document."""
    pdf = objects(document)
    pages = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    return [steps(pdf.objects[referenced(page["Contents"])]) for page in pages]


def steps(content: Any) -> bytes:
    """Return what a content stream holds, one step to a line."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    return b"\n".join(pydyf._to_bytes(item) for item in content.stream)  # noqa: SLF001


def stream(each: Any, local: Mapping[int, int], level: int = LEVEL) -> Stream:
    """Return a stream of pydyf's as one of a shard, compressed."""
    import pydyf  # noqa: PLC0415 - comes with WeasyPrint

    data, entries = steps(each), pydyf.Dictionary(each.extra)
    if "Filter" not in entries:
        data = zlib.compress(data, level)
        entries["Filter"] = "/FlateDecode"
    text = relocation.escaped(entries.data)
    return Stream.of(relocation.template(text[2:-2], local), data)
