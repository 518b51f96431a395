"""Each page says what the edition says, and points at files beside it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from potluck import neutral
from potluck.formats.epub import pages
from potluck.formats.epub.publication import Publication, build
from potluck.model import Chapter, Edition, Matter, Part
from support import BOOK, BUILD, BY, HEAT, OPENING, POTS, SOUP, sample

Make = Callable[[str], str]
BLOCKS = ("p", "li", "td", "th", "dt", "dd", "h2", "h3", "figcaption", "summary", "code")


def words(text: str) -> str:
    return " ".join(text.split())


def shown(xhtml: str | bytes) -> str:
    """The text of a page's body, spaces folded."""
    tree: Any = etree.fromstring(xhtml.encode() if isinstance(xhtml, str) else xhtml)
    return words("".join(tree[1].itertext()))


def one(chapter: Chapter, **changes: object) -> Publication:
    """An edition of one chapter."""
    edition = replace(sample(), parts=(Part("science", "Science", (chapter,)),))
    return build(replace(edition, **changes))  # type: ignore[arg-type]


def blocks(html: str) -> list[str]:
    """The text of every block of neutral HTML that holds text itself."""
    tree = neutral.parse(html)
    return [words("".join(element.itertext())) for element in tree.iter(*BLOCKS)]


@pytest.mark.parametrize("chapter", sample().texts, ids=lambda chapter: chapter.slug)
def test_every_block_of_text_is_there(files: dict[str, str], chapter: Chapter) -> None:
    page = shown(files[f"EPUB/chapter-{chapter.slug}.xhtml"])
    assert [block for block in blocks(chapter.html) if block not in page] == []
    assert chapter.title in page


@pytest.mark.parametrize("matter", sample().matter, ids=lambda matter: matter.slug)
def test_the_back_matter_is_there(files: dict[str, str], matter: Matter) -> None:
    page = shown(files[f"EPUB/page-{matter.slug}.xhtml"])
    assert [block for block in blocks(matter.html) if block not in page] == []
    assert page.startswith(matter.title)


def test_a_chapter_carries_its_own_credits(files: dict[str, str]) -> None:
    page = shown(files["EPUB/chapter-leek-soup.xhtml"])
    assert "By The Test Cooks" in page
    assert "Makes4 servings" in page.replace(" 4", "4")
    assert page.endswith(
        "How this recipe came to be © 2026 The Test Cooks. Licence: CC BY-SA 4.0. "
        "Contributor A: contributor Adapted from “The Old Cookery Book” by Eliza Acton "
        "(Longman, London, 1845), in the public domain: "
        "Public Domain Mark 1.0. Changes: metric units; shorter method. "
        "Written on 4 March 2026 in 0123456789. All changes"
    )


def test_links_point_at_files_of_the_book(files: dict[str, str]) -> None:
    page = files["EPUB/chapter-leek-soup.xhtml"]
    assert re.findall(r'href="([^"]+)"', page)[1:5] == [
        "page-contributors.xhtml#contributor-cooks",
        "#fn-1",
        "chapter-heat.xhtml#browning",
        "https://example.org/leeks",
    ]
    assert "book:" not in "".join(files.values())


@pytest.mark.parametrize(
    "url",
    [
        "book:chapter/nowhere",
        "book:chapter/leek-soup#nowhere",
        "book:contributor/nobody",
        "book:media/two-pots-1a2b3c4d.svg",
        "book:nonsense",
        "#nowhere",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "../../etc/passwd",
        "",
    ],
)
def test_a_link_that_leads_nowhere_leaves_its_words(chapter: Make, url: str) -> None:
    page = chapter(f'<p>See <a href="{url}" rel="x">these words</a>.</p>')
    assert "<p>See <span>these words</span>.</p>" in page


def test_what_is_lost_is_reported() -> None:
    html = '<p><a href="book:chapter/nowhere">x</a><img src="book:media/gone.png"></p>'
    bare = replace(HEAT, html=html, credits=())
    assert one(bare, matter=(), preface=None).notes[1:] == (
        "not in the edition: chapter-heat.xhtml: book:chapter/nowhere",
        "not in the edition: chapter-heat.xhtml: gone.png",
    )


@pytest.mark.parametrize("src", ["book:media/none.png", "https://example.org/a.png", "../a.png"])
def test_a_picture_that_is_not_in_the_edition_leaves_its_words(chapter: Make, src: str) -> None:
    assert "<p>See two pots.</p>" in chapter(f'<p>See <img src="{src}" alt="two pots">.</p>')


def test_a_picture_is_found_by_its_quoted_name() -> None:
    named = replace(POTS, name="pots é.svg")
    html = '<p><img src="book:media/pots%20%C3%A9.svg" alt="Pots"></p>'
    made = one(replace(HEAT, html=html), pictures={named.name: named})
    page = made.files["EPUB/chapter-heat.xhtml"].decode()
    found = re.findall(r'src="([^"]+)"', page)
    assert [f"EPUB/{path}" in made.files for path in found] == [True]


def test_a_part_without_a_text_has_a_page_with_its_chapters(files: dict[str, str]) -> None:
    assert shown(files["EPUB/part-science.xhtml"]) == "Science Heat"
    assert 'epub:type="part" role="doc-part"' in files["EPUB/part-science.xhtml"]


def test_a_part_with_a_text_opens_with_it(files: dict[str, str]) -> None:
    page = shown(files["EPUB/chapter-mains.xhtml"])
    assert page.startswith("Main dishes What one eats first. Leek & potato soup <hot>")


def test_a_part_keeps_the_title_of_its_text() -> None:
    part = Part("mains", "Main dishes", (SOUP,), replace(OPENING, title="To begin with"))
    made = build(replace(sample(), parts=(part,)))
    page = shown(made.files["EPUB/chapter-mains.xhtml"])
    assert page.startswith("Main dishes To begin with What one eats first.")


def test_a_draft_says_so() -> None:
    assert "Draft:" in shown(one(replace(HEAT, status="draft")).files["EPUB/chapter-heat.xhtml"])
    assert "Preview:" in shown(one(HEAT, preview=True).files["EPUB/title.xhtml"])
    assert "Preview:" not in shown(one(HEAT).files["EPUB/title.xhtml"])


def test_a_textbook_chapter_says_what_it_is_for() -> None:
    lesson = replace(HEAT, objectives=("Brown <things>",), prerequisites=("index", "gone"))
    page = shown(one(lesson).files["EPUB/chapter-heat.xhtml"])
    assert "After this chapter you can Brown <things> Read first: Welcome Heat moves." in page


def test_a_chapter_in_another_language_says_which() -> None:
    page = one(replace(HEAT, lang="fr")).files["EPUB/chapter-heat.xhtml"].decode()
    assert '<h1 lang="fr" xml:lang="fr">Heat</h1>' in page
    assert '<div class="body" lang="fr" xml:lang="fr">' in page


def test_the_copyright_page_counts_each_licence() -> None:
    found = [(use.license.id, use.chapters, use.pictures, use.sources) for use in _uses(sample())]
    assert found == [("CC-BY-SA-4.0", 3, 0, 0), ("CC-BY-4.0", 1, 1, 0), ("CC-PDM-1.0", 0, 0, 1)]


def _uses(edition: Edition) -> tuple[pages.LicenseUse, ...]:
    return pages.license_uses(edition)


def test_the_copyright_page_names_each_licence(files: dict[str, str]) -> None:
    page = shown(files["EPUB/copyright.xhtml"])
    assert "Each chapter is under its own licence" in page
    assert f"{BY.name} 1 chapter, 1 picture {BY.url}" in page
    assert "Public Domain Mark 1.0 1 source https://" in page


def test_the_colophon_names_the_build(files: dict[str, str]) -> None:
    page = shown(files["EPUB/colophon.xhtml"])
    assert "build 0123456789 of A Test Book & More, made from commit 0123456789" in page
    assert "4 March 2026. " in page
    assert "Potluck 0.1.0" in page
    changed = one(HEAT, build=replace(BUILD, modified=True))
    assert "with changes that are not committed" in shown(changed.files["EPUB/colophon.xhtml"])


def test_a_book_of_many_names_them_on_their_page() -> None:
    many = replace(sample(), book=replace(BOOK, author=None, subtitle=None, publisher=None))
    assert shown(build(many).files["EPUB/title.xhtml"]) == "A Test Book & More The Test Cooks"


def test_characters_that_xml_forbids_do_not_stop_the_press() -> None:
    odd = replace(HEAT, title="He\x00at\x0b", html="<p>a\x01b&#2;c ☕\ufe0f</p>")
    made = one(odd, book=replace(BOOK, title="A\x1f book\ufffe", description="x\x08"))
    assert shown(made.files["EPUB/chapter-heat.xhtml"]).startswith("Heat By")
    for path, data in made.files.items():
        if path.endswith((".xhtml", ".opf", ".ncx")):
            etree.fromstring(data)
