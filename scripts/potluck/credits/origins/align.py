"""Which words of two texts are the same: a longest common subsequence without chance matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

TOO_MANY = 400_000_000  # words of one side times words of the other: longer texts are not compared


@dataclass(frozen=True)
class Block:
    """`count` words that are the same, from `old` on in one text and from `new` on in the other."""

    old: int
    new: int
    count: int


def common(old: Sequence[int], new: Sequence[int]) -> list[Block]:
    """Return what two texts have in common, in order.

    A few equal words between long stretches that differ are chance ("the", "of"), and left out.

    >>> common([1, 2, 3, 4], [1, 2, 9, 4])
    [Block(old=0, new=0, count=2), Block(old=3, new=3, count=1)]
    """
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    inner = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [Block(0, 0, head)] if head else []
    if inner[0] and inner[1] and len(inner[0]) * len(inner[1]) <= TOO_MANY:
        same = LCSseq.editops(*inner).as_matching_blocks()
        found += [Block(each.a + head, each.b + head, each.size) for each in same if each.size]
    if tail:
        found.append(Block(len(old) - tail, len(new) - tail, tail))
    return _meant(_joined(found), len(old), len(new))


def gaps(blocks: Sequence[Block], old: int, new: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield what lies between the blocks: from and to in the one text, from and to in the other."""
    a = b = 0
    for block in (*blocks, Block(old, new, 0)):
        if block.old > a or block.new > b:
            yield a, block.old, b, block.new
        a, b = block.old + block.count, block.new + block.count


def _alike(one: Sequence[int], other: Sequence[int]) -> int:
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    return next(at for at in range(shorter) if one[at] != other[at])


def _joined(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and (last.old + last.count, last.new + last.count) == (block.old, block.new):
            found[-1] = Block(last.old, last.new, last.count + block.count)
        else:
            found.append(block)
    return found


def _meant(blocks: list[Block], old: int, new: int) -> list[Block]:
    """Leave out blocks that are small beside what differs on both sides of them.

    After the "semantic cleanup" of diffs (N. Fraser, Diff Strategies, 2006), twice as careful.
    """
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        last = kept[-1] if kept else Block(0, 0, 0)
        then = blocks[number + 1] if number + 1 < len(blocks) else Block(old, new, 0)
        before = max(block.old - last.old - last.count, block.new - last.new - last.count)
        after = max(then.old - block.old - block.count, then.new - block.new - block.count)
        if 2 * block.count > min(before, after):
            kept.append(block)
    return kept
