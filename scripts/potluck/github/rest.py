"""The few calls of GitHub's REST API that are made here, bounded in time and size.

https://docs.github.com/en/rest, version 2022-11-28.
"""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from potluck.errors import ToolError

TIMEOUT = 30  # seconds of silence
MAX_ANSWER = 10_000_000  # bytes
PAGE, PAGES = 100, 10  # entries of a list: at most a thousand are read


@dataclass(frozen=True)
class _Answer:
    status: int
    location: str
    body: bytes


class _Still(urllib.request.HTTPRedirectHandler):
    """Follow nothing: the token would go along."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Rest:
    """What one token may do."""

    def __init__(self, api: str, token: str) -> None:
        self._api = api.rstrip("/")
        self._token = token
        self._opener = urllib.request.build_opener(_Still)

    def get(self, path: str) -> Any:
        return json.loads(self._ask("GET", path).body)

    def pages(self, path: str, key: str = "") -> Iterator[dict[str, Any]]:
        """Yield the entries of a list, a page at a time; `key` names it inside the answer."""
        sign = "&" if "?" in path else "?"
        for number in range(1, PAGES + 1):
            answer = self.get(f"{path}{sign}per_page={PAGE}&page={number}")
            entries = answer[key] if key else answer
            yield from entries
            if len(entries) < PAGE:
                return

    def post(self, path: str, body: dict[str, Any]) -> None:
        self._ask("POST", path, body=body)

    def patch(self, path: str, body: dict[str, Any]) -> None:
        self._ask("PATCH", path, body=body)

    def download(self, path: str, limit: int) -> bytes:
        """Return a file that GitHub keeps elsewhere; the token does not go there."""
        answer = self._ask("GET", path, limit=limit)
        if not answer.location:
            return answer.body
        if urlsplit(answer.location).scheme != urlsplit(self._api).scheme:
            raise ToolError(f"GitHub sent {path} to an address of another kind.")
        request = urllib.request.Request(answer.location)  # noqa: S310 - the scheme of the API
        return _ask(self._opener, request, limit, path).body

    def _ask(
        self, method: str, path: str, *, body: dict[str, Any] | None = None, limit: int = MAX_ANSWER
    ) -> _Answer:
        request = urllib.request.Request(  # noqa: S310 - the address of the API
            f"{self._api}{path}",
            data=json.dumps(body).encode() if body is not None else None,
            method=method,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "User-Agent": "potluck",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        return _ask(self._opener, request, limit, path)


def _ask(
    opener: urllib.request.OpenerDirector, request: urllib.request.Request, limit: int, name: str
) -> _Answer:
    """Send a request; a redirection is an answer, everything else that is not is a ToolError."""
    try:
        with opener.open(request, timeout=TIMEOUT) as found:
            body = found.read(limit + 1)
            answer = _Answer(found.status, "", body)
    except HTTPError as error:
        with error:
            answer = _Answer(error.code, error.headers.get("Location", ""), b"")
    except (OSError, HTTPException) as error:
        raise ToolError(f"GitHub did not answer {request.get_method()} {name}: {error}.") from error
    if answer.status >= 400 or (answer.status >= 300 and not answer.location):
        raise ToolError(f"GitHub answered {answer.status} to {request.get_method()} {name}.")
    if len(answer.body) > limit:
        raise ToolError(
            f"GitHub answered more than {limit} bytes to {request.get_method()} {name}."
        )
    return answer
