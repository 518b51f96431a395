"""In the live preview: the pages of a chapter on paper, set when they are asked for.

The preview's process stays, and WeasyPrint and its fonts with it, so a chapter that was just edited
is set in less time than it takes to look from one window to the other.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from potluck import keeping
from potluck.errors import PotluckError
from potluck.formats.pdf import Pdf, Workshop, at_home
from potluck.formats.site.policy import App, Respond
from potluck.model import Edition

PLACE = "/print/"


def beside(app: App, root: Path, edition: Callable[[], Edition]) -> App:
    """Answer `/print/SLUG.pdf` with the pages of a chapter of the edition, all else with `app`."""
    pdf = Pdf(workshop=at_home(Workshop(), root, keeping.room(root)))

    def answer(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
        slug = _slug(environ["PATH_INFO"])
        shown = edition()
        if slug not in {chapter.slug for chapter in shown.chapters}:
            return app(environ, respond)
        try:
            data = _set(shown, slug, pdf)
        except PotluckError as error:
            respond("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"{error.message}\n{error.hint}\n".encode()]
        respond("200 OK", [("Content-Type", "application/pdf"), ("Cache-Control", "no-store")])
        return [data]

    return answer


def _slug(path: str) -> str:
    text = unquote(path)
    named = text.startswith(PLACE) and text.endswith(".pdf")
    return text.removeprefix(PLACE).removesuffix(".pdf") if named else ""


def _set(edition: Edition, slug: str, pdf: Pdf) -> bytes:
    from potluck.formats.pdf import production  # noqa: PLC0415 - heavy, and seldom asked for

    return production.alone(edition, slug, pdf)
