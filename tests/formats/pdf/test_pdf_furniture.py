"""What a page gets from its place: edges, running head, number, crop marks."""

import re

import pytest

from potluck.formats.pdf.link.furniture import Geometry, boxes, folio, head, marks
from potluck.formats.pdf.press.shard import Folio, Line

A5 = Geometry(mirror=6)
BOUND = Geometry(mirror=6, gutter=9, bleed=8.5, slug=18)


@pytest.mark.parametrize(
    ("geometry", "recto", "fixed", "left"),
    [
        (A5, True, False, 0),
        (A5, False, False, 6),
        (A5, False, True, 0),
        (BOUND, True, False, -9),
        (BOUND, False, False, 15),
        (BOUND, True, True, 0),
    ],
)
def test_left_pages_are_right_pages_on_paper_that_is_moved(
    geometry: Geometry, recto: bool, fixed: bool, left: float
) -> None:
    assert geometry.left(recto=recto, fixed=fixed) == left


def test_the_edges_of_a_trimmed_page_are_one() -> None:
    assert boxes(A5, 400, 600, 6) == (
        b"/MediaBox[6 0 406 600]/TrimBox[6 0 406 600]/BleedBox[6 0 406 600]"
    )


def test_bleed_and_marks_lie_around_the_trimmed_page() -> None:
    assert boxes(BOUND, 400, 600, -9) == (
        b"/MediaBox[-35.5 -26.5 417.5 626.5]/TrimBox[-9 0 391 600]/BleedBox[-17.5 -8.5 399.5 608.5]"
    )


STYLE = Folio(
    ink=b"0.3 0.3 0.3 rg",
    font="F",
    size=10,
    left=30,
    right=500,
    baseline=700,
    glyphs={"1": (17, 500), "2": (18, 550), "x": (34, 400), "i": (35, 250)},
    faces=(),
)
FOOT = (
    b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\nq\n0.75 0 0 0.75 0 0 cm\n0.3 0.3 0.3 rg\n"
    b"BT\n1 0 0 -1 %s 700 Tm\n/F 10 Tf\n<%s> Tj\nET\nQ\nEMC"
)


def test_a_page_number_ends_at_the_outer_edge_of_right_pages() -> None:
    assert folio(STYLE, 21, "arabic", recto=True) == FOOT % (b"489.5", b"00120011")
    assert folio(STYLE, 12, "roman", recto=True) == FOOT % (b"491", b"002200230023")


def test_a_page_number_begins_at_the_outer_edge_of_left_pages() -> None:
    assert folio(STYLE, 12, "arabic", recto=False) == FOOT % (b"30", b"00110012")


def test_a_running_head_is_an_artifact() -> None:
    assert head(Line(b"BT\nET", ())) == (
        b"/Artifact<</Type/Pagination/Subtype/Header>>BDC\nq\n0.75 0 0 0.75 0 0 cm\nBT\nET\nQ\nEMC"
    )


@pytest.mark.parametrize("left", [-9.0, 15.0])
def test_crop_marks_point_at_the_corners_and_stay_between_bleed_and_edge(left: float) -> None:
    drawn = marks(BOUND, 400, 600, left).decode()
    lines = [tuple(map(float, found)) for found in re.findall(r"(.*) (.*) m (.*) (.*) l S", drawn)]
    assert len(lines) == 8
    corners = {(left + x, y) for x in (0, 400) for y in (0, 600)}
    for x1, y1, x2, y2 in lines:
        across = x1 != x2
        assert (x1, y1)[not across] != (x2, y2)[not across]
        assert (y1 if across else x1) == (y2 if across else x2)
        nearest = min(corners, key=lambda at: abs(at[0] - x1) + abs(at[1] - y1))
        near, far = (
            (abs(x1 - nearest[0]), abs(x2 - nearest[0]))
            if across
            else (abs(y1 - nearest[1]), abs(y2 - nearest[1]))
        )
        assert (near, far) == (10.5, 24.5)
        outside = not left <= x2 <= left + 400 if across else not 0 <= y2 <= 600
        assert outside
    assert len(set(lines)) == 8
    assert drawn.startswith("/Artifact<</Type/Layout>>BDC\nq\n")
    assert drawn.endswith("\nQ\nEMC")
