"""GitHub's REST API on the loopback: the calls that a comment makes, and what they leave behind."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

HOME = "book/book"
FORK = "cook/book"
BRANCH = "my-dish"
SHA = "1a" * 20
RUN = 77
TOKEN = "a-token"  # noqa: S105 - of this server
ROBOT = {"login": "github-actions[bot]"}


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def event(**changes: Any) -> dict[str, Any]:
    """The event `workflow_run`, as GitHub tells it."""
    run = {
        "id": RUN,
        "event": "pull_request",
        "conclusion": "failure",
        "head_sha": SHA,
        "head_branch": BRANCH,
        "head_repository": {"full_name": FORK},
        **changes,
    }
    return {"workflow_run": run, "repository": {"full_name": HOME}}


def pull(number: int = 5, **changes: Any) -> dict[str, Any]:
    head = {"sha": SHA, "repo": {"full_name": FORK}}
    return {"number": number, "author_association": "CONTRIBUTOR", "head": head, **changes}


@dataclass
class Fake:
    """What stands on the server, and the calls that were made, each with its body."""

    pulls: list[dict[str, Any]] = field(default_factory=lambda: [pull()])
    artifact: bytes | None = None
    size: int | None = None  # what the list says of the artifact
    comments: list[dict[str, Any]] = field(default_factory=list)
    reviewed: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: str = ""  # where the artifact is said to lie; default: here
    status: int = 0  # what every call is answered with, if anything
    written: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)  # tokens that went to the storage
    url: str = ""

    def answer(self, path: str, query: dict[str, list[str]]) -> Any:
        """Return what a GET finds."""
        artifacts = [{"id": 3, "name": "potluck-report", "expired": False,
                      "size_in_bytes": self.size or len(self.artifact or b"")}]  # fmt: skip
        head = query.get("head") == [f"cook:{BRANCH}"]
        return {
            f"/repos/{HOME}/pulls": self.pulls if head else [],
            f"/repos/{HOME}/actions/runs/{RUN}/artifacts": {
                "artifacts": artifacts if self.artifact is not None else []
            },
            f"/repos/{HOME}/issues/5/comments": self._page(self.comments, query),
            f"/repos/{HOME}/pulls/5/comments": self.reviewed,
            f"/repos/{HOME}/pulls/5/files": self.files,
        }[path]

    def _page(self, entries: list[dict[str, Any]], query: dict[str, list[str]]) -> Any:
        first = (int(query["page"][0]) - 1) * 100
        return entries[first : first + 100]


class Handler(BaseHTTPRequestHandler):
    """Answers for one Fake, which a subclass names."""

    fake: Fake

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        self.fake.asked.append(place.path)
        if place.path == "/storage":
            self.fake.leaked += self.headers.get_all("Authorization") or []
            self._send(200, self.fake.artifact or b"")
        elif self.fake.status or self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._send(self.fake.status or 401, b"{}")
        elif place.path.endswith("/zip"):
            self._send(302, b"", self.fake.elsewhere or f"{self.fake.url}/storage")
        else:
            self._send(
                200, json.dumps(self.fake.answer(place.path, parse_qs(place.query))).encode()
            )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.fake.written.append((self.command, self.path, body))
        self._send(201, b"{}")

    def do_PATCH(self) -> None:
        self.do_POST()

    def _send(self, status: int, body: bytes, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """Serve until the test is over."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Of", (Handler,), {"fake": fake}))
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
