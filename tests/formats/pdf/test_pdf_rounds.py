"""Page numbers in the text come to rest, whatever they move."""

from dataclasses import replace
from pathlib import Path

import pikepdf

from potluck.formats.pdf import Pdf
from potluck.model import Chapter, Edition, Part
from support import HEAT, SOUP, sample

PARAGRAPH = f"<p>{'Words that fill a page of a book. ' * 40}</p>"


def test_a_name_that_takes_no_place_leads_to_the_head_of_its_chapter(tmp_path: Path) -> None:
    hidden = '<p hidden id="unseen">x</p>'
    heat = replace(HEAT, html=f"{PARAGRAPH * 4}{hidden}", figures=(), sources=())
    link = '<p><a href="book:chapter/heat#unseen">unseen</a></p>'
    soup = replace(SOUP, html=link, figures=(), sources=())
    Pdf().render(edition(heat, soup), tmp_path)
    with pikepdf.open(tmp_path / "a-test-book.pdf") as pdf:
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert places["heat--unseen"][0].objgen == places["heat"][0].objgen


def edition(*chapters: Chapter) -> Edition:
    part = Part("all", "", chapters)
    return replace(sample(), parts=(part,), matter=(), preface=None)
