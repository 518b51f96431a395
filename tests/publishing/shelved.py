"""Editions that are put into build/ without being rendered: small files, and a real manifest."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gitbook import ANN, GitBook
from potluck import shelf
from potluck.model import Artifact, Build, Measure
from support import sample

CONFIG = """site_name: A Test Book & More
site_url: https://example.org/book/
plugins: [potluck]
"""
MEASURE = Measure(chapters=10, words=1000, blocks=50)


def planted(folder: Path, config: str = CONFIG) -> GitBook:
    """A book with one commit, and nothing built."""
    book = GitBook(folder)
    book.write("mkdocs.yml", config)
    book.write(".gitignore", "/build/\n")
    book.commit(ANN, "Begin", soup="# Soup\n\nBoil it.\n")
    return book


def build_of(book: GitBook, suffix: str = "") -> Build:
    commit = book.git("rev-parse", "HEAD")
    date = datetime.fromtimestamp(int(book.git("log", "-1", "--format=%ct")), UTC)
    return Build(commit[:10] + suffix, commit, date, "0.1.0", modified=bool(suffix))


def put(
    book: GitBook,
    *formats: str,
    measure: Measure | None = MEASURE,
    pages: int = 100,
    text: str = "",
    suffix: str = "",
) -> Build:
    """Put editions of the last commit into build/; the site offers what then stands there."""
    build = build_of(book, suffix)
    edition = replace(sample(), build=build)
    for name in formats or ("pdf", "epub", "site"):
        folder = shelf.staging(book.book, name)
        files = _files(name, book.book, text or f"{name} of {build.id}")
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        made = Artifact(name, name, tuple(sorted(files)), (f"pages={pages}",))
        shelf.publish(book.book, edition, (made,), {name: folder}, measure)
    return build


def _files(name: str, root: Path, text: str) -> Mapping[str, bytes]:
    if name != "site":
        return {f"a-test-book.{name}": text.encode()}
    offered = {f"downloads/{d.path.name}": d.path.read_bytes() for d in shelf.downloads(root)}
    return {"index.html": text.encode(), **offered}
