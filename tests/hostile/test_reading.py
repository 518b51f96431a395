"""Files and addresses that a chapter asks for: no format reads or fetches any."""

import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gitbook import GitBook
from hostile import kitchen
from hostile.corpus import READING
from potluck.formats.pdf.press.job import File
from potluck.formats.pdf.press.surroundings import fetcher, weasyprint
from potluck.proof.strings import strings

CANARY = "canary-7f3a9c"
FORMATS = ("epub", "pdf", "site")


class _Canary(http.server.BaseHTTPRequestHandler):
    """Sings when it is asked for anything."""

    heard: list[str] = []  # noqa: RUF012 - one server at a time

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(302 if "redirect" in self.path else 200)
        self.send_header("Location", "file:///etc/passwd")
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(CANARY.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def canary() -> Iterator[str]:
    """Serve on the loopback; give the address, and note in `heard` what is asked for."""
    _Canary.heard.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Canary) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def addresses(secret: Path, server: str) -> tuple[str, ...]:
    """Return every spelling of a place that is none of the book's."""
    steps = "../" * 4
    return (
        secret.as_uri(),
        str(secret),
        f"{steps}{secret.name}",
        f"..%2F..%2F..%2F{secret.name}",
        f"%2e%2e/%2e%2e/{secret.name}",
        f"file:{secret}",
        f"file://localhost{secret}",
        f"FILE://{secret}",
        f"book:../../{secret.name}",
        f"{server}/x.png",
        f"{server}/redirect.png",
        server.replace("http:", "") + "/y.png",
        server.replace("http://", "http://x@") + "/z.png",
    )


def hostile_book(folder: Path, server: str) -> GitBook:
    """Make a book of all vectors, each asking for a file and for an address."""
    secret = folder / "secret.txt"
    secret.write_text(CANARY)
    known = addresses(secret, server)
    pairs = [(known[n % 9], known[9 + n % 4]) for n in range(len(READING))]
    bodies = [vector.replace("{}", place).replace("{{", "{").replace("}}", "}")
              for vector, pair in zip(READING, pairs, strict=True) for place in pair]  # fmt: skip
    bodies += [f"![x]({place})\n\n[y]({place})" for place in known]
    chapters = [
        (f"soup-{n}.md", kitchen.HEAD.format(f"Soup {n}") + f"{body}\n\n{place(n)}\n")
        for n, body in enumerate(bodies)
    ]
    book = kitchen.planted(folder / "book", chapters)
    Image.new("RGB", (40, 40), "red").save(book.book / "content/pot.png")
    for name in ("link.png", "link.md", "soup-link.md"):
        (book.book / "content" / name).symlink_to(secret)
    (book.book / "content/folder").symlink_to(folder)
    return book


def place(number: int) -> str:
    return f"Slice the leeks {number} times."


def test_nothing_is_read_and_nothing_is_fetched(tmp_path: Path) -> None:
    with canary() as server:
        book = hostile_book(tmp_path, server)
        made = kitchen.served(book, *FORMATS)
        heard = list(_Canary.heard)
    assert heard == []
    assert len(made.refused) > 40
    for name in FORMATS:
        told = list(everything(made.editions / name))
        assert [where for where, text in told if CANARY in text] == []
        local = [w for w, text in told if "file:" in text or str(tmp_path) in text]
        assert [where for where in local if not where.endswith(".js")] == []


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every string of every file of an edition."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from strings(path.relative_to(folder).as_posix(), path.read_bytes())


def test_what_is_linked_is_no_part_of_the_book(tmp_path: Path) -> None:
    with canary() as server:
        book = hostile_book(tmp_path, server)
        found = kitchen.errors(book.book)
    links = {finding.place.path for finding in found if finding.code == "PTH-001"}
    assert links == {f"content/{name}" for name in ("folder", "link.md", "link.png",
                     "soup-link.md")}  # fmt: skip


# --- drawings -----------------------------------------------------------------------------------

DRAWINGS = (
    '<image href="{}" width="9" height="9"/>',
    '<image xlink:href="{}" width="9" height="9"/>',
    '<use href="{}#x"/>',
    '<style>@import "{}";</style>',
    "<style>rect {{ fill: url({}#x) }}</style>",
    '<rect width="9" height="9" fill="url({}#x)"/>',
    '<rect width="9" height="9" style="filter: url({}#x)"/>',
    '<a href="{}"><rect width="9" height="9"/></a>',
    '<foreignObject><img src="{}"/></foreignObject>',
    '<script href="{}"/>',
    '<feImage href="{}"/>',
    '<font-face><font-face-src><font-face-uri href="{}"/></font-face-src></font-face>',
    '<animate attributeName="href" to="{}"/>',
)
ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "{}">]>'


@pytest.mark.parametrize("inside", [*DRAWINGS, ENTITY])
def test_a_drawing_that_reads_or_fetches_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "secret.txt").write_text(CANARY)
    with canary() as server:
        for address in addresses(tmp_path / "secret.txt", server)[::4]:
            book = kitchen.planted(tmp_path / f"book-{len(os.listdir(tmp_path))}", [  # noqa: PTH208
                ("soup.md", kitchen.HEAD.format("Soup") + "![A pot](pot.svg)\n")])  # fmt: skip
            told = inside.replace("{}", address).replace("{{", "{").replace("}}", "}")
            before, after = (told, "<title>&x;</title>") if "ENTITY" in told else ("", told)
            (book.book / "content/pot.svg").write_text(
                f'{before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
                f' xmlns:xlink="http://www.w3.org/1999/xlink">{after}</svg>'
            )
            codes = {finding.code for finding in kitchen.errors(book.book)}
            assert "MED-006" in codes, address
        assert _Canary.heard == []


# --- the press's own door -----------------------------------------------------------------------


def fetched(url: str) -> bytes:
    """Ask the press's fetcher for an address."""
    answer: Any = fetcher({"pot.png": File("image/png", b"a pot")}).fetch(url)
    data: bytes = answer.read()
    return data


def test_the_press_is_given_what_it_was_handed() -> None:
    assert fetched("book:pot.png") == b"a pot"


def test_the_press_is_given_nothing_else(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    refusal = weasyprint().urls.FatalURLFetchingError
    with canary() as server:
        more = ("book:", "book:pot.png#x", "book:pot.png?x", "book:/pot.png", "book:../pot.png",
                "BOOK:pot.png", "pot.png", "", "data:text/plain,x", "ftp://127.0.0.1/x",
                "file:///dev/zero", "file:///proc/self/environ", "jar:file:///x!/y",
                "http://[::1]/x", "http://0x7f000001/x", "\x00", "book:pot.png\x00")  # fmt: skip
        for url in (*addresses(secret, server), *more):
            with pytest.raises(refusal):
                fetched(url)
        assert _Canary.heard == []


def test_the_canary_sings(tmp_path: Path) -> None:
    """The control: WeasyPrint's own fetcher would read the file and ask the server."""
    (tmp_path / "secret.txt").write_text(CANARY)
    with canary() as server:
        for url in ((tmp_path / "secret.txt").as_uri(), f"{server}/x.png"):
            assert weasyprint().urls.URLFetcher().fetch(url).read() == CANARY.encode()
        assert _Canary.heard == ["/x.png"]
