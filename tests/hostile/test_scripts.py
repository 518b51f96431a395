"""Programs in everything that people write: none runs in any page, whatever a reader does."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser import Watch, served
from gitbook import GitBook
from golden.books import share_fonts
from hostile import kitchen
from hostile.corpus import ADDRESSES, BODIES, HIT, TEXTS
from potluck import pipeline

POKE = """() => {
  const found = [];
  const kinds = [
    ...["mouseover", "mouseenter", "mousemove", "pointerover", "pointerdown", "mousedown"],
    ...["focus", "focusin", "keydown", "touchstart", "wheel", "toggle", "error", "load"],
    ...["animationstart", "beforetoggle", "begin", "end", "click"],
  ];
  for (const kind of ["click", "submit"]) {
    document.addEventListener(kind, (event) => event.preventDefault(), true);
  }
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["href", "src", "action", "formaction", "data", "xlink:href", "to"]) {
      const given = (element.getAttribute(name) || "").replace(/[\\x00-\\x20]/g, "");
      if (/^(javascript|vbscript|data):/i.test(given)) found.push(given);
    }
    if (element.closest(".md-search, .md-header")) continue;
    for (const kind of kinds) {
      element.dispatchEvent(new MouseEvent(kind, { cancelable: true }));
    }
  }
  return { hit: window.hit ?? null, found };
}"""
QUIET: dict[str, object] = {"hit": None, "found": []}


def poked(page: Page, address: str) -> object:
    """Open a page, do to each of its elements what readers do, and tell what came of it."""
    page.goto(address, wait_until="load")
    return page.evaluate(POKE)


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def chapter(body: str) -> str:
    title = "" if body.startswith("# ") else "title: Soup\n"
    return f"---\n{title}authors: [ann]\n---\n{body}\n"


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> kitchen.Served:
    """A book with a chapter for each body."""
    folder = tmp_path_factory.mktemp("bodies")
    chapters = [(f"soup-{number}.md", chapter(body)) for number, body in enumerate(BODIES)]
    book = kitchen.planted(folder / "book", chapters)
    share_fonts(book.book)
    return kitchen.served(book, "site", "epub")


def test_no_body_of_a_chapter_runs(bodies: kitchen.Served, browser: Browser) -> None:
    site = bodies.editions / "site"
    ran = {}
    with served(site) as url:
        context = browser.new_context(bypass_csp=True)  # the policy is another lock
        page = context.new_page()
        watch = Watch(page)
        for number in range(len(BODIES)):
            ran[BODIES[number]] = poked(page, f"{url}soup-{number}.html")
        context.close()
    assert {body: told for body, told in ran.items() if told != QUIET} == {}
    assert watch.dialogs == []
    assert watch.foreign(url) == []


def test_most_are_refused_before(bodies: kitchen.Served) -> None:
    assert len(bodies.refused) > 70  # the others are text and nothing else


def test_the_proof_finds_nothing_in_what_is_rendered_all_the_same(bodies: kitchen.Served) -> None:
    from potluck.proof import links  # noqa: PLC0415 - as all of the proof
    from potluck.proof.memory import Memory  # noqa: PLC0415

    odd = ("program", "does not need", "policy", "another host", "not allowed")
    site = links.site(bodies.editions / "site", None, Memory())
    epub = links.epub(bodies.editions / "epub/soups.epub", Memory())
    assert [fault for fault in (*site, *epub) if any(word in fault[1] for word in odd)] == []


# --- everything else that people write ----------------------------------------------------------


def fields(text: str, address: str) -> dict[str, str]:
    """Return a chapter for each field, with the text in it, and a person."""
    said, there = json.dumps(text), json.dumps(address)
    source = (
        f"sources:\n  - title: {said}\n    author: {said}\n    url: {there}\n    license: CC0-1.0"
    )
    lines = {
        "title": f"title: {said}",
        "summary": f"title: Soup\nsummary: {said}",
        "tags": f"title: Soup\ntags: [{said}]",
        "author": f"title: Soup\nauthors: [ann, {said}]",
        "source": f"title: Soup\n{source}\n    license: CC0-1.0\n"
        f"    relation: adapted\n    changes: {said}",
        "address": f"title: Soup\nsources:\n  - title: Soups\n    author: A\n    url: {there}",
        "picture": f"title: Soup\nmedia:\n  - file: pot.png\n    author: {said}\n"
        f"    title: {said}\n    license: CC0-1.0\n    source: {there}",
        "note": f"title: Soup\nai_assistance: edited\nai_note: {said}",
        "yield": f"title: Soup\nrecipe:\n  yield: {said}\n  course: {said}",
        "slug": f"title: Soup\nslug: {said}",
        "language": f"title: Soup\nlang: {said}",
        "licence": f"title: Soup\nlicense: {said}",
        "objectives": f"title: Soup\nobjectives: [{said}]",
        "another key": f"title: Soup\n{said}: x",
    }
    return {name: f"---\n{more}\n---\nSlice.\n" for name, more in lines.items()}


def accepted(folder: Path) -> tuple[GitBook, int, int]:
    """Make the book of all fields that the checks let through; tell how many of how many."""
    chapters = {}
    for number, text in enumerate(TEXTS):
        address = ADDRESSES[number % len(ADDRESSES)]
        for name, written in fields(text, address).items():
            chapters[f"{name.replace(' ', '-')}-{number}.md"] = written
        chapters[f"{text.replace('/', '_')[:40]}-{number}.md"] = "Slice.\n"  # a name of a file
    book = kitchen.planted(folder / "book", chapters.items())
    for number, text in enumerate(TEXTS):
        said, there = json.dumps(text), json.dumps(ADDRESSES[number % len(ADDRESSES)])
        book.write(f"contributors/p-{number}.yml", f"name: {said}\nbio: {said}\nurl: {there}\n")
    while refused := {finding.place.path for finding in kitchen.errors(book.book)}:
        for path in refused:
            (book.book / path).unlink(missing_ok=True)
    book.commit("Ben Cook <ben@example.org>", f"{TEXTS[1]}\n\nCo-authored-by: {TEXTS[0]} <x@y.z>")
    return book, len(chapters), len(list(book.book.glob("content/*.md")))


def test_nothing_that_the_checks_let_through_runs(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> None:
    book, written, left = accepted(tmp_path_factory.mktemp("fields"))
    share_fonts(book.book)
    assert 30 < left < written
    outcome = pipeline.build(book.book, ("site",), progress=lambda _: None)
    assert outcome.published, outcome.findings
    site = book.book / "build/site"
    with served(site) as url:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        watch = Watch(page)
        ran = {name: poked(page, url + name.replace("%", "%25")) for name in pages(site)}
        context.close()
    assert {name: told for name, told in ran.items() if told != QUIET} == {}
    assert watch.dialogs == []
    assert watch.foreign(url) == []


# --- that an execution would be seen ------------------------------------------------------------

CONTROL = (
    f"<script>{HIT}</script>",
    f"<p onmouseover='{HIT}'>x</p>",
    f"<p tabindex=0 onfocus={HIT}>x</p>",
    f"<details open ontoggle={HIT}><summary>x</summary></details>",
    f"<svg onload={HIT}></svg>",
    f"<button onclick={HIT}>x</button>",
    f"<a href='java\nscript:{HIT}'>x</a>",
)


@pytest.mark.parametrize("body", CONTROL)
def test_a_page_that_runs_something_is_seen(tmp_path: Path, browser: Browser, body: str) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title><body>{body}</body>")
    with served(tmp_path) as url:
        page = browser.new_page()
        assert poked(page, url) != QUIET
        page.close()
