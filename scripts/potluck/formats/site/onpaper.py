"""In the live preview: the pages of a chapter on paper.

The preview's process stays, and so does the cell that has WeasyPrint and its fonts at hand. The
chapter that somebody looked at on paper is set anew as soon as it was edited, beside the site: it
is there when it is asked for, or nearly.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import unquote

from potluck import keeping
from potluck.formats.pdf import Pdf, Workshop, at_home
from potluck.formats.site.policy import App, Respond, answered
from potluck.model import Edition

PLACE = "/print/"


class Paper:
    """Sets chapters of an edition, each alone, one at a time; what is finished is kept."""

    def __init__(self, root: Path) -> None:
        self._pdf = Pdf(workshop=at_home(Workshop(), root, keeping.room(root)))
        self._lock = Lock()
        self._seen = ""  # the chapter that was last asked for
        self._newest: Edition | None = None

    def ahead(self, edition: Edition) -> None:
        """Begin to set the chapter that was asked for last, if there was one; return at once."""
        self._newest = edition
        if self._seen in _slugs(edition):
            Thread(target=self._try, args=(edition, self._seen), daemon=True).start()

    def _try(self, edition: Edition, slug: str) -> None:
        with suppress(Exception), self._lock:  # it is met again, and told, when it is asked for
            if edition is self._newest:  # who edits on does not wait for what was
                self._set(edition, slug)

    def beside(self, app: App, edition: Callable[[], Edition]) -> App:
        """Answer `/print/SLUG.pdf` with the pages of a chapter, all else with `app`."""

        def answer(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
            slug, shown = _slug(environ["PATH_INFO"]), edition()
            if slug not in _slugs(shown):
                return app(environ, respond)
            self._seen = slug
            return answered(partial(self._alone, shown, slug), "application/pdf", respond)

        return answer

    def leave(self) -> None:
        """Let nothing be waited for when the preview ends."""
        from potluck.formats.pdf.press import executors  # noqa: PLC0415 - heavy

        executors.send_home()

    def _alone(self, edition: Edition, slug: str) -> bytes:
        with self._lock:  # what is being set is found finished
            return self._set(edition, slug)

    def _set(self, edition: Edition, slug: str) -> bytes:
        from potluck.formats.pdf import production  # noqa: PLC0415 - heavy, and seldom asked for

        return production.alone(edition, slug, self._pdf)


def _slugs(edition: Edition) -> set[str]:
    return {chapter.slug for chapter in edition.chapters}


def _slug(path: str) -> str:
    text = unquote(path)
    named = text.startswith(PLACE) and text.endswith(".pdf")
    return text.removeprefix(PLACE).removesuffix(".pdf") if named else ""
