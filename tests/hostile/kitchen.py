"""Books of attacks, made by the real pipeline, with its gate or without."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gitbook import ANN, GitBook
from potluck import checking, pipeline
from potluck.formats import Renderer
from potluck.formats.epub import Epub
from potluck.formats.pdf import Pdf
from potluck.formats.site import Site
from potluck.model import Finding, Severity

CONFIG = "site_name: Soups\nplugins: [potluck]\n"
PERSON = "name: Ann Author\ngithub: {login: ann}\n"
HEAD = "---\ntitle: {}\nauthors: [ann]\n---\n"
Make = Callable[[Path], Renderer]
RENDERERS: dict[str, Make] = {"epub": lambda _: Epub(), "pdf": lambda _: Pdf(), "site": Site}


@dataclass(frozen=True)
class Served:
    """What a book was refused for, by chapter, and where its editions lie all the same."""

    refused: frozenset[str]
    editions: Path


def planted(folder: Path, chapters: Iterable[tuple[str, str]]) -> GitBook:
    """Commit a book of these chapters (path below content/, text)."""
    book = GitBook(folder)
    book.write("mkdocs.yml", CONFIG)
    book.write("contributors/ann.yml", PERSON)
    for name, text in chapters:
        book.write(f"content/{name}", text)
    book.commit(ANN, "All at once")
    return book


def errors(root: Path) -> tuple[Finding, ...]:
    found = checking.check(checking.read(root)).findings
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def served(book: GitBook, *formats: str) -> Served:
    """Render a book though the checks refuse it: what they miss must do no harm either."""
    refused = frozenset(finding.place.path for finding in errors(book.book))
    made = pipeline.compose(checking.read(book.book), (), formats=formats)
    editions = book.root.parent / "editions"
    for name in formats:
        RENDERERS[name](book.book).render(made, editions / name)
    return Served(refused, editions)
