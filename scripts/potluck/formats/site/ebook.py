"""In the live preview: the book as an EPUB, as it stands.

The preview's process stays, with all loaded that makes an EPUB, and finished pages are kept: after
an edit one page is finished, and the rest is put beside it.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from potluck import keeping
from potluck.formats.epub import Epub
from potluck.formats.site.policy import App, Respond, answered
from potluck.model import Edition

PLACE = "/book.epub"


class Ebook:
    """Makes the EPUB of an edition, one at a time."""

    def __init__(self, root: Path) -> None:
        self._epub = Epub(keeping.room(root))
        self._lock = Lock()

    def beside(self, app: App, edition: Callable[[], Edition]) -> App:
        """Answer `/book.epub` with the book, all else with `app`."""

        def answer(environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
            if environ["PATH_INFO"] != PLACE:
                return app(environ, respond)
            return answered(partial(self._make, edition()), "application/epub+zip", respond)

        return answer

    def _make(self, edition: Edition) -> bytes:
        with self._lock, TemporaryDirectory(prefix="potluck-") as folder:
            (name,) = self._epub.render(edition, Path(folder)).files
            return (Path(folder) / name).read_bytes()
