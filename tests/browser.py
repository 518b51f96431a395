"""Debian's Chromium for the tests: one launch, fresh profiles, a server on the loopback."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Run Debian's Chromium without a window. Pages come from contexts: each is a fresh profile."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is needed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without writing a log; an unknown address gets the site's own 404 page."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object, **__: object) -> None:
        folder = self.path.split("/")[1]
        page = Path(self.directory) / folder / "404.html"
        body = page.read_bytes() if page.is_file() else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback; give its address, which ends with a slash."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Watch:
    """What a page asked for, said and tried to run. Attach it before the first visit."""

    def __init__(self, page: "Page") -> None:
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)

    def _request(self, request: "Request") -> None:
        self.requests.append(request.url)

    def _dialog(self, dialog: "Dialog") -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _console(self, said: "ConsoleMessage") -> None:
        if said.type == "error":
            self.errors.append(said.text)

    def foreign(self, origin: str) -> list[str]:
        """Return the requests that went to another place than `origin`."""
        own = (origin, "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(own)]
