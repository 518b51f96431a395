"""EPUBCheck 5.3, the validator of the W3C, has nothing to say; and does speak when it should."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from potluck.formats.epub import Epub, container, publication
from potluck.model import Copy, Edition, Matter, Part, Picture
from support import BOOK, HEAT, OPENING, POTS, SOUP, sample
from validators import epubcheck

ODD_HTML = """
<p id="1st">A <math><mi>x</mi></math> formula, <ruby>漢<rt>kan</rt></ruby>, <kbd>Ctrl</kbd>,
<q>so</q>, <time datetime="2026-01-01">New Year</time>, <a href="#1st">up</a>, ☕\ufe0f.</p>
<img src="book:media/pot é.png" alt="A pot" width="40" height="20">
<div class="admonition tip"><p class="admonition-title">Tip</p><ul><li>a<ol start="3" reversed>
<li value="7">b</li></ol></li></ul></div>
<details class="warning"><summary>Hot <em>pan</em></summary>
<blockquote><p>c</p></blockquote></details>
<h4 id="deep">Deep</h4>
<table><caption>Cuts</caption><colgroup><col span="2"></colgroup><tbody><tr><th scope="row" \
rowspan="2">a</th><td>b</td></tr><tr><td colspan="1">c</td></tr></tbody></table>
<ul><li><input type="checkbox" disabled> buy leeks</li></ul>
<hr><p dir="rtl" lang="ar">شوربة</p>
"""
GLOSSARY = Matter("glossary", "Glossary", '<dl><dt id="sweat"><dfn>Sweat</dfn></dt><dd>x</dd></dl>')
INDEX = Matter("index", "Index", '<ul><li>Leek, <a href="book:chapter/heat">1</a></li></ul>')


def odd() -> Edition:
    """An edition with what the sample lacks: other languages, drafts, no parts, rare elements."""
    out = BytesIO()
    Pillow.new("RGB", (40, 20)).save(out, "PNG")
    png = Copy.of("image/png", 40, 20, out.getvalue())
    pot = Picture.of("pot é.png", "content/pot.png", png)
    chapter = replace(
        HEAT, slug="Été 2", html=ODD_HTML, status="draft", lang="ar", objectives=("Brown",)
    )
    nested = Part("mains", "Mains", (SOUP,), replace(OPENING, title="To begin with"))
    return replace(
        sample(),
        book=replace(BOOK, lang="ar", title="みんなの料理 & شوربة", author=None, url=None),
        parts=(
            Part("", "", (HEAT, chapter)),
            nested,
            Part("rest", "Rest", (replace(HEAT, slug="z"),)),
        ),
        pictures={pot.name: pot, POTS.name: POTS},
        matter=(*sample().matter, GLOSSARY, INDEX),
        preface=None,
        preview=True,
    )


@pytest.mark.parametrize("edition", [sample(), odd()], ids=["sample", "odd"])
def test_epubcheck_finds_no_error_and_no_warning(edition: Edition, tmp_path: Path) -> None:
    artifact = Epub().render(edition, tmp_path)
    assert epubcheck(tmp_path / artifact.files[0]) == ()


def test_epubcheck_speaks_when_it_should(tmp_path: Path) -> None:
    files = publication.build(sample()).files
    page = "EPUB/chapter-heat.xhtml"
    files[page] = files[page].replace(b"<p>", b'<p><img src="missing.png"/>', 1)
    container.write(tmp_path / "bad.epub", files, sample().build.date)
    found = epubcheck(tmp_path / "bad.epub")
    assert [message.split(" ")[1:3] for message in found] == [["ERROR", "RSC-007"]]
