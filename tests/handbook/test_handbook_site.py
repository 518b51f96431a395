"""The handbook on the site of a book: apart from the book, whole, and gone where nobody asks."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from browser import Watch
from gitbook import ANN, GitBook
from golden.books import share_fonts
from potluck import pipeline
from potluck.proof import links
from potluck.proof.memory import Memory

CONFIG = """site_name: Soups
site_url: https://soups.example/book/
docs_dir: content
theme: material
plugins:
  - search
  - potluck: {%s}
"""
PAGES = ("index", "fields", "licences", "rules/index", "rules/lic-001", "rules/fm-008")


@dataclass(frozen=True)
class Shown:
    """A book with a handbook, built; `pages` are the parsed pages of its site by address."""

    root: Path
    site: Path
    pages: dict[str, Any]


def plant(folder: Path, options: str) -> GitBook:
    book = GitBook(folder)
    book.write("mkdocs.yml", CONFIG % options)
    soups = {f"soups/soup-{n}": f"# Soup {n}\n\nSlice the leeks.\n" for n in (1, 2)}
    book.commit(ANN, **soups, **{"handbook/tools": "# Tools\n\nA pot.\n", "handbook": "# Pots\n"})
    book.write(".gitignore", ".cache/\nbuild/\n")
    book.commit(ANN)
    share_fonts(book.book)
    return book


def build(book: GitBook) -> Path:
    outcome = pipeline.build(book.book, ("site",), progress=lambda _: None)
    assert outcome.published, "\n".join(map(str, outcome.findings))
    return book.book / "build" / "site"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    book = plant(tmp_path_factory.mktemp("shown"), "handbook: true")
    site = build(book)
    files = sorted(site.rglob("*.html"))
    pages = {path.relative_to(site).as_posix(): html.fromstring(path.read_text()) for path in files}
    return Shown(book.book, site, pages)


def hrefs(page: Any, path: str) -> list[str]:
    return [str(href) for href in page.xpath(f"{path}//a/@href")]


def test_every_page_of_the_site_leads_to_it(shown: Shown) -> None:
    for address, page in shown.pages.items():
        (href,) = page.xpath("//footer//a[.='Handbook for authors']/@href")
        there = href.removeprefix("/book/")  # the page for lost readers knows only the root
        assert normpath(join(dirname(address), there)) == "handbook/index.html", address


def test_a_chapter_leads_to_the_first_steps(shown: Shown) -> None:
    (link,) = shown.pages["soups/soup-1.html"].xpath("//a[.='How to contribute']/@href")
    assert link == "../handbook/first-chapter.html"


def test_the_book_and_its_handbook_have_each_their_own_navigation(shown: Shown) -> None:
    sidebar = "//nav[contains(@class, 'md-nav--primary')]/ul"
    book = hrefs(shown.pages["soups/soup-1.html"], sidebar)
    assert [href for href in book if href.startswith("../handbook/")] == []
    own = hrefs(shown.pages["handbook/fields.html"], sidebar)
    assert own[:3] == ["../index.html", "index.html", "first-chapter.html"]
    assert [href for href in own if "soup" in href] == []
    rule = hrefs(shown.pages["handbook/rules/lic-001.html"], sidebar)
    assert {"lic-001.html", "lic-004.html"} <= set(rule)
    assert "med-002.html" not in rule  # another family


def test_it_stands_outside_the_reading_order(shown: Shown) -> None:
    for address, page in shown.pages.items():
        near = page.xpath("//link[@rel='prev' or @rel='next']/@href")
        inside = address.startswith("handbook/")
        assert [href for href in near if inside or "handbook/" in href] == [], address
    (after,) = shown.pages["soups/soup-1.html"].xpath("//link[@rel='next']/@href")
    assert after == "soup-2.html"


def test_the_search_finds_recipes_and_no_rules(shown: Shown) -> None:
    index = json.loads((shown.site / "search/search_index.json").read_text())
    places = [entry["location"] for entry in index["docs"]]
    assert "soups/soup-1.html" in places
    assert [place for place in places if place.startswith("handbook/")] == []


def test_chapters_in_a_folder_of_that_name_move_aside(shown: Shown) -> None:
    assert {"handbook.html", "handbook-part/tools.html", "handbook/index.html"} <= set(shown.pages)


def test_it_says_whose_it_is(shown: Shown) -> None:
    for address, page in shown.pages.items():
        (license_,) = page.xpath("//link[@rel='license']/@href") or [""]
        apache = license_ == "https://www.apache.org/licenses/LICENSE-2.0"
        assert apache == address.startswith("handbook/"), address


def test_a_link_of_the_handbook_that_leads_nowhere_is_a_fault(shown: Shown, tmp_path: Path) -> None:
    assert list(links.site(shown.site, "https://soups.example/book/", Memory())) == []
    copy = tmp_path / "site"
    shutil.copytree(shown.site, copy)
    (copy / "handbook/fields.html").unlink()
    found = {fault for _, fault in links.site(copy, "https://soups.example/book/", Memory())}
    assert "The link “fields.html” leads to no file." in found


def digests(site: Path) -> dict[str, str]:
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in found
    }


def test_mkdocs_gives_the_same_bytes(shown: Shown, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(out)]
    subprocess.run(command, cwd=shown.root, check=True)
    assert digests(out) == digests(shown.site)


def test_nobody_has_it_who_did_not_ask(tmp_path: Path) -> None:
    site = build(plant(tmp_path / "book", "page_size: A5"))
    assert not (site / "handbook").exists()
    assert list(site.glob("media/handbook-*")) == []
    told = [
        path.name for path in site.rglob("*.html") if "Handbook for authors" in path.read_text()
    ]
    assert told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_small_phone_and_asks_nobody(shown: Shown, browser: Browser, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 640},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    watch = Watch(page)
    for name in PAGES:
        page.goto((shown.site / f"handbook/{name}.html").as_uri(), wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert page.locator("h1").is_visible()
    context.close()
    assert watch.foreign(shown.site.as_uri()) == []
    assert watch.errors == []


def test_a_reader_walks_in_to_a_rule_and_back_to_the_book(shown: Shown, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((shown.site / "soups/soup-1.html").as_uri())
    page.get_by_role("link", name="Handbook for authors").click()
    page.locator("article").get_by_role("link", name="Rules").click()
    page.get_by_role("link", name="LIC-001", exact=True).click()
    assert page.locator("h1").inner_text() == "LIC-001: unknown license"
    page.get_by_role("link", name="Back to the book").click()
    page.wait_for_url("**/site/index.html")
    page.close()
