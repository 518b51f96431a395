"""Pieces of Markdown."""

import re
from collections.abc import Iterable

from potluck.checks.words import visible


def code(text: object) -> str:
    """Write a value as code.

    >>> code("PT25M")
    '`PT25M`'
    """
    return f"`{text}`"


def fence(text: str) -> str:
    """Write lines as they are, with invisible signs by their number."""
    lines = [visible(line.expandtabs(4)) for line in text.rstrip("\n").split("\n")]
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return "\n".join((ticks, *lines, ticks))


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table; the cells are Markdown of one line.

    >>> table(("Sign", "Name"), [("+", "plus")]).splitlines()
    ['| Sign | Name |', '| --- | --- |', '| + | plus |']
    """
    cells = [tuple(cell.replace("|", "\\|") for cell in row) for row in rows]
    lines = [head, ("---",) * len(head), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
