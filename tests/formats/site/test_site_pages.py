"""What each page says: its head, its credits, its record, its downloads."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from potluck.errors import ConfigError, ProofError
from potluck.formats.site import Site
from potluck.formats.site.body import finish
from potluck.formats.site.plan import plan
from potluck.model import Download, Edition, Part
from support import HEAT, SOUP, sample

Pages = dict[str, HtmlElement]
Build = Callable[[Edition], Path]
CHAPTERS = ("mains/leek-soup.html", "science/heat.html", "mains/index.html")


def text(page: HtmlElement, path: str) -> str:
    return " ".join("".join(item.text_content() for item in page.xpath(path)).split())


def meta(page: HtmlElement, name: str) -> list[str]:
    return [str(v) for v in page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")]


def test_the_head_of_a_chapter_is_right_to_the_letter(pages: Pages) -> None:
    page = pages["mains/leek-soup.html"]
    assert page.xpath("string(//title)") == "Leek & potato soup <hot> · A Test Book & More"
    assert meta(page, "description") == ["A soup of leeks & potatoes."]
    assert meta(page, "og:title") == ["Leek & potato soup <hot>"]
    assert meta(page, "og:description") == ["A soup of leeks & potatoes."]
    assert meta(page, "og:type") == ["article"]
    assert meta(page, "og:site_name") == ["A Test Book & More"]
    assert meta(page, "og:url") == ["https://example.org/book/mains/leek-soup.html"]
    assert meta(page, "og:image") == ["https://example.org/book/media/two-pots-1a2b3c4d.svg"]
    assert page.xpath("//link[@rel='canonical']/@href") == meta(page, "og:url")
    assert page.xpath("//head/link[@rel='license']/@href") == [SOUP.license.url]
    assert meta(page, "robots") == []


def test_the_head_of_the_home_page_names_the_book(pages: Pages) -> None:
    page = pages["index.html"]
    assert page.xpath("string(//title)") == "A Test Book & More"
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/book/"]
    assert meta(page, "og:type") == ["book"]
    assert meta(page, "description") == ["A small book for tests."]


def test_every_page_has_one_h1_and_a_title(pages: Pages) -> None:
    for name, page in pages.items():
        assert len(page.xpath("//h1")) == 1, name
        assert len(page.xpath("//title")) == 1, name


def test_titles_are_escaped_once_wherever_they_stand(site: Path, pages: Pages) -> None:
    for name in pages:
        source = (site / name).read_text()
        assert "<hot>" not in source, name
        assert "&amp;lt;" not in source.replace("&amp;lt;hot&amp;gt;}", ""), name
        assert "&amp;amp;" not in source, name
    index = (site / "search/search_index.json").read_text()
    assert "Leek &amp; potato soup &lt;hot&gt;" in index
    assert "<hot>" not in index


def test_navigation_and_neighbours_show_the_title(pages: Pages) -> None:
    heat = pages["science/index.html"]
    assert "Leek & potato soup <hot>" in text(heat, "//nav[@class='md-footer__inner md-grid']")
    soup = pages["mains/leek-soup.html"]
    assert "Leek & potato soup <hot>" in text(soup, "//nav[contains(@class,'md-nav--primary')]")


def test_a_chapter_shows_byline_licence_sources_history_and_edit_link(pages: Pages) -> None:
    page = pages["mains/leek-soup.html"]
    assert text(page, "//p[@class='byline']") == "By The Test Cooks"
    assert page.xpath("//p[@class='byline']/a/@href") == ["../contributors/cooks.html"]
    assert page.xpath("//p[@class='licence']/a[@rel='license']/@href") == [SOUP.license.url]
    assert text(page, "//ul[@class='sources']/li") == (
        "Adapted from “The Old Cookery Book” by Eliza Acton (Longman, London, 1845), in the public "
        "domain: Public Domain Mark 1.0. Changes: metric units; shorter method."
    )
    assert text(page, "//footer/section/h2") == "How this recipe came to be"
    assert text(page, "//ul[@class='people']") == "Contributor A: contributor"
    assert text(page, "//p[@class='history']") == (
        "Written on 4 March 2026 in 0123456789. All changes"
    )
    assert page.xpath("//footer//a[@rel='edit']/@href") == [SOUP.edit_url]
    assert SOUP.history_url in page.xpath("//footer//a/@href")


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_says_its_licence_and_its_last_change(pages: Pages, name: str) -> None:
    page = pages[name]
    assert len(page.xpath("//p[@class='licence']//a[@rel='license']")) == 1
    assert len(page.xpath("//p[@class='history']")) == 1


def test_a_chapter_can_be_cited_in_three_forms(pages: Pages) -> None:
    page = pages["mains/leek-soup.html"]
    blocks = page.xpath("//details[@class='pl-cite']//pre/code")
    assert SOUP.citation
    cited = SOUP.citation
    assert [b.text_content() for b in blocks] == [cited.apa, cited.bibtex, cited.csl_json]


def test_a_recipe_shows_its_facts_and_marks_its_ingredients(pages: Pages) -> None:
    page = pages["mains/leek-soup.html"]
    names = page.xpath("//dl[@class='facts']//dt/text()")
    assert names == ["Makes", "Prep", "Cook", "Diet", "Course"]
    assert page.xpath("//ul[@class='ingredients']/li[1]/text()") == ["500 g leeks"]


def test_tabs_work_without_a_script(pages: Pages) -> None:
    tabs = pages["mains/leek-soup.html"].xpath("//div[contains(@class,'tabbed-set')]")[0]
    assert tabs.xpath("./input/@type") == ["radio", "radio"]
    assert tabs.xpath("./div/label/@for") == tabs.xpath("./input/@id")
    assert tabs.xpath("./div/div[@class='tabbed-block']/@data-title") == ["Oven", "Hob"]


def test_downloads_show_size_date_build_and_checksum(site: Path, pages: Pages) -> None:
    page = pages["downloads.html"]
    for form, size in (("pdf", "1.2 MB"), ("epub", "40 kB")):
        name = f"a-test-book.{form}"
        box = page.xpath(f"//section[h2/a/@href='downloads/{name}']")[0]
        digest = sha256((site / "downloads" / name).read_bytes()).hexdigest()
        values = [item.text_content() for item in box.xpath(".//dd")]
        assert values == [form.upper(), size, "4 March 2026", "0123456789", digest]


def test_several_printings_say_what_each_is_for(
    book: Path, downloads: tuple[Download, ...], tmp_path: Path
) -> None:
    screen, epub = downloads
    large = replace(screen, path=tmp_path / "a-test-book-large.pdf")
    large.path.write_bytes(b"%PDF-large")
    Site(book).render(sample(), tmp_path / "out", shelf=(screen, large, epub))
    page = html.fromstring((tmp_path / "out/downloads.html").read_text())
    boxes = [box for box in page.iter("section") if box.get("class") == "pl-download"]
    told = [(box.findtext(".//h2/a"), box.findtext(".//dd")) for box in boxes]
    assert told == [
        ("a-test-book.pdf", "for screens"),
        ("a-test-book-large.pdf", "large print"),
        ("a-test-book.epub", "EPUB"),
    ]
    home = html.fromstring((tmp_path / "out/index.html").read_text())
    offered = home.xpath("//p[@class='pl-start']//a[@download]/@href")
    assert offered == ["downloads/a-test-book.pdf", "downloads/a-test-book.epub"]


def test_a_contributor_has_a_page_with_what_they_did(pages: Pages) -> None:
    page = pages["contributors/cooks.html"]
    assert text(page, "//h1") == "The Test Cooks"
    assert "We test." in text(page, "//article")
    deeds = [" ".join(li.text_content().split()) for li in page.xpath("//ul[@class='pl-deeds']/li")]
    assert deeds == [
        "Leek & potato soup <hot> author",
        "Heat author, editor",
        "Two pots, one lid. Leek & potato soup <hot>",
    ]
    assert [h.text for h in page.xpath("//article//h2")] == ["Words", "Pictures"]
    assert "mailto:" not in html.tostring(page, encoding="unicode")


def test_a_part_without_opening_gets_a_page(pages: Pages) -> None:
    page = pages["science/index.html"]
    assert text(page, "//h1") == "Science"
    assert page.xpath("//ul[@class='pl-contents']//a/@href") == ["heat.html"]


def test_the_home_page_leads_to_everything(pages: Pages) -> None:
    page = pages["index.html"]
    links = page.xpath("//article//a/@href")
    assert "Everyone brings a dish." in text(page, "//article")
    assert {"mains/leek-soup.html", "science/heat.html", "downloads/a-test-book.pdf"} <= set(links)
    assert "By 2 contributors" in text(page, "//p[@class='pl-by']")


def test_tags_lead_to_their_chapters(pages: Pages) -> None:
    section = pages["tags.html"].xpath("//section[h2/@id='tag:soup']")[0]
    assert section.xpath(".//li/a/@href") == ["mains/leek-soup.html"]
    assert "../tags.html#tag%3Asoup" in pages["mains/leek-soup.html"].xpath("//a[@rel='tag']/@href")


def test_a_draft_is_marked_and_its_preview_is_kept_from_search_engines(make_site: Build) -> None:
    draft = replace(SOUP, status="draft")
    edition = replace(sample(), parts=(Part("mains", "Mains", (draft, HEAT)),), preview=True)
    page = html.fromstring((make_site(edition) / "mains/leek-soup.html").read_text())
    assert text(page, "//p[@class='pl-draft']/strong") == "DRAFT"
    assert meta(page, "robots") == ["noindex"]


def test_tabs_inside_tabs_stay_where_they_are() -> None:
    inner = '<div class="tabs"><div class="tab"><p class="tab-title">In</p><p>b</p></div></div>'
    page = html.fromstring(
        finish(
            f'<div class="tabs"><div class="tab"><p class="tab-title">Out</p>{inner}</div></div>',
            lambda target: target.name,
        )
    )
    sets = [div for div in page.iter("div") if div.get("data-tabs")]
    assert [tabs.get("data-tabs") for tabs in sets] == ["1:1", "2:1"]
    assert [tabs.xpath("./div/label/text()") for tabs in sets] == [["Out"], ["In"]]


def test_a_head_without_words_is_a_plain_cell() -> None:
    row = '<tr><th scope="col"> </th><th scope="col">Time</th><th><br></th></tr>'
    page = html.fromstring(finish(f"<table>{row}</table>", lambda target: target.name))
    assert [(cell.tag, dict(cell.attrib)) for cell in page.iter("td", "th")] == [
        ("td", {}),
        ("th", {"scope": "col"}),
        ("th", {}),
    ]


def test_every_page_has_a_way_past_the_menu(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        (first,) = page.xpath("//body//a[@href][1][not(preceding::a[@href])]")
        assert (first.get("href"), name) == ("#text:", name)
        (there,) = page.xpath("//*[@id='text:']")
        assert there.getnext().tag == "article"


def test_a_book_without_an_address_has_no_canonical_links(make_site: Build) -> None:
    edition = replace(sample(), book=replace(sample().book, url=None))
    page = html.fromstring((make_site(edition) / "mains/leek-soup.html").read_text())
    assert page.xpath("//link[@rel='canonical']") == []
    assert meta(page, "og:url") == []


def test_two_pages_at_one_address_are_refused() -> None:
    twin = replace(SOUP, slug="twin", href="Mains/Leek-Soup.html")
    edition = replace(sample(), parts=(Part("mains", "Mains", (SOUP, twin, HEAT)),))
    with pytest.raises(ProofError, match=r"Two pages of the site have the address"):
        plan(edition)


def test_a_configuration_without_our_plugin_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: X\ntheme: material\n")
    with pytest.raises(ConfigError, match="does not name our plugin"):
        Site(tmp_path).render(sample(), tmp_path / "out")
