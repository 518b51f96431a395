"""Blocks against texts made by hand."""

import re
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.proof.blocks import BOOK, Block
from potluck.proof.parity import PAGE, Proven, Seen, Unseen, join, missing, strike

HOME = "chapter/soup"
PARAGRAPH = Block(HOME, "paragraph", "Slice the leeks into rings of 12 mm, and wash them twice.")


def gaps(blocks: list[Block], *pages: str, alts: tuple[str, ...] = ()) -> list[Block]:
    seen = join(Seen.of(page, alts) for page in pages)
    return list(missing(blocks, {HOME: seen, BOOK: seen}))


def test_a_block_is_found_whatever_its_lines_hyphens_and_case() -> None:
    text = "S LICE THE LEEKS INTO\r\nrings of 12 mm, and wa\u00adsh them twice."
    assert gaps([PARAGRAPH], text) == []


def test_a_paragraph_cut_by_a_running_head_is_found() -> None:
    first, second = "Slice the leeks into rings\n1 Or onions.\n17", "SOUPS\nof 12 mm, and wash them"
    assert gaps([PARAGRAPH], "Soup", first, f"{second} twice.", "x") == []
    assert gaps([PARAGRAPH], first, f"{second} once.") == [PARAGRAPH]
    assert gaps([PARAGRAPH], f"{first} {second} twice.") == [PARAGRAPH]


def test_a_paragraph_may_run_over_three_pages() -> None:
    long = Block(HOME, "paragraph", " ".join(f"word{number}" for number in range(300)))
    first, second, third = long.text[:700], long.text[700:1500], long.text[1500:]
    assert gaps([long], f"Soup {first} 1", f"SOUP {second} 2", f"SOUP {third} 3") == []
    assert gaps([long], f"Soup {first} 1", f"SOUP {third} 3") == [long]


@pytest.mark.parametrize("wrong", ["13 mm", "1 mm", "12 m", "mm"])
def test_a_changed_number_is_a_gap(wrong: str) -> None:
    text = f"12 pages {PARAGRAPH.text.replace('12 mm', wrong)} 12 mm 17"
    assert gaps([PARAGRAPH], text, "12 mm, and wash them thrice") == [PARAGRAPH]


def test_words_left_out_on_one_page_are_a_gap() -> None:
    block = Block(HOME, "licence", "Licence: CC BY 4.0")
    assert gaps([block], "Licence: CC BY-SA 4.0", "4.0") == [block]


def test_a_lost_list_item_is_a_gap() -> None:
    items = [Block(HOME, "list item", text) for text in ("Salt", "Leeks", "Water")]
    assert gaps(items, "Salt Water") == [items[1]]


def test_a_lost_cell_is_not_found_in_its_neighbours() -> None:
    cell, text = Block(HOME, "table cell", "12"), Block(HOME, "paragraph", "Boil for 12 minutes.")
    assert gaps([cell, text], "Boil for 12 minutes.") == [cell]
    assert gaps([cell, text], "12 Boil for 12 minutes.") == []


def test_what_stands_twice_must_be_found_twice() -> None:
    items = [Block(HOME, "list item", "Salt"), Block(HOME, "heading", "Salt")]
    assert gaps(items, "Salt Salt") == []
    assert len(gaps(items, "Salt")) == 1


def test_the_book_as_a_whole_may_say_two_things_at_once() -> None:
    items = [Block(BOOK, "contributor", "A"), Block(BOOK, "picture credit", "A")]
    assert gaps(items, "A") == []


def test_pictures_are_found_by_their_words_only() -> None:
    picture = Block(HOME, "picture", "Two pots")
    assert gaps([picture], "", alts=("Two  pots",)) == []
    assert gaps([picture], "Two pots", alts=("One pot",)) == [picture]


def test_a_place_that_is_not_there_is_one_gap() -> None:
    title = Block(HOME, "title", "Soup")
    assert list(missing([title, PARAGRAPH], {})) == [Block(HOME, "page", "Soup")]


def test_characters_are_looked_for_as_the_edition_spells_them() -> None:
    block = Block(HOME, "paragraph", "Wait ⏲ now")
    seen = {HOME: Seen.of("Wait [timer clock] now")}
    assert list(missing([block], seen, lambda t: [t.replace("⏲", "[timer clock]")])) == []
    assert list(missing([block], seen)) == [block]


def test_parts_that_can_be_read_back_are_enough() -> None:
    block, seen = Block(HOME, "paragraph", "Boil ก๋วย5เตี๋ยว now"), {HOME: Seen.of("Boil ก;ว5xยว now")}
    assert list(missing([block], seen, lambda text: re.split("[ก-๛]+", text))) == []
    gone = {HOME: Seen.of("Boil ก;วxยว now")}
    assert list(missing([block], gone, lambda text: re.split("[ก-๛]+", text))) == [block]


def test_fractions_are_told_from_whole_numbers() -> None:
    assert gaps([Block(HOME, "list item", "½ tsp")], "12 tsp") != []
    assert gaps([Block(HOME, "list item", "½ tsp")], "1⁄2 tsp") == []


def test_the_same_beginning_twice_does_not_confuse() -> None:
    texts = ("Add the leeks and stir for a while", "Add the leeks")
    items = [Block(HOME, "list item", text) for text in texts]
    assert gaps(items, "Add the leeks 17", "and stir for a while. Add the leeks.") == []
    assert gaps(items, "Add the leeks. Add the leeks 17", "and stir for a while.") == []


def test_few_letters_must_stand_alone() -> None:
    cell = Block(HOME, "table cell", "12")
    assert gaps([cell], "2012", "1 2", "123") == [cell]
    assert gaps([cell], "2012 (12)") == []
    assert gaps([Block(HOME, "heading", "Heat")], "Heating", "heat") == []


def test_a_big_book_is_compared_in_seconds() -> None:
    homes = [f"chapter/{number}" for number in range(350)]
    text = "{} lorem ipsum dolor sit amet consectetur {} elit sed do eiusmod tempor {}"
    blocks = [Block(h, "paragraph", text.format(h, n, n * 7)) for h in homes for n in range(40)]
    seen = {h: Seen.of(" ".join(b.text for b in blocks if b.home == h)) for h in homes}
    start = time.perf_counter()
    assert list(missing(blocks, seen)) == []
    assert time.perf_counter() - start < 5


# --- any block, cut or changed anywhere ---------------------------------------------------------

ours = st.text(string.ascii_lowercase[:13] + string.digits, min_size=24, max_size=1500)
theirs = st.text(string.ascii_lowercase[13:], min_size=1, max_size=300)


@given(block=ours, other=theirs, data=st.data())
def test_any_block_cut_by_a_page_is_found(block: str, other: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(6, len(block)))
    rest = strike(f"{other}{block[:cut]}{other}{PAGE}{other}{block[cut:]}{other}", block)
    assert rest is not None
    assert rest.replace("\0", "") == f"{other}{other}{PAGE}{other}{other}"


@given(block=ours, other=theirs, data=st.data())
def test_any_block_changed_in_its_middle_is_a_gap(
    block: str, other: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(block) - 2))
    changed = f"{block[:at]}{data.draw(st.sampled_from('äß中'))}{block[at + 1 :]}"
    assert strike(f"{other}{PAGE}{other}{changed}{other}{PAGE}{other}", block) is None


def test_what_was_proven_is_proven_while_nothing_changes() -> None:
    looked: list[str] = []

    def sight(text: str) -> dict[str, Unseen]:
        def see() -> Seen:
            looked.append(text)
            return Seen.of(text)

        return {HOME: Unseen(text.encode(), see)}

    block, first = Block(HOME, "paragraph", "Boil it."), Proven(b"pdf")
    assert list(missing([block], sight("Boil it."), proven=first)) == []
    then = frozenset(first.needed)
    assert list(missing([block], sight("Boil it."), proven=Proven(b"pdf", then))) == []
    assert looked == ["Boil it."]
    assert list(missing([block], sight("Burn it."), proven=Proven(b"pdf", then))) == [block]
    other = Block(HOME, "paragraph", "Burn it.")
    assert list(missing([other], sight("Boil it."), proven=Proven(b"pdf", then))) == [other]
    assert list(missing([block], sight("Boil it."), proven=Proven(b"site", then))) == []
    assert looked == ["Boil it.", "Burn it.", "Boil it.", "Boil it."]
