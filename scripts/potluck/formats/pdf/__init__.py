"""The printed edition: one PDF, set by WeasyPrint."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from potluck.formats import Progress
from potluck.formats.pdf.fonts import NOTO_FOLDERS
from potluck.model import Artifact, Download, Edition


class Pdf:
    """The Renderer of the PDF. It needs WeasyPrint with Pango, pikepdf and the fonts."""

    name = "pdf"
    needs: tuple[str, ...] = ("weasyprint",)

    def __init__(self, noto: Sequence[Path] = NOTO_FOLDERS) -> None:
        """Look for what the text faces lack in these folders of Noto fonts."""
        self.noto = noto

    def render(
        self,
        edition: Edition,
        destination: Path,
        *,
        shelf: tuple[Download, ...] = (),  # noqa: ARG002 - of use to the site only
        progress: Progress = lambda _: None,
    ) -> Artifact:
        """Write `destination/<slug>.pdf`; ToolError where a library or font is missing."""
        from potluck.formats.pdf import compose, metadata, press  # noqa: PLC0415 - heavy

        progress("composing the pages")
        composed = compose.compose(edition, _tools(edition), self.noto)
        progress("setting the type")
        pressed = press.press(composed.job)
        progress("writing the metadata")
        name = f"{edition.book.slug}.pdf"
        (destination / name).write_bytes(metadata.finish(pressed, edition))
        notes = [f"pages={pressed.pages}"]
        notes += [f"unprintable={char} U+{ord(char):04X}" for char in composed.spelled]
        return Artifact(self.name, self.name, (name,), tuple(notes))


def _tools(edition: Edition) -> tuple[str, ...]:
    """Name the programs that make the PDF, for the colophon."""
    return (f"Potluck {edition.build.version}", f"WeasyPrint {_version('weasyprint')}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # The press will say so, with a hint.
        return "(missing)"
