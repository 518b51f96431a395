"""From the Edition to all files of the EPUB, by their paths in the container. No I/O."""

from dataclasses import dataclass
from pathlib import Path

from potluck import theme
from potluck.formats import Progress
from potluck.formats.epub import cover, documents, package, pages, pictures, stock
from potluck.formats.epub.documents import Document, Finished
from potluck.model import Edition

ROOT = "EPUB/"


@dataclass(frozen=True)
class Publication:
    """All files but `mimetype`, and facts for the manifest of the build."""

    files: dict[str, bytes]
    notes: tuple[str, ...]


def build(
    edition: Edition, progress: Progress = lambda _: None, folder: Path | None = None
) -> Publication:
    """Make every file of the EPUB; what is finished is kept in the folder, if one is given."""
    progress("setting the pages of the EPUB")
    kept = stock.opened(folder)
    drawn, front = kept.cover(cover.sketch(edition.book, len(edition.contributors)))
    wanted = pages.pages(edition)
    places = {name: pictures.place(picture) for name, picture in edition.pictures.items()}
    drafts = [kept.draft(page, edition.book.lang) for page in wanted if page is not pages.CONTENTS]
    made, finished = _documents(drafts, {"cover": front.file} | places)
    kept.save(stock.Kept(finished, {drawn: front}))
    shown = {name for document in made for name in document.made.pictures} & places.keys()
    used = {name: pictures.image(edition.pictures[name]) for name in sorted(shown)}
    told = package.Contents(edition, wanted, made, front, used)
    files = {document.page.file: document.made.data for document in made}
    files |= {image.file: image.data for image in (front, *used.values())}
    files |= {"style.css": theme.style("epub/style.css").encode()}
    files |= package.files(told)
    meta = {"META-INF/container.xml": theme.render("epub/container.xml.j2", root=ROOT).encode()}
    return Publication({ROOT + path: data for path, data in files.items()} | meta, _notes(made))


def _documents(
    drafts: list[stock.Draft], images: documents.Images
) -> tuple[tuple[Document, ...], dict[str, Finished]]:
    """Finish every page; return them in reading order, and by name."""
    places = {draft.page.file: draft.ids for draft in drafts}
    made = {draft.key: draft.finish(places, images) for draft in drafts}
    return tuple(Document(draft.page, made[draft.key]) for draft in drafts), made


def _notes(made: tuple[Document, ...]) -> tuple[str, ...]:
    lost = [f"{document.page.file}: {url}" for document in made for url in document.made.lost]
    return (f"documents={len(made) + 1}", *(f"not in the edition: {one}" for one in lost))
