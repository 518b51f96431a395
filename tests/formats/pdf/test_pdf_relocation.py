"""Objects move to other numbers; nothing else of them changes."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.formats.pdf.link.relocated import filled, rows
from potluck.formats.pdf.press import relocation
from potluck.formats.pdf.press.shard import Template

# pydyf writes strings so; the text may look like whatever a PDF consists of.
TEXTS = st.lists(
    st.sampled_from(["7 0 R", "%d", "%", "%%", "\n", "\r", "(", ")", "\\", "<<", "/K", "a", "1"])
).map("".join)
STRINGS = TEXTS.map(lambda text: b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", text.encode()))
REFERENCES = st.integers(1, 60).map(lambda number: b"%d 0 R" % number)
ATOMS = st.one_of(
    STRINGS, REFERENCES, st.sampled_from([b"/S /P", b"0 0 612.5", b"<feff0025>", b"null", b"/F1 0"])
)
ARRAYS = st.lists(ATOMS).map(lambda items: b"[%s]" % b" ".join(items))
OBJECTS = st.lists(st.one_of(ATOMS, ARRAYS)).map(lambda items: b"<<%s>>" % b"/X ".join(items))
IDENTITY = range(100)


def escaped(data: bytes) -> bytes:
    return data.replace(b"\n", rb"\n").replace(b"\r", rb"\r")


@given(st.lists(OBJECTS, min_size=1))
def test_objects_filled_with_their_own_numbers_are_what_they_were(objects: list[bytes]) -> None:
    made = relocation.template(relocation.lines(objects), dict(enumerate(IDENTITY)))
    assert rows(made, IDENTITY, len(objects)) == [escaped(each) for each in objects]


@given(OBJECTS, st.permutations(list(IDENTITY)))
def test_references_move_and_what_looks_like_one_in_a_string_stays(
    data: bytes, numbers: Sequence[int]
) -> None:
    made = filled(relocation.template(data, dict(enumerate(IDENTITY))), numbers)
    strings = rb"(\((?:\\.|[^\\()])*\))"
    before, after = (re.split(strings, each, flags=re.DOTALL) for each in (data, made))
    assert after[1::2] == before[1::2]
    moved = [re.sub(rb"(\d+) 0 R", lambda m: b"%d 0 R" % numbers[int(m[1])], each)
             for each in before[::2]]  # fmt: skip
    assert after[::2] == moved


def test_keys_are_counted_from_the_end_and_names_follow_their_object() -> None:
    data = b"<</StructParent %s/ID %s/P 9 0 R>>" % (relocation.key(1), relocation.name("92-0-0%"))
    made = relocation.template(data, {92: 3, 9: 0})
    assert made == Template(b"<</StructParent %d/ID (%08d-0-0%%)/P %d 0 R>>", (-2, 3, 0))
    keys = [71, 70]  # -1 is the first
    assert filled(made, [40, 41, 42, 43, *keys]) == (
        b"<</StructParent 71/ID (00000043-0-0%)/P 40 0 R>>"
    )


def test_an_object_outside_of_the_sheet_is_not_overlooked() -> None:
    with pytest.raises(KeyError) as caught:
        relocation.template(b"[8 0 R]", {7: 2})
    assert caught.value.args == (8,)
