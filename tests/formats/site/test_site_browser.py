"""The site in Chromium: what it asks for, searching, light and dark, a phone, from a disk."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import Watch


def every_page(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def search(page: Page, words: str) -> list[str]:
    """Type into the search and return the titles found."""
    page.locator("[data-pl-opens=search]").or_(page.locator(".md-search__input")).locator(
        "visible=true"
    ).first.click()
    page.locator(".md-search__input").press_sequentially(words, delay=20)
    found = page.locator(".md-search-result__item")
    expect(found.first).to_be_visible()
    return found.locator("h1").all_inner_texts()


def test_no_page_asks_another_host(site: Path, address: str, browser: Browser) -> None:
    page = browser.new_page()
    watch = Watch(page)
    for name in every_page(site):
        page.goto(address + name, wait_until="networkidle")
    page.close()
    assert watch.foreign(address) == []
    assert watch.errors == []
    assert any(url.endswith("sans.woff2") for url in watch.requests)


def test_the_policy_lets_no_page_ask_another_host(address: str, browser: Browser) -> None:
    page = browser.new_page()
    watch = Watch(page)
    page.goto(address + "index.html")
    page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'https://example.org/x'}))"
    )
    page.wait_for_timeout(200)
    page.close()
    assert any("Content Security Policy" in error for error in watch.errors)


@pytest.mark.parametrize("place", ["http", "file"])
def test_search_finds_a_word(site: Path, address: str, browser: Browser, place: str) -> None:
    page = browser.new_page()
    watch = Watch(page)
    page.goto((address if place == "http" else site.as_uri() + "/") + "science/heat.html")
    assert search(page, "leeks") == ["Leek & potato soup <hot>"]
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/mains/leek-soup.html*")
    page.close()
    assert watch.foreign(address if place == "http" else "file:") == []
    assert watch.errors == []


def test_from_a_disk_every_page_works(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    watch = Watch(page)
    for name in every_page(site):
        if name != "404.html":
            page.goto((site / name).as_uri(), wait_until="networkidle")
            assert page.locator("html.js").count() == 1  # Material's script has run
    page.close()
    assert watch.foreign(site.as_uri()) == []
    assert watch.errors == []


@pytest.mark.parametrize(("system", "scheme"), [("light", "default"), ("dark", "slate")])
def test_colours_follow_the_system(
    address: str, browser: Browser, system: str, scheme: str
) -> None:
    page = browser.new_page(color_scheme="dark" if system == "dark" else "light")
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    page.close()


def test_the_reader_chooses_dark_and_it_stays(address: str, browser: Browser) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(address)
    page.get_by_title("Switch to light mode").click()
    page.get_by_title("Switch to dark mode").click()
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(27, 24, 22)"
    page.goto(address + "mains/leek-soup.html")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.close()


def test_nothing_overflows_on_a_small_phone(site: Path, address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    for name in every_page(site):
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    page.close()


def test_previous_and_next_walk_through_the_book(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address + "mains/index.html")
    page.locator(".md-footer__link--next").click()
    page.wait_for_url("**/mains/leek-soup.html")
    page.locator(".md-footer__link--prev").click()
    page.wait_for_url("**/mains/index.html")
    page.close()


def test_a_note_leads_there_and_back(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address + "mains/leek-soup.html")
    page.locator("[role=doc-noteref]").click()
    assert page.url.endswith("#fn-1")
    page.locator("[role=doc-backlink]").click()
    assert page.url.endswith("#fnref-1")
    page.close()


def test_a_tab_opens_by_a_click(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address + "mains/leek-soup.html")
    hob = page.get_by_text("Over a low flame.")
    expect(hob).to_be_hidden()
    page.locator(".tabbed-labels label").nth(1).click()
    expect(hob).to_be_visible()
    page.close()


def test_a_citation_can_be_copied(address: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "mains/leek-soup.html")
    page.get_by_text("Cite this chapter").click()
    page.locator(".pl-cite pre").first.hover()
    page.locator(".pl-cite .md-code__button, .pl-cite .md-clipboard").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "The Test Cooks. (2026). Leek & potato soup <hot>. In A Test Book."
    context.close()
