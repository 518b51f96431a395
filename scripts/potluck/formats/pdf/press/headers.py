"""Tell each cell of a table, in the structure of a PDF, which header cells are its own.

WeasyPrint 70 does so where each cell fills one place. It counts the columns of a row as if no cell
from above reached into it, and gives a header over several columns to the first of them alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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


# --- in the objects of pydyf --------------------------------------------------------------------


def mend(_: object, pdf: Any) -> None:
    """Name the headers of each cell anew in tables with wide or high cells: a `finisher`."""
    objects = {each.number: each for each in pdf.objects}
    for table in pdf.objects:
        if isinstance(table, dict) and table.get("S") == "/Table":
            rows = tuple(_rows(table, objects))
            if any(_spans(cell) for _, row in rows for cell in row):
                _mend(rows)


def _spans(cell: Any) -> bool:
    return "ColSpan" in cell["A"] or "RowSpan" in cell["A"]


def _mend(rows: Sequence[tuple[bool, Sequence[Any]]]) -> None:
    cells = [cell for _, row in rows for cell in row]
    found = headers([[_cell(cell, row, in_head) for cell in row] for in_head, row in rows])
    for cell, own in zip(cells, found, strict=True):
        if "Headers" in cell["A"]:
            cell["A"]["Headers"][:] = [cells[number]["ID"] for number in own]


def _cell(cell: Any, row: Sequence[Any], in_head: bool) -> Cell:
    """Read a cell; as in the dialect, headers in a row that says nothing else head columns."""
    over = in_head or all(each["S"] == "/TH" or not each["K"] for each in row)
    heads = ("columns" if over else "rows") if cell["S"] == "/TH" else ""
    return Cell(cell["A"].get("ColSpan", 1), cell["A"].get("RowSpan", 1), heads)


def _rows(
    element: Any, objects: Mapping[int, Any], *, in_head: bool = False
) -> Iterator[tuple[bool, list[Any]]]:
    """Yield the cells of each row below an element, and whether it is in the head of the table."""
    for child in _children(element, objects):
        if child["S"] == "/TR":
            cells = _children(child, objects)
            yield in_head, [cell for cell in cells if cell["S"] in ("/TH", "/TD")]
        elif child["S"] in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(child, objects, in_head=child["S"] == "/THead")


def _children(element: Any, objects: Mapping[int, Any]) -> Iterator[Any]:
    """Yield what is below an element; numbers stand for text on the page."""
    kids = (kid for kid in element["K"] if isinstance(kid, bytes))
    children = (objects[int(kid.split()[0])] for kid in kids)
    return (child for child in children if "S" in child)
