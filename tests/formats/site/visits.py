"""Visits to a live preview, without a server between."""

from collections.abc import Iterable
from typing import Any

from potluck.formats.site.policy import App, Respond


def site(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
    """Answer whatever is asked."""
    respond("200 OK", [("Content-Type", "text/html")])
    return [f"the site: {environ['PATH_INFO']}".encode()]


def asked(app: App, path: str) -> tuple[str, str, bytes]:
    """Ask for a path; return status, type and what came."""
    heard: list[tuple[str, str]] = []

    def respond(status: str, headers: list[tuple[str, str]]) -> None:
        heard.append((status, dict(headers)["Content-Type"]))

    data = b"".join(app({"PATH_INFO": path}, respond))
    return (*heard[0], data)
