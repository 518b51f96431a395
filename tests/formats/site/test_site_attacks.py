"""Hostile titles, names, addresses and tags: nothing of them runs, and all of them read right.

The bodies of chapters are sanitised by the dialect, which has tests of its own; here is all that
stands around them. The policy of our pages would stop a script, too, so
the browser is told to ignore it: escaping alone must do.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from browser import Watch, served
from potluck.model import Edition, Heading, Part, Source
from support import BOOK, COOKS, HEAT, OPENING, PREFACE, SOUP, sample

Build = Callable[[Edition], Path]
PAYLOADS = (
    "</title><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "&lt;/title&gt;&lt;script&gt;window.hit=1&lt;/script&gt;",
    "' autofocus onfocus='window.hit=1",
    "{{ config }}{% set x = 1 %}${window.hit=1}",
    "]]></script><script>window.hit=1</script><!--",
    "exe.\u202etxt",
    "javascript:window.hit=1",
)


def hostile(text: str) -> Edition:
    """Put a text everywhere a contributor can put one, addresses included."""
    name = text.replace("/", "_")
    person = replace(COOKS, name=text, bio=text, url="javascript:window.hit=1")
    source = Source(text, author=text, url="java\nscript:window.hit=1", changes=text)
    soup = replace(
        SOUP,
        title=text,
        summary=text,
        href=f"{name}/{name}.html",
        tags=(text,),
        headings=(Heading(2, "ingredients", text), Heading(3, "doneness", text)),
        credits=tuple(replace(credit, contributor=person) for credit in SOUP.credits[:1]),
        copyright=text,
        ai_note=text,
        objectives=(text,),
        sources=(source,),
        edit_url=f"https://example.org/{text}",
    )
    opening = replace(OPENING, title=text, summary=text)
    return replace(
        sample(),
        book=replace(
            BOOK, title=text, subtitle=text, description=text, author=text, publisher=text
        ),
        parts=(Part("mains", text, (soup,), opening), Part("science", text, (HEAT,))),
        contributors=(person,),
        preface=replace(PREFACE, title=text),
    )


@pytest.fixture(scope="module", params=PAYLOADS, ids=lambda text: text[:20])
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site(text: str, make_site: Build) -> Path:
    return make_site(hostile(text))


def all_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def poke(page: Page) -> None:
    """Do what a reader might: hover, focus, search."""
    page.evaluate(
        "for (const e of document.querySelectorAll('*'))"
        " for (const t of ['mouseover', 'focus', 'click'])"
        " if (t != 'click' || e.matches('summary')) e.dispatchEvent(new Event(t))"
    )


def found_by_search(page: Page) -> list[str]:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("leeks", delay=20)
    page.locator(".md-search-result__item").first.wait_for()
    page.locator(".md-search-result__item summary").first.evaluate("e => e.click()")
    return page.locator(".md-search-result__item h1").all_text_contents()


def test_nothing_runs_on_any_page(site: Path, browser: Browser, text: str) -> None:
    with served(site) as url:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        watch = Watch(page)
        for path in all_pages(site):
            page.goto(url + path.relative_to(site).as_posix().replace("%", "%25"))
            poke(page)
            assert page.evaluate("window.hit") is None, path
        page.goto(url + "science/heat.html")
        titles = found_by_search(page)
        page.wait_for_timeout(100)
        assert page.evaluate("window.hit") is None
        context.close()
    assert watch.dialogs == []
    assert watch.foreign(url) == []
    assert [" ".join(title.split()) for title in titles][:1] == [" ".join(text.split())]


def test_every_element_is_one_of_ours(site: Path) -> None:
    for path in all_pages(site):
        page = html.fromstring(path.read_text())
        scripts = [e for e in page.iter("script") if not e.get("src") and e.get("id") != "__config"]
        assert {e.get("type") for e in scripts} <= {"application/ld+json"}, path
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], path
        assert page.xpath("//svg[@onload] | //img[@src='x'] | //*[@autofocus]") == [], path
        urls = [e.get(name) or "" for e in page.iter() for name in ("href", "src")]
        assert [url for url in urls if "".join(url.split()).startswith("javascript:")] == [], path


def test_the_text_reads_as_it_was_written(site: Path, text: str) -> None:
    name = text.replace("/", "_")
    page = html.fromstring((site / name / f"{name}.html").read_text())
    assert page.xpath("string(//title)") == f"{text} · {text}"
    assert page.xpath("string(//h1)") == text
    assert page.xpath("string(//meta[@property='og:title']/@content)") == text
    assert page.xpath("string(//meta[@name='description']/@content)") == text
    (data,) = [str(e.text) for e in page.iter("script") if e.get("type") == "application/ld+json"]
    assert json.loads(data)["name"] == text
    assert set("<>&").isdisjoint(data)
    nav = page.xpath("string(//nav[contains(@class, 'md-nav--primary')])")
    assert text in str(nav)
