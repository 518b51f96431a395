"""Footnotes in their neutral form."""

import re

from potluck.dialect import Desk, render

DESK = Desk(lambda href: href, lambda *_: None)


def test_footnotes_are_numbered_as_they_are_called() -> None:
    text = "A[^b] and B[^a], again[^b].\n\n[^a]: Alpha\n[^b]: Beta\n[^c]: Never\n"
    html = render(text, DESK).html
    assert re.findall(r'role="doc-noteref">(\d)<', html) == ["1", "2", "1"]
    assert re.findall(r"<p>(\w+) <a", html) == ["Beta", "Alpha", "Never"]
    assert re.findall(r' id="(fnref-[\d-]+)"', html) == ["fnref-1", "fnref-2", "fnref-1-2"]


def test_a_mark_without_a_note_is_plain_text() -> None:
    assert render("A[^x].\n", DESK).html == "<p>A[^x].</p>"
