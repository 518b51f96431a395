"""Bodies of chapters -> which of them are nearly the same.

Runs of five words are compared (Broder 1997: "shingles"). To compare a thousand chapters in a tenth
of a second, only runs that begin with one word in eight are looked at first; the pairs that share
some of these are then compared in full. Each chapter is compared with the first that has a run, so
that a thousand equal chapters cost no more than a thousand different ones.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

RUN = 5  # words
SAMPLE = 8  # one run in so many is looked at first
FEWEST = 40  # words: with fewer, phrases that every recipe has weigh too much
ENOUGH = 0.7  # of the shorter one's runs
MOST = 20_000  # words of one chapter
LIKELY = 0.35  # of the sampled runs: with fewer in common, a full comparison is not worth while
CANDIDATES = 3  # chapters that one is compared with in full

_INGREDIENTS = re.compile(r"^#{1,6}[ \t]*ingredient", re.MULTILINE)


def sketch(body: str) -> tuple[int, ...]:
    """Return numbers that stand for some runs of the words; nothing for a short text."""
    words = _words(body)
    if len(words) < FEWEST:
        return ()
    starts = (at for at, word in enumerate(words[: 1 - RUN]) if _chosen(word))
    return tuple(crc32(" ".join(words[at : at + RUN]).encode()) for at in starts)


@lru_cache(maxsize=50_000)
def _chosen(word: str) -> bool:
    """Tell whether runs that begin with a word are looked at: the same in every chapter."""
    return crc32(word.encode()) % SAMPLE == 0


def alike(
    bodies: Sequence[str], sketches: Sequence[Sequence[int]]
) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of bodies that are nearly the same, by their numbers, with the share."""
    holder: dict[int, int] = {}
    for number, runs in enumerate(sketches):
        shared = Counter(
            first for run in runs if (first := holder.setdefault(run, number)) != number
        )
        most = shared.most_common(CANDIDATES)
        likely = [other for other, times in most if times > 1 and times >= LIKELY * len(runs)]
        pairs = ((_share(_words(bodies[o]), _words(bodies[number])), -o) for o in likely)
        if found := max(pairs, default=None):
            share, other = found
            if share >= ENOUGH:
                yield -other, number, share


def _words(body: str) -> list[str]:
    text = body.lower()
    while "ingredient" in text and (found := _INGREDIENTS.search(text)):
        end = text.find("\n#", found.end())
        text = text[: found.start()] + (text[end:] if end >= 0 else "")
    return text.split()[:MOST]


def _share(one: list[str], other: list[str]) -> float:
    """Return how much of the shorter text stands in the longer one."""
    runs = [{tuple(text[at : at + RUN]) for at in range(len(text) - RUN + 1)}
            for text in (one, other)]  # fmt: skip
    return len(runs[0] & runs[1]) / max(1, min(map(len, runs)))
