"""Which chapter has to be read before which: circles among them, and what comes too late."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

Needs = Mapping[str, Sequence[str]]


def circles(needs: Needs) -> Iterator[tuple[str, ...]]:
    """Yield chapters that need each other: every chapter of a circle once, each needing the next.

    >>> list(circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}))
    [('a', 'b', 'c')]
    """
    left = {name: [other for other in others if other in needs] for name, others in needs.items()}
    while circle := _circle(left):
        yield circle
        left = {name: others for name, others in left.items() if name not in circle}
        left = {name: [o for o in others if o in left] for name, others in left.items()}


def _circle(needs: Needs) -> tuple[str, ...]:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        found: list[str] = list(reversed(error.args[1]))[:-1]
        order = {name: number for number, name in enumerate(needs)}
        start = found.index(min(found, key=order.__getitem__))
        return (*found[start:], *found[:start])
    return ()


def too_late(needs: Needs) -> Iterator[tuple[str, str]]:
    """Yield chapters with a prerequisite that comes after them; `needs` is in reading order.

    >>> list(too_late({"a": ["b"], "b": []}))
    [('a', 'b')]
    """
    order = {name: number for number, name in enumerate(needs)}
    for name, others in needs.items():
        yield from ((name, other) for other in others if order.get(other, -1) > order[name])
