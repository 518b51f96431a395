"""`potluck community`, and the page on the site of a real book."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from browser import Watch, served
from gitbook import ANN, BEN, DAY, GitBook
from golden.books import share_fonts
from potluck import pipeline
from potluck.cli import FINE, USAGE, main

CONFIG = """site_name: Soups
docs_dir: content
theme: material
plugins:
  - search
  - potluck: {slug: soups%s}
"""
LEEK = "# Leek soup\n\nSlice the leeks and let them sweat slowly in butter until they are soft.\n"


def plant(folder: Path, more: str = "") -> GitBook:
    book = GitBook(folder)
    book.write("mkdocs.yml", CONFIG % more)
    book.write(".gitignore", ".cache/\nbuild/\n")
    book.commit(ANN, **{"soups/leek": LEEK, "soups/pea": "# Pea soup\n\nShell fresh peas.\n"})
    book.clock += 800 * DAY
    book.commit(BEN, **{"soups/leek": LEEK + "\nServe with a spoonful of sour cream.\n"})
    book.commit(BEN, **{"soups/rest": "---\nstatus: draft\n---\n# Bread soup\n\nSoak bread.\n"})
    share_fonts(book.book)
    return book


def told(book: GitBook, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["community", "--root", str(book.book), *options]) == FINE
    return capsys.readouterr().out


def test_the_command_names_chapters_that_need_somebody_and_no_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(plant(tmp_path), capsys)
    people, work, chapters = text.split("\n\n")[1:]
    assert people.splitlines()[1] == (
        "  2 people have made 3 commits to what stands in the book today. "
        "Merges, bots and programs do not count."
    )
    assert work.splitlines()[1].startswith("  By commits: one person of 2 made 67 %. Bus factor 1:")
    assert [line.strip() for line in chapters.splitlines() if line.startswith("      ")] == [
        *("content/soups/pea.md", "content/soups/rest.md"),  # edited by one person
        "content/soups/pea.md",  # whose people have left
        "content/soups/pea.md",  # unchanged for two years
    ]
    assert [name for name in ("Ann", "Ben", "@") if name in text] == []


def test_markdown_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = plant(tmp_path)
    assert told(book, capsys, "--format", "markdown").startswith("# Soups: the community behind")
    assert json.loads(told(book, capsys, "--format", "json"))["people"]["number"] == 2


def test_a_history_that_is_cut_off_is_refused_with_a_hint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(tmp_path / "whole")
    source = (tmp_path / "whole").as_uri()
    clone = ["git", "clone", "-q", "--depth", "1", source, str(tmp_path / "cut")]
    subprocess.run(clone, check=True, capture_output=True)
    assert main(["community", "--root", str(tmp_path / "cut")]) == USAGE
    assert capsys.readouterr().err == (
        "The history is cut off, so most people would be missing.\nHint: git fetch --unshallow\n"
    )


# --- the site -----------------------------------------------------------------------------------


def build(book: GitBook) -> Path:
    outcome = pipeline.build(book.book, ("site",), progress=lambda _: None)
    assert outcome.published, "\n".join(map(str, outcome.findings))
    return book.book / "build" / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(plant(tmp_path_factory.mktemp("site"), ", community: true"))


def article(site: Path) -> Any:
    page: Any = html.fromstring((site / "credits" / "community.html").read_text(encoding="utf-8"))
    return page.xpath("//article")[0]


def test_the_page_stands_among_those_about_the_book(site: Path) -> None:
    downloads: Any = html.fromstring((site / "downloads.html").read_text(encoding="utf-8"))
    here = "//nav[contains(@class, 'md-nav--primary')]//a[@href='credits/community.html']"
    assert [link.text_content().strip() for link in downloads.xpath(here)] == ["Community"]
    assert len(article(site).xpath(".//figure//svg")) == 4


def test_it_leads_to_chapters_that_are_published_and_names_nobody(site: Path) -> None:
    found = article(site)
    assert found.xpath(".//ul//a/@href") == ["../soups/pea.html"] * 3
    text = found.text_content()
    assert [word for word in ("Ann", "Ben", "@", "Bread") if word in text] == []


def test_a_book_that_does_not_ask_has_no_such_page(tmp_path: Path) -> None:
    made = build(plant(tmp_path))
    assert list(made.rglob("community*")) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_nothing_goes_wrong(
    site: Path, browser: Browser, width: int, scheme: Any
) -> None:
    with served(site) as address:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        watch = Watch(page)
        page.goto(f"{address}credits/community.html")
        for summary in page.query_selector_all("summary"):
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        boxes = [figure.bounding_box() for figure in page.query_selector_all("figure svg")]
        assert [box for box in boxes if not box or box["x"] + box["width"] > width] == []
        assert (len(boxes), watch.errors, watch.foreign(address)) == (4, [], [])
        context.close()
