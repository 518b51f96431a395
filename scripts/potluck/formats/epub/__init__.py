"""The EPUB edition: one file for every reading system, EPUB 3.3 (https://www.w3.org/TR/epub-33/).

The way through: `pages` says which pages there are and writes them with links by name, `documents`
turns each into XHTML that points at files, `package` describes the whole, `container` zips it.
"""

from pathlib import Path

from potluck.formats import Progress, facts
from potluck.model import Artifact, Download, Edition


class Epub:
    """Writes `<slug>.epub`. Needs nothing beyond the light base."""

    name = "epub"
    needs: tuple[str, ...] = ()

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def render(
        self,
        edition: Edition,
        destination: Path,
        *,
        shelf: tuple[Download, ...] = (),  # noqa: ARG002 - downloads are the site's matter
        progress: Progress = lambda _: None,
    ) -> Artifact:
        """Write the edition below `destination`; the same edition gives the same bytes."""
        from potluck.formats.epub import container, publication  # noqa: PLC0415 - heavy

        built = publication.build(edition, progress, self.folder)
        name = f"{edition.book.slug}.epub"
        progress("writing the EPUB")
        destination.mkdir(parents=True, exist_ok=True)
        container.write(destination / name, built.files, edition.build.date)
        known = facts.tools(self.name)
        return Artifact(self.name, self.name, (name,), built.notes, known)
