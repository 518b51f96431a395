"""What two texts have in common."""

from hypothesis import given
from hypothesis import strategies as st

from potluck.credits.origins.align import Block, common, gaps

WORDS = st.lists(st.integers(0, 6), max_size=40)


def test_one_word_more() -> None:
    assert common([1, 2, 3], [1, 2, 9, 3]) == [Block(0, 0, 2), Block(2, 3, 1)]


def test_a_word_in_the_middle_of_a_new_sentence_is_chance() -> None:
    assert common([1, 2, 3, 4, 0, 5, 6, 7, 8], [11, 12, 13, 14, 0, 15, 16, 17, 18]) == []


def test_a_word_between_two_small_changes_is_meant() -> None:
    assert common([1, 2, 3], [11, 2, 13]) == [Block(1, 1, 1)]


def test_texts_too_long_to_compare_keep_their_ends() -> None:
    old = [1, *range(10, 25_010), 2]
    new = [1, *range(30_000, 55_000), 2]
    ends = [Block(0, 0, 60_000), Block(85_000, 85_000, 60_000)]
    assert (
        common([1] * 60_000 + old[1:-1] + [2] * 60_000, [1] * 60_000 + new[1:-1] + [2] * 60_000)
        == ends
    )


def test_what_lies_between() -> None:
    blocks = common([1, 2, 3], [1, 2, 9, 3])
    assert list(gaps(blocks, 3, 4)) == [(2, 2, 2, 3)]


@given(WORDS, WORDS)
def test_blocks_are_the_same_words_in_order(old: list[int], new: list[int]) -> None:
    a = b = 0
    for block in common(old, new):
        assert block.old >= a
        assert block.new >= b
        assert block.count > 0
        a, b = block.old + block.count, block.new + block.count
        assert old[block.old : a] == new[block.new : b]
    assert a <= len(old)
    assert b <= len(new)


@given(WORDS)
def test_a_text_has_all_in_common_with_itself(words: list[int]) -> None:
    assert common(words, words) == ([Block(0, 0, len(words))] if words else [])


@given(WORDS, WORDS)
def test_blocks_and_gaps_make_up_the_whole(old: list[int], new: list[int]) -> None:
    blocks = common(old, new)
    between = list(gaps(blocks, len(old), len(new)))
    assert sum(b.count for b in blocks) + sum(end - start for start, end, _, _ in between) == len(
        old
    )
    assert sum(b.count for b in blocks) + sum(end - start for _, _, start, end in between) == len(
        new
    )
