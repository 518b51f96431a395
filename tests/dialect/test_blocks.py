"""Tables with words that say what they show."""

import pytest

from potluck import neutral
from potluck.dialect import Desk, blocks, render

TABLE = "<table><tbody><tr><td>1</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<p>Table: Sizes of <em>pots</em>.</p>", "<caption>Sizes of <em>pots</em>.</caption>"),
        ("\n\n<p>Table: Pots.</p>", "<caption>Pots.</caption>"),
        ("<p>Table:</p>", None),
        ("<p>Tables: two.</p>", None),
        ("words <p>Table: Pots.</p>", None),
        ("<h2>Pots</h2><p>Table: Pots.</p>", None),
        ("", None),
    ],
)
def test_a_paragraph_below_a_table_is_its_caption(below: str, expected: str | None) -> None:
    tree = neutral.parse(f"{TABLE}{below}<p>After.</p>")
    blocks.captions(tree)
    made = neutral.to_html(tree).replace("\n", "")
    if expected is None:
        assert made == f"{TABLE}{below}<p>After.</p>"
    else:
        assert made == f"{TABLE.replace('<table>', '<table>' + expected)}<p>After.</p>"


def test_a_table_has_one_caption() -> None:
    tree = neutral.parse(f"{TABLE}<p>Table: One.</p><p>Table: Two.</p>")
    blocks.captions(tree)
    assert neutral.to_html(tree).count("Table: Two.") == 1


def test_authors_write_a_caption_below_a_table() -> None:
    body = "| Pot | Litres |\n|-----|-------:|\n| big | 5 |\n\nTable: The pots we use.\n\nNext.\n"
    made = render(body, Desk(lambda href: href, lambda *_: None)).html
    assert made.startswith("<table>\n<caption>The pots we use.</caption>")
    assert made.endswith("<p>Next.</p>")


@pytest.mark.parametrize(
    ("rows", "scopes"),
    [
        ("<thead><tr><th>a</th><td></td></tr></thead>", ["col"]),
        ("<tr><th>a</th><th>b</th></tr><tr><th>c</th><td>1</td></tr>", ["col", "col", "row"]),
        ("<tr><td> </td><th>a</th></tr><tr><th>b</th><td>1</td></tr>", ["col", "row"]),
        ('<tr><td><img alt="x"></td><th>a</th></tr>', ["row"]),
        ("<tbody><tr><th>a</th><td>1</td></tr></tbody>", ["row"]),
    ],
)
def test_headers_in_a_row_that_says_nothing_else_head_columns(rows: str, scopes: list[str]) -> None:
    tree = neutral.parse(f"<table>{rows}</table>")
    blocks.tables(tree)
    assert [cell.get("scope") for cell in tree.iter("th")] == scopes


@pytest.mark.parametrize(
    ("rows", "complete"),
    [
        (
            "<thead><tr><th>a</th><th>b</th></tr></thead><tr><td>1</td></tr>",
            "<thead><tr><th>a</th><th>b</th></tr></thead><tr><td>1</td><td></td></tr>",
        ),
        (
            "<tr><th>a</th></tr><tr><th>b</th><td>1</td><td>2</td></tr>",
            "<tr><th>a</th><th></th><th></th></tr><tr><th>b</th><td>1</td><td>2</td></tr>",
        ),
        (
            '<tr><td colspan="3">a</td></tr><tr></tr>',
            '<tr><td colspan="3">a</td></tr><tr><td></td><td></td><td></td></tr>',
        ),
        (
            '<tr><td rowspan="9">a</td><td>b</td></tr><tr><td>c</td></tr>',
            '<tr><td rowspan="9">a</td><td>b</td></tr><tr><td>c</td></tr>',
        ),
        ("", ""),
    ],
)
def test_rows_that_are_too_short_are_completed(rows: str, complete: str) -> None:
    tree = neutral.parse(f"<table>{rows}</table>")
    blocks.complete_rows(tree)
    assert neutral.to_html(tree) == f"<table>{complete}</table>"


@pytest.mark.parametrize(
    ("span", "kept"),
    {"2": True, "50": True, "51": False, "0": False, "-1": False, "1²": False, "٣": False}.items(),
)
def test_spans_are_small_numbers(span: str, kept: bool, capfd: pytest.CaptureFixture[str]) -> None:
    html = f'<table><tr><td colspan="{span}">a</td></tr></table>\n'
    made = render(html, Desk(lambda href: href, lambda *_: None)).html
    assert (f'colspan="{span}"' in made) is kept
    assert capfd.readouterr().err == ""
