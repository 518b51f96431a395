"""What a browser may do on our pages: run the site's own programs, and ask no other host.

The policy stands in every page, so that it holds wherever the site lies, on a disk too. Hosts that
read a file `_headers` send it as well, with what a page cannot say of itself. No page has a program
or a style within it, so the policy needs no exception (CSP Level 3, section 8.1).
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from typing import Any

from potluck.errors import PotluckError

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # icons in Material's style sheets
    "font-src": "'self'",
    "connect-src": "'self'",  # the search index
    "worker-src": "'self'",  # the search itself
    "base-uri": "'none'",
    "form-action": "'none'",
}
POLICY = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())
_WHOLE = f"{POLICY}; frame-ancestors 'self'"
HEADERS = {
    "Content-Security-Policy": _WHOLE,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
NAME = "_headers"
"""The file in which Cloudflare Pages, Netlify and others look for headers."""

Respond = Callable[[str, list[tuple[str, str]]], object]
App = Callable[[dict[str, Any], Respond], Iterable[bytes]]
"""A program behind a web server, as PEP 3333 has it."""
_OWN = re.compile(rb"(http-equiv=.Content-Security-Policy. content=.[^\">]*script-src 'self')")
_PROGRAM = re.compile(rb"<script>((?:(?!</script>).)*\nlivereload\(.*?)</script></body>", re.DOTALL)


def headers_file() -> str:
    """Return the file `_headers`: the same for every address of the site."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def previewed(app: App, foot: Callable[[str], str] = lambda _: "") -> App:
    """Let MkDocs' preview say what published pages say, and still reload a page that changed.

    The program for that stands at the end of each page, and is another one for each visit. `foot`
    returns what stands there, too, by path.
    """

    def answer(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
        told: list[tuple[str, list[tuple[str, str]]]] = []
        body = app(environ, lambda status, given: told.append((status, given)))
        status, given = told[0]
        if ("Content-Type", "text/html") in given:
            body = [_footed(admitting(_read(body)), foot(environ["PATH_INFO"]))]
            given = [(name, value) for name, value in given if name != "Content-Length"]
        more = [(name, value) for name, value in HEADERS.items() if value != _WHOLE]
        respond(status, [*given, *more])
        return body

    return answer


def _footed(page: bytes, foot: str) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return before + foot.encode() + end + after if end else page


def _read(body: Iterable[bytes]) -> bytes:
    """Return all of an answer, and let go of what it comes from, as who passes none on has to."""
    try:
        return b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


def answered(make: Callable[[], bytes], media_type: str, respond: Respond) -> Iterable[bytes]:
    """Answer with what is made for this visit, or say in plain words why it cannot be made."""
    try:
        data = make()
    except PotluckError as error:
        respond("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
        return [f"{error.message}\n{error.hint}\n".encode()]
    respond("200 OK", [("Content-Type", media_type), ("Cache-Control", "no-store")])
    return [data]


def admitting(page: bytes) -> bytes:
    """Put the hash of MkDocs' program that reloads the page into the page's own policy."""
    program = _PROGRAM.search(page)
    if program is None:
        return page
    digest = base64.b64encode(hashlib.sha256(program[1]).digest())
    return _OWN.sub(lambda own: own[1] + b" 'sha256-" + digest + b"'", page, count=1)
