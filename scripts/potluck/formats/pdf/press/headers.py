"""Tell each cell of a table, in the structure of a PDF, which header cells are its own.

WeasyPrint 70 does so where each cell fills one place. It counts the columns of a row as if no cell
from above reached into it, and gives a header over several columns to the first of them alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell: how many columns and rows it fills, and whether it heads columns or its rows."""

    wide: int = 1
    high: int = 1
    heads: str = ""  # "columns", "rows" or nothing


@dataclass(frozen=True)
class _Placed:
    """Where a cell stands; `number` counts the cells of a table in reading order."""

    number: int
    cell: Cell
    rows: range
    columns: range


def headers(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[int, ...], ...]:
    """Return the header cells of each cell, by number, in reading order.

    >>> wide, low = Cell(wide=2, heads="columns"), Cell()
    >>> headers([[wide], [low, low]])
    ((), (0,), (0,))
    """
    placed = tuple(_placed(rows))
    heading = [each for each in placed if each.cell.heads]
    return tuple(
        () if each.cell.heads else tuple(head.number for head in heading if _over(head, each))
        for each in placed
    )


def _over(head: _Placed, cell: _Placed) -> bool:
    if head.cell.heads == "rows":
        return _meet(head.rows, cell.rows)
    return _meet(head.columns, cell.columns) and head.rows.start < cell.rows.start


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _placed(rows: Sequence[Sequence[Cell]]) -> Iterator[_Placed]:
    """Put each cell into the first place of its row into which none from above reaches."""
    number, filled = 0, dict[int, int]()  # by column, the row from which on it is free
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while filled.get(column, 0) > row:
                column += 1
            columns = range(column, column + cell.wide)
            yield _Placed(number, cell, range(row, row + cell.high), columns)
            filled |= dict.fromkeys(columns, row + cell.high)
            number, column = number + 1, columns.stop
