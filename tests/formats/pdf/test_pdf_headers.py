"""Each cell of a table names its header cells, also where cells span columns and rows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from potluck.formats.pdf import Pdf, Way, Workshop
from potluck.formats.pdf.press.headers import Cell, headers
from potluck.model import Edition
from validators import verapdf

COLUMN, ROW, CELL = Cell(heads="columns"), Cell(heads="rows"), Cell()

SPANS = """\
<table><tbody>
<tr><td rowspan="2"></td><th scope="col" colspan="2">Heat</th></tr>
<tr><th scope="col">low</th><th scope="col">high</th></tr>
<tr><th scope="row" rowspan="2">Iron</th><td>1</td><td>2</td></tr>
<tr><td>3</td><td rowspan="2">4</td></tr>
<tr><td colspan="2">5</td></tr>
</tbody></table>"""

WithBody = Callable[[str], Edition]


@pytest.mark.parametrize(
    ("rows", "own"),
    [
        ([[COLUMN, COLUMN], [CELL, CELL]], [(), (), (0,), (1,)]),
        ([[COLUMN, COLUMN], [ROW, CELL]], [(), (), (), (1, 2)]),
        ([[Cell(wide=2, heads="columns")], [CELL, CELL]], [(), (0,), (0,)]),
        ([[COLUMN, COLUMN], [Cell(wide=2)]], [(), (), (0, 1)]),
        ([[Cell(high=2, heads="rows"), CELL], [CELL]], [(), (0,), (0,)]),
        ([[COLUMN, COLUMN], [Cell(high=2), CELL], [CELL]], [(), (), (0,), (1,), (1,)]),
        ([[CELL], [COLUMN]], [(), ()]),
        ([[CELL, CELL]], [(), ()]),
        ([], []),
    ],
)
def test_a_cell_has_the_headers_above_and_beside_it(
    rows: list[list[Cell]], own: list[tuple[int, ...]]
) -> None:
    assert headers(rows) == tuple(own)


@pytest.mark.parametrize("way", ["linked", "whole"])
def test_the_pdf_tells_the_headers_of_cells_that_span(
    way: Way, with_body: WithBody, tmp_path: Path
) -> None:
    Pdf(workshop=Workshop(way=way)).render(with_body(SPANS), tmp_path)
    with pikepdf.open(tmp_path / "a-test-book.pdf") as pdf:
        assert list(_told(pdf)) == [
            [],
            ["Heat", "low", "Iron"],
            ["Heat", "high", "Iron"],
            ["Heat", "low", "Iron"],
            ["Heat", "high", "Iron"],
            ["Heat", "low"],
        ]
    assert verapdf(tmp_path / "a-test-book.pdf", "ua1") == ()


def _told(pdf: Any) -> Iterator[list[str]]:
    """Yield the headers of each cell of the first table."""
    table = next(thing for thing in pdf.objects if _is(thing, "/Table"))
    cells = [cell for row in table.K[0].K for cell in row.K]
    keys = [str(cell.ID) for cell in cells if _is(cell, "/TH")]
    words = dict(zip(keys, ("Heat", "low", "high", "Iron"), strict=True))
    for cell in cells:
        if _is(cell, "/TD"):
            yield [words[str(key)] for key in cell.A.get("/Headers", ())]


def _is(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == kind
