"""Which files the site consists of, and that none comes from a contributor's folder."""

import gzip
import re
from pathlib import Path

from lxml import etree, html

from potluck.formats.site.addresses import resolver
from potluck.neutral import Target
from support import BOOK, POTS, sample

PAGES = {
    *("index.html", "404.html", "downloads.html", "tags.html"),
    *("mains/index.html", "mains/leek-soup.html", "science/index.html", "science/heat.html"),
    *("contributors/cooks.html", "contributors/contributor-a.html"),
    *(f"credits/{name}.html" for name in ("contributors", "sources", "pictures", "licences")),
}
OURS = {
    *(f"assets/fonts/{name}" for name in ("serif.woff2", "serif-italic.woff2", "sans.woff2")),
    *(f"assets/potluck/{name}.js" for name in ("base", "palette", "content", "iframe-worker")),
    *("assets/fonts/OFL.txt", "assets/potluck/book.css", "assets/potluck/fonts.css"),
    *("assets/potluck/favicon.svg", "media/two-pots-1a2b3c4d.svg"),
    *("downloads/a-test-book.pdf", "downloads/a-test-book.epub"),
    *("search/search_index.json", "search/search_index.js", "sitemap.xml", "sitemap.xml.gz"),
    *("_headers", "humans.txt", "CITATION.cff", "book.bib", "book.csl.json"),
    *("mains/leek-soup.bib", "mains/leek-soup.csl.json"),
}
MATERIAL = re.compile(
    r"assets/(javascripts|stylesheets)/(workers/)?\w+\.[0-9a-f]{8}\.min\.(js|css)"
)


def names(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_the_site_holds_these_files_and_no_others(site: Path) -> None:
    found = names(site)
    assert {name for name in found if not MATERIAL.fullmatch(name)} == PAGES | OURS
    assert len([name for name in found if MATERIAL.fullmatch(name)]) == 4


def test_nothing_that_lies_in_content_is_published(site: Path) -> None:
    written = b"".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file())
    assert b"window.hit" not in written
    assert b"onerror" not in b"".join(path.read_bytes() for path in site.rglob("*.html"))


def test_pictures_are_the_bytes_of_the_edition(site: Path) -> None:
    assert (site / "media" / POTS.name).read_bytes() == POTS.print.read()


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, html.HtmlElement]) -> None:
    resources = (
        "//script/@src | //img/@src | //iframe/@src | //source/@src | //form/@action"
        " | //link[not(@rel='canonical' or @rel='license')]/@href"
    )
    for name, page in pages.items():
        urls = [str(url) for url in page.xpath(resources)]
        assert urls, name
        assert [url for url in urls if "//" in url] == []


def test_style_sheets_of_ours_name_no_other_host(site: Path) -> None:
    for sheet in (site / "assets/potluck").glob("*.css"):
        assert "//" not in sheet.read_text()


DESCRIBED = {"index.html", *(name for name in PAGES if name.startswith(("mains/", "science/")))}


def test_every_script_is_a_file_of_the_site(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        inline = page.xpath("//script[not(@src)]/@type")
        described = ["application/ld+json"] if name in DESCRIBED - {"science/index.html"} else []
        assert inline == [*described, "application/json"], name  # Material's configuration
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []


def test_every_link_within_the_site_leads_to_a_file(
    site: Path, pages: dict[str, html.HtmlElement]
) -> None:
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links begin at the root of the web address
        for url in page.xpath("//a/@href | //link/@href | //img/@src | //script/@src"):
            path = str(url).partition("#")[0]
            if path and ":" not in path:
                assert ((site / name).parent / path).resolve().is_file(), (name, url)


def test_every_fragment_leads_to_an_element(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        ids = {element.get("id") for element in page.iter()}
        for url in page.xpath("//a/@href[starts-with(., '#')]"):
            assert str(url)[1:] in ids, (name, url)


def test_the_sitemap_lists_every_page_by_its_canonical_address(site: Path) -> None:
    tree = etree.fromstring((site / "sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert BOOK.url
    expected = {BOOK.url + name for name in PAGES - {"404.html", "index.html"}} | {BOOK.url}
    assert {item.text for item in tree.iter(f"{space}loc")} == expected
    assert {item.text for item in tree.iter(f"{space}lastmod")} == {"2026-03-04"}
    assert (
        gzip.decompress((site / "sitemap.xml.gz").read_bytes())
        == (site / "sitemap.xml").read_bytes()
    )


def test_links_are_relative_to_the_page() -> None:
    resolve = resolver(sample(), "mains/leek-soup.html")
    named = ("chapter/heat#browning", "chapter/leek-soup#method", "media/a b.png", "page/sources")
    assert [resolve(Target.parse(f"book:{name}")) for name in named] == [
        "../science/heat.html#browning",
        "#method",
        "../media/a%20b.png",
        "../credits/sources.html",
    ]
