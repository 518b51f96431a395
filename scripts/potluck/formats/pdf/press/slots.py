"""Content streams with page numbers to be filled in: marked by a colour, cut, filled. Pure."""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from potluck.errors import ProofError
from potluck.formats.pdf.press.shard import Slot, Style, Written

PLACEHOLDER = "0"
MOST = 1 << 16
"""Slots of a sheet."""
_SENTINEL = re.compile(rb"^0\.003922 (\S+) (\S+) rg$", re.MULTILINE)  # 1/255, and a number
_SHOWN = re.compile(rb"\[[^\]]*\] TJ")


def sentinel(number: int) -> str:
    """Return the CSS colour that marks the text of a slot: red 1, then the slot's number.

    Raises ProofError beyond the numbers that a colour holds.

    >>> sentinel(258)
    'rgb(1, 1, 2)'
    """
    if number >= MOST:
        raise ProofError(f"More than {MOST:,} page numbers stand in one sheet.")
    return f"rgb(1, {number >> 8}, {number & 255})"


def has_slots(content: bytes) -> bool:
    """Tell whether there is text in the colour of a slot."""
    return _SENTINEL.search(content) is not None


def cut(content: bytes, slots: Sequence[Slot], styles: Sequence[Style]) -> Written:
    """Cut content at each digit of a slot, and give the slot the colour of its style.

    Raises ProofError where a slot's text is not what was asked for.
    """
    pieces: list[bytes] = []
    marks: list[tuple[int, int]] = []
    found = iter(_SENTINEL.split(content))
    open_piece = next(found)
    for high, low, text in zip(found, found, found, strict=True):
        number = round(float(high) * 255) << 8 | round(float(low) * 255)
        slot, style = slots[number], styles[slots[number].style]
        shown = _SHOWN.search(text)
        parts = _glyphs(shown[0] if shown else b"")
        if shown is None or len(parts) != slot.width + 1:
            raise ProofError(f"The page number of {slot.target!r} cannot be filled in.")
        open_piece += style.ink + text[: shown.start()] + parts[0]
        for position, after in enumerate(parts[1:]):
            pieces.append(open_piece)
            marks.append((number, position))
            open_piece = after
        open_piece += text[shown.end() :]
    return Written((*pieces, open_piece), tuple(marks))


def _glyphs(shown: bytes) -> list[bytes]:
    """Split what shows glyphs at each of them: `[<01cb>0<01cb>0] TJ`, or `[<01cb01cb>] TJ`."""
    parts = [b""]
    for index, piece in enumerate(re.split(rb"<([0-9a-f]*)>", shown)):
        if index % 2 == 0:
            parts[-1] += piece
            continue
        parts[-1] += b"<"
        parts += [b""] * (len(piece) // 4)
        parts[-1] += b">"
    return parts


def glyphs(shown: bytes) -> list[int]:
    """Return the glyphs that a step shows.

    >>> glyphs(b"[<01cb>0<01cc>-12.5<01cd01ce>] TJ")
    [459, 460, 461, 462]
    """
    groups = re.findall(rb"<([0-9a-f]*)>", shown)
    return [int(group[at : at + 4], 16) for group in groups for at in range(0, len(group), 4)]


def fill(written: Written, slots: Sequence[Slot], styles: Sequence[Style],
         numbers: Mapping[str, str]) -> bytes:  # fmt: skip
    """Return content with the numbers of the pages in its slots."""
    used = {number: slots[number] for number, _ in written.marks}  # roman numerals are set as text
    texts = {number: _digits(slot, styles[slot.style], numbers[slot.target])
             for number, slot in used.items()}  # fmt: skip
    digits = (texts[number][position] for number, position in written.marks)
    pairs = zip_longest(written.pieces, digits, fillvalue=b"")
    return b"".join(piece + digit for piece, digit in pairs)


def _digits(slot: Slot, style: Style, number: str) -> list[bytes]:
    """Return what stands at each digit of a slot; room that is left over shows nothing."""
    digits = [b"%04x" % style.glyphs[digit] for digit in number]
    spare = slot.width - len(number)
    if slot.left:
        return [*digits, *[b""] * spare]
    return [*[f">{-style.advance:g}<".encode()] * spare, *digits]
