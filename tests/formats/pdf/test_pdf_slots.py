"""Page numbers are filled into text that was set before they were known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.errors import ProofError
from potluck.formats.pdf.press.shard import Slot, Style, Written
from potluck.formats.pdf.press.slots import cut, fill, glyphs, has_slots, sentinel

OLD = Style(b"0.2 0.2 0.2 rg", {str(n): 0x1C0 + n for n in range(10)}, 500.0)
NEW = Style(b"0 0 0 rg", {str(n): 0x2D0 + n for n in range(10)}, 497.5)
STYLES = (OLD, NEW)


def colour(number: int) -> bytes:
    """Write the colour of a slot as WeasyPrint does."""
    red, green, blue = map(int, sentinel(number)[4:-1].split(","))
    return b" ".join(f"{each / 255:f}".rstrip("0").rstrip(".").encode()
                     for each in (red, green, blue)) + b" rg"  # fmt: skip


def shown(number: int, digits: bytes) -> bytes:
    return b"%s\nBT\n1 0 0 -1 5 7 Tm\n/F 10 Tf\n[%s] TJ\nET" % (colour(number), digits)


def page(*texts: bytes) -> bytes:
    return b"\n".join([b"q", b"1 0 0 rg", *texts, b"[<0001>] TJ", b"Q"])


def test_the_digits_of_a_page_stand_where_it_left_room_for_them() -> None:
    slots = (Slot("soup", 2, 0), Slot("heat", 3, 1))
    content = page(shown(0, b"<01c0>0<01c0>"), b"[<0009>] TJ", shown(1, b"<02d002d0>-12.5<02d0>"))
    made = fill(cut(content, slots, STYLES), slots, STYLES, {"soup": "42", "heat": "107"})
    told = page(shown(0, b"<01c4>0<01c2>"), b"[<0009>] TJ", shown(1, b"<02d102d0>-12.5<02d7>"))
    assert made == told.replace(colour(0), OLD.ink).replace(colour(1), NEW.ink)


def test_a_short_number_leaves_room_at_its_left_or_at_its_right() -> None:
    slots = (Slot("soup", 4, 0), Slot("heat", 4, 1), Slot("heat", 4, 1, left=True))
    wide = b"<01c0>0<01c0>0<01c0>0<01c0>"
    content = page(shown(0, wide), shown(1, b"<02d002d002d002d0>"), shown(2, wide))
    made = fill(cut(content, slots, STYLES), slots, STYLES, {"soup": "42", "heat": "107"})
    read = [line for line in made.split(b"\n") if line.endswith(b"TJ")]
    assert read == [
        b"[<>-500<>0<>-500<>0<01c4>0<01c2>] TJ",
        b"[<>-497.5<02d102d002d7>] TJ",
        b"[<02d1>0<02d0>0<02d7>0<>] TJ",
        b"[<0001>] TJ",
    ]


@given(st.dictionaries(st.integers(0, 65535), st.integers(1, 9999), min_size=1, max_size=5))
def test_each_slot_gets_its_own_number(numbers: dict[int, int]) -> None:
    slots = tuple(Slot(str(n), len(str(numbers.get(n, 1))), n % 2) for n in range(max(numbers) + 1))
    content = page(*(shown(n, b"<%s>" % (b"0000" * slots[n].width)) for n in numbers))
    texts = {str(at): str(numbers.get(at, 1)) for at in range(len(slots))}
    made = fill(cut(content, slots, STYLES), slots, STYLES, texts)
    read = [glyphs(line) for line in made.split(b"\n") if line.endswith(b"TJ")]
    assert read == [
        *([STYLES[n % 2].glyphs[d] for d in str(number)] for n, number in numbers.items()),
        [1],
    ]
    assert not has_slots(made)


def test_content_without_slots_stays_as_it_is() -> None:
    content = page(b"0.003922 0 rg", b"0.5 0.003922 0.1 rg", b"[<0001>] TJ")
    assert not has_slots(content)
    made = cut(content, (), ())
    assert (made, fill(made, (), (), {})) == (Written((content,), ()), content)


@pytest.mark.parametrize("digits", [b"<01c0>", b"<01c001c001c0>", b"", b"()"])
def test_room_of_the_wrong_width_is_refused(digits: bytes) -> None:
    with pytest.raises(ProofError) as caught:
        cut(page(shown(0, digits)), (Slot("soup", 2, 0),), STYLES)
    assert caught.value.message == "The page number of 'soup' cannot be filled in."


def test_a_slot_that_shows_nothing_is_refused() -> None:
    with pytest.raises(ProofError) as caught:
        cut(colour(0) + b"\nBT\nET", (Slot("soup", 2, 0),), STYLES)
    assert caught.value.message == "The page number of 'soup' cannot be filled in."


def test_more_slots_than_there_are_colours_are_refused() -> None:
    assert sentinel(65535) == "rgb(1, 255, 255)"
    with pytest.raises(ProofError) as caught:
        sentinel(65536)
    assert caught.value.message == "More than 65,536 page numbers stand in one sheet."
