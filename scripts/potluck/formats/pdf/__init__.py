"""The printed edition: sheets set by WeasyPrint, each alone, and linked into one PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from potluck import keeping
from potluck.cell.limits import Limits
from potluck.formats import Progress
from potluck.formats.pdf.fonts import NOTO_FOLDERS, Face
from potluck.formats.pdf.press.store import LIMIT
from potluck.model import Artifact, Download, Edition
from potluck.trace import Trace
from potluck.versions import known

Way = Literal["linked", "whole"]
"""Sheet by sheet and linked, or the whole book as one document by WeasyPrint alone."""

SHEET = Limits(120)
"""What setting one sheet may use. A chapter of 200 kB takes some 10 seconds and 150 MB."""


def nothing(*_: object) -> None:
    """Do nothing. It has a name, so that a workshop can be sent to another process."""


@dataclass(frozen=True)
class Workshop:
    """How the PDF is made, which never changes what it looks like.

    Sheets are kept in `cache`, sealed with `secret`, up to `limit` bytes; `others` is a folder from
    which kept sheets are taken. `jobs` processes set them (0: one to a core), or the Dask cluster
    at an address. `limits` are those of each sheet. `trace` takes down how long each one took.
    `meanwhile` is something to do while sheets are being set.
    """

    way: Way = "linked"
    cache: Path | None = None
    secret: bytes = field(default=b"", repr=False)
    others: Path | None = None
    limit: int | None = LIMIT
    jobs: int = 1
    cluster: str = ""
    limits: Limits = SHEET
    trace: Trace = field(default_factory=Trace, repr=False, compare=False)
    meanwhile: Callable[[], object] = field(default=nothing, repr=False, compare=False)


def at_home(workshop: Workshop, root: Path, room: Path | None) -> Workshop:
    """Return the workshop, keeping what it sets with the book at `root`.

    The secret that seals it is kept in `room`, outside the book. Without a room nothing is kept:
    a seal without a secret could be anybody's.
    """
    if room is None:
        return workshop
    return replace(
        workshop, cache=root / ".cache" / "press", secret=keeping.secret(room / "press.key")
    )


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
        """Write `destination/<slug>.pdf`; ToolError where a library or font is missing.

        Other printings stand beside it, chapters that are printed alone in a folder below.
        """
        from potluck.formats import facts  # noqa: PLC0415 - for a build only
        from potluck.formats.pdf import production  # noqa: PLC0415 - heavy

        names: list[str] = []
        notes: list[str] = []
        faces: dict[Face, None] = {}
        for made in production.printings(edition, _tools(edition), self, progress):
            place = destination / made.name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(made.pdf)
            notes += [] if names else _notes(made.pages, made.spelled)
            names.append(made.name)
            faces |= dict.fromkeys(made.faces)
        used = tuple(facts.font(face.family, face.path) for face in faces)
        known = facts.tools(self.name, production.libraries(self))
        return Artifact(self.name, self.name, tuple(names), tuple(notes), known, used)


def _notes(pages: int, spelled: Sequence[str]) -> list[str]:
    """Tell of a book how many pages it has, and which characters are spelled out in it."""
    unprintable = [f"unprintable={char} U+{ord(char):04X}" for char in spelled]
    return [f"pages={pages}", *unprintable]


def _tools(edition: Edition) -> tuple[str, ...]:
    """Name the programs that make the PDF, for the colophon."""
    found = known("weasyprint") or "(missing)"  # The press will say so, with a hint.
    return (f"Potluck {edition.build.version}", f"WeasyPrint {found}")
