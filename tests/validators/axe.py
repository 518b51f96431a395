"""axe-core in Chromium: pages of every kind, on a phone and a desk, in light and in dark."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tools import need_npm
from validators import sample
from validators.book import Book, Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}  # Material's names for them
WIDTHS = (360, 1280)
_RUN = "axe.run({resultTypes: ['violations']}).then(result => result.violations)"


def judge(book: Book, browser: "Browser") -> Verdict:
    """Let axe look at every kind of page in four ways, and at menu and search; each look counts."""
    with book.online() as address, opened(browser) as page:
        looks = [*_looks(page, address, sample.pages(book)), *_open(page, address)]
    return Verdict(len(looks), tuple(line for look in looks for line in look))


@contextmanager
def opened(browser: "Browser") -> "Iterator[Page]":
    """Give a page in which axe is there before anything else. A policy would not let it in."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=need_npm("axe-core/axe.min.js"))
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


def go(page: "Page", address: str) -> None:
    """Open a page, and wait until Material's script has run."""
    page.goto(address)
    page.wait_for_selector("html.js", state="attached")


def _looks(page: "Page", address: str, names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for name in names:
        go(page, address + name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            yield from (_look(page, f"{name}, {width} px", scheme) for scheme in SCHEMES)


def _look(page: "Page", where: str, scheme: Scheme) -> tuple[str, ...]:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")
    return tuple(_lines(f"{where}, {scheme}", page.evaluate(_RUN)))


def _lines(where: str, violations: list[dict[str, Any]]) -> Iterator[str]:
    for broken in violations:
        for node in broken["nodes"]:
            yield f"{where}: {broken['impact']} {broken['id']} {node['target'][0]}"


@dataclass(frozen=True)
class _Opening:
    """Something that opens on a screen so wide, by a key on an element, until that is there."""

    what: str
    width: int
    press: tuple[str, str]
    shown: str


_OPENINGS = (
    _Opening("menu", 360, ("[data-pl-opens=drawer]", "Enter"), ".md-sidebar--primary a"),
    _Opening("search", 360, ("[data-pl-opens=search]", "Enter"), ".md-search__input"),
    _Opening("search", 1280, (".md-search__input", "e"), ".md-search-result__item"),
)


def _open(page: "Page", address: str) -> Iterator[tuple[str, ...]]:
    for each in _OPENINGS:
        page.set_viewport_size({"width": each.width, "height": 800})
        go(page, f"{address}index.html")
        page.press(*each.press)
        page.wait_for_selector(each.shown)
        yield from (_look(page, f"{each.what}, {each.width} px", scheme) for scheme in SCHEMES)
