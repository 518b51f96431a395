"""The printed edition: sheets set by WeasyPrint, each alone, and linked into one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from potluck.formats import Progress
from potluck.formats.pdf.fonts import NOTO_FOLDERS
from potluck.formats.pdf.press.store import LIMIT
from potluck.model import Artifact, Download, Edition
from potluck.trace import Trace

Way = Literal["linked", "whole"]
"""Sheet by sheet and linked, or the whole book as one document by WeasyPrint alone."""


@dataclass(frozen=True)
class Workshop:
    """How the PDF is made, which never changes what it looks like.

    Sheets are kept in `cache`, sealed with `secret`, up to `limit` bytes; `others` is a folder from
    which kept sheets are taken. `jobs` processes set them (0: one to a core), or the Dask cluster
    at an address. `trace` takes down how long each one took.
    """

    way: Way = "linked"
    cache: Path | None = None
    secret: bytes = field(default=b"", repr=False)
    others: Path | None = None
    limit: int | None = LIMIT
    jobs: int = 1
    cluster: str = ""
    trace: Trace = field(default_factory=Trace, repr=False, compare=False)


class Pdf:
    """The Renderer of the PDF. It needs WeasyPrint with Pango, pikepdf and the fonts."""

    name = "pdf"
    needs: tuple[str, ...] = ("weasyprint",)

    def __init__(
        self, noto: Sequence[Path] = NOTO_FOLDERS, workshop: Workshop = Workshop()
    ) -> None:
        """Look for what the text faces lack in these folders of Noto fonts."""
        self.noto = noto
        self.workshop = workshop

    def render(
        self,
        edition: Edition,
        destination: Path,
        *,
        shelf: tuple[Download, ...] = (),  # noqa: ARG002 - of use to the site only
        progress: Progress = lambda _: None,
    ) -> Artifact:
        """Write `destination/<slug>.pdf`; ToolError where a library or font is missing."""
        from potluck.formats.pdf import production  # noqa: PLC0415 - heavy

        printings = tuple(production.printings(edition, _tools(edition), self, progress))
        for made in printings:
            (destination / made.name).write_bytes(made.pdf)
        first = printings[0]
        notes = [f"pages={first.pages}"]
        notes += [f"unprintable={char} U+{ord(char):04X}" for char in first.spelled]
        return Artifact(self.name, self.name, tuple(made.name for made in printings), tuple(notes))


def _tools(edition: Edition) -> tuple[str, ...]:
    """Name the programs that make the PDF, for the colophon."""
    return (f"Potluck {edition.build.version}", f"WeasyPrint {_version('weasyprint')}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # The press will say so, with a hint.
        return "(missing)"
