"""The policy of the pages holds: nothing of ours is refused, and everything of others is."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import Watch, served
from potluck.formats.site import Site
from potluck.formats.site.policy import HEADERS, NAME, POLICY, Respond, admitting, previewed
from support import sample

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
REFUSED = """
new Promise((done) => {
  const look = () => (window.refused.length ? done() : setTimeout(look, 20));
  setTimeout(done, 20000);
  look();
})"""
RELOADING = b"\nvar livereload = 1;\nlivereload(1, 2);\n"
FEATURES = (
    *("navigation.instant", "navigation.instant.progress", "navigation.tabs"),
    *("navigation.sections", "navigation.tracking", "search.share", "content.tooltips"),
    *("content.code.annotate", "content.tabs.link", "toc.integrate", "header.autohide"),
    "announce.dismiss",
)  # fmt: skip


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refused")
    return found


def use(page: Page) -> None:
    """Do what readers do: change the colours, search, open tabs and boxes, go on."""
    for _ in range(3):
        page.locator("form[data-md-component=palette] label:visible").first.click()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("leeks", delay=20)
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    for label in page.locator(".tabbed-labels label").all():
        label.click()


def test_nothing_of_ours_is_refused(site: Path, address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(LISTEN)
    watch = Watch(page)
    for path in sorted(site.rglob("*.html")):
        page.goto(address + path.relative_to(site).as_posix(), wait_until="networkidle")
        use(page)
        assert refused(page) == [], path
    page.close()
    assert watch.errors == []


def test_what_mkdocs_yml_may_switch_on_works_under_the_policy(
    book: Path, tmp_path: Path, browser: Browser
) -> None:
    features = ", ".join(FEATURES)
    theme = f"theme: {{name: material, features: [{features}]}}"
    (book / "mkdocs.yml").write_text(f"site_name: X\nplugins: [potluck]\n{theme}\n")
    Site(book).render(sample(), tmp_path / "www/book")
    with served(tmp_path / "www") as url:
        page = browser.new_page()
        page.add_init_script(LISTEN)
        page.goto(f"{url}book/mains/leek-soup.html", wait_until="networkidle")
        use(page)
        page.locator(".md-footer__link--next").click()
        page.wait_for_url("**/science/*.html")
        assert refused(page) == []
        page.close()


ATTACKS = {
    "a program in the page": (
        "document.body.append(Object.assign(document.createElement('script'),"
        " {text: 'window.hit = 1'}))",
        "script-src-elem inline",
    ),
    "a program in an address": (
        "document.body.append(Object.assign(document.createElement('script'),"
        " {src: 'data:text/javascript,window.hit=1'}))",
        "script-src-elem data",
    ),
    "a program of another host": (
        "document.body.append(Object.assign(document.createElement('script'),"
        " {src: 'https://evil.example/x.js'}))",
        "script-src-elem https://evil.example/x.js",
    ),
    "a handler": (
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit=1\">')",
        "script-src-attr inline",
    ),
    "a link that is a program": (
        "document.body.append(Object.assign(document.createElement('a'),"
        " {href: 'javascript:window.hit=1', id: 'evil'})); document.getElementById('evil').click()",
        "script-src-elem inline",
    ),
    "text as a program": ("setTimeout(() => eval('window.hit = 1'))", "script-src eval"),
    "a style in the page": (
        "document.body.append(Object.assign(document.createElement('style'),"
        " {textContent: 'p {color: red}'}))",
        "style-src-elem inline",
    ),
    "a style of an element": (
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"position: fixed\">x</p>')",
        "style-src-attr inline",
    ),
    "a frame": (
        "document.body.append(Object.assign(document.createElement('iframe'),"
        " {src: 'https://evil.example/'}))",
        "frame-src https://evil.example",
    ),
    "a picture of another host": (
        "document.body.append(Object.assign(new Image(), {src: 'https://evil.example/x'}))",
        "img-src https://evil.example/x",
    ),
    "a message to another host": (
        "fetch('https://evil.example/x').catch(() => 0)",
        "connect-src https://evil.example/x",
    ),
    "another base": (
        "document.head.append(Object.assign(document.createElement('base'),"
        " {href: 'https://evil.example/'}))",
        "base-uri https://evil.example/",
    ),
    "a form": (
        "document.body.insertAdjacentHTML('beforeend',"
        " '<form id=evil action=\"https://evil.example/\"></form>');"
        " document.getElementById('evil').submit()",
        "form-action https://evil.example/?",
    ),
}


@pytest.mark.parametrize(("attack", "told"), ATTACKS.values(), ids=ATTACKS.keys())
def test_what_is_not_ours_is_refused(
    address: str, browser: Browser, attack: str, told: str
) -> None:
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(address + "science/heat.html", wait_until="networkidle")
    page.evaluate(f"() => {{ {attack} }}")
    page.evaluate(REFUSED)
    assert told in refused(page)
    assert page.evaluate("window.hit") is None
    page.close()


def test_without_the_policy_it_would_run(address: str, browser: Browser) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address + "science/heat.html", wait_until="networkidle")
    page.evaluate(f"() => {{ {ATTACKS['a program in the page'][0]} }}")
    assert page.evaluate("window.hit") == 1
    context.close()


def test_hosts_are_told_to_send_the_same(site: Path) -> None:
    lines = (site / NAME).read_text().splitlines()
    assert lines[0] == "/*"
    assert dict(line.strip().split(": ", 1) for line in lines[1:]) == HEADERS
    assert HEADERS["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'self'"


# --- the live preview ---------------------------------------------------------------------------


def page_of(program: bytes) -> bytes:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'.encode()
    return b"<html><head>" + meta + b"</head><body>x<script>" + program + b"</script></body></html>"


def test_the_preview_admits_the_program_that_reloads_and_no_other(
    tmp_path: Path, browser: Browser
) -> None:
    reloading = b"\nvar livereload = () => { window.reloads = 1 };\nlivereload(1, 2);\n"
    injected = b"<script>window.hit = 1</script>"
    (tmp_path / "index.html").write_bytes(
        admitting(page_of(reloading).replace(b"x<script>", b"x" + injected + b"<script>"))
    )
    (tmp_path / "evil.html").write_bytes(admitting(page_of(b"window.hit = 1")))
    with served(tmp_path) as url:
        page = browser.new_page()
        page.goto(f"{url}index.html")
        assert page.evaluate("[window.reloads, window.hit]") == [1, None]
        page.goto(f"{url}evil.html")
        assert page.evaluate("window.hit") is None
        page.close()


def test_the_preview_sends_what_hosts_send_but_the_policy() -> None:
    heard: list[tuple[str, dict[str, str]]] = []

    def app(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
        respond("200 OK", [("Content-Type", environ["type"]), ("Content-Length", "9")])
        return [page_of(RELOADING)]

    def asked(kind: str) -> bytes:
        environ = {"type": kind, "PATH_INFO": "/"}
        return b"".join(previewed(app)(environ, lambda s, h: heard.append((s, dict(h)))))

    assert asked("text/html") == admitting(page_of(RELOADING))
    assert asked("text/css") == page_of(RELOADING)
    more = {name: value for name, value in HEADERS.items() if name != "Content-Security-Policy"}
    assert heard == [
        ("200 OK", {"Content-Type": "text/html", **more}),
        ("200 OK", {"Content-Type": "text/css", "Content-Length": "9", **more}),
    ]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (b"<body>x</body></html>", b"<body>x<p>/a.html</p></body></html>"),
        (b"404 Not Found", b"404 Not Found"),
    ],
)
def test_what_the_preview_says_stands_at_the_foot_of_pages(page: bytes, shown: bytes) -> None:
    def app(_: dict[str, Any], respond: Respond) -> Iterable[bytes]:
        respond("200 OK", [("Content-Type", "text/html")])
        return [page]

    answer = previewed(app, lambda path: f"<p>{path}</p>")
    assert b"".join(answer({"PATH_INFO": "/a.html"}, lambda *_: None)) == shown
