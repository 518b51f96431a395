"""The files of a built site: there, linked, the same again, and without anybody's address."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from browser import Watch, served
from potluck.formats.metadata import bibliography, cff, humans, schemaorg
from potluck.formats.metadata.things import Thing
from potluck.model import WITHHELD, Edition

FOR_PROGRAMS = ("*.json", "*.bib", "*.cff", "humans.txt")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def written(site: Path) -> dict[str, str]:
    """Return the files for programs and the data of the pages, as text."""
    paths = sorted(path for pattern in FOR_PROGRAMS for path in site.rglob(pattern))
    found = {path.name: path.read_text() for path in paths if path.parent.name != "search"}
    for path in sorted(site.rglob("*.html")):
        found[path.as_posix()] = "".join(data_of(path))
    return found


def parsed(path: Path) -> Any:  # the stubs of lxml cannot tell what xpath finds
    return html.document_fromstring(path.read_text())


def data_of(path: Path) -> list[str]:
    page = parsed(path)
    return [str(text) for text in page.xpath("//script[@type='application/ld+json']/text()")]


def test_the_files_stand_where_programs_look_for_them(site: Path, edition: Edition) -> None:
    expected = {
        **bibliography.files(edition),
        "humans.txt": humans.humans(edition),
        "CITATION.cff": cff.citation_file(edition),
    }
    assert {name: (site / name).read_text() for name in expected} == expected


@pytest.mark.parametrize("name", ["index.html", "mains/dal.html", "science/heat.html"])
def test_each_page_holds_its_description(site: Path, edition: Edition, name: str) -> None:
    told: dict[str, Thing] = {"index.html": schemaorg.book(edition)}
    told |= {text.href: schemaorg.chapter(text, edition) for text in edition.chapters}
    (data,) = data_of(site / name)
    assert json.loads(data) == told[name]


def test_lists_and_people_are_not_described(site: Path) -> None:
    assert data_of(site / "contributors/nimble.html") == data_of(site / "downloads.html") == []


def test_a_page_leads_to_its_citations(site: Path) -> None:
    page = parsed(site / "mains/dal.html")
    links = [
        (each.get("type"), each.get("href"))
        for each in page.xpath("//link[@rel='alternate describedby']")
    ]
    assert links == [
        ("application/x-bibtex", "dal.bib"),
        ("application/vnd.citationstyles.csl+json", "dal.csl.json"),
    ]
    cite = page.xpath("//details[contains(@class, 'pl-cite')]//a/@href")
    assert [str(link) for link in cite] == ["dal.bib", "dal.csl.json"]
    assert page.xpath("string(//link[@rel='author']/@href)") == "../humans.txt"


def test_nobody_is_in_them_who_withholds_a_name_and_no_address(site: Path) -> None:
    for name, text in written(site).items():
        assert WITHHELD not in text, name
        assert ADDRESS.findall(text) == [], name


def test_a_browser_reads_the_data_and_runs_nothing(site: Path, browser: Browser) -> None:
    with served(site.parent) as address:
        page = browser.new_page()
        watch = Watch(page)
        page.goto(f"{address}book/mains/dal.html")
        told = page.locator("script[type='application/ld+json']").evaluate_all(
            "all => all.map(each => JSON.parse(each.textContent).name)"
        )
        page.close()
    assert told == ["Red lentil dal"]
    assert watch.errors == []
