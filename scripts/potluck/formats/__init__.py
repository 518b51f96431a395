"""The formats of a book, each one `Renderer`; `pipeline.renderers` lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from potluck.model import Artifact, Download, Edition

What = Literal["Files", "Pictures", "Texts", "Chapters", "Pages"]
"""What is counted: files read, pictures developed, texts converted, chapters set, pages written."""


@dataclass(frozen=True)
class Count:
    """How far some work is: pieces done, pieces that were kept from before, pieces left."""

    done: int
    kept: int
    left: int
    what: What = "Chapters"


Progress = Callable[[str | Count], None]
"""Told what is being worked on, in a few words, and how far it is; the command line shows it."""


def counting(progress: Progress, what: What) -> Callable[[int, int], None]:
    """Return what hears how many of these are done and left, and tells it as progress."""
    return lambda done, left: progress(Count(done, 0, left, what))


class Renderer(Protocol):
    """Turns an Edition into files below `destination`, and nowhere else.

    Heavy imports happen inside `render`. Raises `potluck.errors.ToolError` where a program or
    library is missing.
    """

    @property
    def name(self) -> str:
        """Return the format's name, which is also its folder in `build/`."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """Return what `potluck doctor` must find for this format."""
        ...

    def render(
        self,
        edition: Edition,
        destination: Path,
        *,
        shelf: tuple[Download, ...] = (),
        progress: Progress = lambda _: None,
    ) -> Artifact:
        """Write the edition; `shelf` holds the downloads that already exist (for the site)."""
        ...
