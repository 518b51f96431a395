"""From the Edition to all files of the EPUB, by their paths in the container. No I/O."""

from dataclasses import dataclass

from potluck import theme
from potluck.formats import Progress
from potluck.formats.epub import cover, documents, package, pages, pictures, xhtml
from potluck.formats.epub.documents import Document
from potluck.model import Edition

ROOT = "EPUB/"


@dataclass(frozen=True)
class Publication:
    """All files but `mimetype`, and facts for the manifest of the build."""

    files: dict[str, bytes]
    notes: tuple[str, ...]


def build(edition: Edition, progress: Progress = lambda _: None) -> Publication:
    """Make every file of the EPUB."""
    progress("setting the pages of the EPUB")
    front = cover.draw(edition)
    wanted = pages.pages(edition)
    images = {name: pictures.convert(edition.pictures[name]) for name in sorted(edition.pictures)}
    paths = {"cover": front.file} | {name: image.file for name, image in images.items()}
    made = _documents(edition, wanted, paths)
    shown = {name for document in made for name in document.pictures}
    used = {name: image for name, image in images.items() if name in shown}
    told = package.Contents(edition, wanted, made, front, used)
    files = {document.page.file: document.data for document in made}
    files |= {image.file: image.data for image in (front, *used.values())}
    files |= {"style.css": theme.style("epub/style.css").encode()}
    files |= package.files(told)
    meta = {"META-INF/container.xml": theme.render("epub/container.xml.j2", root=ROOT).encode()}
    return Publication({ROOT + path: data for path, data in files.items()} | meta, _notes(made))


def _documents(
    edition: Edition, wanted: tuple[pages.Page, ...], images: documents.Images
) -> tuple[Document, ...]:
    written = [page for page in wanted if page is not pages.CONTENTS]
    trees = {page.file: xhtml.read(page.html) for page in written}
    places = documents.anchors(trees)
    lang = edition.book.lang
    return tuple(
        documents.document(page, trees[page.file], places, images, lang) for page in written
    )


def _notes(made: tuple[Document, ...]) -> tuple[str, ...]:
    lost = [f"{document.page.file}: {url}" for document in made for url in document.lost]
    return (f"documents={len(made) + 1}", *(f"not in the edition: {one}" for one in lost))
