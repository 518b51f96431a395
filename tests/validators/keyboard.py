"""A walk by keyboard in Chromium: everything is reached, is seen, and lets go of the focus."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from validators import axe, sample
from validators.book import Book, Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_KINDS = "//article/* | //body//*[self::a or self::button or self::input or self::label]"
_SPARE = 5  # more steps than there are things to reach: whoever needs them is trapped


def judge(book: Book, browser: "Browser") -> Verdict:
    """Walk through pages of every kind, on a phone and a desk; each thing reached counts."""
    seen, found = 0, []
    with book.online() as address, axe.opened(browser) as page:
        page.add_init_script(_SCRIPT)
        for name in sample.pages(book, _KINDS):
            for width in axe.WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                axe.go(page, address + name)
                count, lines = _walk(page)
                seen += count
                found += [f"{name}, {width} px: {line}" for line in lines]
        found += [line for width in axe.WIDTHS for line in _ways(page, address, width)]
    return Verdict(seen, tuple(found))


def _walk(page: "Page") -> tuple[int, list[str]]:
    """Press Tab until the focus has come round; say what was not reached or not seen."""
    wanted = page.evaluate("walk.wanted()")
    hidden: list[str] = []
    for _ in range(wanted + _SPARE):
        page.keyboard.press("Tab")
        step = page.evaluate("walk.step()")
        if step == "over":
            break
        hidden += [step] if step else []
    else:
        return wanted, [f"the focus does not come round: {page.evaluate('walk.name()')}"]
    return wanted, [*hidden, *page.evaluate("walk.missed()")]


# --- skip link, menu, search --------------------------------------------------------------------


def _ways(page: "Page", address: str, width: int) -> Iterator[str]:
    page.set_viewport_size({"width": width, "height": 800})
    for way in (_skip, _search, *([_menu] if width == min(axe.WIDTHS) else [])):
        axe.go(page, f"{address}index.html")
        if not way(page):
            yield f"index.html, {width} px: {way.__name__[1:]} does not work by keyboard"


def _focus(page: "Page", selector: str) -> bool:
    """Press Tab until something has the focus."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return True
    return False


def _true(page: "Page", expression: str) -> bool:
    """Wait until something is true; what moves takes a moment."""
    from playwright.sync_api import TimeoutError as Late  # noqa: PLC0415 - only where it is needed

    try:
        page.wait_for_function(expression, timeout=20_000)
    except Late:
        return False
    return True


def _skip(page: "Page") -> bool:
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.matches('.md-skip')"):
        return False
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return _true(page, "document.activeElement.closest('article, footer') !== null")


def _search(page: "Page") -> bool:
    if not _focus(page, "[data-pl-opens=search], .md-search__input"):
        return False
    if page.evaluate("document.activeElement.matches('button')"):
        page.keyboard.press("Enter")
    if not _true(page, "document.activeElement.matches('.md-search__input')"):
        return False
    page.keyboard.type("e")
    if not _true(page, "document.querySelector('.md-search-result__link')"):
        return False
    page.keyboard.press("ArrowDown")
    reached = _true(page, "document.activeElement.matches('.md-search-result__link')")
    page.keyboard.press("Escape")
    return reached and _true(page, "!document.getElementById('__search').checked")


def _menu(page: "Page") -> bool:
    if not _focus(page, "[data-pl-opens=drawer]"):
        return False
    page.keyboard.press("Enter")
    inside = _true(page, "document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    closed = _true(page, "!document.getElementById('__drawer').checked")
    return inside and closed and _true(page, "document.activeElement.matches('[data-pl-opens]')")
