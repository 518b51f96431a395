r"""Which lines a row of changes touched, and by which of them: in linear time, for any text.

`difflib` takes quadratic time on texts made for it. Fixes change lines in place, or add some in one
spot, so comparing line by line is enough.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

By = TypeVar("By", bound=Hashable)


@dataclass(frozen=True)
class Line(Generic[By]):
    """A line of the new text: where it stood in the old one (None: it is new), who changed it."""

    text: str
    origin: int | None
    by: tuple[By, ...] = ()


@dataclass(frozen=True)
class Hunk(Generic[By]):
    """Lines that are replaced: `start` counts lines of the old text from 0."""

    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    by: tuple[By, ...]


def lines(text: str) -> list[str]:
    r"""Part a text into lines that keep their ends.

    >>> lines("a\r\nb"), lines("a\n")
    (['a\r\n', 'b'], ['a\n'])
    """
    parts = text.split("\n")
    ended = [f"{part}\n" for part in parts[:-1]]
    return [*ended, parts[-1]] if parts[-1] else ended


def first(text: str) -> list[Line[By]]:
    """Return the lines of a text that nobody has changed yet."""
    return [Line(line, number) for number, line in enumerate(lines(text))]


def trace(old: Sequence[Line[By]], text: str, by: By) -> list[Line[By]]:
    """Return the lines of the text that `by` made of the old ones."""
    new = lines(text)
    if len(new) == len(old):
        return [_changed(line, now, by) for line, now in zip(old, new, strict=True)]
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    middle = [Line(now, None, (by,)) for now in new[head : len(new) - tail]]
    return [*old[:head], *middle, *old[len(old) - tail :]]


def _changed(line: Line[By], now: str, by: By) -> Line[By]:
    return line if line.text == now else replace(line, text=now, by=(*line.by, by))


def _alike(old: Sequence[Line[By]], new: Sequence[str]) -> int:
    """Count the lines at the beginning that are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (line, now) in pairs if line.text != now), min(len(old), len(new)))


def hunks(before: str, after: Sequence[Line[By]]) -> Iterator[Hunk[By]]:
    """Yield what changed, each run of lines with the same makers by itself."""
    old = lines(before)
    run: list[Line[By]] = []
    at = 0
    for line in (*after, Line[By]("", len(old))):
        if run and (not line.by or line.by != run[0].by):
            end = _end(run, at) if line.origin is None else line.origin
            yield _hunk(old, run, at, end)
            at, run = end, []
        if line.by:
            run.append(line)
        elif line.origin is not None:
            at = line.origin + 1


def _end(run: Sequence[Line[By]], start: int) -> int:
    """Return the first line of the old text after a run that stands before new lines."""
    return max((line.origin + 1 for line in run if line.origin is not None), default=start)


def _hunk(old: list[str], run: list[Line[By]], start: int, end: int) -> Hunk[By]:
    return Hunk(start, tuple(old[start:end]), tuple(line.text for line in run), run[0].by)
